import type { FlowProblem } from '../contract/compiled.js'
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

export const flowProblem = (code: string, message: Said, wayOut: Said): FlowProblem => ({
  code, severity: 'error', message: message.en, wayOut: wayOut.en, zh: { message: message.zh, wayOut: wayOut.zh },
})

export const nodeProblem = (code: string, node: NodeRef, path: string, message: Said, wayOut: Said): FlowProblem => ({
  ...flowProblem(code, message, wayOut), nodeId: node.id, path,
})

export const warning = (problem: FlowProblem): FlowProblem => ({ ...problem, severity: 'warning' })
