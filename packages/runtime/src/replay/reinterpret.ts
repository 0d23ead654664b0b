import type { Interpretation, MediaFact } from '@callchart/protocol'
import type { CallState, OpenTurn } from '../call/state.js'
import { notUnderstood } from '../call/understand.js'

export interface Reinterpretation {
  /** IANA name: for relative dates. */
  readonly timeZone: string
}

/** What the version's own model makes of a recorded utterance, at the time when it was said. No outside service is asked. */
export function reinterpret(
  { alternatives }: Extract<MediaFact, { type: 'utterance' }>,
  { effect: { expect, listen } }: OpenTurn,
  { ready }: CallState,
  at: number,
  { timeZone }: Reinterpretation,
): Interpretation {
  const text = alternatives[0]?.text ?? ''
  const interpreter = listen === undefined ? undefined : ready.interpreterOf(listen.language)
  if (expect === undefined || interpreter === undefined || text === '') return notUnderstood(text)
  return interpreter.interpret(alternatives, expect, { now: new Date(at), timeZone })
}
