import { testMasterKey } from '../store/testing/test-database.js'
import { createHash } from 'node:crypto'
import { wavFile, type UploadedAudio } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import { RuntimeError } from '../errors.js'
import { World } from '../testing/world.js'
import { openStore } from '../store/store.js'
import { DraftDesk } from '../testing/draft-desk.js'
import { checkAudio, createAudioStore } from './audio-store.js'

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

  it('is told apart from what is not there', async () => {
    const other = `sha256:${'0'.repeat(64)}`

    expect((await world.asks('POST', '/v1/audio/known', { audio: [other, audio] })).body).toEqual({ known: [audio] })
  })

  const spoken = (recording: string) => ({
    schemaVersion: 1, id: 'spoken', name: 'Spoken', languages: ['en-US'],
    nodes: [
      { id: 'begin', kind: 'start', name: 'Begin', next: 'bye' },
      { id: 'bye', kind: 'hangup', name: 'Bye', prompt: { 'en-US': [{ audio: recording, text: 'Goodbye.' }] } },
    ],
  })
  const wavOf = (sample: number): Uint8Array => wavFile(Uint8Array.of(sample, 0, sample, 0), 8_000, 'linear16')
  const addressOf = (wav: Uint8Array): string => `sha256:${createHash('sha256').update(wav).digest('hex')}`

  it('is missed by a flow that plays it: a draft is not published, and the file of a flow goes live when it comes', async () => {
    const wav = wavOf(7)
    const desk = new DraftDesk(world, 'spoken')
    await desk.creates(spoken(addressOf(wav)))
    expect((await desk.publishes()).body.problems).toMatchObject([{ code: 'FLOW_RECORDING_UNKNOWN', nodeId: 'bye' }])

    await desk.discards()
    await desk.writes(spoken(addressOf(wav)))
    await world.until(async () => (await desk.view())?.problems.some(({ code }) => code === 'FLOW_RECORDING_UNKNOWN') ?? false)
    await upload(Buffer.from(wav))

    await world.until(async () => (await desk.view())?.version !== undefined)
    expect((await desk.view())?.problems).toEqual([])
  })

  it('is forgotten some time after it was uploaded, unless a version, a draft or a file plays it', async () => {
    const [played, drawn, unused, fresh] = [7, 8, 9, 10].map(wavOf)
    for (const wav of [drawn, unused, fresh]) await upload(Buffer.from(wav ?? []))
    await new DraftDesk(world, 'drawn').creates({ ...spoken(addressOf(drawn ?? wavOf(8))), id: 'drawn' })
    const store = await openStore(world.postgres.url, { masterKey: testMasterKey })
    await store.db.updateTable('audioFiles').set({ createdAt: new Date(0) }).where('audio', '!=', addressOf(fresh ?? wavOf(10))).execute()
    await upload(Buffer.from(file))

    const count = await createAudioStore(store.db, world.clock).forget(new Date(1_000), [addressOf(played ?? wavOf(7))])

    const left = await store.db.selectFrom('audioFiles').select('audio').execute()
    await store.close()
    expect(count).toBe(1)
    expect(left.map((row) => row.audio).sort()).toEqual([played, drawn, fresh, file].map((wav) => addressOf(wav ?? file)).sort())
  })
})
