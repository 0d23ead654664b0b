/** As much of JSON Schema as zod writes. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly minLength?: number
  readonly minItems?: number
  readonly minimum?: number
  readonly format?: string
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
}

const deepest = 6

/** A value near to what a schema takes, of its nth way where there are several: something to begin with. */
export function sampleOf(schema: JsonSchema, nth: number, root: JsonSchema = schema, depth = 0): unknown {
  const inside = (inner: JsonSchema): unknown => sampleOf(inner, nth, root, depth + 1)
  if (depth > deepest) return null
  if (schema.$ref !== undefined) return inside(root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? (schema.$ref === '#' ? root : {}))
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[nth % schema.enum.length]
  const ways = schema.anyOf ?? schema.oneOf
  if (ways !== undefined && ways.length > 0) return inside(ways[nth % ways.length] ?? {})
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map(inside)) as unknown
  switch (Array.isArray(schema.type) ? (schema.type as readonly string[])[nth % schema.type.length] : schema.type) {
    case 'object':
      return {
        ...Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, inside(inner)])),
        ...(typeof schema.additionalProperties === 'object' ? { some: inside(schema.additionalProperties) } : {}),
      }
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => inside(schema.items ?? {}))
    case 'string':
      return schema.format === 'date-time' ? '2026-03-04T05:06:07Z' : '1'.repeat(Math.min(100, Math.max(4, schema.minLength ?? 4)))
    case 'number':
    case 'integer':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return nth % 2 === 0
    default:
      return null
  }
}
