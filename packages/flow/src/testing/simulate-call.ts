import type { Calendar } from '../calendar/schema.js'
import type { CallAttributes, VariableValue } from '../contract/events.js'
import type { FlowResources } from '../resources.js'
import { SimulatedCall } from '../simulate/simulated-call.js'
import type { SimulationOptions } from '../simulate/simulation.js'
import { FlowError } from '../errors.js'
import { Conversation } from './conversation.js'
import { plainInterpreter } from './plain-interpreter.js'
import { recordStep } from './coverage/record-course.js'
import { testedFlow, type TestableFlow } from './tested-flow.js'

export interface CallOptions extends Pick<SimulationOptions, 'http' | 'knowledge'> {
  /** When the call begins; a text is read as ISO 8601, a number is milliseconds since the epoch. The epoch where absent. */
  readonly at?: Date | string | number
  /** How words are understood. Absent: the words of the flow mean what they stand for, and no others mean anything. */
  readonly interpret?: SimulationOptions['interpret']
  /** Calendars by id; those of `resources`, or beside the flow's file, where absent. */
  readonly calendars?: ReadonlyMap<string, Calendar>
  /** Values of the flow's variables as the call begins. */
  readonly variables?: Readonly<Record<string, VariableValue>>
  /** Direction and numbers of the call. */
  readonly call?: Partial<Omit<CallAttributes, 'variables'>>
  /** Sub-flows, calendars and lists of questions that a flow document names. */
  readonly resources?: FlowResources
}

const timeOf = (at: Date | string | number): number => {
  const time = new Date(at).getTime()
  if (Number.isNaN(time)) throw new FlowError('FLOW_TESTED_INVALID', `A call cannot begin at ${JSON.stringify(at)}: give a date, a text as of ISO 8601, or milliseconds since the epoch.`)
  return time
}

/**
 * Places a call by text on a flow, in virtual time: it has begun, and waits where the flow first waits.
 * @throws FlowError FLOW_TESTED_INVALID, and whatever `compileFlow` throws
 */
export const simulateCall = (flow: TestableFlow, { at = 0, interpret, http, knowledge, calendars, variables = {}, call, resources }: CallOptions = {}): Conversation => {
  const { id, machine, manifest, calendars: own } = testedFlow(flow, resources)
  const known = calendars ?? resources?.calendars ?? own
  return new Conversation(
    new SimulatedCall(machine, {
      startsAt: timeOf(at),
      interpret: interpret ?? plainInterpreter(manifest?.understanding ?? []),
      call: { ...call, variables },
      watch: (watched) => recordStep(id, machine, watched),
      ...(http === undefined ? {} : { http }),
      ...(knowledge === undefined ? {} : { knowledge }),
      ...(known === undefined ? {} : { calendars: known }),
    }),
  )
}
