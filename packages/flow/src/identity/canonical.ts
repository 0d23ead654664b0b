import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'
import type { FlowDocument } from '../document/schema.js'

/** Raised whenever the same document compiles to something else. */
export const compilerVersion = '1'

/** By code units: the same order in every locale. */
const byCode = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const toCanonical = (value: unknown): string => canonicalize(value) ?? 'null'

/** Canonical JSON (RFC 8785) of a document without its layout, nodes sorted by id: equal for equal flows. */
export const canonicalFlow = (document: FlowDocument): string => {
  const { $schema: _editorOnly, layout: _layout, ...flow } = document
  return toCanonical({ ...flow, nodes: [...flow.nodes].sort((left, right) => byCode(left.id, right.id)) })
}

/**
 * Identity of a version: sha-256, in hex, of the canonical document, the compiler's version and the identities of what the flow consists of
 * beside its document (audio files, sub-flows; name -> identity).
 */
export const versionIdentity = (document: FlowDocument, parts: Readonly<Record<string, string>> = {}): string =>
  bytesToHex(sha256(utf8ToBytes(toCanonical({ compilerVersion, document: canonicalFlow(document), parts }))))
