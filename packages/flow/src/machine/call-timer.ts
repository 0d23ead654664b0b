import type { CallEvent } from '../contract/events.js'
import type { FlowContext } from './model.js'

interface CallTimerArgs {
  readonly context: FlowContext
  readonly event: CallEvent
}
type CallTimerChange = Partial<FlowContext>

/** The longest time of a call runs from its start, and not while a human talks. */
export const beginCallTimer = ({ context, event }: CallTimerArgs): CallTimerChange => ({
  timerCount: context.timerCount + 1,
  callTimer: { ...context.callTimer, timerId: `w${context.timerCount + 1}`, sinceMs: event.at },
})

export const pauseCallTimer = ({ context: { callTimer }, event }: CallTimerArgs): CallTimerChange =>
  callTimer.timerId === null
    ? {}
    : { callTimer: { ...callTimer, timerId: null, leftMs: Math.max(0, callTimer.leftMs - (event.at - callTimer.sinceMs)) } }
