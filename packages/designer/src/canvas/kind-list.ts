import { nodeKinds, type NodeKind } from '@callchart/flow'
import { kindLooks, type KindGroup } from '../nodes/kinds.js'

const groups: readonly KindGroup[] = ['talk', 'decide', 'connect', 'end']

/** Kinds that can be added, group by group; a flow has one start, which is there. */
export const addableKinds: readonly { readonly group: KindGroup; readonly kinds: readonly NodeKind[] }[] = groups.map((group) => ({
  group,
  kinds: nodeKinds.filter((kind) => kind !== 'start' && kindLooks[kind].group === group),
}))
