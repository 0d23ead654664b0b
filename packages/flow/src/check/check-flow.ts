import type { FlowProblem } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { withFaqs } from '../faq/with-faqs.js'
import { proveFlow } from '../prove/prove-flow.js'
import { withoutDisabled } from '../nodes/without-disabled.js'
import { noResources, type FlowResources } from '../resources.js'
import { checkCalendars } from './calendars.js'
import { checkConsents } from './consents.js'
import { checkAfterCall } from './after-call.js'
import { checkAuxiliary } from './auxiliary.js'
import { checkDisabled } from './disabled.js'
import { checkDisambiguation } from './disambiguation.js'
import { checkExpressions } from './expressions.js'
import { checkGlobalKeys } from './global-keys.js'
import { checkDeadEnds, checkReachable } from './graph.js'
import { checkIdentity } from './identity.js'
import { checkBannedWords, checkIntentNames, checkIntents } from './intents.js'
import { checkKnowledge } from './knowledge.js'
import { checkLanguages } from './languages.js'
import { checkRules } from '../rules/check-rules.js'
import { checkPronunciations } from './pronunciations.js'
import { checkRecordings } from './recordings.js'
import { checkSayAs } from './say-as.js'
import { checkSpeech } from './speech.js'
import { checkSpokenKeys } from './spoken-keys.js'
import { checkSsml } from './ssml.js'
import { checkSubflows } from './subflows.js'
import { checkAssigned } from './variables.js'
import { checkSlots } from './slots.js'
import { viewFlow, type FlowView } from './view.js'
import { checkGlobalWays, checkWays } from './ways.js'

/** What a single kind can get wrong. */
const checkKinds = (view: FlowView): FlowProblem[] => view.nodes.flatMap(({ parts }) => [...parts.problems])

/** Found without going through calls. */
const structureChecks: readonly ((view: FlowView) => FlowProblem[])[] = [
  checkIdentity, checkWays, checkGlobalWays, checkReachable, checkDeadEnds, checkKinds, checkExpressions, checkAssigned, checkConsents, checkIntentNames, checkIntents, checkBannedWords,
  checkSlots, checkDisambiguation, checkAuxiliary, checkAfterCall, checkGlobalKeys, checkSpokenKeys, checkLanguages, checkSsml, checkSayAs, checkPronunciations, checkRecordings, checkSpeech, checkCalendars, checkKnowledge,
]

const checks: readonly ((view: FlowView) => FlowProblem[])[] = [
  checkIdentity, checkWays, checkGlobalWays, proveFlow, checkKinds, checkExpressions, checkAssigned, checkConsents, checkIntentNames, checkIntents, checkBannedWords, checkSlots,
  checkDisambiguation, checkAuxiliary, checkAfterCall, checkGlobalKeys, checkSpokenKeys, checkLanguages, checkSsml, checkSayAs, checkPronunciations, checkRecordings, checkSpeech, checkCalendars, checkKnowledge,
]

/** Problems found so far; a circle of sub-flows is found before it is gone through. */
type Known = Map<FlowDocument, readonly FlowProblem[]>

const problemsOf = (document: FlowDocument, resources: FlowResources, known: Known, asSubflow = false): readonly FlowProblem[] => {
  const earlier = known.get(document)
  if (earlier !== undefined) return earlier
  const view = viewFlow(withFaqs(withoutDisabled(document), resources), resources, asSubflow)
  const found = [...checkDisabled(document), ...checks.flatMap((check) => check(view)), ...checkSubflows(view, (subflow) => problemsOf(subflow, resources, known, true))]
  known.set(document, found)
  return found
}

/**
 * Every problem of a document, of its structure, of the course of its calls and by the rules of its folder, in a stable order; none with severity
 * `error` means that it can be published.
 */
export const checkFlow = (document: FlowDocument, resources: FlowResources = noResources): FlowProblem[] => [
  ...problemsOf(document, resources, new Map()),
  ...checkRules(document, resources),
]

/** What can be said of a document at once, without its sub-flows, without rules and without going through its calls: for an editor, while `checkFlow` takes its time. */
export const checkStructure = (document: FlowDocument, resources: FlowResources = noResources): FlowProblem[] => {
  const view = viewFlow(withFaqs(document, resources), resources)
  return structureChecks.flatMap((check) => check(view))
}
