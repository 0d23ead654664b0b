import type { ToRecogniser } from './messages.js'

/**
 * Takes out what is to be done next: a caller who has ended waits for an answer and goes before those who still speak. What belongs to one
 * stream stays in its order.
 */
export function takeNext(waiting: ToRecogniser[]): ToRecogniser | undefined {
  const ended = waiting.find(({ type }) => type === 'finish' || type === 'cancel')
  const index = ended === undefined ? 0 : waiting.findIndex(({ stream }) => stream === ended.stream)
  return waiting.splice(index, 1)[0]
}
