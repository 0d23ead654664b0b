import type { DraftDocument, Json } from '@callchart/flow'

const examples = new WeakMap<object, { readonly status: number; readonly body: Json }>()

/** The real answer that was tried and kept with a request node; the same object for the same node. */
export function savedAnswer({ nodes }: DraftDocument, id: string): { readonly status: number; readonly body: Json } | undefined {
  const node = nodes.find((each) => each.id === id)
  const example = node?.example
  if (node === undefined || typeof example !== 'object' || example === null || Array.isArray(example)) return undefined
  const { status, body } = example as Readonly<Record<string, Json>>
  if (typeof status !== 'number' || body === undefined) return undefined
  const known = examples.get(node) ?? { status, body }
  examples.set(node, known)
  return known
}
