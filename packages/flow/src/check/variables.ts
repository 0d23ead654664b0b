import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import type { VariableType } from '../document/variable.js'
import type { FlowNode } from '../nodes/schemas.js'
import { typesNamed } from './names.js'
import { nodeProblem, quoted, quotedZh } from './problem.js'
import type { FlowView } from './view.js'

const undeclared = (node: FlowNode, path: string, variable: string): FlowProblem =>
  nodeProblem(
    'FLOW_VARIABLE_UNKNOWN',
    node,
    path,
    said(`${quoted(node)} fills "${variable}", and the flow declares no such variable.`, `${quotedZh(node)}为变量“${variable}”赋值，但流程中没有声明该变量。`),
    said(`Declare "${variable}", or fill a variable that exists.`, `请声明变量“${variable}”，或改为给已有的变量赋值。`),
    { variable },
  )

const mistyped = (node: FlowNode, path: string, variable: string, type: VariableType, fitting: readonly VariableType[]): FlowProblem => {
  const [is, fits] = [typesNamed(type), typesNamed(...fitting)]
  return nodeProblem(
    'FLOW_VARIABLE_TYPE',
    node,
    path,
    said(
      `${quoted(node)} fills "${variable}", which is of the type "${is.en}" and cannot hold it.`,
      `${quotedZh(node)}为变量“${variable}”赋值，但该变量是“${is.zh}”类型，无法保存。`,
    ),
    said(
      `Change the type of "${variable}" to ${fits.en}, or fill another variable.`,
      `请将“${variable}”的类型改为${fits.zh}，或改用其他变量。`,
    ),
    { variable, type, fitting },
  )
}

/** Every variable that a node fills is declared, with a type that can hold what it gets. */
export const checkAssigned = (view: FlowView): FlowProblem[] =>
  view.nodes.flatMap(({ node, parts }) =>
    parts.assigned.flatMap(({ path, variable, types }) => {
      const declared = Object.hasOwn(view.document.variables, variable) ? view.document.variables[variable] : undefined
      if (declared === undefined) return [undeclared(node, path, variable)]
      return types.includes(declared.type) ? [] : [mistyped(node, path, variable, declared.type, types)]
    }),
  )
