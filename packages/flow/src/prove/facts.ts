import { readCondition, type Condition } from '../cel/truth.js'
import type { VariableValue } from '../contract/events.js'
import type { ChartAction, ChartGraph, ChartPlace } from './chart-graph.js'
import { anything } from './anything.js'
import { canHoldBehind } from './comparisons.js'
import { isRecord } from './is-record.js'
import { valueOf, type KnownValues, type Knowledge, type Verdict } from './knowledge.js'

/**
 * What runs beside the turn and is answered by an event of its own. A transfer is `rung` where the switch rings somebody, `referred` where it was
 * asked to have the caller taken elsewhere. `queued`: prompts wait for the next turn.
 */
export type Running = 'timer' | 'request' | 'transfer' | 'rung' | 'referred' | 'talk' | 'check' | 'question' | 'queued'

/** What is known of a call at a place. */
export interface CallFacts {
  readonly knowledge: Knowledge
  /** What the current node found out, as the context has it. */
  readonly outcome: string | null
  /** The question is asked again, for this reason. */
  readonly again: string | null
  readonly running: ReadonlySet<Running>
  /** The line is closed. */
  readonly gone: boolean
  /** The answer to a global question that the call is in; 0: none. */
  readonly frame: number
  /** Variables that were filled since the call came into that answer. */
  readonly filled: ReadonlySet<string>
  /** The listening state that the call is on its way back to. */
  readonly route: string | null
}

/** Ways back of which only the whole exploration knows where they lead. */
export type WayBack = 'take' | 'step'

/** Facts while the actions of a transition are done one after the other. */
export interface Course {
  readonly facts: CallFacts
  /** Variables that were filled on the way. */
  readonly filled: readonly string[]
  readonly wayBack?: WayBack
  /** A global question was heard: the way back is to be remembered. */
  readonly remembers?: string
}

/** What the actions of one transition are done with. */
export interface Doing {
  readonly graph: ChartGraph
  readonly known: KnownValues
  readonly from: ChartPlace
  readonly to: ChartPlace
  /** Type of the event; empty where there is none. */
  readonly event: string
}

const sets = new Map<string, ReadonlySet<Running>>()

/** Equal sets are one object. */
const runningOf = (running: Iterable<Running>): ReadonlySet<Running> => {
  const list = [...new Set(running)].sort()
  const key = list.join()
  const known = sets.get(key) ?? new Set(list)
  sets.set(key, known)
  return known
}

export const nothingRuns = runningOf([])

/** Of more variables it is only said that anything may have been filled. */
const mostFilled = 3

const filledSets = new Map<string, ReadonlySet<string>>()

/** Equal sets are one object. */
export const filledOf = (names: Iterable<string>): ReadonlySet<string> => {
  const all = [...new Set(names)].sort()
  const list = all.length > mostFilled || all.includes(anything) ? [anything] : all
  const key = list.join()
  const known = filledSets.get(key) ?? new Set(list)
  filledSets.set(key, known)
  return known
}

export const nothingFilled = filledOf([])

const starts = (facts: CallFacts, ...begun: Running[]): CallFacts => ({ ...facts, running: runningOf([...facts.running, ...begun]) })
const ends = (facts: CallFacts, ...ended: Running[]): CallFacts =>
  ended.some((each) => facts.running.has(each)) ? { ...facts, running: runningOf([...facts.running].filter((each) => !ended.includes(each))) } : facts

const mostVerdicts = 64

const verdictsOf = (known: KnownValues, knowledge: Knowledge, condition: Condition): Verdict[] => {
  switch (condition.type) {
    case 'statement':
      return known.judge(knowledge, condition)
    case 'not':
      return verdictsOf(known, knowledge, condition.of).map(({ truth, knowledge: learnt }) => ({ truth: !truth, knowledge: learnt }))
    case 'and':
    case 'or': {
      const decides = condition.type === 'or'
      return verdictsOf(known, knowledge, condition.left).flatMap((left) => (left.truth === decides ? [left] : verdictsOf(known, left.knowledge, condition.right)))
    }
  }
}

const decide = (known: KnownValues, facts: CallFacts, branches: readonly string[]): CallFacts[] => {
  let open = [facts.knowledge]
  const decided: CallFacts[] = []
  for (const [index, branch] of branches.entries()) {
    const verdicts = open.flatMap((knowledge) => verdictsOf(known, knowledge, readCondition(branch)))
    const isOpen = canHoldBehind(branches.slice(0, index), branch)
    for (const { truth, knowledge } of verdicts) if (truth && isOpen) decided.push({ ...facts, knowledge, outcome: String(index) })
    open = [...new Set(verdicts.filter(({ truth }) => !truth).map(({ knowledge }) => knowledge))].slice(0, mostVerdicts)
  }
  if (!canHoldBehind(branches)) return decided
  return [...decided, ...open.map((knowledge) => ({ ...facts, knowledge, outcome: 'else' }))]
}

