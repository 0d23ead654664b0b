import { knownAudioRequestSchema, knownAudioSchema, uploadedAudioSchema } from '@callchart/protocol'
import { z } from 'zod'
import { mostAudioBytes, type AudioStore } from '../../audio/audio-store.js'
import { RuntimeError } from '../../errors.js'
import type { AnswersOf, Route } from '../route.js'

const audioPathSchema = z.strictObject({ audio: z.string().regex(/^sha256:[0-9a-f]{64}$/) })

export const audioRoutes = {
  uploadAudio: {
    method: 'post',
    path: '/v1/audio',
    summary: 'Keeps a recording for prompts: WAV of 16 bit PCM, mono, at 8 or 16 kHz; the same file has the same address',
    bodyType: 'audio/wav',
    bodyBytes: mostAudioBytes,
    isCostly: true,
    status: 201,
    answer: uploadedAudioSchema,
    problems: [413, 415, 422, 429, 503],
  },
  knownAudio: {
    method: 'post',
    path: '/v1/audio/known',
    summary: 'Which of these recordings are kept here',
    body: knownAudioRequestSchema,
    bodyBytes: 1_000_000,
    status: 200,
    answer: knownAudioSchema,
    problems: [400, 413, 415, 503],
  },
  getAudio: {
    method: 'get',
    path: '/v1/audio/:audio',
    summary: 'A recording of prompts by its content address',
    params: audioPathSchema,
    status: 200,
    answerType: 'audio/wav',
    problems: [400, 404, 503],
  },
} as const satisfies Record<string, Route>

export interface AudioAnswerParts {
  readonly audio: Pick<AudioStore, 'keep' | 'read' | 'known'>
}

export const answerAudio = ({ audio }: AudioAnswerParts): AnswersOf<typeof audioRoutes> => ({
  uploadAudio: async ({ request }) => audio.keep(request.body as Buffer),
  knownAudio: async ({ body }) => ({ known: [...(await audio.known(body.audio))] }),
  async getAudio({ params }, response) {
    const file = await audio.read(params.audio)
    if (file === undefined) throw new RuntimeError('RUNTIME_AUDIO_UNKNOWN', `No audio file has the address ${params.audio}: upload it again.`)
    // What has this address never changes.
    response.set('Cache-Control', 'private, max-age=31536000, immutable').type('audio/wav').send(Buffer.from(file))
    return undefined
  },
})
