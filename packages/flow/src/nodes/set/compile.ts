import { nodeState, type NodeBuild } from '../../compile/build.js'
import { assignment, type StateConfig } from '../../compile/chart.js'
import type { SetNode } from './schema.js'

export const compileSet = (node: SetNode, build: NodeBuild): StateConfig =>
  nodeState(node, { always: [{ target: build.target('next', node.next) }] }, [
    ...(node.assign.length === 0
      ? []
      : [
          assignment('setVariables', {
            assign: node.assign.map(({ variable, value }) => ({ variable: build.variable(variable), cel: build.expression(value) })),
          }),
        ]),
    ...(node.language === undefined ? [] : [assignment('setLanguage', { language: node.language })]),
  ])
