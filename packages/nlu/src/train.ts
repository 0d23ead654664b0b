import type { UnderstandingSource } from '@callchart/protocol'
import { samplesOf } from './classifier/samples.js'
import { storeClassifier } from './classifier/stored.js'
import { usualCosts } from './classifier/threshold.js'
import { trainClassifier } from './classifier/train.js'
import { understandingFormat, type UnderstandingModel } from './contract.js'
import { lexiconFor } from './lexicon/lexicon-for.js'
import { compilePattern } from './match/pattern.js'
import { normaliserOf } from './text/normalise.js'

/**
 * Makes the model of one language of a flow: the same source gives the same model, byte for byte.
 * @throws {NluError} NLU_BAD_PATTERN for a regular expression that is no RE2 pattern.
 */
export function trainUnderstanding(source: UnderstandingSource): UnderstandingModel {
  for (const intent of source.intents) for (const pattern of intent.patterns) compilePattern(intent.id, pattern)
  const lexicon = lexiconFor(source.language)
  const samples = samplesOf(source, lexicon, normaliserOf(lexicon))
  const costs = { ...usualCosts, ...(source.falseAcceptCost === undefined ? {} : { falseAccept: source.falseAcceptCost }) }
  return { format: understandingFormat, source, classifier: storeClassifier(trainClassifier(samples, source.language, costs)) }
}