interface Assigned {
  readonly name: string
  readonly value: VariableValue | undefined
}

const assignAll = (known: KnownValues, knowledge: Knowledge, assigned: readonly Assigned[]): Knowledge =>
  assigned.reduce((sofar, { name, value }) => known.assign(sofar, name, value), knowledge)

interface Expression {
  readonly variable: { readonly name: string }
  readonly cel: string
}

const fill = (course: Course, known: KnownValues, assigned: readonly Assigned[]): Course => {
  const names = assigned.map(({ name }) => name)
  const { frame, filled } = course.facts
  const inFrame = frame === 0 ? filled : filledOf([...filled, ...names.filter((name) => known.follows(name))])
  return {
    ...course,
    facts: { ...course.facts, filled: inFrame, knowledge: assignAll(known, course.facts.knowledge, assigned) },
    filled: [...course.filled, ...names],
  }
}

const unknown = ({ name }: { readonly name: string }): Assigned => ({ name, value: undefined })

const withFacts = (course: Course, changes: Partial<CallFacts>): Course => ({ ...course, facts: { ...course.facts, ...changes } })

/** As the assigns of the chart take them; parameters are the compiler's. */
interface Params {
  readonly branches?: readonly string[]
  readonly assign?: readonly Expression[]
  readonly initial?: Readonly<Record<string, VariableValue>>
  readonly inputs?: readonly Expression[]
  readonly save?: readonly Expression[]
  readonly saveStatus?: { readonly name: string } | null
  readonly defaults?: Readonly<Record<string, VariableValue>>
  readonly variable?: { readonly name: string }
  readonly words?: { readonly name: string } | null
  readonly slots?: Readonly<Record<string, { readonly name: string }>>
  readonly intent?: string
  readonly outcome?: string
  readonly waits?: boolean
  readonly validation?: string | null
  readonly valueType?: string
}

const paramsOf = ({ params }: ChartAction): Params => (isRecord(params) ? params : {})

const evaluated = (knowledge: Knowledge, { variable, cel }: Expression): Assigned => {
  const names = namesOf(cel)
  return { name: variable.name, value: valueOf(knowledge, names, cel) }
}

const namesOf = (cel: string): readonly string[] => statementNames(readCondition(cel))
const statementNames = (condition: Condition): string[] => {
  if (condition.type === 'statement') return [...condition.names]
  return condition.type === 'not' ? statementNames(condition.of) : [...statementNames(condition.left), ...statementNames(condition.right)]
}

const setVariables = (course: Course, known: KnownValues, assign: readonly Expression[]): Course =>
  assign.reduce((sofar, each) => fill(sofar, known, [evaluated(sofar.facts.knowledge, each)]), course)

/** Words are always there; what an utterance names beside its intent may be there or not. */
const saveWords = (course: Course, known: KnownValues, { words = null, slots = {} }: Params): Course[] => {
  const said = words === null ? course : fill(course, known, [unknown(words)])
  const named = Object.values(slots)
  return named.length === 0 ? [said] : [said, fill(said, known, named.map(unknown))]
}

const outcomesOfValue = ({ validation = null, valueType }: Params, event: string): readonly string[] => {
  const isFree = valueType === 'text' || valueType === 'name' || valueType === 'address'
  if (!isFree || event === 'digits.entered') return ['valid', 'invalid', 'noMatch']
  return validation === null ? ['valid'] : ['valid', 'invalid']
}

const takeAnswer = (course: Course, { known, event }: Doing, { save = [], saveStatus = null, defaults = {} }: Params): Course[] => {
  const closed = { ...course, facts: ends(course.facts, 'request') }
  const status = saveStatus === null ? [] : [unknown(saveStatus)]
  const without = (outcome: string): Course =>
    withFacts(fill(closed, known, [...Object.entries(defaults).map(([name, value]) => ({ name, value })), ...status]), { outcome })
  if (event === 'request.outcome-unknown') return [without('outcomeUnknown')]
  if (event !== 'request.succeeded') return [without('failure')]
  const saved = save.map((each) => evaluated(closed.facts.knowledge, each))
  const taken = withFacts(fill(closed, known, [...saved, ...status]), { outcome: 'next' })
  return save.length === 0 ? [taken] : [taken, without('failure')]
}

/** The line is closed; an answer that is still awaited may come after it. */
const leaveCall = (course: Course, { known, from, graph }: Doing): Course => {
  const late = course.facts.running.has('request') ? graph.answersAt(from) : []
  const knowledge = assignAll(known, course.facts.knowledge, late.map((name) => ({ name, value: undefined })))
  const running = runningOf([...course.facts.running].filter((each) => each === 'transfer' || each === 'rung' || each === 'referred'))
  return withFacts(course, { gone: true, knowledge, frame: 0, filled: nothingFilled, route: null, running })
}

