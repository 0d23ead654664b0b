import { z } from 'zod'
import { refusal } from '../document/fit-schema.js'
import { nodeSelectorSchema, selectorSchema, type Selector } from './selector.js'

const bothLanguages = (what: string) =>
  z.strictObject({ en: z.string().trim().min(1).max(500), zh: z.string().trim().min(1).max(500) }).describe(what)

const neverSchema = z.strictObject({ never: selectorSchema }).describe('It happens on no path')

const precedenceSchema = z
  .strictObject({
    first: selectorSchema,
    before: selectorSchema,
    anewAfter: selectorSchema.optional().describe('After this the first must happen again'),
  })
  .describe('`before` happens only where `first` happened earlier')

const responseSchema = z
  .strictObject({ after: selectorSchema, eventually: selectorSchema })
  .describe('After the one the other follows before the flow lets the call end')

const nothingButSchema = z
  .strictObject({ after: selectorSchema, nothingBut: nodeSelectorSchema })
  .describe('After the one the call comes to no other nodes than these')

const spanSchema = z
  .strictObject({ from: selectorSchema, until: selectorSchema.optional().describe('Absent: to the end of the call') })
  .describe('A time of the call')
export type Span = z.infer<typeof spanSchema>

const whileSchema = z
  .strictObject({
    while: z.union([spanSchema, z.array(spanSchema).min(2).max(3).describe('All these times at once')]),
    never: selectorSchema,
  })
  .describe('Between the two it never happens')

const fieldValueSchema = z.union([z.string().max(500), z.number(), z.boolean()])

const everySchema = z
  .strictObject({
    every: nodeSelectorSchema,
    is: z.record(z.string().min(1).max(60), fieldValueSchema).refine((fields) => Object.keys(fields).length > 0, refusal('At least one field', '至少写一个字段')),
  })
  .describe('Fields of nodes have these values')

export const statementSchema = z.union([neverSchema, precedenceSchema, responseSchema, nothingButSchema, whileSchema, everySchema])
export type Statement = z.infer<typeof statementSchema>
export type EveryStatement = z.infer<typeof everySchema>
export type TemporalStatement = Exclude<Statement, EveryStatement>

const whenSchema = z
  .strictObject({
    direction: z.enum(['inbound', 'outbound']).optional().describe('Flows that answer a number are inbound, all others outbound'),
    has: selectorSchema.optional().describe('Only flows in which this can happen at all'),
  })
  .describe('Where the rule holds; absent: in every call')

export const ruleSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][A-Za-z0-9-]*$/)
    .max(60)
    .describe('Id of the rule; findings name it'),
  severity: z.enum(['error', 'warning']).default('error').describe('An error keeps a flow that breaks the rule from being published'),
  name: bothLanguages('Name shown to people'),
  sentence: bothLanguages('What must hold, as people would say it'),
  when: whenSchema.optional(),
  statement: statementSchema,
})
export type Rule = z.infer<typeof ruleSchema>

/** Rules, as they stand in a file beside the flows. Unknown fields are errors. */
export const rulesSchema = z.strictObject({
  $schema: z.string().max(200).optional().describe('For editors; not part of the rules'),
  schemaVersion: z.literal(1),
  rules: z
    .array(ruleSchema)
    .max(200)
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, refusal('Every rule has an id of its own', '每条规则要有自己的 id')),
})
export type RulesInput = z.input<typeof rulesSchema>

/** The times in which something never happens. */
export const spansOf = (statement: Extract<Statement, { while: unknown }>): readonly Span[] => [statement.while].flat()

/** The selectors of a rule, those within others too. */
export const selectorsOfRule = ({ when, statement }: Rule): Selector[] => {
  const parts: (Selector | undefined)[] = [when?.has]
  if ('is' in statement) parts.push(statement.every)
  else if ('while' in statement) parts.push(...spansOf(statement).flatMap(({ from, until }) => [from, until]), statement.never)
  else if ('never' in statement) parts.push(statement.never)
  else if ('first' in statement) parts.push(statement.first, statement.before, statement.anewAfter)
  else parts.push(statement.after, 'eventually' in statement ? statement.eventually : statement.nothingBut)
  return parts.filter((part) => part !== undefined)
}
