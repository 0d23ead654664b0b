import { RuntimeError } from '../errors.js'
import type { CallRow } from '../store/tables.js'
import type { CallLines } from '../switch/call-lines.js'
import type { SwitchLine } from '../switch/switch-port.js'
import type { CallDirectory } from './directory.js'
import type { LiveCall } from './live-call.js'

export interface HoldHereParts {
  readonly find: (callId: string) => LiveCall | undefined
  readonly lineOf: (callId: string, epoch: number) => SwitchLine | undefined
}

export interface HoldParts extends HoldHereParts {
  readonly row: (callId: string) => Promise<CallRow | undefined>
  /** Asks the runtime that works on the call. @throws what `holdHere` throws there, RUNTIME_SWITCH_UNAVAILABLE where it does not answer */
  readonly ask: (row: CallRow, isHeld: boolean) => Promise<unknown>
}

export const holdsOf = (directory: Pick<CallDirectory, 'find' | 'row'>, lines: Pick<CallLines, 'of' | 'sender'>): HoldParts => ({
  find: (callId) => directory.find(callId),
  lineOf: (callId, epoch) => lines.of(callId, epoch),
  row: (callId) => directory.row(callId),
  ask: ({ callId, switchId }, isHeld) => lines.sender.send({ callId, switchId: switchId ?? '', content: { type: 'hold-caller', isHeld } }),
})

/**
 * The caller hears music instead of the human who talks with them, or the human again: by the runtime that works on the call, whichever was asked.
 * @throws RUNTIME_CALL_UNKNOWN, RUNTIME_NO_HUMAN, RUNTIME_SWITCH_UNABLE, RUNTIME_SWITCH_UNAVAILABLE
 */
export async function holdCaller(parts: HoldParts, callId: string, isHeld: boolean): Promise<void> {
  if (parts.find(callId) !== undefined) return holdHere(parts, callId, isHeld)
  const row = await parts.row(callId)
  if (row?.status !== 'active') throw unknown(callId)
  await parts.ask(row, isHeld)
}

/** The same of a call of this runtime: by the bridge where the human is at a seat, else by the switch. What is so already changes nothing. */
export async function holdHere({ find, lineOf }: HoldHereParts, callId: string, isHeld: boolean): Promise<void> {
  const call = find(callId)
  if (call === undefined) throw unknown(callId)
  const leg = [...call.state.legs.values()].find(({ state }) => state === 'joined')
  if (leg === undefined || call.state.caller !== 'connected') throw new RuntimeError('RUNTIME_NO_HUMAN', `No human talks with the caller of call ${callId}: only they can put the caller on hold.`)
  if ((leg.held === true) === isHeld) return
  if (leg.at !== 'switch') return call.holdAtBridge(leg.legId, isHeld)
  const line = lineOf(callId, call.epoch)
  if (line === undefined) throw new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `The switch that has call ${callId} cannot be told anything now: try again.`, { retryable: true })
  if (!line.abilities.hold) throw new RuntimeError('RUNTIME_SWITCH_UNABLE', `The line of call ${callId} cannot be held: its switch does not offer it.`)
  await line.hold(isHeld)
}

const unknown = (callId: string): RuntimeError => new RuntimeError('RUNTIME_CALL_UNKNOWN', `No running call has the id "${callId}".`)
