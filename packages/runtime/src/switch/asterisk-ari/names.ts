import { randomBytes } from 'node:crypto'

/**
 * Names of the channels and bridges that we make: they tell whose they are, so that a connector that begins anew finds its way.
 * A name is never used twice: Asterisk 22.10.1 ends with a segmentation fault where `externalMedia` is given the id of a channel that is there.
 * Asterisk's ids have 149 characters at most.
 */
export type OwnRole = 'bot' | 'whisper' | 'human'

export interface OwnChannel {
  readonly role: OwnRole
  readonly lineId: string
  /** Of `whisper` and `human`. */
  readonly legId: string
}

const once = (): string => randomBytes(4).toString('hex')

export const channelName = (app: string, { role, lineId, legId }: OwnChannel): string => [app, role, lineId, legId, once()].join('~')

export const botName = (app: string, lineId: string): string => channelName(app, { role: 'bot', lineId, legId: '' })

/** Undefined: not one of ours, or a caller's. */
export function readChannelName(app: string, channelId: string): OwnChannel | undefined {
  const [owner, role, lineId, legId, ...rest] = channelId.split('~')
  if (owner !== app || lineId === undefined || legId === undefined || rest.length !== 1) return undefined
  return role === 'bot' || role === 'whisper' || role === 'human' ? { role, lineId, legId } : undefined
}

/** A line that we placed has the name of its channel, too. */
export const dialledName = (app: string): string => `${app}-dial-${randomBytes(12).toString('hex')}`
export const isDialledName = (app: string, channelId: string): boolean => channelId.startsWith(`${app}-dial-`)

/** Of caller and bot or human; with a leg: of a human and the whisper. */
export const bridgeName = (app: string, lineId: string, legId = ''): string => ['bridge', app, lineId, legId].join('~')

export function readBridgeName(app: string, bridgeId: string): { readonly lineId: string } | undefined {
  const [kind, owner, lineId, legId, ...rest] = bridgeId.split('~')
  return kind === 'bridge' && owner === app && lineId !== undefined && legId !== undefined && rest.length === 0 ? { lineId } : undefined
}
