import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { SpeechEngineError } from '../../errors.js'
import type { OwnModelOptions } from '../../options.js'
import type { OnlineModelConfig } from './sherpa.js'

/** Kinds of streaming models that can be run, and the networks that each is made of. */
const networksOfType = {
  transducer: ['encoder', 'decoder', 'joiner'],
  paraformer: ['encoder', 'decoder'],
  'zipformer2-ctc': ['model'],
  'nemo-ctc': ['model'],
  'tone-ctc': ['model'],
} as const satisfies Record<string, readonly string[]>

export type ModelType = keyof typeof networksOfType
type Network = 'encoder' | 'decoder' | 'joiner' | 'model'

const modelTypes = Object.keys(networksOfType) as ModelType[]

const invalid = (message: string, cause?: unknown): SpeechEngineError => new SpeechEngineError('SPEECH_MODEL_INVALID', message, cause === undefined ? {} : { cause })

const isSingle = (name: string): boolean => !/encoder|decoder|joiner/i.test(name)

/** A kind that the files themselves tell. */
function typeOf(folder: string, networks: readonly string[]): ModelType {
  const has = (part: string): boolean => networks.some((name) => name.toLowerCase().includes(part))
  if (has('whisper') || has('moonshine') || has('sense')) {
    throw new SpeechEngineError('SPEECH_MODEL_UNSUPPORTED', `The model in ${folder} does not stream: it hears a sentence when it is over. Use a streaming one: ${modelTypes.join(', ')}`)
  }
  if (has('joiner')) return 'transducer'
  if (has('encoder') && has('decoder')) return 'paraformer'
  if (networks.every(isSingle) && (has('ctc') || basename(folder).toLowerCase().includes('ctc'))) return 'zipformer2-ctc'
  throw new SpeechEngineError(
    'SPEECH_MODEL_UNSUPPORTED',
    `What kind of model lies in ${folder} cannot be told from its files (${networks.join(', ')}): name it in ASR_MODEL_TYPE, one of ${modelTypes.join(', ')}`,
  )
}

function readType(type: string): ModelType {
  const known = modelTypes.find((each) => each === type)
  if (known !== undefined) return known
  throw new SpeechEngineError('SPEECH_MODEL_UNSUPPORTED', `ASR_MODEL_TYPE is "${type}": the engine runs ${modelTypes.join(', ')}`)
}

/** The quantised form of a network is the faster one; of a transducer's small decoder the full one is as fast and hears better. */
function pick(folder: string, networks: readonly string[], network: Network, type: ModelType): string {
  const named = networks.filter((name) => (network === 'model' ? isSingle(name) : name.toLowerCase().includes(network)))
  const wantsQuantised = !(type === 'transducer' && network === 'decoder')
  const fitting = named.filter((name) => name.includes('int8') === wantsQuantised)
  const [first, second] = fitting.length > 0 ? fitting : named
  if (first === undefined) throw invalid(`${folder} holds no ${network === 'model' ? '' : `${network} `}network of a ${type} model: it needs ${networksOfType[type].join(', ')} as .onnx files`)
  if (second !== undefined) throw invalid(`${folder} holds several networks for "${network}" (${fitting.join(', ') || named.join(', ')}): leave one of them`)
  return join(folder, first)
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    if (!(await stat(folder)).isDirectory()) throw new SpeechEngineError('SPEECH_MODEL_FOLDER', `ASR_MODEL_DIR names ${folder}, which is no folder: name the folder that holds the model`)
    return (await readdir(folder)).sort()
  } catch (error) {
    if (error instanceof SpeechEngineError) throw error
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? String(error)})`
    throw new SpeechEngineError('SPEECH_MODEL_FOLDER', `ASR_MODEL_DIR names ${folder}, which ${why}: name a folder that holds a streaming model`, { cause: error })
  }
}

/** The first bytes; a file that cannot be read is told by name. */
async function headOf(file: string): Promise<Buffer> {
  try {
    const handle = await open(file, 'r')
    try {
      const head = Buffer.alloc(64)
      return head.subarray(0, (await handle.read(head, 0, head.length, 0)).bytesRead)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw invalid(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}): give the engine the right to read it`, error)
  }
}

async function expectNetwork(file: string): Promise<void> {
  const head = await headOf(file)
  if (head.length === 0) throw invalid(`${file} is empty: fetch the model again`)
  if (head.toString('latin1').startsWith('version https://git-lfs')) throw invalid(`${file} is a Git LFS pointer, not the network itself: fetch it with "git lfs pull"`)
  // Neither ONNX nor ORT files begin with printable text.
  if (/^[\x20-\x7e\s]{16}/.test(head.toString('latin1'))) throw invalid(`${file} is a text, not a network: fetch the model again`)
}

/** A line a token: the token and its number. */
async function expectTokens(folder: string, names: readonly string[]): Promise<string> {
  const file = join(folder, 'tokens.txt')
  if (!names.includes('tokens.txt')) throw invalid(`${folder} has no tokens.txt: it comes with the model and belongs beside its networks`)
  const [line = ''] = (await headOf(file)).toString('utf8').split('\n')
  if (!/(^|\s)\d+\s*$/.test(line)) throw invalid(`${file} is no list of tokens: each line holds a token and its number, and the first is "${line.slice(0, 40)}"`)
  return file
}

export interface ModelFiles {
  readonly type: ModelType
  readonly config: OnlineModelConfig
}

/**
 * Finds the networks of a streaming model in its folder and looks at what can be seen without loading them.
 * @throws SpeechEngineError SPEECH_MODEL_FOLDER, SPEECH_MODEL_INVALID, SPEECH_MODEL_UNSUPPORTED
 */
export async function findModelFiles({ folder, type: given }: Pick<OwnModelOptions, 'folder' | 'type'>): Promise<ModelFiles> {
  const wanted = given === undefined ? undefined : readType(given)
  const names = await listFolder(folder)
  const networks = names.filter((name) => /\.(onnx|ort)$/.test(name))
  if (networks.length === 0) throw invalid(`${folder} holds no .onnx file: name the folder of an unpacked streaming model`)
  const type = wanted ?? typeOf(folder, networks)
  const files = Object.fromEntries(networksOfType[type].map((network) => [network, pick(folder, networks, network, type)]))
  const tokens = await expectTokens(folder, names)
  for (const file of Object.values(files)) await expectNetwork(file)
  return { type, config: configOf(type, files, tokens) }
}

function configOf(type: ModelType, files: Readonly<Record<string, string>>, tokens: string): OnlineModelConfig {
  const { encoder = '', decoder = '', joiner = '', model = '' } = files
  switch (type) {
    case 'transducer':
      return { transducer: { encoder, decoder, joiner }, tokens }
    case 'paraformer':
      return { paraformer: { encoder, decoder }, tokens }
    case 'zipformer2-ctc':
      return { zipformer2Ctc: { model }, tokens }
    case 'nemo-ctc':
      return { nemoCtc: { model }, tokens }
    case 'tone-ctc':
      return { toneCtc: { model }, tokens }
  }
}
