import type { CallEvent, VariableValue } from '../contract/events.js'
import { evaluate } from './expression.js'
import type { FlowContext, PromptTemplate, QueuedPrompt, QueueWait, VariableSpec } from './model.js'
import { renderPrompt, revisitsOf, scopeOf } from './text.js'
import { keptWords, saveChosen, takeChoice } from './choice.js'
import { beginCallTimer, pauseCallTimer } from './call-timer.js'
import { keptValue, readValue, type ValueRule } from './collected.js'
import { appendAnswer, appendPrompt, appendSentence, beginQuestion, endQuestion } from './knowledge.js'
import { forgetReturns, rememberReturn, sayAgain, stepBack, takeReturn } from './returns.js'
import { beginTurn, endTurn } from './turns.js'
import { ExpressionFailure, toVariable } from './values.js'

interface AssignArgs {
  readonly context: FlowContext
  readonly event: CallEvent
}
type Change = Partial<FlowContext>

const withVariables = (context: FlowContext, changes: Readonly<Record<string, VariableValue>>): Change => ({
  variables: { ...context.variables, ...changes },
})

const startCall = (
  { context, event }: AssignArgs,
  { languages, variables }: { languages: readonly string[]; variables: readonly VariableSpec[] },
): Change => {
  if (event.type !== 'call.started') return {}
  const { callId, direction, ani = '', dnis = '', variables: given } = event.call
  const fitting = variables.flatMap(({ name, kind }) => {
    const value = Object.hasOwn(given, name) ? toVariable(kind, given[name]) : undefined
    return value === undefined ? [] : [[name, value] as const]
  })
  const language = Object.hasOwn(given, 'language') ? given.language : undefined
  return {
    ...withVariables(context, Object.fromEntries(fitting)),
    call: { callId, direction, ani, dnis },
    language: typeof language === 'string' && languages.includes(language) ? language : context.language,
  }
}

/** Whoever only comes back to a question does not visit its node anew. */
const countVisit = ({ context: { visits, resuming } }: AssignArgs, node: string): Change =>
  resuming === null ? { visits: { ...visits, [node]: (Object.hasOwn(visits, node) ? (visits[node] ?? 0) : 0) + 1 } } : {}

/** What was to be chosen belongs to its node; a call that never had to choose keeps nothing of it. */
const choiceOfNode = ({ choice = null, resuming }: FlowContext): Change => {
  const kept = resuming?.choice ?? null
  return choice === kept ? {} : { choice: kept }
}

/** A node begins anew, unless the caller only comes back to its question. */
const enterNode = ({ context }: AssignArgs, node: string): Change => ({
  node,
  attempts: context.resuming?.attempts ?? {},
  value: context.resuming?.value ?? null,
  again: null,
  outcome: null,
  ...choiceOfNode(context),
})

const setLanguage = (_args: AssignArgs, { language }: { language: string }): Change => ({ language })

/** The line is closed: whatever was to be said is not, and what becomes of the turn under way matters to nobody. */
const leaveCall = (): Change => ({
  gone: true,
  turnId: null,
  queued: [],
  queuedDelayMs: 0,
  returns: [],
  resuming: null,
  route: null,
  requestId: null,
  callTimer: { timerId: null, leftMs: 0, sinceMs: 0 },
})

/** Wherever the call was, it begins anew for the machine: what it waited for matters no more. */
const meetMachine = (): Change => ({
  mayBeMachine: false,
  turnId: null,
  requestId: null,
  timerId: null,
  checkId: null,
  questionId: null,
  queued: [],
  queuedDelayMs: 0,
  failedTurns: 0,
})

/** Counts the attempt where one is left; otherwise the question is not asked again. */
const askAgain = ({ context }: AssignArgs, [reason, attempts]: readonly [reason: string, attempts: number]): Change => {
  const attempt = (Object.hasOwn(context.attempts, reason) ? (context.attempts[reason] ?? 0) : 0) + 1
  return attempt > attempts ? { again: null } : { attempts: { ...context.attempts, [reason]: attempt }, again: { reason, attempt } }
}

const itself = (prompt: QueuedPrompt): QueuedPrompt => prompt

/** A prompt of no node is said by the one whose question follows. */
const ofNobody = ({ node: _node, ...prompt }: QueuedPrompt): QueuedPrompt => prompt

const queuePrompt = (
  { context }: AssignArgs,
  { nodeId = context.node, prompt, bargeInDelayMs = 0 }: { nodeId?: string; prompt: PromptTemplate; bargeInDelayMs?: number },
): Change => ({
  queued: [...context.queued, ...renderPrompt(prompt, context, revisitsOf(context, nodeId)).map(nodeId === context.node ? itself : ofNobody)],
  queuedDelayMs: Math.max(context.queuedDelayMs, bargeInDelayMs),
})

