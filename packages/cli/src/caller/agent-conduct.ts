import { UsageError } from '../errors.js'
import { parseDuration } from './parse-steps.js'

/** What a simulated human does with the call that is offered to them. */
export type AgentConduct =
  /** Accepts, talks, and leaves. */
  | { readonly does: 'answer' }
  | { readonly does: 'busy' }
  | { readonly does: 'decline' }
  /** Lets it ring until the offer is taken back. */
  | { readonly does: 'no-answer' }
  /** Accepts, and hangs up so long after their telephone was connected; the whisper comes first. */
  | { readonly does: 'leave'; readonly afterMs: number }
  /** Accepts, and hangs up so long after both were joined, without a word. */
  | { readonly does: 'leave-talk'; readonly afterMs: number }
  /** Accepts, and leaves the seat without ever connecting a telephone. */
  | { readonly does: 'vanish' }
  /** Accepts, and connects the telephone so much later. */
  | { readonly does: 'dawdle'; readonly afterMs: number }

const plain = ['answer', 'busy', 'decline', 'no-answer'] as const

/** `answer`, `busy`, `decline`, `no-answer` or `leave@2s`. @throws UsageError CLI_BAD_STEP */
export function parseConduct(text: string): AgentConduct {
  const does = plain.find((each) => each === text)
  if (does !== undefined) return { does }
  const [, length] = /^leave@(.+)$/.exec(text) ?? []
  if (length !== undefined) return { does: 'leave', afterMs: parseDuration('--agent-does leave@', length) }
  throw new UsageError(`--agent-does ${text} does not exist: ${plain.join(', ')}, or leave@ms as in leave@1500.`, 'CLI_BAD_STEP')
}
