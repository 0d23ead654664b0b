import { compilePattern, createInterpreter, NluError, reviewPhrases, trainUnderstanding, type Interpreter, type PhraseReview } from '@callchart/nlu'
import { builtInIntents, keyIntents, type Interpretation, type UnderstandingSource } from '@callchart/protocol'

/** What is asked of the understanding while a flow is drawn. */
export type UnderstandingTask =
  | { readonly type: 'review'; readonly sources: readonly UnderstandingSource[] }
  | { readonly type: 'try'; readonly source: UnderstandingSource; readonly text: string; readonly now: number; readonly timeZone: string }
  | { readonly type: 'pattern'; readonly pattern: string; readonly text: string }

export type PatternTrial = { readonly fault: string } | { readonly matched: string | null }

export interface UnderstandingAnswers {
  readonly review: readonly PhraseReview[]
  readonly try: Interpretation
  readonly pattern: PatternTrial
}

const withoutBadPatterns = (source: UnderstandingSource): UnderstandingSource => ({
  ...source,
  intents: source.intents.map((intent) => ({ ...intent, patterns: intent.patterns.filter((pattern) => !('fault' in tryPattern(pattern, ''))) })),
})

function tryPattern(pattern: string, text: string): PatternTrial {
  try {
    return { matched: compilePattern('', pattern).find(text) ?? null }
  } catch (error) {
    if (!(error instanceof NluError)) throw error
    return { fault: error.cause instanceof Error ? error.cause.message : error.message }
  }
}

let trained: { readonly key: string; readonly interpreter: Interpreter } | undefined

/** Trains once for a source, however many sentences are tried. */
function interpreterOf(source: UnderstandingSource): Interpreter {
  const key = JSON.stringify(source)
  if (trained?.key !== key) trained = { key, interpreter: createInterpreter(trainUnderstanding(withoutBadPatterns(source))) }
  return trained.interpreter
}

/** Does one task; pure but for the model that it keeps. */
export function doTask(task: UnderstandingTask): UnderstandingAnswers[UnderstandingTask['type']] {
  switch (task.type) {
    case 'review':
      return task.sources.map((source) => reviewPhrases(withoutBadPatterns(source)))
    case 'try': {
      const { source, text, now, timeZone } = task
      const expectation = {
        intents: [...source.intents.map(({ id }) => id), ...builtInIntents],
        keyIntents: keyIntents.filter((name) => Object.hasOwn(source.keyIntents, name)),
        disambiguates: true as const,
      }
      return interpreterOf(source).interpret([{ text, confidence: 1, words: [] }], expectation, { now: new Date(now), timeZone })
    }
    case 'pattern':
      return tryPattern(task.pattern, task.text)
  }
}
