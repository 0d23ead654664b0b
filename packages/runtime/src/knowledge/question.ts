import type { KnowledgeQuestion, TurnEvent } from '@callchart/flow'
import type { Retriever } from '@callchart/nlu'
import type { Fence } from '../understanding/fence.js'

/** Something that was said in the node before. */
export interface SaidLine {
  readonly who: 'bot' | 'caller'
  readonly text: string
}

/** A question of a caller with everything that its answer may be made from. */
export interface AskedQuestion {
  readonly effect: KnowledgeQuestion
  /** Absent where the node has no entries in the language of the call. */
  readonly retriever: Retriever | undefined
  /** By id: what a model is shown of an entry. */
  readonly entries: ReadonlyMap<string, { readonly questions: readonly string[]; readonly answer: string }>
  /** What the chart takes instead of an answer. */
  readonly fence: Fence
  /** The oldest first. */
  readonly saidBefore: readonly SaidLine[]
  /** The banned word or pattern that a text holds. */
  bannedIn(text: string): string | undefined
}

/** What comes of a question, in its order; the last is not a sentence. */
export type KnowledgeAnswer =
  | { readonly type: 'sentence'; readonly text: string }
  | { readonly type: 'answered'; readonly source: 'faq'; readonly entryId: string; readonly confidence: number }
  | { readonly type: 'answered'; readonly source: 'llm'; readonly model: string }
  /** An event that the chart takes here. @see Fence */
  | { readonly type: 'chose'; readonly name: string; readonly event: TurnEvent }
  | { readonly type: 'failed'; readonly cause: string }

/** Gives the answer piece by piece and ends; never throws but where `signal` is aborted. */
export type AnswerQuestion = (question: AskedQuestion, signal: AbortSignal) => AsyncIterable<KnowledgeAnswer>
