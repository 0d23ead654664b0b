import type { FurtherReader } from './readers/further.js'
import type { Alternative, Expectation, Interpretation, UnderstandingSource } from '@callchart/protocol'

/** Form of the models that this release trains. */
export const understandingFormat = 'callchart-nlu-2'

/** A trained model of one language: plain JSON, stored with the version, never retrained. */
export interface UnderstandingModel {
  readonly format: typeof understandingFormat
  readonly source: UnderstandingSource
  /** The classifier's weights, in the form its own file describes. */
  readonly classifier: unknown
}

export interface InterpretOptions {
  /** For relative dates. */
  readonly now: Date
  /** IANA name. */
  readonly timeZone: string
  /** Asked for values that our own readers do not read. */
  readonly further?: FurtherReader
}

/** One model made ready to be asked: patterns compiled, vocabulary indexed. */
export interface Interpreter {
  /** Confidence below which mere likeness is no match, 0..1. */
  readonly threshold: number
  /** The best reading of the alternatives (best first) among what the turn expects; pure and deterministic. */
  interpret(alternatives: readonly Alternative[], expectation: Expectation, options: InterpretOptions): Interpretation
  /** What the recogniser should listen for in this turn: phrases and keywords of the enabled intents, each once, at most `limit`, the most valuable first. */
  recogniserPhrases(expectation: Expectation, limit: number): string[]
}
