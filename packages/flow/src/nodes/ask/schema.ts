import { z } from 'zod'
import { choiceNameSchema, intentIdSchema, tagSchema, targetSchema, variableNameSchema } from '../../document/primitives.js'
import { dropDigitsSchema, interruptibleSchema, promptSchema, retrySchema } from '../../document/prompt.js'
import { nodeSettingsSchema } from '../../document/settings.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

/** A branch of this name takes whatever the caller says that no other branch takes. */
export const anyReply = 'anyReply'

const branchSchema = z.strictObject({
  name: choiceNameSchema,
  on: intentIdSchema.describe('An intent of the flow, or affirm, deny, refuse, doNotKnow, anyReply'),
  tags: z.array(tagSchema).max(10).default([]),
  to: targetSchema.optional(),
})

const disambiguationSchema = z
  .strictObject({
    prompt: promptSchema.describe('Asks which of two intents is meant, as {{ first }} and {{ second }}'),
    attempts: z.int().min(0).max(5).default(1).describe('How often it is asked again, after silence or something else; then the first question goes on as after no input or no match'),
  })
  .describe('The question back where either of two intents may be meant; absent: the likelier one is taken, or it is a no match')

/** Asks, listens, and branches on what was heard. */
export const askSchema = nodeSchema('ask', {
  prompt: promptSchema,
  interruptible: interruptibleSchema,
  dropDigits: dropDigitsSchema,
  branches: z.array(branchSchema).max(50).default([]),
  noInput: retrySchema.default({}).describe('Nothing came in time'),
  noMatch: retrySchema.default({}).describe('Something came, nothing fitted'),
  disambiguation: disambiguationSchema.optional(),
  saveWords: variableNameSchema.optional().describe('Text variable that keeps the words of the caller'),
  saveSlots: z.record(z.string().min(1).max(60), variableNameSchema).default({}).describe('Slot of the intent -> variable'),
  settings: nodeSettingsSchema.optional(),
})
export type AskNode = z.infer<typeof askSchema>
export const askWays = (node: AskNode): Way[] => [
  ...node.branches.map((branch, index) => way(`branches.${index}`, `branches.${index}.to`, branch.to)),
  way('noInput', 'noInput.to', node.noInput.to),
  way('noMatch', 'noMatch.to', node.noMatch.to, !node.branches.some((branch) => branch.on === anyReply)),
]
