/** The part of sherpa-onnx-node (Apache-2.0; its native library holds espeak-ng, GPL-3.0) that is used here; the package ships no types. */
export interface OnlineModelConfig {
  readonly transducer?: { readonly encoder: string; readonly decoder: string; readonly joiner: string }
  readonly paraformer?: { readonly encoder: string; readonly decoder: string }
  readonly zipformer2Ctc?: { readonly model: string }
  readonly nemoCtc?: { readonly model: string }
  readonly toneCtc?: { readonly model: string }
  readonly tokens: string
}

export interface OnlineRecognizerConfig {
  readonly featConfig: { readonly sampleRate: number; readonly featureDim: number }
  readonly modelConfig: OnlineModelConfig & { readonly numThreads: number; readonly provider: string; readonly debug: boolean }
  readonly decodingMethod: string
  readonly enableEndpoint: boolean
}

export interface OnlineStream {
  /** Samples in ±1 at any rate: they are resampled to the model's. */
  acceptWaveform(waveform: { readonly samples: Float32Array; readonly sampleRate: number }): void
  /** Nothing more comes: the last frames may be decoded. */
  inputFinished(): void
}

/** What was recognised since the stream began; arrays are empty where a model does not give them. */
export interface OnlineResult {
  readonly text: string
  readonly tokens?: readonly string[]
  /** Seconds from the first sample, one a token. */
  readonly timestamps?: readonly number[]
  /** Natural logarithms, one a token. */
  readonly ys_probs?: readonly number[]
}

export interface OnlineRecognizer {
  createStream(): OnlineStream
  /** Enough audio is there for a step of decoding. */
  isReady(stream: OnlineStream): boolean
  decode(stream: OnlineStream): void
  getResult(stream: OnlineStream): OnlineResult
}

export interface SherpaModule {
  readonly OnlineRecognizer: new (config: OnlineRecognizerConfig) => OnlineRecognizer
}

export const sherpaPackage = 'sherpa-onnx-node'
