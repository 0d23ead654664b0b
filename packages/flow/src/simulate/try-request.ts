import { compileExpression, compileJson, compileText } from '../compile/template.js'
import type { HttpRequestEffect } from '../contract/effects.js'
import type { CallAttributes, VariableValue } from '../contract/events.js'
import { evaluate } from '../machine/expression.js'
import type { FlowContext } from '../machine/model.js'
import { renderHeaders, renderJson, renderUrl } from '../machine/text.js'
import { toVariable, type VariableKind } from '../machine/values.js'
import type { RequestNode } from '../nodes/request/schema.js'

/** What a request is tried with. */
export interface TriedWith {
  readonly variables: Readonly<Record<string, VariableValue>>
  /** In whose words values are said. */
  readonly language: string
  readonly call?: Pick<CallAttributes, 'ani' | 'dnis' | 'direction'>
}

type Scoped = Pick<FlowContext, 'variables' | 'language' | 'call' | 'queue'>

const contextOf = ({ variables, language, call = { direction: 'inbound' } }: TriedWith): FlowContext =>
  ({ variables, language, call: { callId: 'try', direction: call.direction, ani: call.ani ?? '', dnis: call.dnis ?? '' }, queue: null }) satisfies Scoped as unknown as FlowContext

/**
 * The request that a node would send with these values; sent once, whatever the node says of attempts.
 * @throws FlowError, ExpressionFailure where a text of it does not work
 */
export function requestOf(node: RequestNode, tried: TriedWith): HttpRequestEffect {
  const context = contextOf(tried)
  const read = (expression: string): string => compileExpression(expression, node.id)
  const headers = Object.fromEntries(Object.entries(node.headers).map(([name, text]) => [name, compileText(text, read)]))
  return {
    type: 'request.send',
    requestId: 'try',
    method: node.method,
    url: renderUrl(compileText(node.url, read), context),
    headers: renderHeaders(headers, context),
    ...(node.body === undefined ? {} : { body: renderJson(compileJson(node.body, read), context) as VariableValue }),
    auth: node.auth,
    timeoutMs: node.timeoutMs,
    retryCount: 0,
    idempotent: false,
  }
}

/** What one mapping of an answer gives. */
export type Mapped = { readonly variable: string; readonly value: VariableValue } | { readonly variable: string; readonly fault: string }

/** What the mappings of a node would make of an answer, each by itself. */
export function mappedAnswer(save: Readonly<Record<string, string>>, answer: { readonly status: number; readonly body: VariableValue }, kinds: Readonly<Record<string, VariableKind>>, tried: TriedWith): Mapped[] {
  const { variables, call, language } = contextOf(tried)
  const scope = { ...variables, call: { ...call, language }, ...answer }
  return Object.entries(save).map(([variable, source]) => {
    try {
      const found = evaluate(compileExpression(source, variable), scope)
      const kind = Object.hasOwn(kinds, variable) ? kinds[variable] : undefined
      const value = kind === undefined ? (found as VariableValue) : toVariable(kind, found)
      return value === undefined ? { variable, fault: `${JSON.stringify(found)} is no ${kind ?? 'value'}` } : { variable, value }
    } catch (error) {
      return { variable, fault: error instanceof Error ? error.message : String(error) }
    }
  })
}

