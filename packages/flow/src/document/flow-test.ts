import { z } from 'zod'
import { keyIntents } from '@callchart/protocol'
import { languageSchema, nodeIdSchema, variableNameSchema } from './primitives.js'

const text = z.string().max(2_000)
const intent = z.string().min(1).max(60)
const slotValueSchema = z.union([text, z.number(), z.strictObject({ amount: z.number(), currency: z.string().max(10) })])
const slotsSchema = z.record(z.string().max(60), slotValueSchema)

/** What words mean, where that is not left to the flow's own understanding. */
const meaningSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('intent'), intent, slots: slotsSchema.default({}) }),
  z.strictObject({ type: z.literal('key-intent'), keyIntent: z.enum(keyIntents) }),
  z.strictObject({ type: z.literal('auxiliary'), intent }),
  z.strictObject({ type: z.literal('value'), value: slotValueSchema }),
  z.strictObject({ type: z.literal('ambiguous'), intents: z.tuple([intent, intent]), slotsByIntent: z.record(z.string().max(60), slotsSchema).default({}) }),
  z.strictObject({ type: z.literal('no-match') }),
])

const answerSchema = z.union([
  z.strictObject({ status: z.int().min(100).max(599), body: z.json().default(null) }),
  z.strictObject({ failure: z.string().max(200) }),
  z.strictObject({ outcomeUnknown: z.literal(true) }),
])

/** One thing that the caller does, or that becomes of something the call waits for. */
const inputSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('says'), text, means: meaningSchema.optional() }),
  z.strictObject({ type: z.literal('presses'), keys: z.string().min(1).max(60) }),
  z.strictObject({ type: z.literal('staysSilent') }),
  z.strictObject({ type: z.literal('leavesMessage'), durationMs: z.int().min(0).max(3_600_000) }),
  z.strictObject({ type: z.literal('hangsUp') }),
  z.strictObject({ type: z.literal('soundFails') }),
  z.strictObject({ type: z.literal('machineAnswers') }),
  z.strictObject({ type: z.literal('endsFromOutside') }),
  z.strictObject({ type: z.literal('waits'), ms: z.int().min(0).max(86_400_000) }),
  z.strictObject({ type: z.literal('answers'), node: z.string().max(200), answer: answerSchema }),
  z.strictObject({ type: z.literal('hours'), hours: z.enum(['open', 'closed', 'failed']) }),
  z.strictObject({
    type: z.literal('transfer'),
    outcome: z.enum(['queued', 'ringing', 'connected', 'busy', 'no-answer', 'declined', 'failed', 'overflow', 'closed', 'ended', 'referred']),
    position: z.int().min(1).max(1_000).optional(),
  }),
])

const startSchema = z.strictObject({
  direction: z.enum(['inbound', 'outbound']).default('inbound'),
  ani: z.string().max(64).optional(),
  dnis: z.string().max(64).optional(),
  language: languageSchema.optional(),
  at: z.iso.datetime().optional().describe('When the call begins'),
  from: nodeIdSchema.optional().describe('The call begins at this node instead of the start'),
  variables: z.record(variableNameSchema, z.json()).default({}),
  answers: z.record(z.string().max(200), answerSchema).default({}).describe('Node -> what its requests get without being asked about'),
  asksHours: z.literal(true).optional().describe('Calendars are not looked at: each input says whether it is open'),
})

const heardSchema = z.strictObject({
  hears: z.array(z.string().max(5_000)).max(50).describe('What the bot then says, word for word'),
  path: z.array(z.string().max(200)).max(200).describe('Nodes that the call then comes to'),
})

/** A conversation that is kept with the flow: what is done, and what is to be heard. */
export const flowTestSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  start: startSchema.prefault({}),
  opening: heardSchema.describe('Before the caller does anything'),
  steps: z.array(heardSchema.extend({ input: inputSchema })).max(200),
})
export const flowTestsSchema = z
  .record(z.string().regex(/^[a-z][A-Za-z0-9]*$/).max(60), flowTestSchema)
  .describe('Conversations that are kept with the flow and played as its tests; not part of the version')

export type FlowTest = z.infer<typeof flowTestSchema>
export type TestInput = z.infer<typeof inputSchema>
export type TestAnswer = z.infer<typeof answerSchema>
export type TestStart = z.infer<typeof startSchema>
export type TestMeaning = z.infer<typeof meaningSchema>
