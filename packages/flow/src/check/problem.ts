import type { FlowProblem } from '../contract/compiled.js'
import type { FactsOf } from '../contract/problem-facts.js'
import { said, type Said } from '../contract/said.js'

interface NodeRef {
  readonly id: string
  readonly name: string
}

/** A node as people find it, in an English text. */
export const quoted = (node: NodeRef): string => `"${node.name}" (${node.id})`

/** A node as people find it, in a Chinese text. */
export const quotedZh = (node: NodeRef): string => `“${node.name}”（${node.id}）`

export const named = (node: NodeRef): Said => said(quoted(node), quotedZh(node))

/** @param facts what the sentences speak of, where findings of this code tell it */
export const flowProblem = <Code extends string>(code: Code, message: Said, wayOut: Said, ...[facts]: FactsOf<Code>): FlowProblem => ({
  code, severity: 'error', ...(facts === undefined ? {} : { facts }), message: message.en, wayOut: wayOut.en, zh: { message: message.zh, wayOut: wayOut.zh },
})

export const nodeProblem = <Code extends string>(code: Code, node: NodeRef, path: string, message: Said, wayOut: Said, ...facts: FactsOf<Code>): FlowProblem => ({
  ...flowProblem(code, message, wayOut, ...facts), nodeId: node.id, path,
})

export const warning = (problem: FlowProblem): FlowProblem => ({ ...problem, severity: 'warning' })
