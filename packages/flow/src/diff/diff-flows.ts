import type { FlowDocument } from '../document/schema.js'
import { withFaqs } from '../faq/with-faqs.js'
import { findSubflow, versionIdentity } from '../identity/version.js'
import { withoutDisabled } from '../nodes/without-disabled.js'
import { noResources, type FlowResources } from '../resources.js'
import type { BehaviourChange } from './behaviour-change.js'
import { changedFlowAspects } from './compare-flows.js'
import { matchNodes } from './match-nodes.js'
import { readingOf, type Reading } from './reading.js'
import { sidesOf } from './side.js'
import { Walk } from './walk.js'

/** A flow with what it names. */
export interface FlowVersion {
  readonly document: FlowDocument
  readonly resources?: FlowResources
}

const mostDeep = 5

type Subflow = readonly [site: string, document: FlowDocument]

const subflowsOf = ({ records }: Reading, resources: FlowResources): Subflow[] =>
  [...records.values()].flatMap(({ node }): Subflow[] => {
    const found = node.kind === 'subflow' ? findSubflow(node, resources) : undefined
    return found === undefined ? [] : [[node.id, found]]
  })

/** A sub-flow as it is run within a main flow: that one speaks its languages, and hears what holds everywhere. */
const runWithin = ({ onHangup: _afterCall, ...document }: FlowDocument, { languages }: FlowDocument): FlowDocument => ({ ...document, languages, keyIntents: {}, auxiliary: [] })

const within = (site: string, change: BehaviourChange): BehaviourChange => ({ ...change, sites: [site, ...(change.sites ?? [])] })

const compare = (older: Required<FlowVersion>, newer: Required<FlowVersion>, depth: number): BehaviourChange[] => {
  const [from, to] = [older, newer].map(({ document, resources }) => withFaqs(withoutDisabled(document), resources)) as [FlowDocument, FlowDocument]
  const isMain = depth === 1
  const [olderSide, newerSide] = sidesOf(from, to, isMain)
  const readings = [readingOf(olderSide), readingOf(newerSide)] as const
  const match = matchNodes(readings[0].records, readings[1].records)
  const walk = new Walk(...readings, match)
  walk.run()
  const inner = new Map(subflowsOf(readings[1], newer.resources))
  const nested = subflowsOf(readings[0], older.resources).flatMap(([site, before]) => {
    const newerSite = match.toNewer.get(site) ?? site
    const after = inner.get(newerSite)
    if (after === undefined || depth >= mostDeep || after.id !== before.id || versionIdentity(before, older.resources) === versionIdentity(after, newer.resources)) return []
    return compare({ document: runWithin(before, from), resources: older.resources }, { document: runWithin(after, to), resources: newer.resources }, depth + 1).map((change) => within(newerSite, change))
  })
  return [...changedFlowAspects(...readings, isMain), ...walk.changes, ...nested]
}

/**
 * What a caller would notice, or whoever reads what becomes of calls, between two versions of a flow. Names, notes, the canvas, the order of
 * what has none, nodes that no call comes to, and other ids say nothing; neither do settings that only moved.
 */
export const diffFlows = (older: FlowVersion, newer: FlowVersion): BehaviourChange[] => {
  const found = compare({ resources: noResources, ...older }, { resources: noResources, ...newer }, 1)
  return [...new Map(found.map((change) => [`${(change.sites ?? []).join('.')} ${change.sentence.en}`, change])).values()]
}
