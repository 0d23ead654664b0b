import type { Expectation } from '@callchart/protocol'
import type { CallEffect, HttpRequestEffect, ListenEffect, SaidPrompt, SwitchedTarget } from '../contract/effects.js'
import type { CallEvent, VariableValue } from '../contract/events.js'
import { fillersOf } from './fillers.js'
import { nameIn } from './choice.js'
import { keysHeard } from './global-keys.js'
import type { EffectTemplate, ExpectTemplate, FlowContext, ListenTemplate, TargetTemplate } from './model.js'
import { renderTarget } from './targets.js'
import { ExpressionFailure } from './values.js'
import { numberOfPerson, renderHeaders, renderJson, renderPrompt, renderText, renderUrl } from './text.js'

type Template<Type extends EffectTemplate['type']> = Extract<EffectTemplate, { type: Type }>
type Effect<Type extends CallEffect['type']> = Extract<CallEffect, { type: Type }>

type ExpectedValue = NonNullable<Expectation['value']>

const idOf = (id: string | null): string => id ?? ''

const listenFor = (template: ListenTemplate, keys: string, context: FlowContext): ListenEffect => ({
  ...template,
  ...(keys === '' ? {} : { keys }),
  language: context.language,
  bargeIn: {
    speechMs: template.bargeIn.speechMs,
    delayMs: Math.max(template.bargeIn.delayMs, context.promptsDelayMs),
    fillers: template.bargeIn.fillers ? [...fillersOf(context.language)] : [],
  },
})

/** A choice is named in words of the call's language. */
const valueIn = (value: NonNullable<ExpectTemplate['value']>, language: string): Readonly<Record<string, unknown>> => {
  const { choices } = value as { choices?: readonly { id: string; words: Readonly<Record<string, readonly string[]>> }[] }
  if (choices === undefined) return value
  return { ...value, choices: choices.map(({ id, words }) => ({ id, words: Object.hasOwn(words, language) ? (words[language] ?? []) : [] })) }
}

/** Of two intents that may be meant, those of the node; and no, which is neither. */
const choiceExpected = (own: readonly string[], { choice, language }: FlowContext): Pick<Expectation, 'intents' | 'choice'> => {
  if (choice == null) return { intents: own }
  const [first, second] = choice.intents
  const [firstName, secondName] = choice.names
  return {
    intents: [...choice.intents.filter((intent) => own.includes(intent)), 'deny'],
    choice: [{ intent: first, name: nameIn(firstName, language) }, { intent: second, name: nameIn(secondName, language) }],
  }
}

/** What the question expects of its own, and what holds at every question. */
const expectationOf = (template: ExpectTemplate, context: FlowContext): Expectation => {
  const { intents, value, confirms, disambiguates, chooses } = template
  const { globals, language, value: current } = context
  const keys = keysHeard(template, globals)
  const auxiliary = globals.auxiliary.filter((intent) => !intents.includes(intent))
  const confirmed = confirms === true && current !== null ? { current } : {}
  return {
    ...(chooses === true ? choiceExpected(intents, context) : { intents }),
    keyIntents: globals.keyIntents as Expectation['keyIntents'],
    ...(Object.keys(keys).length === 0 ? {} : { keys: keys as NonNullable<Expectation['keys']> }),
    ...(auxiliary.length === 0 ? {} : { auxiliary }),
    ...(value === undefined ? {} : { value: { ...valueIn(value, language), ...confirmed } as unknown as ExpectedValue }),
    ...(disambiguates === true ? { disambiguates } : {}),
  }
}

/** What was heard and did not fit, and a read-back, leave no earlier key behind. */
const clears = (context: FlowContext): boolean => context.again !== null && context.again.reason !== 'noInput'

const turnStart = (template: Template<'turn.start'>, context: FlowContext): Effect<'turn.start'> => {
  const turnId = idOf(context.turnId)
  const listen = template.listen === undefined ? undefined : context.listens[template.listen]
  const keys = Object.keys(keysHeard(template.expect, context.globals)).join('')
  return {
    type: 'turn.start',
    turnId,
    nodeId: context.node,
    prompts: numbered(turnId, context),
    ...(listen === undefined ? {} : { listen: listenFor(listen, keys, context) }),
    ...(template.record === undefined ? {} : { record: template.record }),
    ...(template.open === true ? { open: true } : {}),
    ...(template.expect === undefined ? {} : { expect: expectationOf(template.expect, context) }),
    clearTypeAhead: template.clearTypeAhead === true || clears(context),
    dropDigits: template.dropDigits === true,
    sensitive: template.sensitive === true,
  }
}

/** A prompt of the turn's own node needs not say whose it is. */
const numbered = (turnId: string, { prompts, node: current }: FlowContext): SaidPrompt[] =>
  prompts.map(({ node, ...prompt }, index) => ({ promptId: `${turnId}p${index + 1}`, ...prompt, ...(node === undefined || node === current ? {} : { nodeId: node }) }))

const turnAppend = ({ then, bare }: Template<'turn.append'>, context: FlowContext): Effect<'turn.append'> => {
  const turnId = idOf(context.turnId)
  const prompts = bare === true ? [] : numbered(turnId, context).slice(context.appendedFrom)
  return { type: 'turn.append', turnId, nodeId: context.node, prompts, ...(then === undefined ? {} : { then }) }
}

