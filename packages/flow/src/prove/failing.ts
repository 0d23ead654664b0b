import type { FlowNode } from '../nodes/schemas.js'
import { coverTransitions, tracesTo, type Trace } from '../explore/cover.js'
import { contextOf } from '../explore/explored-call.js'
import { tellMove } from '../explore/tell-move.js'
import type { CallEffect } from '../contract/effects.js'
import type { CounterExample } from '../contract/compiled.js'
import type { ChartProof } from './chart-proof.js'
import { failing, type Finding } from './findings.js'

/** Steps that are tried: what needs more is not found here, and is met as a call that ends with an apology. */
const mostSteps = 4_000

type Failure = Extract<CallEffect, { type: 'flow.failed' }>

const failureOf = ({ effects }: Trace): Failure | undefined =>
  effects.find((effect): effect is Failure => effect.type === 'flow.failed' && effect.code === 'FLOW_EXPRESSION_FAILED')

const exampleOf = (trace: Trace): CounterExample => {
  const all = tracesTo(trace)
  const told = all.flatMap(({ move }) => (move === undefined || move.quiet === true ? [] : [tellMove(move)]))
  const path = all.flatMap(({ effects }) => effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : [])))
  return {
    steps: all.map(({ event }) => event), path, confirmed: true,
    text: { en: ['The call begins', ...told.map(({ en }) => en)], zh: ['通话开始', ...told.map(({ zh }) => zh)] },
  }
}

/** Where the call was when the expression failed: the step as a whole was not taken. */
const nodeOf = ({ view }: ChartProof, { call }: Trace): FlowNode | undefined => view.byId.get(contextOf(call).node.split('.')[0] ?? '')?.node

/** No expression fails for what a caller may say or a service may answer. Found by calls, and so always shown by one. */
export const proveUnfailing = (proof: ChartProof): Finding[] => {
  const { failed } = coverTransitions(proof.caller.flow, { mostSteps })
  const firsts = new Map<string, Finding>()
  for (const trace of failed) {
    const failure = failureOf(trace)
    const node = nodeOf(proof, trace)
    const key = failure?.message ?? ''
    if (failure === undefined || firsts.has(key)) continue
    firsts.set(key, { ...failing(failure.message), ...(node === undefined ? {} : { node, path: 'id' }), counterExample: exampleOf(trace) })
  }
  return [...firsts.values()]
}
