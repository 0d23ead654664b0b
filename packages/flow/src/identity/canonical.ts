import canonicalize from 'canonicalize'
import type { FlowDocument } from '../document/schema.js'

/** Raised whenever the same document compiles to something else. */
export const compilerVersion = '3'

/** By code units: the same order in every locale. */
const byCode = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

export const canonicalJson = (value: unknown): string => canonicalize(value) ?? 'null'

interface DrawnParts {
  readonly marks?: readonly string[]
  readonly disabled?: boolean | undefined
  readonly example?: unknown
}

/**
 * A node without marks, or that is not disabled, is the same whether it says so or not, as one that was stored before there was either. An
 * example of an answer is for whoever draws the flow: no call sees it.
 */
const canonicalNode = ({ marks = [], disabled, example: _drawn, ...node }: DrawnParts): object => ({
  ...node,
  ...(marks.length > 0 && { marks }),
  ...(disabled === true && { disabled }),
})

/** Canonical JSON (RFC 8785) of a document without its layout, the notes on it and its tests, nodes sorted by id: equal for equal flows. */
export const canonicalFlow = (document: FlowDocument): string => {
  const { $schema: _editorOnly, layout: _layout, notes: _notes, tests: _tests, ...flow } = document
  return canonicalJson({ ...flow, nodes: [...flow.nodes].sort((left, right) => byCode(left.id, right.id)).map(canonicalNode) })
}