const askAgain = (course: Course, params: unknown): Course[] => {
  const [reason, attempts] = Array.isArray(params) ? (params as unknown[]) : []
  const left = withFacts(course, { again: null })
  return attempts === 0 ? [left] : [withFacts(course, { again: String(reason) }), left]
}

/** A transfer is known by where it leads. */
const performed = (facts: CallFacts, effect: unknown): CallFacts => {
  if (!isRecord(effect) || effect.type !== 'transfer.start' || effect.queue !== undefined) return facts
  return starts(facts, effect.mode === 'refer' ? 'referred' : 'rung')
}

/** Does one action; several results where the call decides. */
const doAction = (course: Course, action: ChartAction, doing: Doing): Course[] => {
  const { known, from, to } = doing
  const { facts } = course
  const params = paramsOf(action)
  switch (action.type) {
    case 'enterNode':
      return [withFacts(course, { outcome: null, again: null })]
    case 'decide':
      return decide(known, facts, params.branches ?? []).map((decided) => ({ ...course, facts: decided }))
    case 'setVariables':
      return [setVariables(course, known, params.assign ?? [])]
    case 'enterSubflow': {
      const { initial = {}, inputs = [] } = params
      const given = inputs.map((each) => evaluated(facts.knowledge, each))
      return [fill(course, known, [...Object.entries(initial).map(([name, value]) => ({ name, value })), ...given])]
    }
    case 'keepValue':
      return [fill(course, known, params.variable === undefined ? [] : [unknown(params.variable)])]
    case 'saveWords':
    case 'saveChosen':
      return saveWords(course, known, params)
    case 'takeValue':
      return outcomesOfValue(params, doing.event).map((outcome) => withFacts(course, { outcome }))
    case 'takeKept':
      return ['valid', 'invalid'].map((outcome) => withFacts(course, { outcome }))
    case 'takeAnswer':
      return takeAnswer(course, doing, params)
    case 'setLanguage':
      return [withFacts(course, { knowledge: known.forgetCall(facts.knowledge) })]
    case 'settleAs':
      return [withFacts(course, { outcome: params.outcome ?? null })]
    case 'askAgain':
      return askAgain(course, action.params)
    case 'takeChoice':
      return [withFacts(course, { again: null })]
    case 'queuePrompt':
      return [{ ...course, facts: starts(facts, 'queued') }]
    case 'beginTurn':
      return [{ ...course, facts: { ...ends(facts, 'queued'), again: null, ...(to.at === undefined ? {} : { route: null }) } }]
    case 'beginRequest':
      return [params.waits === true ? { ...course, facts: starts(facts, 'request') } : course]
    case 'beginTimer':
      return [{ ...course, facts: starts(facts, 'timer') }]
    case 'endTimer':
      return [{ ...course, facts: ends(facts, 'timer') }]
    case 'beginTransfer':
      return [{ ...course, facts: starts(facts, 'transfer') }]
    case 'endTransfer':
      return [{ ...course, facts: ends(facts, 'transfer', 'rung', 'referred', 'talk') }]
    case 'beginCheck':
      return [{ ...course, facts: starts(facts, 'check') }]
    case 'endCheck':
      return [{ ...course, facts: ends(facts, 'check') }]
    case 'beginQuestion':
      return [{ ...course, facts: starts(facts, 'question') }]
    case 'endQuestion':
      return [{ ...course, facts: ends(facts, 'question') }]
    case 'leaveCall':
      return [leaveCall(course, doing)]
    case 'perform':
      return [{ ...course, facts: performed(facts, action.params) }]
    case 'meetMachine':
      return [{ ...course, facts: { ...ends(facts, 'timer', 'request', 'check', 'question', 'queued'), again: null } }]
    case 'forgetReturns':
      return [withFacts(course, { frame: 0, filled: nothingFilled })]
    case 'rememberReturn':
      return [{ ...course, remembers: params.intent ?? '' }]
    case 'sayAgain':
      return from.at === undefined ? [] : [withFacts(course, { route: from.at })]
    case 'takeReturn':
      return [{ ...course, wayBack: 'take' }]
    case 'stepBack':
      return [{ ...course, wayBack: 'step' }]
    default:
      return [course]
  }
}

/** A human talks, or a question is answered. */
const afterEvent = (facts: CallFacts, event: string): CallFacts => {
  if (event === 'transfer.connected') return starts(facts, 'talk')
  return event === 'knowledge.answered' || event === 'knowledge.failed' ? ends(facts, 'question') : facts
}

/** Does the actions of a transition, in their order. */
export const doActions = (facts: CallFacts, actions: readonly ChartAction[], doing: Doing): Course[] => {
  let courses: Course[] = [{ facts: afterEvent(facts, doing.event), filled: [] }]
  for (const action of actions) courses = courses.flatMap((course) => doAction(course, action, doing)).slice(0, mostVerdicts)
  return courses
}
