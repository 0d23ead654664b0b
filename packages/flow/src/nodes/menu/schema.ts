import { z } from 'zod'
import { choiceNameSchema, digitKeySchema, intentIdSchema, tagSchema, targetSchema, variableNameSchema } from '../../document/primitives.js'
import { dropDigitsSchema, interruptibleSchema, promptSchema, retrySchema } from '../../document/prompt.js'
import { nodeSettingsSchema } from '../../document/settings.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

const choiceSchema = z.strictObject({
  name: choiceNameSchema,
  digit: digitKeySchema
    .optional()
    .describe('The key of this choice'),
  on: intentIdSchema.optional().describe('The intent that says the same'),
  tags: z.array(tagSchema).max(10).default([]),
  to: targetSchema.optional(),
})

/** A choice by key, by voice, or both. */
export const menuSchema = nodeSchema('menu', {
  prompt: promptSchema,
  interruptible: interruptibleSchema,
  dropDigits: dropDigitsSchema,
  choices: z.array(choiceSchema).max(30).default([]),
  noInput: retrySchema.default({}).describe('Nothing came in time'),
  noMatch: retrySchema.default({}).describe('Something was said that fits no choice'),
  invalidDigit: retrySchema.optional().describe('A key of no choice; as noMatch where absent'),
  saveSlots: z.record(z.string().min(1).max(60), variableNameSchema).default({}).describe('Slot of the intent -> variable'),
  settings: nodeSettingsSchema.optional(),
})
export type MenuNode = z.infer<typeof menuSchema>
/** Without spoken choices the caller can only fail by keys, and the other way round. */
export const menuWays = (node: MenuNode): Way[] => [
  ...node.choices.map((choice, index) => way(`choices.${index}`, `choices.${index}.to`, choice.to)),
  way('noInput', 'noInput.to', node.noInput.to),
  way('noMatch', 'noMatch.to', node.noMatch.to),
  ...(node.invalidDigit ? [way('invalidDigit', 'invalidDigit.to', node.invalidDigit.to, false)] : []),
]
