import type { Json } from '@callchart/flow'
import type { CallDraftRequest } from '@callchart/protocol'
import { isObject } from '../document/node-fields.js'

/** A variable that a flow declares, as far as a call may begin with a value of it. */
export interface DeclaredVariable {
  readonly name: string
  readonly type: string
  readonly initial: string | undefined
  readonly description: string | undefined
}

const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined)

/** Of a draft, whose list may be of any shape. */
export function declaredVariables(variables: Json | undefined): DeclaredVariable[] {
  if (!isObject(variables)) return []
  return Object.entries(variables).flatMap(([name, declared]) =>
    isObject(declared) ? [{ name, type: textOf(declared.type) ?? 'string', initial: textOf(declared.initial), description: textOf(declared.description) }] : [],
  )
}

/** What was filled in, in the types of the flow; a number or truth value that is none is sent as it stands, and refused by its name. */
export function readVariables(declared: readonly DeclaredVariable[], values: Readonly<Record<string, string>>): NonNullable<CallDraftRequest['variables']> {
  return Object.fromEntries(
    declared.flatMap(({ name, type }) => {
      const text = values[name]?.trim() ?? ''
      return text === '' ? [] : [[name, valueOf(type, text)]]
    }),
  )
}

function valueOf(type: string, text: string): string | number | boolean {
  if (type === 'number' && Number.isFinite(Number(text))) return Number(text)
  if (type === 'boolean' && /^(true|false|yes|no|是|否)$/i.test(text)) return /^(true|yes|是)$/i.test(text)
  return text
}
