import { expressionFault, type ExpressionType } from '../cel/check-expression.js'
import { splitTemplate } from '../cel/template.js'
import type { FlowProblem } from '../contract/compiled.js'
import type { FactsOf } from '../contract/problem-facts.js'
import { said, type Said } from '../contract/said.js'
import type { FlowPrompt, PromptVariant } from '../document/prompt.js'
import type { TemplatePart } from './parts.js'
import { flowProblem, named, nodeProblem } from './problem.js'
import type { FlowView, NodeView } from './view.js'

type Known = Readonly<Record<string, ExpressionType>>

const scopesByView = new WeakMap<FlowView, Map<string, Known>>()

/** One object for each set of names that a place sees beside the variables, so that its checker is made once. */
const scopeIn = (view: FlowView, sees: Known): Known => {
  const made = scopesByView.get(view) ?? new Map<string, Known>()
  scopesByView.set(view, made)
  const key = JSON.stringify(sees)
  const scope = made.get(key) ?? { ...Object.fromEntries(Object.entries(view.document.variables).map(([name, { type }]) => [name, type])), ...sees }
  made.set(key, scope)
  return scope
}

const variantTexts = (variant: PromptVariant): string[] => {
  if (typeof variant === 'string') return [variant]
  return 'ssml' in variant ? [variant.ssml, variant.text] : [variant.text]
}

/** Every text of a prompt, with its path. */
export const textsOf = (path: string, prompt: FlowPrompt, sees: Known = {}): TemplatePart[] =>
  Object.entries(prompt).flatMap(([language, variants]) => variants.flatMap((variant, index) => variantTexts(variant).map((text) => ({ path: `${path}.${language}.${index}`, text, sees }))))

/** Expressions of a text, and whether a `{{` in it is never closed. */
const piecesOf = (text: string): { readonly expressions: readonly string[]; readonly open: boolean } => {
  const pieces = splitTemplate(text)
  return {
    expressions: pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.expression])),
    open: pieces.some((piece) => typeof piece === 'string' && piece.includes('{{')),
  }
}

/** Message and way out where an expression cannot be used as it stands. */
export const brokenExpression = (source: string, place: Said, reason: Said): [Said, Said] => [
  said(`The expression {{ ${source} }} of ${place.en} does not work: ${reason.en}.`, `${place.zh}中的表达式 {{ ${source} }} 有误：${reason.zh}。`),
  said('Correct the expression.', '请修正该表达式。'),
]

interface Place {
  readonly what: Said
  readonly node?: NodeView['node']
}

const problemAt = <Code extends string>({ node }: Place, path: string, code: Code, message: Said, wayOut: Said, ...facts: FactsOf<Code>): FlowProblem =>
  node === undefined ? { ...flowProblem(code, message, wayOut, ...facts), path } : nodeProblem(code, node, path, message, wayOut, ...facts)

const checkExpressionAt = (view: FlowView, place: Place, path: string, source: string, sees: Known, yields: ExpressionType): FlowProblem[] => {
  const reason = expressionFault(source, scopeIn(view, sees), yields)
  if (reason === undefined) return []
  const { unknownName: unknown } = reason
  const { what } = place
  return [
    unknown === undefined
      ? problemAt(place, path, 'FLOW_EXPRESSION_INVALID', ...brokenExpression(source, what, reason), { expression: source, reason: said(reason.en, reason.zh) })
      : problemAt(
          place,
          path,
          'FLOW_VARIABLE_UNKNOWN',
          said(`${what.en} uses "${unknown}", and the flow declares no such variable.`, `${what.zh}使用了变量“${unknown}”，但流程中没有声明该变量。`),
          said(`Declare "${unknown}", or use a variable that exists.`, `请声明变量“${unknown}”，或改用已有的变量。`),
          { variable: unknown },
        ),
  ]
}

const checkTextAt = (view: FlowView, place: Place, { path, text, sees }: TemplatePart): FlowProblem[] => {
  const { expressions, open } = piecesOf(text)
  const { what } = place
  const unclosed = problemAt(
    place,
    path,
    'FLOW_EXPRESSION_INVALID',
    said(`A text of ${what.en} has {{ without }}.`, `${what.zh}的文本中有 {{ 但没有对应的 }}。`),
    said('Close it, or remove it.', '请补上 }}，或删除 {{。'),
    {},
  )
  return [...(open ? [unclosed] : []), ...expressions.flatMap((source) => checkExpressionAt(view, place, path, source, sees, 'any'))]
}

/** A text of the flow itself, of no node. */
export const checkText = (view: FlowView, what: Said, text: TemplatePart): FlowProblem[] => checkTextAt(view, { what }, text)

const checkNode = (view: FlowView, { node, parts }: NodeView): FlowProblem[] => {
  const place = { what: named(node), node }
  const texts = [...parts.prompts.flatMap(({ path, prompt, sees }) => textsOf(path, prompt, sees)), ...parts.templates]
  return [
    ...texts.flatMap((text) => checkTextAt(view, place, text)),
    ...parts.expressions.flatMap(({ path, source, sees, yields }) => checkExpressionAt(view, place, path, source, sees, yields)),
  ]
}

/** Every expression can be read, uses variables that exist, and yields what its place needs. */
export const checkExpressions = (view: FlowView): FlowProblem[] => view.nodes.flatMap((node) => checkNode(view, node))
