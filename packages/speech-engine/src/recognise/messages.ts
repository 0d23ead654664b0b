/** A word as the decoders know it: a token that is safe in a grammar, and every way to say it in CMU phones. */
export interface LexiconEntry {
  readonly token: string
  readonly word: string
  readonly pronunciations: readonly string[]
}

export interface RecogniserTask {
  /** One JSGF expression over the tokens of `entries`. */
  readonly expression: string
  readonly entries: readonly LexiconEntry[]
  readonly encoding: 'linear16' | 'mulaw'
  readonly sampleRateHz: number
  readonly interim: boolean
}

export interface HeardWord {
  readonly word: string
  readonly startMs: number
  readonly endMs: number
  readonly confidence: number
}

/** What was heard: no words when nothing fitted. */
export interface Heard {
  readonly words: readonly HeardWord[]
  /** Where it is not the words with blanks between them: Chinese has none, and a model may give no times. */
  readonly text?: string
  readonly confidence: number
}

export type ToRecogniser =
  | { readonly type: 'open'; readonly stream: number; readonly task: RecogniserTask }
  | { readonly type: 'audio'; readonly stream: number; readonly bytes: Uint8Array }
  | { readonly type: 'finish'; readonly stream: number }
  | { readonly type: 'cancel'; readonly stream: number }

export type FromRecogniser =
  | { readonly type: 'ready' }
  | { readonly type: 'hypothesis'; readonly stream: number; readonly heard: Heard }
  | { readonly type: 'final'; readonly stream: number; readonly heard: Heard; readonly audioMs: number }
  | { readonly type: 'failed'; readonly stream: number; readonly message: string }
