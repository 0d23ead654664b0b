import type { Alternative, Interruption, Listen, MediaFact, Prompt, TurnAppend, TurnStart } from '@callchart/protocol'

/** Everything that can happen to the turns of a call. `atMs` is the call's sample clock. */
export type TurnInput = { readonly atMs: number } & (
  | { readonly type: 'start'; readonly turn: TurnStart; readonly recogniserFault?: string | undefined }
  | { readonly type: 'append'; readonly turnId: string; readonly prompts: readonly Prompt[]; readonly then?: TurnAppend['then'] | undefined }
  | { readonly type: 'cancel'; readonly turnId: string }
  /** The caller has left; reported afterwards, unlike the hang-up. */
  | { readonly type: 'caller.leaves' }
  | { readonly type: 'hang-up' }
  | { readonly type: 'forget' }
  | { readonly type: 'prompt.started' }
  | { readonly type: 'prompt.finished' }
  | { readonly type: 'prompt.failed'; readonly cause: string }
  | { readonly type: 'tone.over' }
  | { readonly type: 'digit'; readonly digit: string }
  /** Where the caller's present stretch of speech stands; comes with every frame of it, silence after it included. */
  | { readonly type: 'speech'; readonly startMs: number; readonly lastVoiceMs: number; readonly voicedMs: number; readonly isSure: boolean }
  | { readonly type: 'hypothesis'; readonly recognition: number; readonly text: string; readonly stability: number }
  | { readonly type: 'recognised'; readonly recognition: number; readonly alternatives: readonly Alternative[]; readonly engine: string }
  | { readonly type: 'recogniser.failed'; readonly recognition: number; readonly cause: string }
  | { readonly type: 'tick' }
)

/** What is to be done, in this order. */
export type TurnOutput =
  | { readonly type: 'report'; readonly fact: MediaFact }
  | { readonly type: 'prompt.prepare'; readonly prompts: readonly Prompt[] }
  | { readonly type: 'prompt.play'; readonly prompt: Prompt }
  /** Stop at once, ready to go on; then report `prompt.interrupted` if the prompt had started. */
  | { readonly type: 'prompt.pause'; readonly turnId: string; readonly promptId: string; readonly by: Interruption; readonly started: boolean }
  /** Go on; report `prompt.resumed` if it had started. */
  | { readonly type: 'prompt.resume'; readonly turnId: string; readonly promptId: string; readonly started: boolean }
  /** Stop for good; report `prompt.interrupted` when `by` is given. */
  | { readonly type: 'prompt.stop'; readonly turnId: string; readonly promptId: string; readonly by: Interruption | undefined }
  /** The tone before a message, or in place of what nobody could speak; answered by `tone.over`. */
  | { readonly type: 'tone.play' }
  | { readonly type: 'tone.stop' }
  /** Open a recognition and give it the audio from `fromMs` on. */
  | { readonly type: 'recognition.open'; readonly recognition: number; readonly fromMs: number; readonly listen: Listen }
  /** The speech is over, as it seems: half-close and wait for the final. */
  | { readonly type: 'recognition.end'; readonly recognition: number }
  /** The caller goes on after all: recognise the whole speech anew. */
  | { readonly type: 'recognition.go-on'; readonly recognition: number }
  | { readonly type: 'recognition.cancel'; readonly recognition: number }
  /** The present stretch of speech is dealt with: what comes next is a new one. */
  | { readonly type: 'speech.forget' }
