import { errorCodes, type ErrorCode } from '@callchart/protocol'
import { RuntimeError } from '../errors.js'
import type { LineHangUp, OriginateRequest, RingRequest, SendRequest, SipHeaders, SwitchFact, SwitchLine, SwitchTarget } from './switch-port.js'

/** What one runtime asks of a line that another one has: the methods of `SwitchLine`, as plain JSON. */
export type LineAct =
  | { readonly type: 'answer' }
  | { readonly type: 'connect-media'; readonly mediaUrl: string }
  | { readonly type: 'drop-media' }
  | { readonly type: 'media-ended' }
  | { readonly type: 'ring'; readonly request: RingRequest }
  | { readonly type: 'join'; readonly legId: string }
  | { readonly type: 'drop-leg'; readonly legId: string }
  | { readonly type: 'send'; readonly request: SendRequest }
  | { readonly type: 'refer'; readonly target: SwitchTarget; readonly headers: SipHeaders }
  | { readonly type: 'hold'; readonly isHeld: boolean }
  | { readonly type: 'send-digits'; readonly digits: string }
  | { readonly type: 'hang-up'; readonly cause: LineHangUp }
  | { readonly type: 'give-back' }
  | { readonly type: 'record'; readonly recordingId: string }
  | { readonly type: 'stop-recording' }

export type LineOrder =
  | LineAct
  /** The call is to be placed at the switch that the order names. */
  | { readonly type: 'originate'; readonly request: OriginateRequest }
  /** What the switch itself asks or tells came to the wrong runtime; its connector knows what it is. */
  | { readonly type: 'hear'; readonly told: unknown }
  /** For whoever works on the call: the caller hears music instead of their human, or the human again. */
  | { readonly type: 'hold-caller'; readonly isHeld: boolean }
  /** Whether somebody lives who has the line. */
  | { readonly type: 'ping' }

/** How an order ended. */
export type OrderAnswer =
  | { readonly value: unknown }
  /** The line is not there any more. */
  | { readonly isGone: true }
  | { readonly error: { readonly code: string; readonly message: string; readonly retryable: boolean } }

/** What goes from a line to its call. */
export type LineNews =
  | { readonly fact: SwitchFact }
  /** @see CallOfLine.endMedia */
  | { readonly endMedia: true }

/** We can do nothing more for the caller: they go where they would without us, where the switch can take them there. */
export const giveBack = (line: SwitchLine): Promise<void> => line.giveBack?.() ?? line.hangUp('congestion')

/** Does to a line what was asked for. @throws what the method of the line does */
export function act(line: SwitchLine, order: LineAct): Promise<unknown> {
  switch (order.type) {
    case 'answer':
      return line.answer()
    case 'connect-media':
      return line.connectMedia(order.mediaUrl)
    case 'drop-media':
      return line.dropMedia()
    case 'media-ended':
      line.mediaEnded?.()
      return Promise.resolve()
    case 'ring':
      return line.ring(order.request)
    case 'join':
      return line.join(order.legId)
    case 'drop-leg':
      return line.dropLeg(order.legId)
    case 'send':
      return line.send(order.request)
    case 'refer':
      return line.refer(order.target, order.headers)
    case 'hold':
      return line.hold(order.isHeld)
    case 'send-digits':
      return line.sendDigits(order.digits)
    case 'hang-up':
      return line.hangUp(order.cause)
    case 'give-back':
      return giveBack(line)
    case 'record':
      return line.recorder?.start(order.recordingId) ?? Promise.resolve('gone')
    case 'stop-recording':
      return line.recorder?.stop() ?? Promise.resolve(false)
  }
}

export const answered = (value: unknown): OrderAnswer => ({ value: value ?? null })

/** Words of an unforeseen error stay where it happened: they may hold anything. */
export function refused(error: unknown): OrderAnswer {
  if (error instanceof RuntimeError) return { error: { code: error.code, message: error.message, retryable: error.retryable } }
  return { error: { code: 'RUNTIME_SWITCH_UNAVAILABLE', message: 'The runtime that has the line met an error that nobody foresaw: see its log.', retryable: false } }
}

/** @throws the error of the line, as if it had been here */
export function valueOf(answer: Exclude<OrderAnswer, { isGone: true }>): unknown {
  if ('value' in answer) return answer.value
  const { code, message, retryable } = answer.error
  throw new RuntimeError(isCode(code) ? code : 'RUNTIME_SWITCH_UNAVAILABLE', message, { retryable })
}

const isCode = (code: string): code is ErrorCode => code in errorCodes
