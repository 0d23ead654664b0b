import { z } from 'zod'

/** Milliseconds; the range is FEATURES' widest, a flow's own schema is narrower. */
const ms = (max: number) => z.int().min(0).max(max)

/** Keys of a telephone. */
export const digitKeys = '0123456789*#ABCD'

export const digitsListenSchema = z.object({
  minCount: z.int().min(1).max(40),
  maxCount: z.int().min(1).max(40),
  /** Key that ends the entry; it is swallowed within `terminatorTimeoutMs` even after the last digit. */
  terminator: z.string().length(1).optional(),
  /** From the end of the prompt to the first digit; the turn's no-input timeout where it is absent. */
  firstDigitTimeoutMs: ms(60_000).optional(),
  interDigitTimeoutMs: ms(10_000),
  terminatorTimeoutMs: ms(10_000),
})

export const bargeInSchema = z.object({
  /** Speech needed before an interruptible prompt stops; an enabled phrase stops it at once. */
  speechMs: ms(2_000),
  /** From the start of the prompt: earlier speech does not barge in. */
  delayMs: ms(10_000),
  /** Words such as "uh-huh" that never barge in. */
  fillers: z.array(z.string().max(100)).max(100),
})

/** What the bridge listens for in one turn. All times are counted on the call's sample clock. */
export const listenSchema = z.object({
  language: z.string().min(2).max(35),
  /** False: keys only. */
  speech: z.boolean(),
  /** Phrases the turn enables, the most valuable first: recogniser hints, and the phrases that barge in at once. */
  phrases: z.array(z.string().min(1).max(200)).max(1_000),
  /** Set where a spoken string of digits is an answer. */
  spokenDigits: z.object({ minCount: z.int().min(1).max(40), maxCount: z.int().min(1).max(40) }).optional(),
  /** Absent: keys are kept as type-ahead for a later turn. */
  digits: digitsListenSchema.optional(),
  /** Each is an entry of its own and ends the turn at once, whatever was typed of another entry; without `digits` all other keys are kept as type-ahead. */
  keys: z.string().regex(/^[0-9*#]{1,12}$/).optional(),
  bargeIn: bargeInSchema,
  /** Silence that ends an utterance. */
  endSilenceMs: ms(2_000),
  /** The same after a complete match of an enabled phrase. */
  phraseEndSilenceMs: ms(2_000),
  /** From the end of the last prompt. */
  noInputTimeoutMs: ms(60_000),
  maxUtteranceMs: ms(60_000),
})

export type DigitsListen = z.infer<typeof digitsListenSchema>
export type BargeIn = z.infer<typeof bargeInSchema>
export type Listen = z.infer<typeof listenSchema>
