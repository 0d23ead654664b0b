import { z } from 'zod'
import { digitKeys } from '@callchart/protocol'
import { refusal } from './fit-schema.js'
import { variableNameSchema } from './primitives.js'

const ms = (min: number, max: number, help: string) => z.int().min(min).max(max).describe(`${help} (ms)`)

/** Bounds and help of every turn-taking setting: they stand here only. */
const bounds = {
  endSilenceMs: ms(200, 2_000, 'Silence that ends an utterance'),
  phraseEndSilenceMs: ms(200, 2_000, 'Silence that ends an utterance after a complete match of an enabled phrase'),
  bargeInSpeechMs: ms(0, 2_000, 'Speech needed before a prompt is cut; an enabled phrase cuts it at once'),
  bargeInDelayMs: ms(0, 10_000, 'Time from the start of a prompt in which speech does not cut it'),
  fillersBargeIn: z.boolean().describe('Filler words such as "uh-huh" cut a prompt'),
  noInputTimeoutMs: ms(1_000, 60_000, 'Silence after the prompt that counts as no input'),
  noInputAttempts: z.int().min(0).max(5).describe('How often the question is asked again after no input'),
  noMatchAttempts: z.int().min(0).max(5).describe('How often the question is asked again after something that does not fit'),
  firstDigitTimeoutMs: ms(
    1_000,
    60_000,
    'Time from the end of the prompt to the first key where only keys are an answer; the no-input timeout where absent',
  ),
  interDigitTimeoutMs: ms(500, 10_000, 'Time between two keys'),
  terminatorTimeoutMs: ms(0, 10_000, 'Time in which the terminator is still swallowed after the last key'),
  terminator: z
    .string()
    .refine((key) => key === 'none' || (key.length === 1 && digitKeys.includes(key)), refusal('One key of a telephone, or "none"', '应为电话上的一个按键，或 "none"'))
    .describe('Key that ends an entry of digits, or "none"'),
  maxUtteranceMs: ms(1_000, 60_000, 'Longest utterance'),
}

/** What a node may set otherwise than its flow. */
export const nodeSettingsSchema = z
  .strictObject(bounds)
  .partial()
  .describe('Turn-taking settings of this node that differ from those of the flow')

/** Settings of a flow, with the defaults of every node. */
export const flowSettingsSchema = z.strictObject({
  endSilenceMs: bounds.endSilenceMs.default(700),
  phraseEndSilenceMs: bounds.phraseEndSilenceMs.default(350),
  bargeInSpeechMs: bounds.bargeInSpeechMs.default(500),
  bargeInDelayMs: bounds.bargeInDelayMs.default(0),
  fillersBargeIn: bounds.fillersBargeIn.default(false),
  noInputTimeoutMs: bounds.noInputTimeoutMs.default(5_000),
  noInputAttempts: bounds.noInputAttempts.default(2),
  noMatchAttempts: bounds.noMatchAttempts.default(2),
  firstDigitTimeoutMs: bounds.firstDigitTimeoutMs.optional(),
  interDigitTimeoutMs: bounds.interDigitTimeoutMs.default(3_000),
  terminatorTimeoutMs: bounds.terminatorTimeoutMs.default(1_000),
  terminator: bounds.terminator.default('#'),
  maxUtteranceMs: bounds.maxUtteranceMs.default(30_000),
  fillerAfterMs: ms(0, 10_000, 'A request slower than this is covered by its filler prompt; 0 is never').default(1_500),
  maxCallMs: ms(0, 86_400_000, 'Longest call without the time in which a human talks; 0 is no limit').default(1_800_000),
  falseAcceptCost: z
    .number()
    .min(1)
    .max(20)
    .optional()
    .describe('What it costs to take a caller for something they did not say, where asking again costs 1 (1.5 where absent): the higher, the more is asked again'),
  analysisConsent: variableNameSchema
    .optional()
    .describe('Boolean variable that is true where the caller agreed to the analysis of what was said: then what was not understood is kept for review'),
})

export type NodeSettings = z.infer<typeof nodeSettingsSchema>
export type FlowSettings = z.infer<typeof flowSettingsSchema>
