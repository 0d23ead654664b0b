import type { CallEvent, VariableValue } from '../contract/events.js'
import type { FlowContext, TargetTemplate } from './model.js'
import { questionsAsked } from './knowledge.js'
import { renderTarget } from './targets.js'
import { numberOfPerson } from './text.js'
import { ExpressionFailure } from './values.js'

interface GuardArgs {
  readonly context: FlowContext
  readonly event: CallEvent
}

/** After so many failed turns in a row the caller can neither hear nor be heard. */
const mostFailedTurns = 8

const isTurn = ({ context, event }: GuardArgs): boolean => 'turnId' in event && context.turnId !== null && event.turnId === context.turnId
const isQuestion = ({ context, event }: GuardArgs): boolean =>
  'questionId' in event && context.questionId !== null && event.questionId === context.questionId
const isTransfer = ({ context, event }: GuardArgs): boolean =>
  'transferId' in event && context.transferId !== null && event.transferId === context.transferId
/** The target of the transfer is one that a switch can be told; none where an expression in it fails. */
const isTarget = ({ context }: GuardArgs, target: TargetTemplate): boolean => {
  try {
    return renderTarget(target, context) !== undefined
  } catch (error) {
    if (error instanceof ExpressionFailure) return false
    throw error
  }
}
/** A key intent or a global question that the flow has: the root's. */
const isGlobal = ({ context: { globals }, event }: GuardArgs): boolean =>
  (event.type === 'key-intent.heard' && globals.keyIntents.includes(event.keyIntent)) ||
  (event.type === 'auxiliary.heard' && globals.auxiliary.includes(event.intent))

