import { createHash } from 'node:crypto'
import { sampleRateHz, type PlayedPrompt, type Prompt } from '@callchart/protocol'
import { MediaError } from '../errors.js'
import type { SpeechRequest, Synthesiser } from '../turn/ports.js'
import { noAudioFiles, type AudioFiles } from './audio-files.js'
import { PromptAudio } from './prompt-audio.js'
import type { PromptDisk } from './prompt-disk.js'
import type { PromptSource } from './speaker.js'

export type CacheResult = 'memory' | 'disk' | 'miss'

export interface PromptStoreParts {
  readonly synthesiser: Synthesiser
  readonly disk: PromptDisk
  /** Where uploaded audio is; absent: nowhere, and its text is spoken instead. */
  readonly files?: AudioFiles
  /** Of audio kept in memory; what plays now comes on top. */
  readonly maxMemoryBytes: number
  readonly looked: (result: CacheResult) => void
  /** Something of the cache failed, and the call went on without it. */
  readonly fault: (error: MediaError) => void
}

const requestOf = ({ text, spoken, ssml, language, voice }: Prompt): SpeechRequest => ({
  text: spoken ?? text,
  language,
  ...(ssml === undefined ? {} : { ssml }),
  ...(voice === undefined ? {} : { voice }),
})

/** What came of speaking a prompt that nobody has asked for yet; `gave-way`: somebody waited for an engine meanwhile. */
export type AheadResult = 'known' | 'spoken' | 'gave-way' | 'failed'

interface Ahead {
  readonly key: string
  readonly audio: PromptAudio
  readonly stop: AbortController
  /** Somebody waits for it by now: it is one like any other. */
  isAsked: boolean
}

/** Prompts as audio: from memory, from disk, or synthesised once for all calls that want it at the same time. */
export class PromptStore implements PromptSource {
  /** In the order of use, the latest last. */
  private readonly memory = new Map<string, PromptAudio>()
  private readonly closing = new AbortController()
  private readonly running = new Set<Promise<void>>()
  private ahead: Ahead | undefined
  /** Prompts that an engine speaks just now for somebody who waits. */
  private askedCount = 0
  private readonly restListeners = new Set<() => void>()

  constructor(private readonly parts: PromptStoreParts) {}

  open(prompt: PlayedPrompt): PromptAudio {
    const request = requestOf(prompt)
    const key = this.keyOf(prompt, request)
    const known = this.memory.get(key)
    if (known !== undefined) {
      this.memory.delete(key)
      this.memory.set(key, known)
      if (this.ahead?.key === key) this.ahead.isAsked = true
      this.parts.looked('memory')
      return known
    }
    const audio = new PromptAudio()
    this.memory.set(key, audio)
    void this.run(this.load(key, prompt, request, audio))
    return audio
  }

  /** An engine speaks for somebody who waits. */
  get busy(): boolean {
    return this.askedCount > 0 || this.ahead?.isAsked === true
  }

  /** Tells each time that nobody waits for an engine any more. */
  watchRest(listener: () => void): void {
    this.restListeners.add(listener)
  }

  /** Speaks a prompt before anybody asks for it; one at a time, and only while the store is not busy. */
  async speakAhead(prompt: PlayedPrompt): Promise<AheadResult> {
    const request = requestOf(prompt)
    const key = this.keyOf(prompt, request)
    if (this.memory.has(key)) return 'known'
    const ahead: Ahead = { key, audio: new PromptAudio(), stop: new AbortController(), isAsked: false }
    this.ahead = ahead
    this.memory.set(key, ahead.audio)
    await this.run(this.load(key, prompt, request, ahead.audio, ahead))
    this.ahead = undefined
    if (ahead.isAsked) this.tellRest()
    if (ahead.stop.signal.aborted) return 'gave-way'
    return ahead.audio.failure === undefined ? 'spoken' : 'failed'
  }

  /** What is in memory of it, or on its way there; asks nobody. */
  peek(prompt: Prompt): PromptAudio | undefined {
    return this.memory.get(this.keyOf(prompt, requestOf(prompt)))
  }

  /** True when it can be played without an engine. */
  has(prompt: Prompt): boolean {
    return this.peek(prompt)?.complete ?? false
  }

  /** Ends what is being synthesised. */
  async close(): Promise<void> {
    this.closing.abort()
    await Promise.allSettled(this.running)
  }

  /** Prompts of equal key sound the same. */
  private keyOf({ audio }: Prompt, request: SpeechRequest): string {
    const { text, ssml = null, language } = request
    const { engine, voice } = this.parts.synthesiser.preferred(request)
    const heard = audio === undefined ? [engine, voice, ssml ?? text, ssml !== null, language, sampleRateHz] : [audio, sampleRateHz]
    return createHash('sha256').update(JSON.stringify(heard)).digest('hex')
  }

  private run(load: Promise<void>): Promise<void> {
    const running = load.finally(() => this.running.delete(running))
    this.running.add(running)
    return running
  }

