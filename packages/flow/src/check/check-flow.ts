import type { FlowProblem } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { checkExpressions } from './expressions.js'
import { checkDeadEnds, checkLoops, checkReachable } from './graph.js'
import { checkIdentity } from './identity.js'
import { checkIntentNames, checkIntents } from './intents.js'
import { checkLanguages } from './languages.js'
import { checkPronunciations } from './pronunciations.js'
import { checkSayAs } from './say-as.js'
import { checkSsml } from './ssml.js'
import { checkAssigned } from './variables.js'
import { viewFlow, type FlowView } from './view.js'
import { checkKeyIntents, checkWays } from './ways.js'

/** What a single kind can get wrong. */
const checkKinds = (view: FlowView): FlowProblem[] => view.nodes.flatMap(({ parts }) => [...parts.problems])

const checks: readonly ((view: FlowView) => FlowProblem[])[] = [
  checkIdentity, checkWays, checkKeyIntents, checkReachable, checkDeadEnds, checkLoops, checkKinds, checkExpressions, checkAssigned, checkIntentNames, checkIntents, checkLanguages,
  checkSsml, checkSayAs, checkPronunciations,
]

/** Every structural problem of a document, in a stable order; none with severity `error` means that it can be published. */
export const checkFlow = (document: FlowDocument): FlowProblem[] => {
  const view = viewFlow(document)
  return checks.flatMap((check) => check(view))
}