const fitted = ({ name, kind }: VariableSpec, value: unknown): VariableValue => {
  const fitting = toVariable(kind, value)
  if (fitting === undefined) throw new ExpressionFailure(`The value for variable "${name}" is no ${kind}`)
  return fitting
}

const setVariables = (
  { context }: AssignArgs,
  { assign }: { assign: readonly { readonly variable: VariableSpec; readonly cel: string }[] },
): Change => {
  let changed = context
  for (const { variable, cel } of assign)
    changed = { ...changed, ...withVariables(changed, { [variable.name]: fitted(variable, evaluate(cel, scopeOf(changed))) }) }
  return { variables: changed.variables }
}

/** A sub-flow begins with its variables as they are declared, and what it is given of its caller's. */
const enterSubflow = (
  { context }: AssignArgs,
  {
    initial,
    inputs,
  }: {
    initial: Readonly<Record<string, VariableValue>>
    inputs: readonly { readonly variable: VariableSpec; readonly cel: string }[]
  },
): Change => {
  const scope = scopeOf(context)
  const given = inputs.map(({ variable, cel }) => [variable.name, fitted(variable, evaluate(cel, scope))] as const)
  return withVariables(context, { ...initial, ...Object.fromEntries(given) })
}

/** The first condition that is true, as its number; `else` where none is. */
const decide = ({ context }: AssignArgs, { branches }: { branches: readonly string[] }): Change => {
  const scope = scopeOf(context)
  const chosen = branches.findIndex((cel) => evaluate(cel, scope) === true)
  return { outcome: chosen === -1 ? 'else' : String(chosen) }
}

const saveWords = (
  { context, event }: AssignArgs,
  { words, slots }: { words: VariableSpec | null; slots: Readonly<Record<string, VariableSpec>> },
): Change => {
  const filled = event.type === 'utterance.understood' ? event.slots : {}
  return withVariables(context, keptWords('text' in event ? event.text : undefined, filled, { words, slots }))
}

/** Reads what was said or typed as the value that is asked for, and says whether it may be taken. */
const takeValue = ({ context, event }: AssignArgs, rule: ValueRule): Change => {
  const read = readValue(event, rule)
  if (read.type !== 'value') return { outcome: read.type, value: null }
  const valid = rule.validation === null || evaluate(rule.validation, scopeOf({ ...context, value: read.value })) === true
  return valid ? { outcome: 'valid', value: read.value } : { outcome: 'invalid', value: null }
}

/** Takes what the variable already holds, as if it had been said. */
const takeKept = ({ context }: AssignArgs, { variable, ...rule }: ValueRule & { readonly variable: VariableSpec }): Change => {
  const value = keptValue(context.variables[variable.name], rule)
  const valid = value !== undefined && (rule.validation === null || evaluate(rule.validation, scopeOf({ ...context, value })) === true)
  return valid ? { outcome: 'valid', value } : { outcome: 'invalid', value: null }
}

const keepValue = ({ context }: AssignArgs, { variable }: { variable: VariableSpec }): Change =>
  withVariables(context, { [variable.name]: fitted(variable, context.value) })

interface AnswerRule {
  readonly save: readonly { readonly variable: VariableSpec; readonly cel: string }[]
  readonly saveStatus: VariableSpec | null
  readonly defaults: Readonly<Record<string, VariableValue>>
}

const statusChange = (status: VariableSpec | null, event: CallEvent): Record<string, VariableValue> =>
  status === null ? {} : { [status.name]: fitted(status, 'status' in event ? (event.status ?? 0) : 0) }

/** The request is closed; its node goes on where it still waits. */
const closeRequest = ({ requests, requestId }: FlowContext, event: CallEvent, outcome: string): Change => {
  const answered = 'requestId' in event ? event.requestId : ''
  return {
    requests: Object.fromEntries(Object.entries(requests).filter(([open]) => open !== answered)),
    ...(answered === requestId ? { outcome, requestId: null } : {}),
  }
}

const withoutAnswer = (context: FlowContext, event: CallEvent, { saveStatus, defaults }: AnswerRule, outcome: string): Change => ({
  ...withVariables(context, { ...defaults, ...statusChange(saveStatus, event) }),
  ...closeRequest(context, event, outcome),
})

