import { waysOut, type FlowNode, type NodeOf } from '../../../nodes/schemas.js'
import type { Dice } from '../dice.js'
import { flowNodeSchema } from '../../../nodes/schemas.js'
import type { LibraryFlow } from '../library-flow.js'
import { among, connected, drawnFrom, freeId, inserted, nodesOf, questionsOf, redirected, sayInput, withDocument, withNewNodes, withNode } from './edit.js'
import type { Mutated, Mutator } from './mutator.js'

type Decide = NodeOf<'decide'>
type Passing = NodeOf<'say' | 'set' | 'tag' | 'jump'>

const passing = (flow: LibraryFlow): { readonly node: Passing; readonly to: string }[] => {
  const drawn = drawnFrom(flow)
  return nodesOf(flow, 'say', 'set', 'tag', 'jump').flatMap((node) => {
    const to = node.kind === 'jump' ? node.to : node.next
    return to === undefined || to === node.id || !drawn.has(node.id) ? [] : [{ node, to }]
  })
}

/** A condition that nothing fulfils, over variables that the flow has. */
const impossible = ({ document }: LibraryFlow, dice: Dice): string => {
  const names = Object.entries(document.variables)
  const numbers = names.filter(([, { type }]) => type === 'number').map(([name]) => name)
  const texts = names.filter(([, { type }]) => type === 'string').map(([name]) => name)
  const flags = names.filter(([, { type }]) => type === 'boolean').map(([name]) => name)
  const choices = [
    ...numbers.map((name) => `${name} > 7 && ${name} < 3`),
    ...numbers.map((name) => `${name} == 2 && ${name} > 4`),
    ...texts.map((name) => `${name} == "gold" && ${name} == "silver"`),
    ...flags.map((name) => `${name} && !${name}`),
  ]
  return dice.among(choices) ?? 'call.direction == "inbound" && call.direction == "outbound"'
}

const certain = ({ document }: LibraryFlow, dice: Dice): string => {
  const numbers = Object.entries(document.variables).filter(([, { type }]) => type === 'number').map(([name]) => name)
  const flags = Object.entries(document.variables).filter(([, { type }]) => type === 'boolean').map(([name]) => name)
  return dice.pick(['true', ...numbers.map((name) => `${name} >= 0 || ${name} < 0`), ...flags.map((name) => `${name} || !${name}`)])
}

/** A target of the node that only one of its ways leads to. */
const ownTarget = (node: FlowNode, to: string | undefined): to is string => to !== undefined && to !== node.id && waysOut(node).filter((way) => way.to === to).length === 1

const withFirst = (node: Decide, branch: { when: string; to?: string | undefined }): Decide => ({ ...node, branches: [branch, ...node.branches.slice(1)] })

const deadBranch = (flow: LibraryFlow, node: Decide, changed: Decide, to: string): Mutated => ({ flow: withNode(flow, changed), nodes: [node.id, to], evidence: { type: 'neverTaken', from: node.id, to } })

/** What makes a simple condition false. */
const falsifying = (when: string, { document }: LibraryFlow): { variable: string; value: string } | undefined => {
  const flag = /^[a-z][A-Za-z0-9]*$/.test(when) && document.variables[when]?.type === 'boolean' ? when : undefined
  if (flag !== undefined) return { variable: flag, value: 'false' }
  const [, number] = /^([a-z][A-Za-z0-9]*) > \d+$/.exec(when) ?? []
  if (number !== undefined) return { variable: number, value: '0' }
  const [, text] = /^([a-z][A-Za-z0-9]*) == "/.exec(when) ?? []
  return text === undefined || document.variables[text]?.type !== 'string' ? undefined : { variable: text, value: '""' }
}

