/** Stages of a transfer at which a caller may hang up; `accepted` is a human who has accepted and is not connected yet. */
export const hangUpPlaces = ['announcement', 'queue', 'ringing', 'whisper', 'accepted'] as const
export type HangUpPlace = (typeof hangUpPlaces)[number]

/** One thing that a simulated caller does. Without `atMs` it waits for the bot to listen. */
export type Step = (
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'press'; readonly digits: string }
  | { readonly type: 'wav'; readonly file: string }
  | { readonly type: 'silence'; readonly ms: number }
  | { readonly type: 'hang-up'; readonly at?: HangUpPlace }
) & {
  /** Milliseconds into the prompt that then plays. */
  readonly atMs?: number
  /** Milliseconds after the step before, whatever the bot does. */
  readonly afterMs?: number
}
