import type { ExpressionType } from '../cel/check-expression.js'
import type { FlowPrompt, Retry } from '../document/prompt.js'
import type { FlowProblem } from '../contract/compiled.js'
import type { VariableType } from '../document/variable.js'

/** An expression of a node and what its place needs; `sees` are names that this place knows beside the variables. */
export interface ExpressionPart {
  readonly path: string
  readonly source: string
  readonly yields: ExpressionType
  readonly sees: Readonly<Record<string, ExpressionType>>
}

export interface TemplatePart {
  readonly path: string
  readonly text: string
  readonly sees: Readonly<Record<string, ExpressionType>>
}

/** A variable that the node fills; `types` are those that can hold what it is given. */
export interface AssignedPart {
  readonly path: string
  readonly variable: string
  readonly types: readonly VariableType[]
}

/** What every check needs to know of a node, whatever its kind. */
export interface NodeParts {
  readonly prompts: readonly { readonly path: string; readonly prompt: FlowPrompt; readonly sees: Readonly<Record<string, ExpressionType>> }[]
  readonly templates: readonly TemplatePart[]
  readonly expressions: readonly ExpressionPart[]
  readonly assigned: readonly AssignedPart[]
  /** Intents that a branch of the node names. */
  readonly intents: readonly { readonly path: string; readonly intent: string }[]
  /** Calendars that the node asks. */
  readonly calendars: readonly { readonly path: string; readonly calendar: string }[]
  /** Variables whose truth lets a recording start. */
  readonly consents: readonly { readonly path: string; readonly variable: string }[]
  /** The node waits for the caller, for an answer or for a human. */
  readonly waits: boolean
  /** The call may end here. */
  readonly ends: boolean
  /** What only this kind can get wrong. */
  readonly problems: readonly FlowProblem[]
}

export const noParts: NodeParts = { prompts: [], templates: [], expressions: [], assigned: [], intents: [], calendars: [], consents: [], waits: false, ends: false, problems: [] }

export const allTypes: readonly VariableType[] = ['string', 'number', 'boolean', 'date', 'list']

export const promptPart = (path: string, prompt: FlowPrompt | undefined, sees: Readonly<Record<string, ExpressionType>> = {}): NodeParts['prompts'] =>
  prompt === undefined ? [] : [{ path, prompt, sees }]

export const retryPart = (path: string, retry: Retry | undefined): NodeParts['prompts'] => promptPart(`${path}.prompts`, retry?.prompts)
