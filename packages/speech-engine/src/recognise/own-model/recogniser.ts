import { fork, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { SpeechEngineError } from '../../errors.js'
import type { OwnModelOptions } from '../../options.js'
import type { Recognition, RecognitionListener } from '../pool.js'
import type { FromOwnModel, ToOwnModel } from './messages.js'
import { findModelFiles } from './model-files.js'
import type { OwnModelTask } from './sessions.js'
import { sherpaPackage, type OnlineRecognizerConfig } from './sherpa.js'

/** Beyond this even a small model on several cores falls behind. */
const maxStreams = 32
const keptOutput = 2_000
const defaultChild = fileURLToPath(new URL('./child.js', import.meta.url))

const installIt = `install it beside the engine: npm install --no-save ${sherpaPackage}`

/** The process that holds the loaded model. */
interface Host {
  readonly process: ChildProcess
  readonly streams: Map<number, RecognitionListener>
}

/** Recognition of free speech by a streaming model of the user's own, in a process that may be lost and is then started again. */
export class OwnModelRecogniser {
  #host: Promise<Host> | undefined
  #streams = 0
  #isClosed = false

  private constructor(
    readonly languages: readonly string[],
    readonly config: OnlineRecognizerConfig,
    readonly folder: string,
    readonly log: Logger,
    readonly child: string,
  ) {}

  /**
   * Finds the model and loads it.
   * @throws SpeechEngineError SPEECH_MODEL_FOLDER, SPEECH_MODEL_INVALID, SPEECH_MODEL_UNSUPPORTED, SPEECH_MODEL_PACKAGE_MISSING
   */
  static async load(options: OwnModelOptions, log: Logger, child = defaultChild): Promise<OwnModelRecogniser> {
    const { type, config } = await findModelFiles(options)
    const recogniser = new OwnModelRecogniser(
      options.languages,
      {
        featConfig: { sampleRate: options.sampleRateHz, featureDim: 80 },
        modelConfig: { ...config, numThreads: options.threads, provider: 'cpu', debug: false },
        decodingMethod: 'greedy_search',
        enableEndpoint: false,
      },
      options.folder,
      log,
      child,
    )
    await recogniser.#ready()
    log.info({ type, languages: options.languages }, 'own speech model loaded')
    return recogniser
  }

  /** @throws SpeechEngineError SPEECH_BUSY, or why the model cannot be loaded again */
  async open(task: OwnModelTask, listener: RecognitionListener): Promise<Recognition> {
    const host = await this.#ready()
    if (host.streams.size >= maxStreams) throw new SpeechEngineError('SPEECH_BUSY', `The own model hears ${maxStreams} callers already: add an engine`, { retryable: true })
    this.#streams += 1
    const stream = this.#streams
    host.streams.set(stream, listener)
    const send = (message: ToOwnModel): void => {
      if (host.streams.has(stream) && host.process.connected) host.process.send(message)
    }
    send({ type: 'open', stream, task })
    return {
      audio: (bytes) => send({ type: 'audio', stream, bytes }),
      finish: () => send({ type: 'finish', stream }),
      cancel: () => {
        send({ type: 'cancel', stream })
        host.streams.delete(stream)
      },
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const host = await this.#host?.catch(() => undefined)
    host?.process.kill('SIGKILL')
  }

  #ready(): Promise<Host> {
    this.#host ??= this.#start().catch((error: unknown) => {
      this.#host = undefined
      throw error
    })
    return this.#host
  }

  #start(): Promise<Host> {
    const child = fork(this.child, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...process.env, ...libraryPath() } })
    const host: Host = { process: child, streams: new Map() }
    let output = ''
    let isReady = false
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-keptOutput)))
    return new Promise((resolve, reject) => {
      child.on('message', (message: FromOwnModel) => {
        if (message.type === 'ready') {
          isReady = true
          return resolve(host)
        }
        if (message.type !== 'refused') return receive(host, message)
        reject(this.#refusal(message.because, message.message, output))
        child.kill()
      })
      child.on('error', (error) => reject(new SpeechEngineError('SPEECH_WORKER_FAILED', `The process of the speech model does not start: ${error.message}`, { cause: error })))
      child.on('close', (code, signal) => {
        reject(this.#refusal('model', `its library ended with ${signal ?? `code ${code}`}`, output))
        if (isReady) this.#lose(host)
      })
      child.send({ type: 'load', config: this.config } satisfies ToOwnModel)
    })
  }

  #refusal(because: 'package' | 'model', message: string, output: string): SpeechEngineError {
    if (because === 'package') {
      const [first = ''] = message.split('\n')
      return new SpeechEngineError('SPEECH_MODEL_PACKAGE_MISSING', `ASR_MODEL_DIR is set, and the package ${sherpaPackage} that runs speech models cannot be loaded (${first.slice(0, 200)}): ${installIt}`)
    }
    const told = output.trim().split('\n').slice(-3).join(' ').slice(-400)
    return new SpeechEngineError(
      'SPEECH_MODEL_INVALID',
      `The model in ${this.folder} cannot be loaded (${message}${told === '' ? '' : `: ${told}`}): check that it is a streaming model, whole, and of the kind that ASR_MODEL_TYPE names`,
    )
  }

  /** A lost process fails its streams; the next stream starts another one. */
  #lose(host: Host): void {
    if (!this.#isClosed) this.log.error({ streams: host.streams.size }, 'the process of the own speech model ended')
    this.#host = undefined
    const error = new SpeechEngineError('SPEECH_WORKER_FAILED', 'The process of the speech model ended: try again', { retryable: true })
    for (const listener of host.streams.values()) listener.failed(error)
  }
}

function receive(host: Host, message: Exclude<FromOwnModel, { type: 'ready' | 'refused' }>): void {
  const listener = host.streams.get(message.stream)
  if (message.type !== 'hypothesis') host.streams.delete(message.stream)
  switch (message.type) {
    case 'hypothesis':
      return listener?.hypothesis(message.heard)
    case 'final':
      return listener?.final(message.heard, message.audioMs)
    case 'failed':
      return listener?.failed(new SpeechEngineError('SPEECH_WORKER_FAILED', `Recognition failed: ${message.message}`))
  }
}

/** Where the package's native libraries lie: the system's loader does not look there by itself. */
function libraryPath(): Record<string, string> {
  const name = { linux: 'LD_LIBRARY_PATH', darwin: 'DYLD_LIBRARY_PATH' }[process.platform as string]
  if (name === undefined) return {}
  try {
    const require = createRequire(createRequire(import.meta.url).resolve(sherpaPackage))
    const folder = dirname(require.resolve(`sherpa-onnx-${process.platform}-${process.arch}/package.json`))
    return { [name]: [folder, process.env[name]].filter((part) => part !== undefined && part !== '').join(delimiter) }
  } catch {
    return {}
  }
}
