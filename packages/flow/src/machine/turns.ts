import type { CallEvent } from '../contract/events.js'
import type { FlowContext, QueuedPrompt, TrailEntry, TurnTemplate } from './model.js'
import { renderPrompt, revisitsOf } from './text.js'

interface TurnArgs {
  readonly context: FlowContext
  readonly event: CallEvent
}
type TurnChange = Partial<FlowContext>

/** So much is said again at most. */
const mostSaid = 40
const longestTrail = 20

/** Asked again for one of these, the question is a new one: the caller did answer. */
const freshReasons: readonly string[] = ['denied', 'corrected']

const ownPrompts = (turn: TurnTemplate, context: FlowContext): QueuedPrompt[] => {
  const { again } = context
  const prompts = turn.again ?? {}
  const special = again !== null && Object.hasOwn(prompts, again.reason) ? prompts[again.reason] : undefined
  if (again !== null && special !== undefined) return renderPrompt(special, context, again.attempt - 1)
  return turn.prompt === undefined ? [] : renderPrompt(turn.prompt, context, revisitsOf(context, context.node))
}

const spokenChange = (turn: TurnTemplate, context: FlowContext): TurnChange => {
  const { again, said, answered, resuming } = context
  if (resuming?.said != null) return { prompts: resuming.said, answered: false }
  const prompts = [...context.queued, ...ownPrompts(turn, context)]
  if (turn.aside === true) return { prompts }
  if (again !== null && !freshReasons.includes(again.reason)) return { prompts, answered: false }
  return { prompts, said: (answered ? prompts : [...said, ...prompts]).slice(-mostSaid), answered: false }
}

/** Only the first question of a node is one that the caller can go back to: what follows in it needs what was heard. */
const trailAfter = ({ trail, returns }: FlowContext, at: string, state: string): readonly TrailEntry[] => {
  const last = trail.at(-1)
  return state !== 'asking' || last?.at === at ? trail : [...trail, { at, depth: returns.length }].slice(-longestTrail)
}

const placeChange = ({ state }: TurnTemplate, context: FlowContext): TurnChange => {
  if (state === undefined) return {}
  const at = `${context.node}.${state}`
  return { at, trail: trailAfter(context, at, state), route: null, resuming: null }
}

/** What is queued is said first, and with it the queue is empty. */
export const beginTurn = ({ context }: TurnArgs, turn: TurnTemplate = {}): TurnChange => ({
  turnCount: context.turnCount + 1,
  turnId: `t${context.turnCount + 1}`,
  queued: [],
  queuedDelayMs: 0,
  promptsDelayMs: context.queuedDelayMs,
  ...spokenChange(turn, context),
  ...placeChange(turn, context),
})

const failing = new Set<CallEvent['type']>(['turn.failed', 'turn.cancelled'])
const answering = new Set<CallEvent['type']>([
  'utterance.understood',
  'utterance.ambiguous',
  'value.understood',
  'digits.entered',
  'key-intent.heard',
  'auxiliary.heard',
])

export const endTurn = ({ context, event }: TurnArgs): TurnChange => ({
  turnId: null,
  failedTurns: failing.has(event.type) ? context.failedTurns + 1 : 0,
  answered: context.answered || answering.has(event.type),
  ...(context.mayBeMachine === true && answering.has(event.type) ? { mayBeMachine: false } : {}),
})
