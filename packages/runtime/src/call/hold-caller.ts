import { RuntimeError } from '../errors.js'
import type { SwitchLine } from '../switch/switch-port.js'
import type { LiveCall } from './live-call.js'

export interface HoldParts {
  readonly find: (callId: string) => LiveCall | undefined
  readonly lineOf: (callId: string, epoch: number) => SwitchLine | undefined
}

/**
 * The caller hears music instead of the human who talks with them, or the human again: by the bridge where the human is at a seat, else by the
 * switch. What is so already changes nothing.
 * @throws RUNTIME_CALL_UNKNOWN, RUNTIME_NO_HUMAN, RUNTIME_SWITCH_UNABLE, RUNTIME_SWITCH_UNAVAILABLE
 */
export async function holdCaller({ find, lineOf }: HoldParts, callId: string, isHeld: boolean): Promise<void> {
  const call = find(callId)
  if (call === undefined) throw new RuntimeError('RUNTIME_CALL_UNKNOWN', `No running call here has the id "${callId}".`)
  const leg = [...call.state.legs.values()].find(({ state }) => state === 'joined')
  if (leg === undefined || call.state.caller !== 'connected') throw new RuntimeError('RUNTIME_NO_HUMAN', `No human talks with the caller of call ${callId}: only they can put the caller on hold.`)
  if ((leg.held === true) === isHeld) return
  if (leg.at !== 'switch') return call.holdAtBridge(leg.legId, isHeld)
  const line = lineOf(callId, call.epoch)
  if (line === undefined) throw new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `The switch that has call ${callId} cannot be told anything now: try again.`, { retryable: true })
  if (!line.abilities.hold) throw new RuntimeError('RUNTIME_SWITCH_UNABLE', `The line of call ${callId} cannot be held: its switch does not offer it.`)
  await line.hold(isHeld)
}
