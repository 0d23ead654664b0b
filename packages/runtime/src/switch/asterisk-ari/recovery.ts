import type { Logger } from 'pino'
import type { Clock } from '../../clock.js'
import type { PatientWork } from '../patient-work.js'
import type { LineDesk } from '../switch-port.js'
import type { AriCalls } from './calls.js'
import type { AsteriskLine } from './line.js'
import { surveyOf, type Standing } from './survey.js'

export interface RecoveryParts {
  readonly app: string
  readonly switchId: string
  readonly clock: Clock
  readonly calls: AriCalls
  readonly desk: LineDesk
  readonly logger: Logger
  /** What the database is needed for, which may be away for a moment; over when the lines are let go of. */
  readonly work: PatientWork
  /** Lines that this process has. */
  readonly lines: ReadonlyMap<string, AsteriskLine>
  /** A line that an earlier process had. */
  adopt(lineId: string): AsteriskLine
  disown(line: AsteriskLine): void
  /** What StasisStart with these arguments means to a line. */
  cameIn(line: AsteriskLine, args: readonly string[]): void
}

/**
 * A connection has begun: what happened meanwhile is told, calls of earlier processes are found, and what nobody has is ended.
 * Resolves when lines may be used again.
 */
export async function recover(parts: RecoveryParts): Promise<void> {
  const { app, calls, lines, logger } = parts
  const since = parts.clock.now()
  // Those who come while the lists are under way are not in them.
  const known = new Set(lines.keys())
  const [channels, bridges] = await Promise.all([calls.channels(), calls.bridges()])
  const { standings, legs, bridges: ownBridges } = surveyOf(app, channels, bridges)
  for (const { lineId } of standings) calls.liftLimit(lineId).catch((error: unknown) => logger.warn({ err: error, lineId }, 'the time limit of a caller was not lifted'))
  const there = new Set(standings.map(({ lineId }) => lineId))
  for (const lineId of known) if (!there.has(lineId)) lines.get(lineId)?.left('switch', { detail: 'it ended while the switch was not connected' })
  // One that is known no more has left since the list was made.
  const strange = standings.filter(({ lineId }) => !lines.has(lineId) && !known.has(lineId))
  for (const standing of standings) {
    const line = lines.get(standing.lineId)
    if (line !== undefined && known.has(standing.lineId)) catchUp(parts, line, standing)
  }
  for (const standing of strange) void adopt(parts, standing).catch((error: unknown) => logger.error({ err: error, lineId: standing.lineId }, 'a line of an earlier connection was not found again'))
  const isNobodys = (lineId: string): boolean => !there.has(lineId) && !lines.has(lineId)
  await Promise.allSettled(legs.filter(({ lineId }) => isNobodys(lineId)).map(({ channelId }) => calls.hangUp(channelId)))
  await Promise.allSettled(ownBridges.filter(({ lineId }) => isNobodys(lineId)).map(({ bridgeId }) => calls.deleteBridge(bridgeId)))
  parts.work.begin(
    () => parts.desk.stand(parts.switchId, [...there], since),
    (error) => logger.error({ err: error }, 'calls whose lines are gone were not looked for yet'),
  )
  logger.info({ app, lines: known.size, found: strange.length }, 'switch is connected')
}

function catchUp(parts: RecoveryParts, line: AsteriskLine, standing: Standing): void {
  if (standing.args !== undefined && line.awaits(standing.args)) parts.cameIn(line, standing.args)
  takeLegs(line, standing, false)
}

function takeLegs(line: AsteriskLine, { own, inBridge, up, bridges, args }: Standing, isNew: boolean): void {
  line.state.callerMayHaveLeft()
  for (const bridgeId of bridges) line.state.ownsBridge(bridgeId)
  line.humans.found(
    own.filter(({ role }) => role !== 'bot'),
    inBridge,
    up,
  )
  const bots = own.filter(({ role }) => role === 'bot').map(({ channelId }) => channelId)
  // One that is not with the caller yet was under way when the earlier process ended.
  const usable = isNew ? bots.filter((id) => inBridge.includes(id)) : bots
  const humans = own.filter(({ role }) => role === 'human').map(({ legId }) => legId)
  line.bot.found(usable, isNew && args !== undefined && args[0] !== 'amd' && line.humans.joinedLegId === undefined, humans)
}

async function adopt(parts: RecoveryParts, standing: Standing): Promise<void> {
  const { work, logger } = parts
  const line = parts.adopt(standing.lineId)
  await line.found(standing.isUp, standing.context).catch((error: unknown) => {
    // The next connection would take it for known.
    parts.disown(line)
    throw error
  })
  // Who is in a bridge again was told of as being back; of anybody else that is not sure, and told twice it changes nothing.
  if (standing.args?.[0] === 'back' && standing.inBridge.length === 0) line.dialplan.back(standing.args.slice(1))
  takeLegs(line, standing, true)
  work.begin(
    () => find(parts, line, standing),
    (error) => logger.error({ err: error, lineId: line.lineId }, 'a line of an earlier connection was not found again yet'),
  )
}

/** What the line tells waits until its call is known: let go of meanwhile, it would be ended as nobody's when it comes back from the dialplan. */
async function find(parts: RecoveryParts, line: AsteriskLine, standing: Standing): Promise<void> {
  const { calls, desk } = parts
  const call = await desk.found(line)
  if (call !== undefined) return line.belongsTo(call)
  parts.disown(line)
  await Promise.allSettled([calls.hangUp(standing.lineId), ...standing.own.map(({ channelId }) => calls.hangUp(channelId)), ...standing.bridges.map((bridgeId) => calls.deleteBridge(bridgeId))])
}
