import { z } from 'zod'
import { choiceNameSchema, intentIdSchema, tagSchema, targetSchema, templateSchema } from '../../document/primitives.js'
import { attemptPromptsSchema, interruptibleSchema, promptSchema, retrySchema } from '../../document/prompt.js'
import { nodeSettingsSchema } from '../../document/settings.js'
import { way, type Way } from '../../document/ways.js'
import { faqEntrySchema, faqIdSchema } from '../../faq/schema.js'
import { nodeSchema } from '../node-base.js'

const branchSchema = z.strictObject({
  name: choiceNameSchema,
  on: intentIdSchema.describe('An intent of the flow, or affirm, deny, refuse'),
  tags: z.array(tagSchema).max(10).default([]),
  to: targetSchema.optional(),
})

/** Answers questions of the caller from a list of them, as it stands or by a model, until the caller needs nothing more. */
export const knowledgeSchema = nodeSchema('knowledge', {
  prompt: promptSchema,
  interruptible: interruptibleSchema,
  source: z.enum(['faq', 'llm']).default('faq').describe('faq: the answer of the entry that fits, as it stands; llm: a model answers from the entries that fit best'),
  faq: z.array(faqEntrySchema).max(500).default([]).describe('Questions and their answers'),
  faqFile: faqIdSchema.optional().describe('Further ones, in <id>.faq.json beside the flow'),
  instructions: templateSchema.max(4_000).optional().describe('What the model is told beside the entries; may hold {{ … }}'),
  leastConfidence: z.number().min(0).max(1).default(0.5).describe('An entry that is less like the question is no answer, 0..1'),
  turnLimit: z.int().min(1).max(20).default(5).describe('Most questions of one visit'),
  deadlineMs: z.int().min(500).max(30_000).default(8_000).describe('From the question to the first sentence of the answer (ms)'),
  answerMs: z.int().min(2_000).max(120_000).default(30_000).describe('From the first sentence to the whole answer (ms)'),
  filler: promptSchema.optional().describe('Said when the answer is slow'),
  fillerAfterMs: z.int().min(0).max(10_000).optional().describe('How slow (ms); the setting of the flow where absent, 0 is never'),
  more: promptSchema.optional().describe('Said behind an answer, for example "Anything else?"'),
  branches: z.array(branchSchema).max(50).default([]),
  noInput: retrySchema.default({}).describe('Nothing came in time'),
  noMatch: retrySchema.default({}).describe('Something came that was no words'),
  noAnswer: z
    .strictObject({ attempts: z.int().min(0).max(5).default(1).describe('How often the caller is asked again'), prompts: attemptPromptsSchema.optional() })
    .prefault({})
    .describe('No entry fits: asked again, then the fallback'),
  settings: nodeSettingsSchema.optional(),
  next: targetSchema.optional().describe('The caller needs nothing more, or asked as often as they may'),
  fallback: targetSchema.optional().describe('No answer, none in time, or none that may be said'),
})
export type KnowledgeNode = z.infer<typeof knowledgeSchema>
export const knowledgeWays = (node: KnowledgeNode): Way[] => [
  ...node.branches.map((branch, index) => way(`branches.${index}`, `branches.${index}.to`, branch.to)),
  way('noInput', 'noInput.to', node.noInput.to),
  way('noMatch', 'noMatch.to', node.noMatch.to),
  way('next', 'next', node.next),
  way('fallback', 'fallback', node.fallback),
]
