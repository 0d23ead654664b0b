import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { loadPackageDefinition, type ClientDuplexStream, type GrpcObject, type ServiceClientConstructor } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'

/** Messages that go out are ours; what comes in is unknown until a schema has read it. */
export type SpeechStream = ClientDuplexStream<object, unknown>

const protoRoot = dirname(createRequire(import.meta.url).resolve('google-proto-files/package.json'))
const files = ['google/cloud/speech/v1/cloud_speech.proto', 'google/cloud/texttospeech/v1/cloud_tts.proto']

const serviceAt = (root: GrpcObject, path: string): ServiceClientConstructor => {
  let at: unknown = root
  for (const part of path.split('.')) at = (at as GrpcObject)[part]
  return at as ServiceClientConstructor
}

const load = () => {
  const root = loadPackageDefinition(loadSync(files, { includeDirs: [protoRoot], longs: Number, enums: String, defaults: true, arrays: true, oneofs: true }))
  return {
    Speech: serviceAt(root, 'google.cloud.speech.v1.Speech'),
    TextToSpeech: serviceAt(root, 'google.cloud.texttospeech.v1.TextToSpeech'),
  }
}

let loaded: ReturnType<typeof load> | undefined

/** google.cloud.speech.v1 and google.cloud.texttospeech.v1, read once (about 0.2 s). */
export const speechProtos = (): ReturnType<typeof load> => (loaded ??= load())
