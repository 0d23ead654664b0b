import { matches } from './matches.js'
import type { Observation } from './observation.js'
import { spansOf, type Span, type TemporalStatement } from './schema.js'
import type { Selector } from './selector.js'

/** What a rule remembers of the call so far; `broken` for good. */
export type RuleState = 'open' | 'met' | 'inside' | 'awaiting' | 'ending' | 'broken' | `within ${string}`

/** A statement as a deterministic automaton over what happens in a call. */
export interface RuleAutomaton {
  readonly initial: RuleState
  next(state: RuleState, observation: Observation): RuleState
}

/** A statement's own states; `broken` is nobody's to leave. */
const automaton = (next: RuleAutomaton['next']): RuleAutomaton => ({
  initial: 'open',
  next: (state, observation) => (state === 'broken' ? state : next(state, observation)),
})

/** The flow lets the call end: it hangs up, or hands it to another flow. */
const endsCall = (observation: Observation): boolean =>
  observation.what === 'effect' &&
  observation.onTheLine &&
  (observation.effect.type === 'call.hang-up' || observation.effect.type === 'call.continue-with')

const absence = (never: Selector): RuleAutomaton => automaton((state, observation) => (matches(never, observation) ? 'broken' : state))

/** What is first and second at once keeps the order. */
const precedence = (first: Selector, before: Selector, anewAfter: Selector | undefined): RuleAutomaton =>
  automaton((state, observation) => {
    if (matches(first, observation)) return 'met'
    if (state === 'open' && matches(before, observation)) return 'broken'
    return anewAfter !== undefined && matches(anewAfter, observation) ? 'open' : state
  })

/** Whoever hangs up on us leaves us nothing to do: what is owed is owed by a flow that ends the call itself. */
const response = (after: Selector, eventually: Selector): RuleAutomaton =>
  automaton((state, observation) => {
    if (matches(eventually, observation)) return 'open'
    if (observation.what === 'over') return state === 'ending' ? 'broken' : 'open'
    const owed = state === 'open' && matches(after, observation) ? 'awaiting' : state
    return owed === 'awaiting' && endsCall(observation) ? 'ending' : owed
  })

const nothingBut = (after: Selector, allowed: Selector): RuleAutomaton =>
  automaton((state, observation) => {
    const comesToOther = observation.what === 'entered' && observation.onTheLine && !matches(allowed, observation)
    if (state === 'inside' && comesToOther) return 'broken'
    return matches(after, observation) ? 'inside' : state
  })

/** A time that ends and begins at once goes on. */
const isWithin = ({ from, until }: Span, before: boolean, observation: Observation): boolean =>
  matches(from, observation) || (before && (until === undefined || !matches(until, observation)))

/** What ends a time happens outside of it, what begins one too; with several times the state is which of them run, one digit each. */
const absenceWhile = (spans: readonly Span[], never: Selector): RuleAutomaton => {
  const none: RuleState = `within ${'0'.repeat(spans.length)}`
  return automaton((state, observation) => {
    const before = state === 'open' ? none : state
    const running = spans.map((_, index) => before.at(index - spans.length) === '1')
    const over = spans.map(({ until }) => until !== undefined && matches(until, observation))
    if (running.every((each, index) => each && over[index] !== true) && matches(never, observation)) return 'broken'
    const after = spans.map((span, index) => (isWithin(span, running[index] === true, observation) ? '1' : '0')).join('')
    return after.includes('1') ? `within ${after}` : 'open'
  })
}

/** Makes the automaton of a statement. */
export const ruleAutomaton = (statement: TemporalStatement): RuleAutomaton => {
  if ('while' in statement) return absenceWhile(spansOf(statement), statement.never)
  if ('never' in statement) return absence(statement.never)
  if ('first' in statement) return precedence(statement.first, statement.before, statement.anewAfter)
  return 'eventually' in statement ? response(statement.after, statement.eventually) : nothingBut(statement.after, statement.nothingBut)
}

/** The state after all that happened, one after the other. */
export const stateAfter = (rule: RuleAutomaton, observations: readonly Observation[], from: RuleState = rule.initial): RuleState =>
  observations.reduce<RuleState>((state, observation) => rule.next(state, observation), from)
