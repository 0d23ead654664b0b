import type { CallEvent } from '../contract/events.js'
import type { FlowContext } from './model.js'

interface GuardArgs {
  readonly context: FlowContext
  readonly event: CallEvent
}

/** After so many failed turns in a row the caller can neither hear nor be heard. */
const mostFailedTurns = 8

const isTurn = ({ context, event }: GuardArgs): boolean => 'turnId' in event && context.turnId !== null && event.turnId === context.turnId
const isTransfer = ({ context, event }: GuardArgs): boolean =>
  'transferId' in event && context.transferId !== null && event.transferId === context.transferId
const attempted = (context: FlowContext, reason: string): number =>
  Object.hasOwn(context.attempts, reason) ? (context.attempts[reason] ?? 0) : 0

/** Every guard reads event and context only, and none can throw. */
export const flowGuards = {
  turn: isTurn,
  /** The turn finished, or failed while not too many had failed before. */
  turnOver: (args: GuardArgs): boolean =>
    isTurn(args) && (args.event.type === 'turn.finished' || args.context.failedTurns + 1 < mostFailedTurns),
  intent: (args: GuardArgs, { intent }: { intent: string }): boolean =>
    isTurn(args) && args.event.type === 'utterance.understood' && args.event.intent === intent,
  someWords: (args: GuardArgs): boolean => isTurn(args) && 'text' in args.event && args.event.text.trim() !== '',
  keyIntent: (args: GuardArgs, { keyIntent }: { keyIntent: string }): boolean =>
    isTurn(args) && args.event.type === 'key-intent.heard' && args.event.keyIntent === keyIntent,
  digit: (args: GuardArgs, { digit }: { digit: string }): boolean =>
    isTurn(args) && args.event.type === 'digits.entered' && args.event.digits === digit,
  attemptsLeft: ({ context }: GuardArgs, { reason, attempts }: { reason: string; attempts: number }): boolean =>
    attempted(context, reason) < attempts,
  outcome: ({ context }: GuardArgs, { outcome }: { outcome: string }): boolean => context.outcome === outcome,
  settled: ({ context }: GuardArgs): boolean => context.outcome !== null,
  request: ({ context, event }: GuardArgs): boolean =>
    'requestId' in event && context.requestId !== null && event.requestId === context.requestId,
  timer: ({ context, event }: GuardArgs): boolean =>
    event.type === 'timer.elapsed' && context.timerId !== null && event.timerId === context.timerId,
  timing: ({ context }: GuardArgs): boolean => context.timerId !== null,
  hours: ({ context, event }: GuardArgs): boolean =>
    'checkId' in event && context.checkId !== null && event.checkId === context.checkId,
  /** The caller left a message that can be heard. */
  recorded: (args: GuardArgs): boolean => isTurn(args) && args.event.type === 'turn.recorded' && args.event.durationMs > 0,
  isTrue: ({ context }: GuardArgs, { variable }: { variable: string }): boolean =>
    Object.hasOwn(context.variables, variable) && context.variables[variable] === true,
  transfer: isTransfer,
  transferring: ({ context }: GuardArgs): boolean => context.transferId !== null,
  queued: ({ context }: GuardArgs): boolean => context.queued.length > 0,
  queueFull: ({ context }: GuardArgs): boolean => context.queued.length >= 20,
} as const

export type FlowGuard = keyof typeof flowGuards
