import { z } from 'zod'
import { flowNodeSchema } from '../nodes/schemas.js'
import { bannedWordsSchema } from './banned-words.js'
import { refusal } from './fit-schema.js'
import { flowTestsSchema } from './flow-test.js'
import { auxiliarySchema, intentSchema, keyIntentsSchema } from './intent.js'
import { intentIdSchema, languageSchema, reservedVariableNames, targetSchema, variableNameSchema } from './primitives.js'
import { pronunciationsSchema } from './pronunciation.js'
import { flowSettingsSchema } from './settings.js'
import { variableSchema } from './variable.js'

const positionSchema = z.strictObject({ x: z.number(), y: z.number() })
const noteSchema = z.strictObject({
  text: z.string().max(2_000),
  x: z.number(),
  y: z.number(),
  width: z.number().min(1).max(10_000),
  height: z.number().min(1).max(10_000),
  color: z.string().regex(/^[a-z]{1,20}$/).optional().describe('Name of a colour'),
})

/** A call flow, as it stands in a file. Unknown fields are errors. */
export const flowDocumentSchema = z.strictObject({
  $schema: z.string().max(200).optional().describe('For editors; not part of the flow'),
  schemaVersion: z.literal(1),
  id: z
    .string()
    .regex(/^[a-z][A-Za-z0-9-]*$/)
    .max(60)
    .describe('Immutable id of the flow'),
  name: z.string().trim().min(1).max(100).describe('Name shown to people'),
  description: z.string().max(2_000).optional(),
  languages: z
    .array(languageSchema)
    .min(1)
    .max(10)
    .describe('Languages of the flow; the first is the default, `call.variables.language` may choose another'),
  voices: z.record(languageSchema, z.string().min(1).max(100)).default({}).describe('Voice per language'),
  pronunciations: pronunciationsSchema.default({}),
  dnis: z
    .array(z.string().regex(/^\+?[0-9*#]{1,20}$/))
    .max(100)
    .default([])
    .describe('Dialled numbers that this flow answers'),
  variables: z
    .record(
      variableNameSchema.refine((name) => !(reservedVariableNames as readonly string[]).includes(name), refusal('This name is reserved', '该名称是保留名称')),
      variableSchema,
    )
    .default({}),
  intents: z.record(intentIdSchema, intentSchema).default({}),
  keyIntents: keyIntentsSchema.default({}),
  auxiliary: z.array(auxiliarySchema).max(50).default([]).describe('Questions that hold everywhere: answered, then the caller comes back'),
  onHangup: targetSchema.optional().describe('Branch that runs after the caller has gone, whoever hung up'),
  bannedWords: bannedWordsSchema.optional(),
  settings: flowSettingsSchema.prefault({}),
  nodes: z.array(flowNodeSchema).min(1).max(5_000),
  layout: z.record(z.string(), positionSchema).default({}).describe('Position of each node on the canvas; not part of the version'),
  tests: flowTestsSchema.optional(),
  notes: z.record(z.string().regex(/^[A-Za-z0-9]+$/).max(60), noteSchema).optional().describe('Notes on the canvas, for colleagues; not part of the version'),
})

export type FlowDocument = z.infer<typeof flowDocumentSchema>
/** What may stand in a file: fields with a default may be absent. */
export type FlowDocumentInput = z.input<typeof flowDocumentSchema>
