import type { FlowNode } from '../nodes/schemas.js'
import { leadsOut, nodeAt, type ChartProof } from './chart-proof.js'
import { counterExample } from './counter-example.js'
import { exploreFacts, type Reached, type Step } from './explore-facts.js'
import { secondOutsideHop, type Finding } from './findings.js'
import { isRecord } from './is-record.js'
import { stepsTo } from './ways.js'

/** Of the call: no outside number yet, one is called, its human was there, another one is called. */
type Hop = 'none' | 'called' | 'met' | 'again'

const callsOutside = ({ edge }: Step): boolean =>
  edge.actions.some(({ type, params }) => type === 'perform' && isRecord(params) && params.type === 'transfer.start' && isRecord(params.to) && params.to.type === 'number')

const endsCall = ({ event }: Step): boolean => /^transfer\.(busy|no-answer|declined|failed)$/.test(event)

const hopAfter = (hop: Hop, step: Step): Hop => {
  if (hop === 'called' && step.event === 'transfer.connected') return 'met'
  if (callsOutside(step)) return hop === 'met' ? 'again' : 'called'
  return hop === 'called' && endsCall(step) ? 'none' : hop
}

const isOutside = ({ kind, ...node }: FlowNode): boolean => kind === 'transfer' && 'number' in node && node.number !== undefined

/** Numbers of outside transfers of this call up to now; the second call after a human was there. */
const showsTwo = (effects: readonly { readonly type: string; readonly target?: { readonly type: string } }[]): boolean =>
  effects.some(({ type, target }) => type === 'transfer.start' && target?.type === 'number')

/** A caller who was connected to an outside number is taken to no further one: the network's rules allow one hop. */
export const proveOneOutsideHop = (proof: ChartProof): Finding[] => {
  if (![...proof.view.byId.values()].some(({ node }) => isOutside(node))) return []
  const endsByBack = proof.view.isRunByOthers || proof.view.document.auxiliary.length === 0
  const { reached } = exploreFacts<Hop>(
    proof.graph,
    { initial: 'none', onStep: (hop, step) => (hop === 'again' || leadsOut(endsByBack, step) ? 'stop' : hopAfter(hop, step)) },
    { allGiven: proof.view.isRunByOthers },
  )
  const firsts = new Map<FlowNode, Reached<Hop>>()
  for (const state of reached) {
    const node = state.fact === 'again' ? nodeAt(proof, state.place) : undefined
    if (node !== undefined && !firsts.has(node)) firsts.set(node, state)
  }
  return [...firsts].map(([node, state]) => ({
    ...secondOutsideHop(node),
    node,
    path: 'number',
    counterExample: counterExample(proof.caller, stepsTo(state), ({ made }) => showsTwo(made.effects)),
  }))
}
