import type { FlowProblem } from '../contract/compiled.js'

interface NodeRef {
  readonly id: string
  readonly name: string
}

/** A node as people find it. */
export const quoted = (node: NodeRef): string => `"${node.name}" (${node.id})`

export const flowProblem = (code: string, message: string, wayOut: string): FlowProblem => ({ code, severity: 'error', message, wayOut })

export const nodeProblem = (code: string, node: NodeRef, path: string, message: string, wayOut: string): FlowProblem => ({
  code, severity: 'error', nodeId: node.id, path, message, wayOut,
})

export const warning = (problem: FlowProblem): FlowProblem => ({ ...problem, severity: 'warning' })
