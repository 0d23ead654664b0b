import type { FlowDocument } from '../../../document/schema.js'
import type { Way } from '../../../document/ways.js'
import { flowNodeSchema, waysOut, type FlowNode, type NodeOf } from '../../../nodes/schemas.js'
import type { NodeKind } from '../../../nodes/kinds.js'
import type { NodeInput } from '../../driven-chart.js'
import type { Dice } from '../dice.js'
import type { LibraryFlow } from '../library-flow.js'

export const withDocument = (flow: LibraryFlow, change: Partial<FlowDocument>): LibraryFlow => ({ ...flow, document: { ...flow.document, ...change } })

export const withNodes = (flow: LibraryFlow, change: (nodes: readonly FlowNode[]) => readonly FlowNode[]): LibraryFlow =>
  withDocument(flow, { nodes: [...change(flow.document.nodes)] })

/** Exchanges a node for one of the same id. */
export const withNode = (flow: LibraryFlow, node: FlowNode): LibraryFlow => withNodes(flow, (nodes) => nodes.map((each) => (each.id === node.id ? node : each)))

export const withNewNodes = (flow: LibraryFlow, ...inputs: readonly NodeInput[]): LibraryFlow => withNodes(flow, (nodes) => [...nodes, ...inputs.map((input) => flowNodeSchema.parse(input))])

export const nodesOf = <Kind extends NodeKind>({ document }: LibraryFlow, ...kinds: readonly Kind[]): NodeOf<Kind>[] =>
  document.nodes.filter((node): node is Extract<FlowNode, NodeOf<Kind>> => (kinds as readonly string[]).includes(node.kind))

export const nodeOfId = ({ document }: LibraryFlow, id: string | undefined): FlowNode | undefined => document.nodes.find((node) => node.id === id)

export const marked = ({ document }: LibraryFlow, mark: string): FlowNode[] => document.nodes.filter(({ marks }) => marks.includes(mark))

const put = (value: unknown, [key, ...rest]: readonly (string | number)[], target: string | undefined): unknown => {
  if (key === undefined) return target
  if (Array.isArray(value)) return (value as unknown[]).map((item, index) => (index === key ? put(item, rest, target) : item))
  const { [key]: old, ...others } = (value ?? {}) as Record<string | number, unknown>
  return rest.length === 0 && target === undefined ? others : { ...others, [key]: put(old, rest, target) }
}

/** Connects a way of a node, or takes its connection away. */
export const connected = (node: FlowNode, { path }: Pick<Way, 'path'>, to: string | undefined): FlowNode => flowNodeSchema.parse(put(node, path, to))

export const connectedBy = (node: FlowNode, wayName: string, to: string): FlowNode => {
  const found = waysOut(node).find(({ way }) => way === wayName)
  return found === undefined ? node : connected(node, found, to)
}

/** Leads every way, key intent and global question that led to the one node to the other; some nodes are left as they are. */
export const redirected = (flow: LibraryFlow, from: string, to: string, except: readonly string[] = []): LibraryFlow => {
  const { keyIntents, auxiliary } = flow.document
  const leads = <Leading extends { readonly to?: string | undefined }>(leading: Leading): Leading => (leading.to === from ? { ...leading, to } : leading)
  const nodes = flow.document.nodes.map((node) =>
    except.includes(node.id) ? node : waysOut(node).reduce((changed, way) => (way.to === from ? connected(changed, way, to) : changed), node),
  )
  return withDocument(flow, {
    nodes,
    keyIntents: Object.fromEntries(Object.entries(keyIntents).map(([name, keyIntent]) => [name, keyIntent !== undefined && 'to' in keyIntent ? leads(keyIntent) : keyIntent])),
    auxiliary: auxiliary.map(leads),
  })
}

/** Puts new nodes in front of one: whoever came to it comes to the first of them. The last leads on to it by itself. */
export const inserted = (flow: LibraryFlow, before: string, inputs: readonly NodeInput[]): LibraryFlow => {
  const first = inputs[0]
  return first === undefined ? flow : withNewNodes(redirected(flow, before, first.id), ...inputs)
}

export const startOf = (flow: LibraryFlow): NodeOf<'start'> | undefined => nodesOf(flow, 'start')[0]

const chinese = (text: string): string => `嗯，${text}。`

/** A new prompt in each language of the flow. */
export const says = ({ document }: LibraryFlow, english: string, other = chinese(english)): Record<string, string[]> =>
  Object.fromEntries(document.languages.map((language) => [language, [language.startsWith('zh') ? other : english]]))

/** An id that no node has. */
export const freeId = ({ document }: LibraryFlow, wanted: string): string => {
  const taken = new Set(document.nodes.map(({ id }) => id))
  for (let count = 1; ; count += 1) if (!taken.has(`${wanted}${count}`)) return `${wanted}${count}`
}

export const sayInput = (flow: LibraryFlow, id: string, next: string, text = 'Just a moment more', interruptible = true): NodeInput => ({
  id,
  kind: 'say',
  name: 'A word',
  prompt: says(flow, `${text}.`, `${text === 'Just a moment more' ? '请稍等' : text}。`),
  interruptible,
  next,
})

/** Ways that lead to the node, of whatever node. */
export const waysTo = ({ document }: LibraryFlow, id: string): { readonly node: FlowNode; readonly way: Way }[] =>
  document.nodes.flatMap((node) => waysOut(node).flatMap((way) => (way.to === id ? [{ node, way }] : [])))

/** Nodes that the document names as the beginning of something. */
const rootsOf = ({ document }: LibraryFlow): string[] => [
  ...document.nodes.flatMap(({ id, kind }) => (kind === 'start' ? [id] : [])),
  ...Object.values(document.keyIntents).flatMap((keyIntent) => (keyIntent !== undefined && 'to' in keyIntent && keyIntent.enabled ? [keyIntent.to ?? ''] : [])),
  ...document.auxiliary.map(({ to = '' }) => to),
  ...(document.onHangup === undefined ? [] : [document.onHangup]),
]

/** Nodes to which a drawn way leads from a beginning, whether or not it is ever taken. */
export const drawnFrom = (flow: LibraryFlow, begin: readonly string[] = rootsOf(flow), except: (from: string, way: Way) => boolean = () => false): ReadonlySet<string> => {
  const found = new Set(begin)
  const open = [...begin]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodeOfId(flow, id)
    for (const way of node === undefined ? [] : waysOut(node))
      if (way.to !== undefined && !found.has(way.to) && !except(id, way)) {
        found.add(way.to)
        open.push(way.to)
      }
  }
  return found
}

/** Questions to which a call comes without a key intent, a global question or its end. */
export const questionsOf = (flow: LibraryFlow): NodeOf<'ask' | 'menu' | 'collect'>[] => {
  const reached = drawnFrom(flow, startOf(flow) === undefined ? [] : [startOf(flow)?.id ?? ''])
  return nodesOf(flow, 'ask', 'menu', 'collect').filter(({ id }) => reached.has(id))
}

export const among = <Item>(dice: Dice, items: readonly Item[], fits: (item: Item) => boolean = () => true): Item | undefined => dice.among(items.filter(fits))
