import { nodeState, tagActions, type NodeBuild } from '../../compile/build.js'
import type { StateConfig } from '../../compile/chart.js'
import type { TagNode } from './schema.js'

export const compileTag = (node: TagNode, build: NodeBuild): StateConfig =>
  nodeState(node, { always: [{ target: build.target('next', node.next) }] }, tagActions([node.tag]))
