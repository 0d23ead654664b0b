import { namesAssigned } from '../chart-rules.js'
import type { ValueRule } from '../../machine/collected.js'
import type { ChartEvent } from './chart-events.js'
import type { ChartTurns } from './chart-turns.js'
import { fieldsOf, mostQueued, type Facts, type NamedPart } from './facts.js'

/** Where an action stands, and what it leaves behind for the whole chart. */
export interface ActionPlace {
  /** The node that its state belongs to. */
  readonly node: string
  readonly turns: ChartTurns
  /** Nodes whose requests somebody wants to know the answer of. */
  readonly sent: Set<string>
  /** The way back to the first question may be forgotten. */
  readonly forgets: boolean
}

const withOutcomes = (facts: Facts, outcomes: readonly (string | null)[]): Facts[] => outcomes.map((outcome) => ({ ...facts, outcome }))

const spokenOutcomes = ({ valueType, validation }: ValueRule): string[] => {
  if (valueType === 'digits') return ['valid', 'invalid']
  const wrong = validation === null && valueType !== 'phone' ? [] : ['invalid']
  const isFree = valueType === 'name' || valueType === 'address' || valueType === 'text'
  return ['valid', ...wrong, ...(isFree ? [] : ['noMatch'])]
}

const keyedOutcomes = ({ valueType }: ValueRule): string[] => (valueType === 'digits' ? ['valid', 'invalid', 'noMatch'] : ['valid', 'invalid'])

const answered = (facts: Facts, { type, node }: ChartEvent): Facts[] => {
  if (node === undefined || node !== facts.request) return [facts]
  const outcomes = type === 'request.succeeded' ? ['next', 'failure'] : [type === 'request.failed' ? 'failure' : 'outcomeUnknown']
  return withOutcomes({ ...facts, request: null }, outcomes)
}

const truthOf = (cel: unknown): boolean[] => (cel === 'true' ? [true] : cel === 'false' ? [false] : [true, false])

/** A variable that guards ask for is set. */
const known = (all: readonly Facts[], name: string, truths: readonly boolean[]): Facts[] =>
  all.flatMap((facts) => (Object.hasOwn(facts.truths, name) ? truths.map((truth) => ({ ...facts, truths: { ...facts.truths, [name]: truth } })) : [facts]))

const assigned = (facts: Facts, { type, params }: NamedPart): Facts[] => {
  if (Object.keys(facts.truths).length === 0) return [facts]
  if (type === 'startCall') return Object.keys(facts.truths).reduce((all, name) => known(all, name, [true, false]), [facts])
  if (type !== 'setVariables') return namesAssigned(params).reduce((all, name) => known(all, name, [true, false]), [facts])
  const { assign } = fieldsOf(params)
  return (Array.isArray(assign) ? (assign as unknown[]) : []).reduce<Facts[]>((all, each) => {
    const { variable, cel } = fieldsOf(each)
    return known(all, String(fieldsOf(variable).name), truthOf(cel))
  }, [facts])
}

const takenBack = (facts: Facts, forgets: boolean): Facts[] => {
  const back: Facts = { ...facts, away: false, route: facts.away || facts.asked }
  return [back, ...(facts.away ? [{ ...back, away: true }] : []), ...(facts.away && forgets ? [{ ...back, asked: false }] : [])]
}

/** An effect that asks for something; the answer comes later. Nothing comes after a failure. */
const performed = (facts: Facts, params: unknown, { turns }: ActionPlace): Facts[] => {
  const { type, then, source, mode } = fieldsOf(params)
  switch (type) {
    case 'turn.start':
      return [{ ...facts, turn: turns.placeOf(params), closed: null }]
    case 'turn.append':
      return [then === 'listen' || then === 'finish' ? { ...facts, closed: then } : facts]
    case 'transfer.start':
      return [{ ...facts, transfer: fieldsOf(params).queue !== undefined ? 'waiting' : mode === 'refer' ? 'referred' : 'rung' }]
    case 'knowledge.ask':
      return [{ ...facts, question: source === 'llm' ? 'llm' : 'faq' }]
    case 'flow.failed':
      return []
    default:
      return [facts]
  }
}

const decided = (facts: Facts, params: unknown): Facts[] => {
  const { branches } = fieldsOf(params)
  return withOutcomes(facts, [...(Array.isArray(branches) ? (branches as unknown[]).map((_, index) => String(index)) : []), 'else'])
}

const beganTurn = (facts: Facts, params: unknown): Facts => {
  const { state } = fieldsOf(params)
  return { ...facts, queued: 0, ...(state === undefined ? {} : { route: false }), ...(state === 'asking' ? { asked: true } : {}) }
}

const sent = (facts: Facts, params: unknown, place: ActionPlace): Facts => {
  const { keeps, waits } = fieldsOf(params)
  if (keeps === true) place.sent.add(place.node)
  return waits === true ? { ...facts, request: place.node } : facts
}

/** What holds after an action: more than one possibility where the facts do not tell. */
export const applyAction = (facts: Facts, action: NamedPart, event: ChartEvent, place: ActionPlace): Facts[] => {
  const { type, params } = action
  switch (type) {
    case 'perform':
      return performed(facts, params, place)
    case 'enterNode':
      return [{ ...facts, outcome: null, again: false }]
    case 'beginTurn':
      return [beganTurn(facts, params)]
    case 'endTurn':
      return [{ ...facts, turn: null, closed: null }]
    case 'askAgain':
      return [{ ...facts, again: false }, ...(Array.isArray(params) && params[1] === 0 ? [] : [{ ...facts, again: true }])]
    case 'queuePrompt':
      return [{ ...facts, queued: Math.min(mostQueued, facts.queued + 1) }]
    case 'tellQueue':
      return [{ ...facts, queued: Math.min(mostQueued, facts.queued + 2) }]
    case 'decide':
      return decided(facts, params)
    case 'takeValue':
      return withOutcomes(facts, event.type === 'digits.entered' ? keyedOutcomes(params as ValueRule) : spokenOutcomes(params as ValueRule))
    case 'takeKept':
      return withOutcomes(facts, ['valid', 'invalid'])
    case 'settleAs':
      return withOutcomes(facts, [String(fieldsOf(params).outcome)])
    case 'beginRequest':
      return [sent(facts, params, place)]
    case 'takeAnswer':
      return answered(facts, event)
    case 'beginTimer':
    case 'endTimer':
      return [{ ...facts, timer: type === 'beginTimer' }]
    case 'beginTransfer':
      return [{ ...facts, transfer: 'waiting' }]
    case 'endTransfer':
      return [{ ...facts, transfer: null }]
    case 'beginCheck':
    case 'endCheck':
      return [{ ...facts, check: type === 'beginCheck' }]
    case 'endQuestion':
      return [{ ...facts, question: null }]
    case 'leaveCall':
      return [{ ...facts, gone: true, queued: 0, away: false, route: false, request: null }]
    case 'meetMachine':
      return [{ ...facts, turn: null, closed: null, timer: false, request: null, check: false, question: null, queued: 0 }]
    case 'forgetReturns':
      return [{ ...facts, away: false }]
    case 'rememberReturn':
      return [{ ...facts, away: true }]
    case 'takeReturn':
      return takenBack(facts, place.forgets)
    case 'sayAgain':
      return [{ ...facts, route: true }]
    case 'stepBack':
      return [{ ...facts, route: true }, ...(facts.away ? [{ ...facts, route: true, away: false }] : [])]
    default:
      return assigned(facts, action)
  }
}
