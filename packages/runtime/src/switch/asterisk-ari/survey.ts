import { contexts } from './dialplan-side.js'
import type { AriChannel } from './events.js'
import { isDialledName, readBridgeName, readChannelName, type OwnChannel } from './names.js'

type Named = OwnChannel & { readonly channelId: string }

/** One caller as the switch has them. */
export interface Standing {
  readonly lineId: string
  readonly isUp: boolean
  /** What they came into the application with; undefined: they are in the dialplan, or ring. */
  readonly args: readonly string[] | undefined
  /** A context of ours that they are in. */
  readonly context: string | undefined
  readonly own: readonly Named[]
  /** Channels that are with the caller in their bridge. */
  readonly inBridge: readonly string[]
  /** Those of `own` that are answered and in the application. */
  readonly up: readonly string[]
  readonly bridges: readonly string[]
}

export interface Survey {
  readonly standings: readonly Standing[]
  /** Legs and bridges that we made, by the line that they were made for. */
  readonly legs: readonly Named[]
  readonly bridges: readonly { readonly bridgeId: string; readonly lineId: string }[]
}

/** `callchart,back,leg-1,BUSY,17` */
const argsOf = (app: string, { dialplan }: AriChannel): readonly string[] | undefined => {
  if (dialplan?.app_name !== 'Stasis') return undefined
  const [owner, ...args] = dialplan.app_data.split(',')
  return owner === app ? args : undefined
}

const stays: ReadonlySet<string | undefined> = new Set([contexts.transfer, contexts.refer, contexts.amd])
const isOurDialplan = ({ dialplan }: AriChannel): boolean => stays.has(dialplan?.context)

/** What a switch has of ours, from its lists of channels and bridges. */
export function surveyOf(app: string, channels: readonly AriChannel[], bridges: readonly { readonly id: string; readonly channels: readonly string[] }[]): Survey {
  const ownBridges = bridges.flatMap(({ id, channels: inside }) => {
    const read = readBridgeName(app, id)
    return read === undefined ? [] : [{ bridgeId: id, lineId: read.lineId, inside }]
  })
  const legs: Named[] = []
  const callers: AriChannel[] = []
  const isIn = new Set<string>()
  for (const channel of channels) {
    const own = readChannelName(app, channel.id)
    const args = argsOf(app, channel)
    if (own !== undefined) legs.push({ ...own, channelId: channel.id })
    else if (args !== undefined || isDialledName(app, channel.id) || isOurDialplan(channel)) callers.push(channel)
    if (args !== undefined && channel.state === 'Up') isIn.add(channel.id)
  }
  const standings = callers.map((channel): Standing => {
    const own = legs.filter(({ lineId }) => lineId === channel.id)
    const bridge = ownBridges.filter(({ lineId }) => lineId === channel.id)
    const args = argsOf(app, channel)
    return {
      lineId: channel.id,
      isUp: channel.state === 'Up',
      args,
      context: args === undefined && isOurDialplan(channel) ? channel.dialplan?.context : undefined,
      own,
      inBridge: bridge.find(({ inside }) => inside.includes(channel.id))?.inside ?? [],
      up: own.filter(({ channelId }) => isIn.has(channelId)).map(({ channelId }) => channelId),
      bridges: bridge.map(({ bridgeId }) => bridgeId),
    }
  })
  return { standings, legs, bridges: ownBridges }
}
