import { nodeState, type NodeBuild } from '../../compile/build.js'
import { guard, perform, type StateConfig } from '../../compile/chart.js'
import { FlowError } from '../../errors.js'
import type { RecordNode } from './schema.js'

/** Set on the edge that leaves the node, and to start only behind the guard of the consent. */
export const compileRecord = (node: RecordNode, build: NodeBuild): StateConfig => {
  const set = { target: build.target('next', node.next), actions: [perform({ type: 'recording.set', action: node.action })] }
  if (node.action !== 'start') return nodeState(node, { always: [set] })
  if (node.consent === undefined)
    throw new FlowError(
      'FLOW_CONSENT_MISSING',
      `Node "${node.id}" starts a recording without asking for consent: name the variable that holds it.`,
      { fields: { nodeId: node.id } },
    )
  const variable = build.variable(node.consent).name
  return nodeState(node, {
    always: [{ ...set, guard: guard('isTrue', { variable }) }, { target: build.target('noConsent', node.noConsent) }],
  })
}
