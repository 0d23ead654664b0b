import { hopHeader } from '../handover-headers.js'
import type { Arrival } from '../switch-port.js'
import type { AriCalls } from './calls.js'
import type { StasisStart } from './events.js'
import type { AriSettings } from './settings.js'

const longestValue = 1_000
const longestNumber = 100

/** A caller whom the dialplan hands to the application: `Stasis(callchart,in,${EXTEN})`. */
export async function arrivalOf({ channel, args }: StasisStart, settings: AriSettings, calls: AriCalls): Promise<Arrival> {
  const { switchId, headers = [], variables = [] } = settings
  // The runtime's own mark is asked for in any case: a call that comes back gets no further outside hop.
  const asked = [...[...new Set([hopHeader, ...headers])].map((name) => [name, `PJSIP_HEADER(read,${name})`] as const), ...variables.map((name) => [name, name] as const)]
  const found = await Promise.all(asked.map(async ([name, variable]) => [name, await calls.variable(channel.id, variable)] as const))
  const ani = channel.caller?.number ?? ''
  return {
    switchId,
    lineId: channel.id,
    dnis: (args[1] ?? channel.dialplan?.exten ?? '').slice(0, longestNumber),
    ...(ani !== '' && { ani: ani.slice(0, longestNumber) }),
    variables: Object.fromEntries(found.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value.slice(0, longestValue)]]))),
  }
}
