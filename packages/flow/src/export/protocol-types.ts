/**
 * The contract's types as plain TypeScript, for exported charts, which import nothing of ours.
 * A test compares them with the originals.
 */
export type KeyIntent = 'human' | 'complaint' | 'displeasure' | 'doNotCall' | 'repeat' | 'goBack' | 'end'
export type DigitsEnd = 'terminator' | 'max-count' | 'timeout'
export type HangUpCause = 'normal' | 'media-timeout' | 'media-error' | 'max-duration' | 'drain'
export type SlotValue = string | number | { readonly amount: number; readonly currency: string }

export interface Prompt {
  promptId: string
  text: string
  spoken?: string | undefined
  ssml?: string | undefined
  audio?: string | undefined
  language: string
  voice?: string | undefined
  interruptible: boolean
}

export interface Listen {
  language: string
  speech: boolean
  phrases: string[]
  spokenDigits?: { minCount: number; maxCount: number } | undefined
  digits?:
    | {
        minCount: number
        maxCount: number
        terminator?: string | undefined
        firstDigitTimeoutMs?: number | undefined
        interDigitTimeoutMs: number
        terminatorTimeoutMs: number
      }
    | undefined
  keys?: string | undefined
  bargeIn: { speechMs: number; delayMs: number; fillers: string[] }
  endSilenceMs: number
  phraseEndSilenceMs: number
  noInputTimeoutMs: number
  maxUtteranceMs: number
}

export interface Expectation {
  readonly intents: readonly string[]
  readonly keyIntents: readonly KeyIntent[]
  readonly keys?: Readonly<Record<string, KeyIntent>>
  readonly auxiliary?: readonly string[]
  readonly value?: {
    readonly type: 'digits' | 'number' | 'date' | 'dateRange' | 'time' | 'money' | 'phone' | 'idNumber' | 'plate' | 'name' | 'address' | 'choice' | 'text'
    readonly minCount?: number
    readonly maxCount?: number
    readonly choices?: readonly { readonly id: string; readonly words: readonly string[] }[]
    readonly current?: SlotValue
  }
  readonly disambiguates?: true
  readonly choice?: readonly [ChoiceOption, ChoiceOption]
}

export interface ChoiceOption {
  readonly intent: string
  readonly name: string
}