  /** Never rejects: a failure is the audio's. @param ahead nobody has asked for it */
  private async load(key: string, prompt: PlayedPrompt, request: SpeechRequest, audio: PromptAudio, ahead?: Ahead): Promise<void> {
    const cached = await this.parts.disk.read(key)
    if (ahead === undefined) this.parts.looked(cached === undefined ? 'miss' : 'disk')
    if (cached !== undefined) {
      audio.append(cached)
      audio.end()
    } else if (prompt.audio === undefined && ahead !== undefined) await this.synthesiseAhead(ahead, request)
    else if (prompt.audio === undefined) await this.synthesiseAsked(key, request, audio, prompt.sensitive !== true)
    else await this.fetch(key, prompt.audio, request, audio, ahead)
    this.trim()
  }

  /** An uploaded file that cannot be had is no silence: its text is spoken, and the next call asks for the file again. */
  private async fetch(key: string, file: string, request: SpeechRequest, audio: PromptAudio, ahead?: Ahead): Promise<void> {
    const { files = noAudioFiles, fault } = this.parts
    try {
      audio.append(await files.read(file, this.closing.signal))
    } catch (error) {
      if (error instanceof MediaError) fault(error)
      this.forget(key, audio)
      if (ahead?.isAsked === false) return audio.end(new MediaError('MEDIA_AUDIO_UNAVAILABLE', 'The recording of a prompt cannot be had yet: it is asked for again when somebody is to hear it.', { cause: error }))
      return this.synthesiseAsked(undefined, request, audio)
    }
    audio.end()
    await this.keep(key, audio)
  }

  /** Whoever waits goes before what nobody has asked for. */
  private async synthesiseAsked(key: string | undefined, request: SpeechRequest, audio: PromptAudio, mayStore?: boolean): Promise<void> {
    this.askedCount += 1
    if (this.ahead?.isAsked === false) this.giveWay(this.ahead)
    await this.synthesise(key, request, audio, mayStore)
    this.askedCount -= 1
    this.tellRest()
  }

  private async synthesiseAhead(ahead: Ahead, request: SpeechRequest): Promise<void> {
    if (this.askedCount > 0 && !ahead.isAsked) this.giveWay(ahead)
    const { stop, key, audio } = ahead
    if (!stop.signal.aborted) await this.synthesise(key, request, audio, true, AbortSignal.any([this.closing.signal, stop.signal]))
  }

  /** It is forgotten at once: who asks for it from now on must not get what has broken off. */
  private giveWay({ key, audio, stop }: Ahead): void {
    this.forget(key, audio)
    stop.abort()
  }

  private tellRest(): void {
    if (!this.busy) for (const listener of this.restListeners) listener()
  }

  /** @param key under which it is kept; absent: it is not @param mayStore false: in memory alone, for it says what nobody may keep */
  private async synthesise(key: string | undefined, request: SpeechRequest, audio: PromptAudio, mayStore = true, signal = this.closing.signal): Promise<void> {
    const { engine } = this.parts.synthesiser.preferred(request)
    let isPreferred = true
    try {
      for await (const chunk of this.parts.synthesiser.synthesise(request, signal)) {
        audio.append(chunk.pcm)
        isPreferred &&= chunk.engine === engine
      }
      if (audio.length === 0 && request.text.trim() !== '')
        throw new MediaError('MEDIA_SYNTHESIS_FAILED', 'The engine spoke nothing: check its voice and language.')
      audio.end()
    } catch (error) {
      const failure =
        error instanceof MediaError
          ? error
          : new MediaError('MEDIA_SYNTHESIS_FAILED', 'A prompt could not be synthesised: check the speech engines.', { cause: error })
      audio.end(failure)
      if (key !== undefined) this.forget(key, audio)
      return
    }
    if (key === undefined) return
    // The next call hears the usual voice again, as soon as that engine is back.
    if (!isPreferred) this.forget(key, audio)
    else if (mayStore) await this.keep(key, audio)
  }

  private async keep(key: string, audio: PromptAudio): Promise<void> {
    await this.parts.disk.write(key, audio.samples()).catch((error: unknown) => {
      this.parts.fault(
        new MediaError('MEDIA_CACHE_UNUSABLE', 'A prompt could not be written to the cache: check the disk of the bridge.', {
          cause: error,
          retryable: true,
        }),
      )
    })
  }

  private forget(key: string, audio: PromptAudio): void {
    if (this.memory.get(key) === audio) this.memory.delete(key)
  }

  private trim(): void {
    let bytes = 0
    // What still comes in is played just now: it counts when it is complete.
    for (const audio of this.memory.values()) bytes += audio.complete ? audio.bytes : 0
    for (const [key, audio] of this.memory) {
      if (bytes <= this.parts.maxMemoryBytes) return
      if (!audio.complete) continue
      this.memory.delete(key)
      bytes -= audio.bytes
    }
  }
}