/** Every guard reads event and context only, and none can throw. */
export const flowGuards = {
  turn: isTurn,
  turning: ({ context }: GuardArgs): boolean => context.turnId !== null,
  /** The turn finished, or failed while not too many had failed before. */
  turnOver: (args: GuardArgs): boolean =>
    isTurn(args) && (args.event.type === 'turn.finished' || args.context.failedTurns + 1 < mostFailedTurns),
  intent: (args: GuardArgs, intent: string): boolean =>
    isTurn(args) && args.event.type === 'utterance.understood' && args.event.intent === intent,
  /** Something was said or typed that no branch takes and that holds nowhere else either. */
  unfit: (args: GuardArgs): boolean => isTurn(args) && !args.event.type.startsWith('turn.') && !isGlobal(args),
  someWords: (args: GuardArgs): boolean => isTurn(args) && 'text' in args.event && args.event.text.trim() !== '',
  keyIntent: (args: GuardArgs, { keyIntent }: { keyIntent: string }): boolean =>
    isTurn(args) && args.event.type === 'key-intent.heard' && args.event.keyIntent === keyIntent,
  auxiliary: (args: GuardArgs, { intent }: { intent: string }): boolean =>
    isTurn(args) && args.event.type === 'auxiliary.heard' && args.event.intent === intent,
  digit: (args: GuardArgs, { digit }: { digit: string }): boolean =>
    isTurn(args) && args.event.type === 'digits.entered' && args.event.digits === digit,
  /** The question is asked again: an attempt was left. */
  again: ({ context }: GuardArgs): boolean => context.again !== null,
  outcome: ({ context }: GuardArgs, { outcome }: { outcome: string }): boolean => context.outcome === outcome,
  settled: ({ context }: GuardArgs): boolean => context.outcome !== null,
  /** The answer to an open request of this node, wherever the call is by now. */
  answerTo: ({ context, event }: GuardArgs, { node }: { node: string }): boolean =>
    'requestId' in event && Object.hasOwn(context.requests, event.requestId) && context.requests[event.requestId] === node,
  timer: ({ context, event }: GuardArgs): boolean =>
    event.type === 'timer.elapsed' && context.timerId !== null && event.timerId === context.timerId,
  /** A slow answer is covered while somebody hears it. */
  fillerDue: ({ context, event }: GuardArgs): boolean =>
    event.type === 'timer.elapsed' && context.timerId !== null && event.timerId === context.timerId && !context.gone,
  callTimer: ({ context, event }: GuardArgs): boolean =>
    event.type === 'timer.elapsed' && context.callTimer.timerId !== null && event.timerId === context.callTimer.timerId,
  timing: ({ context }: GuardArgs): boolean => context.timerId !== null,
  hours: ({ context, event }: GuardArgs): boolean =>
    'checkId' in event && context.checkId !== null && event.checkId === context.checkId,
  question: isQuestion,
  /** The sentence that comes next: none is spoken twice. */
  sentence: (args: GuardArgs): boolean =>
    isQuestion(args) && args.event.type === 'knowledge.sentence' && args.event.index === args.context.sentenceCount,
  noAnswer: (args: GuardArgs): boolean => isQuestion(args) && args.event.type === 'knowledge.failed' && args.event.cause === 'no-answer',
  questionsLeft: ({ context }: GuardArgs, { limit }: { limit: number }): boolean => questionsAsked(context) < limit,
  /** The caller left a message that can be heard. */
  recorded: (args: GuardArgs): boolean => isTurn(args) && args.event.type === 'turn.recorded' && args.event.durationMs > 0,
  isTrue: ({ context }: GuardArgs, { variable }: { variable: string }): boolean =>
    Object.hasOwn(context.variables, variable) && context.variables[variable] === true,
  transfer: isTransfer,
  target: isTarget,
  /** An answering machine is on the line, and nobody has answered a question yet; a human who is called meanwhile stays called. */
  machine: ({ context, event }: GuardArgs, { turning }: { turning: boolean }): boolean =>
    event.type === 'call.answered-by' &&
    event.who === 'machine' &&
    context.mayBeMachine === true &&
    !context.gone &&
    context.transferId === null &&
    (context.turnId !== null) === turning,
  transferring: ({ context }: GuardArgs): boolean => context.transferId !== null,
  /** The caller is on the line. */
  present: ({ context }: GuardArgs): boolean => !context.gone,
  gone: ({ context }: GuardArgs): boolean => context.gone,
  /** The number of the person on the line is known. */
  numberKnown: ({ context }: GuardArgs): boolean => numberOfPerson(context) !== '',
  keyIntentNumber: (args: GuardArgs, { keyIntent, direction }: { keyIntent: string; direction?: 'outbound' }): boolean =>
    isTurn(args) &&
    args.event.type === 'key-intent.heard' &&
    args.event.keyIntent === keyIntent &&
    (direction === undefined || args.context.call.direction === direction) &&
    numberOfPerson(args.context) !== '',
  /** The caller comes back from the answer to this global question. */
  backFrom: ({ context }: GuardArgs, { intent }: { intent: string }): boolean => context.returns.at(-1)?.intent === intent,
  routeTo: ({ context }: GuardArgs, at: string): boolean => context.route === at,
  /** The variable holds something other than what it held when the call began. */
  filled: ({ context }: GuardArgs, { variable, initial }: { variable: string; initial: VariableValue }): boolean =>
    Object.hasOwn(context.variables, variable) && JSON.stringify(context.variables[variable]) !== JSON.stringify(initial),
  /** The caller is told of a new position, unless they were told of another just before. */
  positionNews: ({ context, event }: GuardArgs, { gapMs }: { gapMs: number }): boolean =>
    isTransfer({ context, event }) &&
    event.type === 'transfer.queued' &&
    context.queue !== null &&
    event.position !== context.queue.toldPosition &&
    (context.queue.toldAt === null || event.at - context.queue.toldAt >= gapMs),
  queued: ({ context }: GuardArgs): boolean => context.queued.length > 0,
  queueFull: ({ context }: GuardArgs): boolean => context.queued.length >= 20,
} as const

export type FlowGuard = keyof typeof flowGuards
