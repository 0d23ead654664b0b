import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadPackageDefinition, type GrpcObject, type ServiceClientConstructor, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js'
import { loadSync, type Options } from '@grpc/proto-loader'

const root = dirname(createRequire(import.meta.url).resolve('google-proto-files/package.json'))

/** Field names as in the protos, enums by name, `oneof` members named by a field of the oneof's own name. */
const options: Options = { keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true, includeDirs: [root] }

const services = {
  speech: ['google/cloud/speech/v1/cloud_speech.proto', 'google.cloud.speech.v1.Speech'],
  textToSpeech: ['google/cloud/texttospeech/v1/cloud_tts.proto', 'google.cloud.texttospeech.v1.TextToSpeech'],
  health: [fileURLToPath(new URL('../../proto/health.proto', import.meta.url)), 'grpc.health.v1.Health'],
} as const

/** The gRPC service of one of the protos that this engine serves. */
export function loadService(name: keyof typeof services): ServiceDefinition<UntypedServiceImplementation> {
  return loadClient(name).service
}

/** Client constructor of the same service. */
export function loadClient(name: keyof typeof services): ServiceClientConstructor {
  const [file, path] = services[name]
  const found = path.split('.').reduce<GrpcObject[string] | undefined>((scope, part) => (scope as GrpcObject | undefined)?.[part], loadPackageDefinition(loadSync(file, options)))
  if (typeof found !== 'function') throw new Error(`${file} declares no service ${path}`)
  return found
}
