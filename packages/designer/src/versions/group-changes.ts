import type { ToldChange } from './compare-documents.js'

export interface ChangeGroup {
  /** Absent for what holds in the whole call. */
  readonly nodeId: string | undefined
  readonly changes: readonly ToldChange[]
}

/** What holds in the whole call first, then node by node in their order. */
export function groupChanges(changes: readonly ToldChange[]): ChangeGroup[] {
  const groups = new Map<string | undefined, ToldChange[]>()
  for (const change of changes) {
    const nodeId = change.type === 'flow' ? undefined : change.nodeId
    const group = groups.get(nodeId)
    if (group === undefined) groups.set(nodeId, [change])
    else group.push(change)
  }
  const all = [...groups].map(([nodeId, group]) => ({ nodeId, changes: group }))
  return [...all.filter(({ nodeId }) => nodeId === undefined), ...all.filter(({ nodeId }) => nodeId !== undefined)]
}
