import { commandFromWire, factFromWire, factToWire, commandToWire } from '@callchart/protocol'
import type { ServiceClientConstructor } from '@grpc/grpc-js'
import { EngineFault } from '../../../packages/media-bridge/src/engines/engine-fault.js'
import { audioOf } from '../../../packages/media-bridge/src/engines/google-synthesiser.js'
import { HeardSoFar, readAnswer } from '../../../packages/media-bridge/src/engines/recognition-answer.js'
import { speechProtos } from '../../../packages/media-bridge/src/engines/speech-protos.js'
import { pcmOfWav, samplesOf } from '../../../packages/media-bridge/src/engines/wav.js'
import { callControlService } from '../../../packages/runtime/src/control/wire.js'
import { parseChunk, parseCompletion } from '../../../packages/runtime/src/understanding/chat-wire.js'
import { findTarget } from '../../../packages/runtime/src/perform/request/target.js'
import { isFailure } from '../../../packages/runtime/src/perform/request/outcome.js'
import { isPublicAddress } from '../../../packages/runtime/src/perform/request/address.js'
import { isIP } from 'node:net'
import { bytesLike, chosen, jsonLike, readChosen, textLike } from '../inputs.js'
import { mayRefuse, mustHold, type FuzzTarget } from '../target.js'

interface Codec {
  readonly write: (message: object) => Buffer
  /** What gRPC itself refuses is given as undefined: it ends the stream with a status, and our code sees none of it. */
  readonly read: (bytes: Buffer) => unknown
}

function codecOf({ service }: ServiceClientConstructor, method: string, direction: 'request' | 'response'): Codec {
  const found = service[method]
  if (found === undefined) throw new Error(`There is no method ${method}`)
  const [write, read]: [typeof found.requestSerialize, (bytes: Buffer) => unknown] = direction === 'response' ? [found.responseSerialize, found.responseDeserialize] : [found.requestSerialize, found.requestDeserialize]
  return {
    write: (message) => write(message),
    read: (bytes) => {
      try {
        return read(bytes)
      } catch {
        return undefined
      }
    },
  }
}

const { Speech, TextToSpeech } = speechProtos()
const heard = codecOf(Speech, 'StreamingRecognize', 'response')
const word = { word: 'balance', startTime: { seconds: 1, nanos: 5e8 }, endTime: { seconds: 2, nanos: 0 }, confidence: 0.9 }
const answers = [
  { results: [{ alternatives: [{ transcript: 'check my balance', confidence: 0.93, words: [word] }, { transcript: 'check my talons', confidence: 0.2 }], isFinal: true, stability: 0.9 }] },
  { results: [{ alternatives: [{ transcript: 'check' }], isFinal: false, stability: 0.1 }, { alternatives: [], isFinal: true }] },
  { error: { code: 11, message: 'Audio timeout' } },
]

const recogniser: FuzzTarget = {
  name: 'engine-recogniser',
  inputs: bytesLike(answers.map(heard.write)),
  take(input) {
    const message = heard.read(input)
    const sofar = new HeardSoFar(0)
    for (let time = 0; time < 3; time += 1) {
      const results = mayRefuse(() => readAnswer('e', message), EngineFault)
      if (results !== undefined) sofar.add(results)
    }
    const alternatives = sofar.conclude()
    mustHold(alternatives.every(({ confidence, text }) => confidence >= 0 && confidence <= 1 && text !== ''), 'what was heard has words and a confidence')
  },
}

const spoken = codecOf(TextToSpeech, 'SynthesizeSpeech', 'response')
const wav = Buffer.concat([Buffer.from('RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x08\0\0\0', 'latin1'), Buffer.alloc(8)])
const synthesiser: FuzzTarget = {
  name: 'engine-synthesiser',
  inputs: bytesLike([spoken.write({ audioContent: wav }), spoken.write({ audioContent: Buffer.alloc(321) }), spoken.write({})]),
  take(input) {
    mayRefuse(() => samplesOf(pcmOfWav('e', audioOf('e', spoken.read(input)))), EngineFault)
  },
}

