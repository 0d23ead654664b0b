import type { sendUnaryData, ServerDuplexStream, ServerUnaryCall, UntypedServiceImplementation } from '@grpc/grpc-js'
import { wavFile } from '@callchart/protocol'
import type { Logger } from 'pino'
import { SpeechEngineError, toServiceError } from '../errors.js'
import type { SynthesisPool } from './pool.js'
import { readDelivery, readInput, type AudioMessage, type SynthesisInputMessage, type VoiceMessage } from './request.js'
import { StreamingSynthesis, type StreamingSynthesizeRequest } from './streaming.js'

export interface TextToSpeechParts {
  readonly pool: SynthesisPool
  readonly log: Logger
}

interface SynthesizeRequest {
  readonly input?: SynthesisInputMessage | null
  readonly voice?: VoiceMessage | null
  readonly audio_config?: AudioMessage | null
}

/** Sample rate of espeak-ng's own voice. */
const naturalRateHz = 22_050

/** google.cloud.texttospeech.v1.TextToSpeech. */
export function textToSpeechService({ pool, log }: TextToSpeechParts): UntypedServiceImplementation {
  return {
    ListVoices: (call: ServerUnaryCall<{ language_code?: string }, unknown>, answer: sendUnaryData<unknown>) => {
      const voices = pool.catalogue.list(call.request.language_code ?? '')
      answer(null, {
        voices: voices.map(({ name, languages }) => ({ name, language_codes: languages, ssml_gender: 'MALE', natural_sample_rate_hertz: naturalRateHz })),
      })
    },
    SynthesizeSpeech: (call: ServerUnaryCall<SynthesizeRequest, unknown>, answer: sendUnaryData<unknown>) => {
      synthesizeOnce(pool, call).then(
        (audio) => answer(null, { audio_content: audio }),
        (error: unknown) => {
          if (!(error instanceof SpeechEngineError)) log.error({ err: error }, 'synthesis failed')
          answer(toServiceError(error))
        },
      )
    },
    StreamingSynthesize: (call: ServerDuplexStream<StreamingSynthesizeRequest, unknown>) => new StreamingSynthesis(pool, log, call).run(),
  }
}

async function synthesizeOnce(pool: SynthesisPool, call: ServerUnaryCall<SynthesizeRequest, unknown>): Promise<Buffer> {
  const { input, voice, audio_config: audio } = call.request
  const delivery = readDelivery(voice, audio, pool.catalogue)
  const ssml = readInput(input)
  const parts: Uint8Array[] = []
  await new Promise<void>((resolve, reject) => {
    const stop = pool.speak(ssml, delivery, { audio: (bytes) => parts.push(bytes), done: resolve, failed: reject })
    call.on('cancelled', () => {
      stop()
      resolve()
    })
  })
  const bytes = Buffer.concat(parts)
  return audio?.audio_encoding === 'PCM' ? bytes : Buffer.from(wavFile(bytes, delivery.sampleRateHz, delivery.encoding))
}
