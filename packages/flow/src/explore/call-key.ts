import { targetName } from '../contract/transfer-target.js'
import type { VariableValue } from '../contract/events.js'
import type { FlowContext } from '../machine/model.js'
import { numberOfPerson } from '../machine/text.js'
import { contextOf, type ExploredCall } from './explored-call.js'

/** Of the return points only where they lead: what they bring back is bounded, and told by the place. */
const returnsOf = ({ returns }: FlowContext): unknown => returns.map(({ at, intent, attempts }) => [at, intent, attempts])

const valueOf = ({ snapshot }: ExploredCall): unknown => (snapshot as unknown as { value: unknown }).value

/**
 * Two calls with the same key go on alike: what only counts (turns, visits, numbers of timers) and what was only said is left out.
 * @param matters absent: every variable
 */
export const callKey = (call: ExploredCall, matters?: (variable: string) => boolean): string => {
  const context = contextOf(call)
  const variables: [string, VariableValue][] = Object.entries(context.variables).filter(([name]) => matters?.(name) ?? true)
  const { language, attempts, again, value, outcome, gone, queue, sentenceCount, failedTurns, choice, at, trail } = context
  return JSON.stringify([
    valueOf(call), variables, context.call.direction, numberOfPerson(context) !== '', language, attempts, again, value, outcome, gone, queue === null ? null : [queue.position, queue.isOfferDue, queue.toldPosition], Math.min(sentenceCount, 2), failedTurns,
    choice?.intents, at, trail.at(-2)?.at, returnsOf(context), context.mayBeMachine === true, Object.values(context.requests), context.timerId !== null, Object.keys(call.timers).length, context.queued.length,
    call.turn?.nodeId, call.closed, call.connected, call.transfer === undefined ? undefined : targetName(call.transfer.target), call.question !== undefined, call.checkId !== undefined, call.closing, call.over,
  ])
}