/** An answer that lacks a field which the flow needs is a failure. */
const takeAnswer = ({ context, event }: AssignArgs, rule: AnswerRule): Change => {
  if (event.type === 'request.outcome-unknown') return withoutAnswer(context, event, rule, 'outcomeUnknown')
  if (event.type !== 'request.succeeded') return withoutAnswer(context, event, rule, 'failure')
  const scope = { ...scopeOf(context), body: event.body, status: event.status }
  try {
    const saved = Object.fromEntries(rule.save.map(({ variable, cel }) => [variable.name, fitted(variable, evaluate(cel, scope))]))
    return { ...withVariables(context, { ...saved, ...statusChange(rule.saveStatus, event) }), ...closeRequest(context, event, 'next') }
  } catch (error) {
    if (error instanceof ExpressionFailure) return withoutAnswer(context, event, rule, 'failure')
    throw error
  }
}

/** `keeps` where somebody wants to know of the answer; `waits` where the node goes on with it. */
const beginRequest = ({ context }: AssignArgs, { keeps, waits }: { keeps: boolean; waits: boolean }): Change => {
  const requestId = `r${context.requestCount + 1}`
  return {
    requestCount: context.requestCount + 1,
    ...(waits ? { requestId } : {}),
    ...(keeps ? { requests: { ...context.requests, [requestId]: context.node } } : {}),
  }
}

const waitAtStart: QueueWait = { position: 0, waitMinutes: 0, toldAt: null, toldPosition: 0, toldCount: 0, isOfferDue: false }
const msPerMinute = 60_000

const takePosition = ({ context, event }: AssignArgs): Change =>
  event.type === 'transfer.queued' && context.queue !== null
    ? { queue: { ...context.queue, position: event.position, waitMinutes: Math.ceil(event.estimatedWaitMs / msPerMinute) } }
    : {}

interface QueueTelling {
  readonly position: PromptTemplate | null
  readonly offer: PromptTemplate | null
  /** A position that has not changed is not told again before. */
  readonly gapMs: number
}

/** What the waiting caller is told now: the offer once it is due, and the position when it is new or was told long ago. */
const tellQueue = ({ context, event }: AssignArgs, { position, offer, gapMs }: QueueTelling): Change => {
  const { queue } = context
  if (queue === null) return {}
  const isNews = queue.toldAt === null || queue.position !== queue.toldPosition || event.at - queue.toldAt >= gapMs
  const told = position !== null && isNews ? renderPrompt(position, context, queue.toldCount) : []
  const offered = offer !== null && queue.isOfferDue ? renderPrompt(offer, context, 0) : []
  return {
    queued: [...context.queued, ...told, ...offered],
    queue: {
      ...queue,
      isOfferDue: false,
      ...(told.length === 0 ? {} : { toldAt: event.at, toldPosition: queue.position, toldCount: queue.toldCount + 1 }),
    },
  }
}

/** Every change of the context, by name; parameters are the compiler's plain JSON. */
export const flowAssigns = {
  startCall,
  enterNode,
  countVisit,
  beginTurn,
  endTurn,
  askAgain,
  queuePrompt,
  setVariables,
  decide,
  saveWords,
  takeChoice,
  saveChosen,
  takeValue,
  takeKept,
  keepValue,
  setLanguage,
  beginRequest,
  takeAnswer,
  beginTimer: ({ context }: AssignArgs): Change => ({ timerCount: context.timerCount + 1, timerId: `w${context.timerCount + 1}` }),
  endTimer: (): Change => ({ timerId: null }),
  beginCallTimer,
  pauseCallTimer,
  leaveCall,
  meetMachine,
  forgetReturns,
  rememberReturn,
  takeReturn,
  sayAgain,
  stepBack,
  beginTransfer: ({ context }: AssignArgs): Change => ({
    transferCount: context.transferCount + 1,
    transferId: `x${context.transferCount + 1}`,
    queue: waitAtStart,
  }),
  endTransfer: (): Change => ({ transferId: null, queue: null }),
  settleAs: (_: AssignArgs, { outcome }: { outcome: string }): Change => ({ outcome }),
  beginCheck: ({ context }: AssignArgs): Change => ({ checkCount: context.checkCount + 1, checkId: `h${context.checkCount + 1}` }),
  endCheck: (): Change => ({ checkId: null }),
  beginQuestion,
  endQuestion,
  appendSentence,
  appendAnswer,
  appendPrompt,
  enterSubflow,
  takePosition,
  tellQueue,
  makeOfferDue: ({ context }: AssignArgs): Change => (context.queue === null ? {} : { queue: { ...context.queue, isOfferDue: true } }),
} as const

export type FlowAssign = keyof typeof flowAssigns
