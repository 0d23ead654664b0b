import { checkExpression, type ExpressionType } from '../cel/check-expression.js'
import { splitTemplate } from '../cel/template.js'
import type { FlowProblem } from '../contract/compiled.js'
import type { PromptVariant } from '../document/prompt.js'
import type { TemplatePart } from './parts.js'
import { nodeProblem, quoted } from './problem.js'
import type { FlowView, NodeView } from './view.js'

type Known = Readonly<Record<string, ExpressionType>>

/** One object for each set of names that a place sees beside the variables, so that its checker is made once. */
const scopes = (view: FlowView): ((sees: Known) => Known) => {
  const variables = Object.fromEntries(Object.entries(view.document.variables).map(([name, { type }]) => [name, type]))
  const made = new Map<string, Known>()
  return (sees) => {
    const key = JSON.stringify(sees)
    const scope = made.get(key) ?? { ...variables, ...sees }
    made.set(key, scope)
    return scope
  }
}

const variantTexts = (variant: PromptVariant): string[] => {
  if (typeof variant === 'string') return [variant]
  return 'ssml' in variant ? [variant.ssml, variant.text] : [variant.text]
}

const promptTexts = ({ parts }: NodeView): TemplatePart[] =>
  parts.prompts.flatMap(({ path, prompt, sees }) =>
    Object.entries(prompt).flatMap(([language, variants]) => variants.flatMap((variant, index) => variantTexts(variant).map((text) => ({ path: `${path}.${language}.${index}`, text, sees })))),
  )

/** Expressions of a text, and whether a `{{` in it is never closed. */
const piecesOf = (text: string): { readonly expressions: readonly string[]; readonly open: boolean } => {
  const pieces = splitTemplate(text)
  return {
    expressions: pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.expression])),
    open: pieces.some((piece) => typeof piece === 'string' && piece.includes('{{')),
  }
}

const unknownVariable = /^Unknown variable: (\S+)/

const expressionProblem = ({ node }: NodeView, path: string, source: string, reason: string): FlowProblem => {
  const unknown = unknownVariable.exec(reason)?.[1]
  return unknown === undefined
    ? nodeProblem('FLOW_EXPRESSION_INVALID', node, path, `The expression {{ ${source} }} of ${quoted(node)} does not work: ${reason}.`, 'Correct the expression.')
    : nodeProblem('FLOW_VARIABLE_UNKNOWN', node, path, `${quoted(node)} uses "${unknown}", and the flow declares no such variable.`, `Declare "${unknown}", or use a variable that exists.`)
}

const checkNode = (view: NodeView, scopeOf: (sees: Known) => Known): FlowProblem[] => {
  const check = (path: string, source: string, sees: Known, yields: ExpressionType): FlowProblem[] => {
    const reason = checkExpression(source, scopeOf(sees), yields)
    return reason === undefined ? [] : [expressionProblem(view, path, source, reason)]
  }
  const inTexts = [...promptTexts(view), ...view.parts.templates].flatMap(({ path, text, sees }) => {
    const { expressions, open } = piecesOf(text)
    const unclosed = open ? [nodeProblem('FLOW_EXPRESSION_INVALID', view.node, path, `A text of ${quoted(view.node)} has {{ without }}.`, 'Close it, or remove it.')] : []
    return [...unclosed, ...expressions.flatMap((source) => check(path, source, sees, 'any'))]
  })
  return [...inTexts, ...view.parts.expressions.flatMap(({ path, source, sees, yields }) => check(path, source, sees, yields))]
}

/** Every expression can be read, uses variables that exist, and yields what its place needs. */
export const checkExpressions = (view: FlowView): FlowProblem[] => {
  const scopeOf = scopes(view)
  return view.nodes.flatMap((node) => checkNode(node, scopeOf))
}