const { Client } = callControlService()
const toRuntime = codecOf(Client, 'Attach', 'request')
const toBridge = codecOf(Client, 'Attach', 'response')
const fact = (body: object): object => ({ fact: factToWire({ number: 1, atMs: 20, fact: body as never }) })
const facts = [
  fact({ type: 'utterance', turnId: 't', alternatives: [{ text: 'yes', confidence: 1, words: [] }], startMs: 0, endMs: 900 }),
  fact({ type: 'digits', turnId: 't', digits: '4321', endedBy: 'count' }),
  { hello: { token: 't', bridgeId: 'b', mediaUrl: 'ws://127.0.0.1:1/media', lastCommandNumber: 0 } },
]
const commands = [
  { command: commandToWire({ number: 1, epoch: 2, command: { type: 'turn.start', turnId: 't', prompts: [{ text: 'Hi', language: 'en-US', interruptible: true }] } as never }) },
  { command: commandToWire({ number: 2, epoch: 2, command: { type: 'hang-up' } as never }) },
]
const control: FuzzTarget = {
  name: 'control-messages',
  inputs: chosen(bytesLike(facts.map(toRuntime.write)), bytesLike(commands.map(toBridge.write))),
  take(input) {
    const { choice, bytes } = readChosen(input)
    const message = (choice === 0 ? toRuntime : toBridge).read(bytes) as { readonly fact?: Record<string, unknown> | null; readonly command?: Record<string, unknown> | null } | undefined
    if (message?.fact != null) mayRefuse(() => factFromWire(message.fact ?? {}))
    if (message?.command != null) mayRefuse(() => commandFromWire(message.command ?? {}))
  },
}

const completion = { choices: [{ message: { content: 'x', tool_calls: [{ function: { name: 'choose', arguments: '{"intent":"balance"}' } }] } }] }
const chunk = { choices: [{ delta: { content: 'x', tool_calls: [{ index: 0, function: { name: 'c', arguments: '{' } }] }, finish_reason: null }] }
const chat: FuzzTarget = {
  name: 'service-chat',
  inputs: chosen(jsonLike([chunk]), jsonLike([completion])),
  take(input) {
    const { choice, bytes } = readChosen(input)
    const text = bytes.toString('utf8')
    if (choice === 0) return void mayRefuse(() => parseChunk(text))
    mayRefuse(() => parseCompletion(JSON.parse(text)), SyntaxError)
  },
}

const urls = ['https://api.example/v1/cards/4321?x=y', 'endpoint://cards/4321', 'http://127.0.0.1:8080/', 'http://[::1]/', 'http://[::ffff:10.0.0.1]/', 'http://2130706433/', 'http://0x7f.1/', 'http://017700000001/', 'http://127.1/', 'http://user:pw@10.0.0.1/', 'http://①②⑦.0.0.1/', 'http://[fd00::1%25eth0]/']
const urlWords = ['@', '#', '\\', '/', '//', '..', '%2e%2e', ':', '[', ']', '::', 'ffff:', '127.0.0.1', '169.254.169.254', '0x', '0', '.', '。', 'localhost', 'endpoint://cards/', '?', '\t']
const settings = { endpoints: { cards: 'http://127.0.0.1:9/base' }, secrets: {}, allowedHosts: [] } as never

/** Wherever a value of a call stands in an address, no private one is reached by it. */
const requestUrl: FuzzTarget = {
  name: 'request-url',
  inputs: textLike(urls, urlWords),
  take(input) {
    const target = findTarget(input.toString('utf8').slice(0, 5_000), settings)
    if (isFailure(target)) return
    const { url } = target
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    mustHold(url.username === '' && url.password === '', 'a URL holds no password')
    if (url.host === '127.0.0.1:9') mustHold(url.pathname === '/base' || url.pathname.startsWith('/base/'), 'a path stays within its endpoint')
    else mustHold(isIP(host) === 0 || isPublicAddress(host), 'a literal address is a public one')
  },
}

export const serviceTargets: readonly FuzzTarget[] = [recogniser, synthesiser, control, chat, requestUrl]
