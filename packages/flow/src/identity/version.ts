import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { FlowDocument } from '../document/schema.js'
import { faqsOf } from '../faq/with-faqs.js'
import type { NodeOf } from '../nodes/schemas.js'
import { noResources, type FlowResources } from '../resources.js'
import { canonicalFlow, canonicalJson, compilerVersion } from './canonical.js'

type SubflowSite = NodeOf<'subflow'>
/** Identities found so far; empty while one is looked for, so that a circle of sub-flows ends. */
type Known = Map<FlowDocument, string>

/** Where a document runs others. */
export const sitesOf = (document: FlowDocument): SubflowSite[] => document.nodes.filter((node): node is SubflowSite => node.kind === 'subflow' && node.disabled !== true)

const find = (site: SubflowSite, resources: FlowResources, known: Known): FlowDocument | undefined => {
  const present = resources.flows.get(site.flow)
  if (site.version === undefined) return present
  return [present, resources.versions?.get(site.version)].find(
    (document) => document?.id === site.flow && identify(document, resources, {}, known) === site.version,
  )
}

const identify = (document: FlowDocument, resources: FlowResources, parts: Readonly<Record<string, string>>, known: Known): string => {
  const found = known.get(document)
  if (found !== undefined) return found
  known.set(document, '')
  const subflows = sitesOf(document).map((site): [string, string] => {
    const subflow = find(site, resources, known)
    return [`subflow:${site.id}`, subflow === undefined ? '' : identify(subflow, resources, {}, known)]
  })
  const faqs = document.nodes.flatMap(faqsOf).map((id): [string, string] => [`faq:${id}`, canonicalJson(resources.faqs?.get(id)?.entries ?? null)])
  const consistsOf = { ...Object.fromEntries(subflows), ...Object.fromEntries(faqs), ...parts }
  const identity = bytesToHex(sha256(utf8ToBytes(canonicalJson({ compilerVersion, document: canonicalFlow(document), parts: consistsOf }))))
  known.set(document, identity)
  return identity
}

/** The document that a site runs: the present one of its flow, or the version that it is pinned to; undefined where there is none. */
export const findSubflow = (site: SubflowSite, resources: FlowResources): FlowDocument | undefined => find(site, resources, new Map())

/**
 * Identity of a version: sha-256, in hex, of the canonical document, the compiler's version, the identities of its sub-flows with theirs,
 * and those of what the flow consists of beside documents (audio files; name -> identity).
 */
export const versionIdentity = (
  document: FlowDocument,
  resources: FlowResources = noResources,
  parts: Readonly<Record<string, string>> = {},
): string => identify(document, resources, parts, new Map())