const knowledgeAsk = (template: Template<'knowledge.ask'>, context: FlowContext, event: CallEvent): Effect<'knowledge.ask'> => ({
  type: 'knowledge.ask',
  questionId: idOf(context.questionId),
  turnId: idOf(context.turnId),
  nodeId: context.node,
  language: context.language,
  text: 'text' in event ? event.text : '',
  source: template.source,
  leastConfidence: template.leastConfidence,
  ...(template.instructions === undefined ? {} : { instructions: renderText(template.instructions, context) }),
})

const requestSend = (template: Template<'request.send'>, context: FlowContext): HttpRequestEffect => ({
  type: 'request.send',
  requestId: `r${context.requestCount}`,
  method: template.method as HttpRequestEffect['method'],
  url: renderUrl(template.url, context),
  headers: renderHeaders(template.headers ?? {}, context),
  ...(template.body === undefined ? {} : { body: renderJson(template.body, context) as VariableValue }),
  auth: template.auth ?? { type: 'none' },
  timeoutMs: template.timeoutMs,
  retryCount: template.retryCount,
  idempotent: template.idempotent === true,
})

const switchedTo = (template: TargetTemplate | undefined, context: FlowContext): SwitchedTarget => {
  const target = template === undefined ? undefined : renderTarget(template, context)
  if (target === undefined) throw new ExpressionFailure('The target of the transfer is nothing that a switch could be told')
  return target
}

const transferStart = (template: Template<'transfer.start'>, context: FlowContext): Effect<'transfer.start'> => {
  const transferId = idOf(context.transferId)
  const whisper = template.whisper === undefined ? [] : renderPrompt(template.whisper, context, 0)
  return {
    type: 'transfer.start',
    transferId,
    target: template.queue === undefined ? switchedTo(template.to, context) : { type: 'queue', queue: template.queue },
    mode: template.mode,
    ...(template.calendar === undefined ? {} : { calendar: template.calendar }),
    ...(template.maxWaiting === undefined ? {} : { maxWaiting: template.maxWaiting }),
    maxWaitMs: template.maxWaitMs,
    ringMs: template.ringMs,
    whisper: whisper.map(({ node: _own, ...prompt }, index) => ({ promptId: `${transferId}p${index + 1}`, ...prompt })),
    summary: renderText(template.summary, context),
    music: template.music,
  }
}

/** The turn is over where its message is kept, so that the event names it. */
const voicemailKeep = ({ mailbox }: Template<'voicemail.keep'>, event: CallEvent): Effect<'voicemail.keep'> => {
  const { turnId, durationMs } = event.type === 'turn.recorded' ? event : { turnId: '', durationMs: 0 }
  return { type: 'voicemail.keep', mailbox, turnId, durationMs }
}

const timerStart = (template: Template<'timer.start'>, { timerId, callTimer }: FlowContext): Effect<'timer.start'> =>
  'of' in template
    ? { type: 'timer.start', timerId: idOf(callTimer.timerId), ms: callTimer.leftMs }
    : { type: 'timer.start', timerId: idOf(timerId), ms: template.ms }

/**
 * Makes an effect of its template with the context of the very action that performs it: plain JSON.
 * @throws ExpressionFailure where an expression in it fails.
 */
export const renderEffect = (template: EffectTemplate = { type: 'node.entered' }, context: FlowContext, event: CallEvent): CallEffect => {
  switch (template.type) {
    case 'node.entered':
      return { type: 'node.entered', nodeId: context.node }
    case 'turn.start':
      return turnStart(template, context)
    case 'turn.append':
      return turnAppend(template, context)
    case 'turn.cancel':
      return { type: 'turn.cancel', turnId: 'of' in template ? `t${context.turnCount}` : idOf(context.turnId) }
    case 'request.send':
      return requestSend(template, context)
    case 'transfer.start':
      return transferStart(template, context)
    case 'timer.start':
      return timerStart(template, context)
    case 'timer.cancel':
      return { type: 'timer.cancel', timerId: idOf('of' in template ? context.callTimer.timerId : context.timerId) }
    case 'do-not-call.add':
      return { type: 'do-not-call.add', number: numberOfPerson(context), reason: template.reason }
    case 'transfer.cancel':
      return { type: 'transfer.cancel', transferId: idOf(context.transferId), reason: template.reason ?? (event.type === 'caller.hung-up' ? 'caller-gone' : 'ended') }
    case 'call-back.request':
      return { type: 'call-back.request', queue: template.queue, number: numberOfPerson(context), summary: renderText(template.summary, context) }
    case 'call.hang-up':
      return { type: 'call.hang-up', cause: template.cause ?? (event.type === 'call.ended' ? event.cause : 'normal') }
    case 'hours.check':
      return { type: 'hours.check', checkId: idOf(context.checkId), calendar: template.calendar }
    case 'knowledge.ask':
      return knowledgeAsk(template, context, event)
    case 'voicemail.keep':
      return voicemailKeep(template, event)
    case 'recording.set':
    case 'call.tag':
    case 'call.continue-with':
    case 'flow.failed':
      return template
  }
}
