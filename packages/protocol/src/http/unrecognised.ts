import { z } from 'zod'
import { authorSchema } from './drafts.js'

export const unrecognisedStatusSchema = z.enum(['new', 'added', 'dismissed'])

const losingSchema = z.object({ intent: z.string(), confidence: z.number() })

/** Something that a caller said and no branch took. Digits and numbers are masked. */
export const unrecognisedViewSchema = z.object({
  id: z.string(),
  callId: z.string(),
  flow: z.string(),
  version: z.string(),
  /** Of a node in a sub-flow `site.node`. */
  nodeId: z.string(),
  language: z.string(),
  text: z.string(),
  /** What the recogniser heard beside it, best first. */
  alternatives: z.array(z.string()),
  /** Intents that came nearest, best first. */
  losing: z.array(losingSchema),
  at: z.string(),
  status: unrecognisedStatusSchema,
  /** The intent that it was added to. */
  intent: z.string().optional(),
})

export const unrecognisedListSchema = z.object({ utterances: z.array(unrecognisedViewSchema), nextCursor: z.string().optional() })

const filterFields = {
  status: unrecognisedStatusSchema.default('new'),
  node: z.string().max(200).optional(),
  language: z.string().max(35).optional(),
}

export const unrecognisedQuerySchema = z.strictObject({
  ...filterFields,
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
})

export const unrecognisedGroupsQuerySchema = z.strictObject({ ...filterFields, limit: z.coerce.number().int().min(1).max(200).default(50) })

/** Equal and nearly equal texts of one language. */
export const unrecognisedGroupSchema = z.object({
  /** Of the most frequent text. */
  id: z.string(),
  text: z.string(),
  language: z.string(),
  count: z.int(),
  firstAt: z.string(),
  lastAt: z.string(),
  /** The other texts, the most frequent first. */
  variants: z.array(z.object({ id: z.string(), text: z.string(), count: z.int() })),
  /** Where it was said, the most frequent first. */
  nodes: z.array(z.object({ nodeId: z.string(), count: z.int() })),
  /** Intents that came nearest, each with its best confidence, best first. */
  losing: z.array(losingSchema),
  /** The latest calls in which it was said, and the version that the latest of them ran on. */
  calls: z.array(z.object({ callId: z.string(), at: z.string() })),
  version: z.string(),
})

export const unrecognisedGroupsSchema = z.object({ groups: z.array(unrecognisedGroupSchema) })

/** One becomes a sample phrase of an intent: in the flow's draft where it has one, else in its file. */
export const addToIntentRequestSchema = z.strictObject({
  /** Of a sub-flow `flow/intent`: its file is edited. */
  intent: z.string().min(1).max(130),
  /** The phrase, where it shall be another than what was said: without a name, or with what is masked left out. */
  phrase: z.string().trim().min(1).max(200).optional(),
  /** The live version that was looked at; the request is refused where the flow has another by now. */
  version: z.string().max(100).optional(),
  /** Stands beside the change of a draft. */
  author: authorSchema.optional(),
})

export const addToIntentResponseSchema = z.object({
  intent: z.string(),
  phrase: z.string(),
  /** False: the intent had it already. */
  added: z.boolean(),
  /** Utterances with the same text that are settled with it. */
  settled: z.int(),
  /** `draft`: callers are understood so once the draft is published; `file`: as soon as the folder is read again. */
  where: z.enum(['draft', 'file']),
})

/** Takes back what was made of one. */
export const reopenRequestSchema = z.strictObject({
  /** What was added to the draft for it: taken out again. */
  phrase: z.string().trim().min(1).max(200).optional(),
  author: authorSchema.optional(),
})

export const reopenResponseSchema = z.object({ reopened: z.int() })

export const dismissResponseSchema = z.object({ settled: z.int() })

export type UnrecognisedView = z.infer<typeof unrecognisedViewSchema>
export type UnrecognisedStatus = z.infer<typeof unrecognisedStatusSchema>
export type UnrecognisedQuery = z.infer<typeof unrecognisedQuerySchema>
export type UnrecognisedGroup = z.infer<typeof unrecognisedGroupSchema>
export type UnrecognisedGroupsQuery = z.infer<typeof unrecognisedGroupsQuerySchema>
export type AddToIntentRequest = z.infer<typeof addToIntentRequestSchema>
export type AddToIntentResponse = z.infer<typeof addToIntentResponseSchema>
export type ReopenRequest = z.infer<typeof reopenRequestSchema>
