import type { DraftDocument, DraftNode, Json, NodeKind } from '@callchart/flow'

/** An id that no node has: the kind and a number. */
export function freshNodeId({ nodes }: DraftDocument, kind: NodeKind): string {
  const taken = new Set(nodes.map(({ id }) => id))
  for (let count = 1; ; count += 1) if (!taken.has(`${kind}${count}`)) return `${kind}${count}`
}

/** What a node of each kind begins with beside id, kind and name. */
const beginnings: Readonly<Partial<Record<NodeKind, { readonly [field: string]: Json }>>> = {
  say: { prompt: {} },
  ask: { prompt: {}, branches: [] },
  menu: { prompt: {}, choices: [{ digit: '1' }, { digit: '2' }] },
  collect: { prompt: {}, valueType: 'digits' },
  decide: { branches: [{}] },
  set: { assign: [] },
  request: { method: 'GET' },
  knowledge: { prompt: {} },
  transfer: {},
  voicemail: { prompt: {} },
  record: { action: 'start' },
  jump: {},
}

/** A node as it comes from the palette: valid as far as it can be without knowing what it is for. */
export const blankNode = (kind: NodeKind, id: string, name: string): DraftNode => ({ id, kind, name, ...beginnings[kind] })
