import { waysOut } from '../../../nodes/schemas.js'
import { among, connected, connectedBy, nodesOf, startOf, withDocument, withNode, withNodes, waysTo } from './edit.js'
import type { Mutator } from './mutator.js'

const refused = { type: 'refused' } as const

/** Documents that do not hold together: nobody can call them. */
export const documentMutators: readonly Mutator[] = [
  {
    name: 'way-unconnected',
    family: 'unconnected',
    meaning: 'A way out of a node leads nowhere: a call that takes it cannot go on.',
    mutate: (flow, dice) => {
      const node = among(dice, flow.document.nodes, (each) => waysOut(each).some(({ required, to }) => required && to !== undefined))
      const way = node === undefined ? undefined : among(dice, waysOut(node), ({ required, to }) => required && to !== undefined)
      if (node === undefined || way === undefined) return undefined
      return { flow: withNode(flow, connected(node, way, undefined)), nodes: [node.id], evidence: refused }
    },
  },
  {
    name: 'target-removed',
    family: 'unknownTarget',
    meaning: 'A node was removed, and ways still lead to it.',
    mutate: (flow, dice) => {
      const node = among(dice, flow.document.nodes, ({ id, kind }) => kind !== 'start' && waysTo(flow, id).some((from) => from.node.id !== id))
      if (node === undefined) return undefined
      const from = waysTo(flow, node.id).map((each) => each.node.id)
      return { flow: withNodes(flow, (nodes) => nodes.filter(({ id }) => id !== node.id)), nodes: [...new Set(from.filter((id) => id !== node.id))], evidence: refused }
    },
  },
  {
    name: 'key-intent-unconnected',
    family: 'unconnected',
    meaning: 'Who asks for a human is heard, and then nothing happens.',
    mutate: (flow) => {
      const { human } = flow.document.keyIntents
      if (human?.to === undefined) return undefined
      const { to, ...rest } = human
      return { flow: withDocument(flow, { keyIntents: { ...flow.document.keyIntents, human: rest } }), nodes: [to], evidence: refused }
    },
  },
  {
    name: 'variable-undeclared',
    family: 'unknownVariable',
    meaning: 'A node writes a variable that the flow no longer has.',
    mutate: (flow, dice) => {
      const node = among(dice, nodesOf(flow, 'collect'))
      if (node === undefined) return undefined
      const variables = Object.fromEntries(Object.entries(flow.document.variables).filter(([name]) => name !== node.variable))
      const nodes = nodesOf(flow, 'collect').filter(({ variable }) => variable === node.variable).map(({ id }) => id)
      return { flow: withDocument(flow, { variables }), nodes, evidence: refused }
    },
  },
  {
    name: 'subflow-renamed',
    family: 'unknownSubflow',
    meaning: 'A sub-flow was renamed, and the flow still runs it by its old name.',
    mutate: (flow, dice) => {
      const node = among(dice, nodesOf(flow, 'subflow'))
      return node === undefined ? undefined : { flow: withNode(flow, { ...node, flow: `${node.flow}-old` }), nodes: [node.id], evidence: refused }
    },
  },
  {
    name: 'condition-unreadable',
    family: 'badExpression',
    meaning: 'A condition was left half written.',
    mutate: (flow, dice) => {
      const node = among(dice, nodesOf(flow, 'decide'))
      const [first, ...rest] = node?.branches ?? []
      if (node === undefined || first === undefined) return undefined
      return { flow: withNode(flow, { ...node, branches: [{ ...first, when: `${first.when} &&` }, ...rest] }), nodes: [node.id], evidence: refused }
    },
  },
  {
    name: 'second-start',
    family: 'startCount',
    meaning: 'There are two beginnings: nobody can tell where a call begins.',
    mutate: (flow) => {
      const start = startOf(flow)
      return start === undefined ? undefined : { flow: withNodes(flow, (nodes) => [...nodes, { ...start, id: 'secondStart' }]), nodes: ['secondStart'], evidence: refused }
    },
  },
  {
    name: 'node-copied',
    family: 'duplicateNode',
    meaning: 'A node was copied with its id: nobody can tell which of the two is meant.',
    mutate: (flow, dice) => {
      const node = among(dice, nodesOf(flow, 'say', 'hangup'))
      return node === undefined ? undefined : { flow: withNodes(flow, (nodes) => [...nodes, { ...node, name: `${node.name} again` }]), nodes: [node.id], evidence: refused }
    },
  },
  {
    name: 'retry-way-unconnected',
    family: 'unconnected',
    meaning: 'The question has no way out for a caller who stays silent.',
    mutate: (flow, dice) => {
      const node = among(dice, nodesOf(flow, 'ask', 'menu', 'collect'), (each) => each.noInput.to !== undefined)
      const way = node === undefined ? undefined : waysOut(node).find((each) => each.way === 'noInput')
      return node === undefined || way === undefined ? undefined : { flow: withNode(flow, connected(node, way, undefined)), nodes: [node.id], evidence: refused }
    },
  },
  {
    name: 'way-misspelt',
    family: 'unknownTarget',
    meaning: 'A way leads to a name that is nearly that of a node.',
    mutate: (flow, dice) => {
      const node = among(dice, nodesOf(flow, 'say', 'set', 'tag'), ({ next }) => next !== undefined)
      return node?.next === undefined ? undefined : { flow: withNode(flow, connectedBy(node, 'next', `${node.next}x`)), nodes: [node.id], evidence: refused }
    },
  },
]
