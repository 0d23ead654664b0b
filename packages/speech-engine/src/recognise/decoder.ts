import createModule from 'soundswallower'
import type { LexiconEntry } from './messages.js'
import { modelBase, modelName, modelRateHz } from './model.js'

/** The calls of the soundswallower module that its own types leave out. */
interface DecoderModule {
  HEAP32: Int32Array
  _malloc(bytes: number): number
  _decoder_hyp(decoder: number, score: number): number
  _decoder_init_fe(decoder: number): number
  _decoder_init_feat_s3file(decoder: number, lda: 0): number
  _acmod_reinit_feat(acousticModel: number, frontEnd: number, features: number): number
  Decoder: new (config: Record<string, string | number | boolean>) => RawDecoder
}
interface RawDecoder {
  cdecoder: number
  cacmod: number
  initialize(): Promise<void>
  start(): void
  stop(): void
  process_audio(samples: Float32Array): number
  add_words(...words: [string, string][]): void
  set_grammar(jsgf: string): void
  get_text(): string
  get_alignment(): { w: { t: string; b: number; d: number }[] }
}

export interface DecodedToken {
  readonly token: string
  /** 10 ms frames from the first sample. */
  readonly startFrame: number
  readonly frames: number
}

export interface DecoderSettings {
  readonly beam: number
  readonly wordBeam: number
}

/**
 * Mean cepstrum of telephone speech at our level, over synthetic and human-made voices. The module's own start value suits a
 * louder channel and costs the first words of every call, and it would carry one caller's mean over to the next.
 */
const startingCepstralMean = '48,2,10,0,-2,-6,-8,1,1,0,4,-1,2'

/** One module instance; its `uncaughtException` listener is the reason why it may only be made in a worker thread. */
export async function loadDecoders(): Promise<(settings: DecoderSettings) => Promise<Decoder>> {
  const silent = (): void => undefined
  // `asm`-level members are exported by the module but not declared in its types.
  const module = (await createModule({ modelBase, defaultModel: modelName, print: silent, printErr: silent } as object)) as unknown as DecoderModule
  const scorePointer = module._malloc(4)
  return async (settings) => {
    const raw = new module.Decoder({
      samprate: modelRateHz,
      loglevel: 'FATAL',
      cmninit: startingCepstralMean,
      beam: settings.beam,
      pbeam: settings.beam,
      wbeam: settings.wordBeam,
      // Words are added as grammars need them: the whole dictionary would cost 20 MB a decoder.
      dict: 'none',
      bestpath: false,
    })
    await raw.initialize()
    return new Decoder(module, raw, scorePointer)
  }
}

/** A decoder is never freed (each one freed leaks 9 MB): it takes another grammar and starts afresh. */
export class Decoder {
  readonly #known = new Set<string>()

  constructor(
    readonly module: DecoderModule,
    readonly raw: RawDecoder,
    readonly scorePointer: number,
  ) {}

  learn(entries: readonly LexiconEntry[]): void {
    const words: [string, string][] = []
    for (const { token, pronunciations } of entries) {
      // The module throws on a word that it knows.
      if (this.#known.has(token)) continue
      this.#known.add(token)
      pronunciations.forEach((phones, index) => words.push([index === 0 ? token : `${token}(${index + 1})`, phones]))
    }
    if (words.length > 0) this.raw.add_words(...words)
  }

  setGrammar(expression: string): void {
    this.raw.set_grammar(`#JSGF V1.0; grammar turn; public <turn> = ${expression} ;`)
  }

  /** Forgets the last caller's noise and cepstral mean, then begins an utterance. */
  begin(): void {
    const frontEnd = this.module._decoder_init_fe(this.raw.cdecoder)
    const features = this.module._decoder_init_feat_s3file(this.raw.cdecoder, 0)
    this.module._acmod_reinit_feat(this.raw.cacmod, frontEnd, features)
    this.raw.start()
  }

  feed(samples: Float32Array): void {
    if (samples.length > 0) this.raw.process_audio(samples)
  }

  end(): void {
    this.raw.stop()
  }

  /** Log likelihood of the best path so far, in the module's base; undefined when no path is left or none has a word yet. */
  score(): number | undefined {
    this.module.HEAP32[this.scorePointer >> 2] = worstScore
    const found = this.module._decoder_hyp(this.raw.cdecoder, this.scorePointer)
    const score = this.module.HEAP32[this.scorePointer >> 2] ?? worstScore
    return found === 0 || score <= worstScore ? undefined : score
  }

  /** Words of the best path, fillers and silences left out. */
  tokens(): DecodedToken[] {
    const tokens: DecodedToken[] = []
    for (const { t, b, d } of this.raw.get_alignment().w) {
      if (/^[<([]/.test(t)) continue
      tokens.push({ token: t.replace(/\(\d+\)$/, ''), startFrame: Math.round(b * 100), frames: Math.round(d * 100) })
    }
    return tokens
  }
}

const worstScore = -(2 ** 30)
