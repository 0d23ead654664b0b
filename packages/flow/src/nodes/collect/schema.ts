import { z } from 'zod'
import { valueTypes } from '@callchart/protocol'
import { choiceSchema } from '../../document/choice.js'
import { digitKeySchema, expressionSchema, targetSchema, variableNameSchema } from '../../document/primitives.js'
import { attemptPromptsSchema, dropDigitsSchema, interruptibleSchema, promptSchema, retrySchema } from '../../document/prompt.js'
import { nodeSettingsSchema } from '../../document/settings.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

const confirmSchema = z.strictObject({
  prompt: promptSchema.describe('Reads the value back, as {{ value }}, and asks for a yes or no'),
  attempts: z.int().min(0).max(5).default(2).describe('How often the caller may correct the value or leave the question unanswered'),
  prompts: attemptPromptsSchema.optional(),
  correction: promptSchema.optional().describe('Said after a no, instead of the first question'),
  affirmDigit: digitKeySchema.optional().describe('Key for yes'),
  denyDigit: digitKeySchema.optional().describe('Key for no'),
})

/** Takes one value by voice, by keys, or both, and keeps it in a variable. */
export const collectSchema = nodeSchema('collect', {
  prompt: promptSchema,
  interruptible: interruptibleSchema,
  dropDigits: dropDigitsSchema,
  onlyIfMissing: z.boolean().default(false).describe('Not asked where the variable already holds something, heard with an intent'),
  variable: variableNameSchema.describe('Variable that keeps the value; where it is sensitive the entry is masked'),
  valueType: z.enum(valueTypes).default('digits').describe('What is asked for'),
  choices: z.array(choiceSchema.extend({ digit: digitKeySchema.optional().describe('Key that chooses it') })).max(200).default([]).describe('What a choice is made from'),
  input: z.enum(['speechAndKeys', 'speech', 'keys']).default('speechAndKeys').describe('How it may be given'),
  minCount: z.int().min(1).max(40).default(1).describe('Fewest digits'),
  maxCount: z.int().min(1).max(40).default(20).describe('Most digits'),
  validation: expressionSchema.optional().describe('CEL over the variables and `value`: true where the value may be taken'),
  invalid: retrySchema.optional().describe('The value does not pass the validation, or has too few digits; as noMatch where absent'),
  confirm: confirmSchema.optional(),
  noInput: retrySchema.default({}).describe('Nothing came in time'),
  noMatch: retrySchema.default({}).describe('Something came that is no such value'),
  settings: nodeSettingsSchema.optional(),
  next: targetSchema.optional(),
})
export type CollectNode = z.infer<typeof collectSchema>

/** Said, never typed: letters and names have no keys, and a choice only those that it is given. */
export const isSpokenOnly = ({ valueType, choices }: CollectNode): boolean => {
  if (valueType === 'choice') return choices.every(({ digit }) => digit === undefined)
  return valueType === 'text' || valueType === 'name' || valueType === 'address' || valueType === 'plate'
}

/** An entry by keys is an answer. */
export const isKeyed = (node: CollectNode): boolean => node.input !== 'speech' && !isSpokenOnly(node)

/** Whatever the caller says is the answer, up to the words around it. */
export const isFreeText = (type: CollectNode['valueType']): boolean => type === 'text' || type === 'name' || type === 'address'

export const collectWays = (node: CollectNode): Way[] => [
  way('next', 'next', node.next),
  way('noInput', 'noInput.to', node.noInput.to),
  way('noMatch', 'noMatch.to', node.noMatch.to),
  ...(node.invalid ? [way('invalid', 'invalid.to', node.invalid.to, false)] : []),
]
