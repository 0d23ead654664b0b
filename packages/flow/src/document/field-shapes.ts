import { z } from 'zod'
import { nodeSchemas } from '../nodes/schemas.js'
import { flowDocumentSchema } from './schema.js'
import { variableTypes } from './variable.js'

/** What a field takes, as its schema says: bounds and defaults stand there only. */
export interface FieldShape {
  /** `prompt`: what is said, per language; `object` and `list` have fields of their own below them, `map` has entries under `*`. */
  readonly type: 'text' | 'number' | 'boolean' | 'choice' | 'prompt' | 'list' | 'map' | 'object' | 'any'
  readonly isRequired: boolean
  /** Of a number. */
  readonly minimum?: number
  readonly maximum?: number
  /** Of a text, or of a list. */
  readonly maxLength?: number
  /** RFC 9485-like pattern of a text. */
  readonly pattern?: string
  readonly options?: readonly string[]
  /** Where it is absent. */
  readonly default?: unknown
  /** Items of a list that are plain values. */
  readonly itemMaxLength?: number
}

interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly default?: unknown
  readonly propertyNames?: JsonSchema
}

type Shapes = Map<string, FieldShape>

const entriesOf = ({ additionalProperties }: JsonSchema): JsonSchema | undefined => (typeof additionalProperties === 'object' ? additionalProperties : undefined)
const isPrompt = (schema: JsonSchema): boolean => entriesOf(schema)?.items?.anyOf?.some(({ properties }) => properties !== undefined && 'ssml' in properties) === true
const formsOf = ({ anyOf, oneOf }: JsonSchema): readonly JsonSchema[] | undefined => anyOf ?? oneOf

function typeOf(schema: JsonSchema): FieldShape['type'] {
  if (isPrompt(schema)) return 'prompt'
  if (schema.enum !== undefined) return 'choice'
  if (schema.const === true || schema.type === 'boolean') return 'boolean'
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  if (schema.type === 'string') return 'text'
  if (schema.type === 'array') return 'list'
  if (schema.properties !== undefined || (formsOf(schema) ?? []).some(({ properties }) => properties !== undefined)) return 'object'
  if (entriesOf(schema) !== undefined) return 'map'
  return 'any'
}

function shapeOf(schema: JsonSchema, isRequired: boolean): FieldShape {
  const { minimum, maximum, maxLength = schema.maxItems, pattern } = schema
  const options = schema.enum?.map(String)
  const itemMaxLength = schema.items?.maxLength
  return {
    type: typeOf(schema),
    isRequired,
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(maxLength !== undefined && { maxLength }),
    ...(pattern !== undefined && { pattern }),
    ...(options !== undefined && { options }),
    ...(schema.default !== undefined && { default: schema.default }),
    ...(itemMaxLength !== undefined && { itemMaxLength }),
  }
}

/** Fields of all forms that a union has, the first of each name. */
function fieldsOf(schema: JsonSchema): [string, JsonSchema, boolean][] {
  const forms = formsOf(schema)
  if (forms !== undefined) {
    const all = forms.flatMap(fieldsOf)
    const names = [...new Set(all.map(([name]) => name))]
    return names.map((name) => {
      const own = all.filter(([each]) => each === name)
      const constants = own.flatMap(([, { const: value }]) => (typeof value === 'string' ? [value] : []))
      const [, first = {}, isRequired = false] = own[0] ?? []
      return [name, constants.length > 0 ? { enum: constants } : first, isRequired]
    })
  }
  return Object.entries(schema.properties ?? {}).map(([name, field]) => [name, field, schema.required?.includes(name) === true])
}

/** What a list of plain values, a recursive value and a prompt are made of is the business of whoever edits them. */
function collect(schema: JsonSchema, path: string, into: Shapes): void {
  for (const [name, field, isRequired] of fieldsOf(schema)) {
    const at = `${path}.${name}`
    into.set(at, shapeOf(field, isRequired))
    collectBelow(field, at, into)
  }
}

function collectBelow(field: JsonSchema, at: string, into: Shapes): void {
  if (isPrompt(field) || field.$ref !== undefined) return
  if (field.items !== undefined) return collectBelow(field.items, at, into)
  const entries = entriesOf(field)
  if (entries !== undefined) {
    into.set(`${at}.*`, shapeOf(entries, false))
    return collectBelow(entries, `${at}.*`, into)
  }
  collect(field, at, into)
}

const jsonSchemaOf = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { io: 'input' }) as JsonSchema

function readShapes(): Shapes {
  const shapes: Shapes = new Map()
  for (const [kind, schema] of Object.entries(nodeSchemas)) collect(jsonSchemaOf(schema), kind, shapes)
  const { nodes: _nodes, layout: _layout, ...rest } = flowDocumentSchema.shape
  collect(jsonSchemaOf(z.object(rest)), 'flow', shapes)
  shapes.set('flow.variables.*.type', { type: 'choice', isRequired: true, options: [...variableTypes] })
  return shapes
}

let known: Shapes | undefined

/**
 * Every field of a flow by its schema path: `say.prompt`, `ask.branches.to` (places in a list are left out), `flow.settings.endSilenceMs`,
 * `flow.variables.*.type` (`*` is any entry of a map).
 */
export const fieldShapes = (): ReadonlyMap<string, FieldShape> => (known ??= readShapes())
