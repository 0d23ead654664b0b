import type { AnyMachineSnapshot } from 'xstate'
import type { FlowMachine, FlowSnapshot } from '../contract/compiled.js'
import type { CallEvent } from '../contract/events.js'
import type { FlowGuard } from '../machine/guards.js'

/** Guards that ask what was understood; every other one asks only whether something was. */
const naming: ReadonlySet<string> = new Set<FlowGuard>(['intent', 'keyIntent', 'keyIntentNumber', 'auxiliary'])

const nameOf = (guard: unknown): string => {
  if (typeof guard === 'string') return guard
  return guard !== null && typeof guard === 'object' && 'type' in guard && typeof guard.type === 'string' ? guard.type : ''
}

/**
 * Whether the chart, as it stands, takes an understood event for what it says: an intent by its own branch, a value where one is asked for.
 * What fits nothing is taken too, but as a no-match; of that, and of an event of another turn, this is false.
 */
export const takesEvent = (machine: FlowMachine, snapshot: FlowSnapshot, event: CallEvent): boolean => {
  if (snapshot.status !== 'active') return false
  const transitions = machine.getTransitionData(snapshot as AnyMachineSnapshot, event)
  return transitions.some(({ guard, eventType }) =>
    event.type === 'value.understood' ? eventType === event.type : naming.has(nameOf(guard)),
  )
}