/** Nodes and ways that no caller ever comes to. */
export const reachMutators: readonly Mutator[] = [
  {
    name: 'node-cut-off',
    family: 'unreachable',
    meaning: 'The ways to a node were led past it: what it says or does is never heard or done.',
    mutate: (flow, dice) => {
      const found = among(dice, passing(flow))
      if (found === undefined) return undefined
      const changed = redirected(flow, found.node.id, found.to, [found.node.id])
      const over = changed.document.onHangup === found.node.id ? withDocument(changed, { onHangup: found.to }) : changed
      return { flow: over, nodes: [found.node.id], evidence: { type: 'neverEntered', node: found.node.id } }
    },
  },
  {
    name: 'branch-removed',
    family: 'unreachable',
    meaning: 'A choice was taken out of a question, and the part of the flow behind it was left.',
    mutate: (flow, dice) => {
      const places = [...nodesOf(flow, 'ask'), ...nodesOf(flow, 'menu')].flatMap((node) => {
        const own = node.kind === 'ask' ? node.branches : node.choices
        return own.flatMap((branch, index) => (branch.to === undefined || drawnFrom(flow, undefined, (from, way) => from === node.id && way.way.endsWith(`.${index}`)).has(branch.to) ? [] : [{ node, index, to: branch.to }]))
      })
      const place = among(dice, places)
      if (place === undefined) return undefined
      const { node, index, to } = place
      const without = <Item>(items: readonly Item[]): Item[] => items.filter((_, at) => at !== index)
      const changed: FlowNode = node.kind === 'ask' ? { ...node, branches: without(node.branches) } : { ...node, choices: without(node.choices) }
      return { flow: withNode(flow, changed), nodes: [to], evidence: { type: 'neverEntered', node: to } }
    },
  },
  {
    name: 'condition-contradicts-itself',
    family: 'deadCondition',
    meaning: 'A condition can never hold: who should go that way never does.',
    mutate: (flow, dice) => {
      const node = among(dice, nodesOf(flow, 'decide'), (each) => ownTarget(each, each.branches[0]?.to))
      const to = node?.branches[0]?.to
      return node === undefined || to === undefined ? undefined : deadBranch(flow, node, withFirst(node, { when: impossible(flow, dice), to }), to)
    },
  },
  {
    name: 'else-shadowed',
    family: 'deadCondition',
    meaning: 'The first condition always holds: the other ways of the decision are never taken.',
    mutate: (flow, dice) => {
      const node = among(dice, nodesOf(flow, 'decide'), (each) => ownTarget(each, each.else))
      const first = node?.branches[0]
      return node?.else === undefined || first === undefined ? undefined : deadBranch(flow, node, withFirst(node, { ...first, when: certain(flow, dice) }), node.else)
    },
  },
  {
    name: 'narrower-condition-behind',
    family: 'deadCondition',
    meaning: 'A narrower condition stands behind a wider one: it is never looked at.',
    mutate: (flow, dice) => {
      const node = among(dice, nodesOf(flow, 'decide'), ({ branches }) => /^[a-z]\w* > \d+$/.test(branches[0]?.when ?? ''))
      const first = node?.branches[0]
      const [, name = '', limit = ''] = /^([a-z]\w*) > (\d+)$/.exec(first?.when ?? '') ?? []
      if (node === undefined || first?.to === undefined) return undefined
      const id = freeId(flow, 'special')
      const changed: Decide = { ...node, branches: [first, { when: `${name} > ${Number(limit) + 2}`, to: id }, ...node.branches.slice(1)] }
      return { flow: withNewNodes(withNode(flow, changed), sayInput(flow, id, first.to, 'That is a lot')), nodes: [node.id, id], evidence: { type: 'neverEntered', node: id } }
    },
  },
  {
    name: 'condition-overwritten',
    family: 'deadCondition',
    meaning: 'Right before the decision its variable is set: only one of its ways is ever taken.',
    mutate: (flow, dice) => {
      const node = among(dice, nodesOf(flow, 'decide'), (each) => ownTarget(each, each.branches[0]?.to) && falsifying(each.branches[0]?.when ?? '', flow) !== undefined)
      const first = node?.branches[0]
      const assign = falsifying(first?.when ?? '', flow)
      if (node === undefined || first?.to === undefined || assign === undefined) return undefined
      const id = freeId(flow, 'reset')
      return { flow: inserted(flow, node.id, [{ id, kind: 'set', name: 'Begin anew', assign: [assign], next: node.id }]), nodes: [node.id, first.to], evidence: { type: 'neverTaken', from: node.id, to: first.to } }
    },
  },
  {
    name: 'digit-twice',
    family: 'deadWay',
    meaning: 'Two choices of a menu have the same key: the second is never chosen.',
    mutate: (flow, dice) => {
      const node = among(dice, questionsOf(flow).filter((each) => each.kind === 'menu'), ({ choices }) => choices.some(({ digit }) => digit !== undefined))
      const digit = node?.choices.find((choice) => choice.digit !== undefined)?.digit
      const next = node?.choices[0]?.to
      if (node === undefined || digit === undefined || next === undefined) return undefined
      const id = freeId(flow, 'chosen')
      const changed = { ...node, choices: [...node.choices, { digit, tags: [], to: id }] }
      return { flow: withNewNodes(withNode(flow, changed), sayInput(flow, id, next, 'You chose the new service')), nodes: [node.id, id], evidence: { type: 'neverEntered', node: id } }
    },
  },
  {
    name: 'value-never-passes',
    family: 'deadWay',
    meaning: 'Whatever the caller says is refused: nobody gets past the question with a value.',
    mutate: (flow, dice) => {
      const node = among(dice, questionsOf(flow).filter((each) => each.kind === 'collect'), (each) => ['number', 'digits', 'money', 'date'].includes(each.valueType) && !each.onlyIfMissing && ownTarget(each, each.next))
      if (node?.next === undefined) return undefined
      const validation = node.valueType === 'digits' ? `size(value) < ${node.minCount}` : node.valueType === 'date' ? 'value > "2026-12-31" && value < "2026-01-01"' : 'value > 10 && value < 5'
      return { flow: withNode(flow, { ...node, validation }), nodes: [node.id], evidence: { type: 'neverTaken', from: node.id, to: node.next } }
    },
  },
  {
    name: 'subflow-never-returns',
    family: 'subflowNoReturn',
    meaning: 'The sub-flow ends the call instead of coming back: what follows it never happens.',
    mutate: (flow, dice) => {
      const site = among(dice, nodesOf(flow, 'subflow'), ({ next }) => next !== undefined)
      const inner = site === undefined ? undefined : flow.resources.flows.get(site.flow)
      if (site?.next === undefined || inner === undefined) return undefined
      const nodes = inner.nodes.map((node) => (node.kind === 'jump' && node.back === true ? flowNodeSchema.parse({ id: node.id, kind: 'hangup', name: node.name, prompt: says(inner.languages) }) : node))
      const resources = { ...flow.resources, flows: new Map([...flow.resources.flows, [inner.id, { ...inner, nodes }]]) }
      return { flow: { ...flow, resources }, nodes: [site.id], evidence: { type: 'neverTaken', from: site.id, to: site.next } }
    },
  },
  {
    name: 'branch-led-to-its-neighbour',
    family: 'unreachable',
    meaning: 'A choice was connected to the same node as the one beside it: what it was for is never reached.',
    mutate: (flow, dice) => {
      const places = [...nodesOf(flow, 'ask'), ...nodesOf(flow, 'menu'), ...nodesOf(flow, 'decide')].flatMap((node) =>
        waysOut(node).flatMap((way) => {
          const other = waysOut(node).find((each) => each.to !== undefined && each.to !== way.to && each.to !== node.id)?.to
          const cut = (from: string, each: { readonly way: string }): boolean => from === node.id && each.way === way.way
          return way.to === undefined || other === undefined || drawnFrom(flow, undefined, cut).has(way.to) ? [] : [{ node, way, other, to: way.to }]
        }),
      )
      const place = among(dice, places)
      return place === undefined ? undefined : { flow: withNode(flow, connected(place.node, place.way, place.other)), nodes: [place.to, place.node.id], evidence: { type: 'neverEntered', node: place.to } }
    },
  },
]

const says = (languages: readonly string[]): Record<string, string[]> => Object.fromEntries(languages.map((language) => [language, [language.startsWith('zh') ? '再见。' : 'Goodbye.']]))
