import { createHash } from 'node:crypto'
import { wavFile, type UploadedAudio } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import { RuntimeError } from '../errors.js'
import { World } from '../testing/world.js'
import { checkAudio } from './audio-store.js'

describe('what calls can play', () => {
  it('is mono of 16 bit at 8 or 16 kHz', () => {
    expect(checkAudio(wavFile(new Uint8Array(3_200), 16_000, 'linear16'))).toEqual({ sampleRateHz: 16_000, durationMs: 100 })
  })

  it.each([
    ['a text', new TextEncoder().encode('hello, I am an MP3')],
    ['another rate', wavFile(new Uint8Array(100), 44_100, 'linear16')],
    ['no sound', wavFile(new Uint8Array(0), 8_000, 'linear16')],
    ['more than five minutes', wavFile(new Uint8Array(2 * 8_000 * 301), 8_000, 'linear16')],
  ])('is not %s', (_, file) => {
    expect(() => checkAudio(file)).toThrow(RuntimeError)
  })
})

describe('uploaded audio', () => {
  let world: World
  beforeAll(async () => {
    world = await World.open({ desk: deskFlow })
  }, 60_000)
  afterAll(() => world.close())

  const file = wavFile(Uint8Array.of(1, 2, 3, 4), 8_000, 'linear16')
  const audio = `sha256:${createHash('sha256').update(file).digest('hex')}`
  const upload = (body: string | Buffer, type = 'audio/wav') => fetch(`${world.runtime.url}/v1/audio`, { method: 'POST', body, headers: { 'content-type': type } })

  it('is kept under the digest of the file, once, and given out as it came', async () => {
    const answers = [await upload(Buffer.from(file)), await upload(Buffer.from(file))]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect((await answers[0]?.json()) as UploadedAudio).toEqual({ audio, sampleRateHz: 8_000, durationMs: 0, bytes: file.length })

    const answer = await fetch(`${world.runtime.url}/v1/audio/${audio}`)

    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'audio/wav', 'private, max-age=31536000, immutable'])
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(file)
  })

  it.each<[string, () => Promise<Response>, number, string]>([
    ['that is no audio', () => upload('hello'), 422, 'RUNTIME_AUDIO_INVALID'],
    ['of another type', () => upload('{}', 'application/json'), 415, 'RUNTIME_MEDIA_TYPE_UNSUPPORTED'],
    ['over the cap', () => upload(Buffer.alloc(11 * 1024 * 1024)), 413, 'RUNTIME_BODY_TOO_LARGE'],
    ['that nobody uploaded', () => fetch(`${world.runtime.url}/v1/audio/sha256:${'0'.repeat(64)}`), 404, 'RUNTIME_AUDIO_UNKNOWN'],
    ['with a name that is none', () => fetch(`${world.runtime.url}/v1/audio/hello.wav`), 400, 'RUNTIME_BODY_INVALID'],
  ])('refuses a file %s', async (_, ask, status, code) => {
    const response = await ask()

    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code })
  })
})
