import { field } from '../../check/field-labels.js'
import { allTypes, noParts, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted, quotedZh } from '../../check/problem.js'
import { said } from '../../contract/said.js'
import type { SetNode } from './schema.js'

export const setParts = (node: SetNode): NodeParts => ({
  ...noParts,
  problems: node.assign.length === 0 && node.language === undefined
    ? [
        nodeProblem(
          'FLOW_SET_EMPTY',
          node,
          'assign',
          said(`${quoted(node)} assigns no variable and sets no language.`, `${quotedZh(node)}没有给任何变量赋值，也没有切换语言。`),
          said(`Add a value under ${field('set.assign').en}, choose a language in ${field('set.language').en}, or remove the node.`, `请在${field('set.assign').zh}中添加赋值、在${field('set.language').zh}中选择语言，或删除该节点。`),
        ),
      ]
    : [],
  expressions: node.assign.map(({ value }, index) => ({ path: `assign.${index}.value`, source: value, yields: 'any', sees: {} })),
  assigned: node.assign.map(({ variable }, index) => ({ path: `assign.${index}.variable`, variable, types: allTypes })),
})
