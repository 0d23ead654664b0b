import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { credentials, loadPackageDefinition, type ServiceError } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { sampleRateHz } from '@callchart/protocol'
import { CliError } from '../errors.js'
import { decodeWav } from './wav.js'

const speakWithinMs = 15_000

/** Speaks for simulated people, through a google.cloud.texttospeech.v1 engine. */
export interface Voice {
  /** Mono PCM16 at 8 kHz. @throws CliError CLI_VOICE_FAILED */
  speak(text: string, voiceName: string): Promise<Int16Array>
  close(): void
}

interface SynthesizeResponse {
  readonly audioContent: Uint8Array
}

interface TextToSpeechClient {
  synthesizeSpeech(
    request: object,
    options: { deadline: number },
    callback: (error: ServiceError | null, response: SynthesizeResponse) => void,
  ): void
  close(): void
}

/** `host:port` without TLS. */
export function connectVoice(address: string): Voice {
  const client = connect(address)
  return {
    close: () => client.close(),
    speak: async (text, voiceName) => {
      const request = {
        input: { text },
        voice: { name: voiceName, languageCode: voiceName.split('+')[0] },
        audioConfig: { audioEncoding: 'LINEAR16', sampleRateHertz: sampleRateHz },
      }
      const { audioContent } = await new Promise<SynthesizeResponse>((resolve, reject) => {
        client.synthesizeSpeech(request, { deadline: Date.now() + speakWithinMs }, (error, response) => {
          if (error === null) resolve(response)
          else
            reject(
              new CliError('CLI_VOICE_FAILED', `Voice "${voiceName}" at ${address} did not speak: ${error.details || error.message}`, {
                cause: error,
              }),
            )
        })
      })
      return samplesOf(audioContent)
    },
  }
}

function connect(address: string): TextToSpeechClient {
  const protos = dirname(createRequire(import.meta.url).resolve('google-proto-files/package.json'))
  const definition = loadSync('google/cloud/texttospeech/v1/cloud_tts.proto', { includeDirs: [protos], enums: String, longs: Number })
  const loaded = loadPackageDefinition(definition) as unknown as {
    google: {
      cloud: { texttospeech: { v1: { TextToSpeech: new (address: string, channel: unknown, options: object) => TextToSpeechClient } } }
    }
  }
  const { TextToSpeech } = loaded.google.cloud.texttospeech.v1
  return new TextToSpeech(address, credentials.createInsecure(), { 'grpc.max_receive_message_length': 32 * 1_024 * 1_024 })
}

/** LINEAR16 comes with a WAV header from most engines, without from some. */
async function samplesOf(content: Uint8Array): Promise<Int16Array> {
  if (Buffer.from(content.subarray(0, 4)).toString('latin1') === 'RIFF') return decodeWav(content, "The speech engine's answer")
  const samples = new Int16Array(content.length >> 1)
  Buffer.from(samples.buffer).set(content.subarray(0, samples.length * 2))
  return samples
}
