import { nodeState, type NodeBuild } from '../../compile/build.js'
import type { StateConfig } from '../../compile/chart.js'
import type { StartNode } from './schema.js'

export const compileStart = (node: StartNode, build: NodeBuild): StateConfig =>
  nodeState(node, { always: [{ target: build.target('next', node.next) }] })
