/** Entry of everything behind a bridge, scripted: the runtime, a recogniser, a voice, and the echo for the pass-through. */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { loadPackageDefinition, Server, ServerCredentials, type GrpcObject, type sendUnaryData, type ServerDuplexStream, type ServerUnaryCall, type ServiceClientConstructor, type ServiceDefinition } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { protoLoaderOptions } from '@callchart/protocol'
import { echoService } from '../echo-service.js'
import { recogniseByScript, type RecogniserStream } from './scripted-recogniser.js'
import { ScriptedRuntime } from './scripted-runtime.js'
import type { FarSideOrder, FarSideReady } from './messages.js'

const require = createRequire(import.meta.url)

function speechServices(): { recogniser: ServiceDefinition; voice: ServiceDefinition } {
  const includeDirs = [dirname(require.resolve('google-proto-files/package.json'))]
  const files = ['google/cloud/speech/v1/cloud_speech.proto', 'google/cloud/texttospeech/v1/cloud_tts.proto']
  const { google } = loadPackageDefinition(loadSync(files, { includeDirs, longs: Number, enums: String, defaults: true, arrays: true, oneofs: true }))
  const cloud = (google as GrpcObject)['cloud'] as Record<string, { v1: Record<string, ServiceClientConstructor> }>
  const serviceOf = (product: string, name: string): ServiceDefinition => cloud[product]?.v1[name]?.service ?? {}
  return { recogniser: serviceOf('speech', 'Speech'), voice: serviceOf('texttospeech', 'TextToSpeech') }
}

async function start({ prompts, isShort }: FarSideOrder): Promise<void> {
  const server = new Server()
  const path = require.resolve('@callchart/protocol/proto/callchart/call/v1/call_control.proto')
  const control = loadSync(path, protoLoaderOptions)['callchart.call.v1.CallControl'] as ServiceDefinition
  const { recogniser, voice } = speechServices()
  const runtime = new ScriptedRuntime(prompts.map(({ text }) => text), isShort)
  const speech = new Map(prompts.map(({ text, pcm }) => [text, pcm]))
  server.addService(control, { Attach: (stream: Parameters<ScriptedRuntime['attach']>[0]) => runtime.attach(stream), Announce: (stream: Parameters<ScriptedRuntime['hear']>[0]) => runtime.hear(stream) })
  server.addService(recogniser, { streamingRecognize: (stream: RecogniserStream) => recogniseByScript(stream) })
  server.addService(voice, {
    synthesizeSpeech: ({ request }: ServerUnaryCall<{ input: { text: string } }, object>, done: sendUnaryData<object>) => done(null, { audioContent: speech.get(request.input.text) ?? Buffer.alloc(320) }),
  })
  server.addService(echoService, { echo: (stream: ServerDuplexStream<Buffer, Buffer>) => stream.on('data', (frame: Buffer) => stream.write(frame)).on('end', () => stream.end()) })
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error === null ? resolve(bound) : reject(error)))
  })
  process.on('message', ({ type }: { type?: string }) => {
    if (type === 'outcomes') process.send?.({ type: 'outcomes', outcomes: runtime.takeOutcomes() })
  })
  process.send?.({ type: 'ready', address: `127.0.0.1:${port}` } satisfies FarSideReady)
}

process.once('message', (order: FarSideOrder) => void start(order))
process.once('disconnect', () => process.exit(0))
