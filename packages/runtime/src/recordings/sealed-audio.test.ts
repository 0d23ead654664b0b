import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readWav } from '@callchart/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeSealed } from '../testing/sealed-file.js'
import { unwrapKey, wrapKey } from '../store/seal/key-wrap.js'
import { filesOf } from './recording-files.js'
import { SealedAudio } from './sealed-audio.js'
import { Timeline } from './timeline.js'

const key = randomBytes(32)
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callchart-sealed-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** G.711 keeps these as they are. */
const levels = [0, 132, 396, 924, 1_980]
const signal = (count: number): Int16Array => Int16Array.from({ length: count }, (_, index) => levels[Math.floor(index / 7) % levels.length] ?? 0)

const write = (name: string, samples: Int16Array, channelCount: 1 | 2 = 2): Buffer => writeSealed(join(folder, name), key.toString('base64'), channelCount, samples)
const open = (name: string, by = key) => SealedAudio.open({ files: filesOf({ type: 'folder', folder }), name, key: by })

async function opened(name: string): Promise<SealedAudio> {
  const audio = await open(name)
  if (audio === undefined) throw new Error(`${name} is not there`)
  return audio
}

async function samplesOf(audio: SealedAudio, from = 0, count = audio.sampleCount - from): Promise<Int16Array> {
  const samples = new Int16Array(count * audio.channelCount)
  await audio.read(from, samples)
  return samples
}

describe('a sealed file', () => {
  it('is read whole and from anywhere', async () => {
    const samples = signal(2 * 20_500)
    write('r', samples)
    const audio = await opened('r')

    expect([audio.channelCount, audio.sampleCount]).toEqual([2, 20_500])
    expect(await samplesOf(audio)).toEqual(samples)
    for (const [from, count] of [[0, 1], [7_999, 2], [8_000, 8_000], [15_000, 5_500], [20_499, 1]] as const) expect(await samplesOf(audio, from, count)).toEqual(samples.subarray(2 * from, 2 * (from + count)))
  })

  it('that is not there is none', async () => {
    expect(await open('r')).toBeUndefined()
  })

  it('is good up to its last whole chunk where its writer died', async () => {
    const samples = signal(2 * 20_500)
    const file = write('r', samples)
    truncateSync(join(folder, 'r'), file.length - 5)

    expect(await samplesOf(await opened('r'))).toEqual(samples.subarray(0, 2 * 16_000))
  })

  it.each<[string, (file: Buffer) => Buffer]>([
    ['a changed chunk', (file) => file.fill(0, 100, 101)],
    ['two chunks that changed places', (file) => Buffer.concat([file.subarray(0, 32), file.subarray(32 + 16_016, 32 + 32_032), file.subarray(32, 32 + 16_016), file.subarray(32 + 32_032)])],
    ['another header', (file) => file.fill(1, 20, 21)],
    ['no recording at all', () => Buffer.from('that is something else, and longer than any header')],
  ])('with %s gives nothing but an error', async (_, change) => {
    writeFileSync(join(folder, 'r'), change(write('r', signal(2 * 40_000))))

    await expect(async () => samplesOf(await opened('r'))).rejects.toMatchObject({ code: 'RUNTIME_RECORDING_DAMAGED' })
  })

  it('does not open by another key', async () => {
    write('r', signal(8_000))

    await expect(open('r', randomBytes(32))).rejects.toMatchObject({ code: 'RUNTIME_RECORDING_DAMAGED' })
  })
})

describe('a timeline', () => {
  const bytesOf = async (timeline: Timeline, from = 0, to = timeline.bytes): Promise<Buffer> => {
    const blocks: Uint8Array[] = []
    for await (const block of timeline.read(from, to)) blocks.push(block)
    return Buffer.concat(blocks)
  }

  it('is one WAV file of all parts, silent in between, whatever part of it is asked for', async () => {
    write('a', signal(2 * 8_100))
    write('b', signal(2 * 4_000))
    const timeline = new Timeline([
      { fromMs: 1_500, audio: await opened('a') },
      { fromMs: 4_000, audio: await opened('b') },
    ])
    const file = await bytesOf(timeline)
    const wav = readWav(file)
    const samples = new Int16Array(Uint8Array.from(wav?.audio ?? []).buffer)

    expect([timeline.fromMs, timeline.durationMs, file.length]).toEqual([1_500, 3_000, timeline.bytes])
    expect(wav).toMatchObject({ sampleRateHz: 8_000, channelCount: 2, bitCount: 16 })
    expect(samples.subarray(0, 2 * 8_100)).toEqual(signal(2 * 8_100))
    expect(samples.subarray(2 * 8_100, 2 * 20_000).every((sample) => sample === 0)).toBe(true)
    expect(samples.subarray(2 * 20_000)).toEqual(signal(2 * 4_000))
    for (const [from, to] of [[0, 10], [10, 44], [40, 50], [44, 45], [47, 1_001], [32_443, 32_446], [file.length - 3, file.length]] as const) expect(await bytesOf(timeline, from, to)).toEqual(file.subarray(from, to))
  })

  it('reads a long recording block by block', async () => {
    const samples = signal(50 * 8_000)
    write('m', samples, 1)
    const timeline = new Timeline([{ fromMs: 0, audio: await opened('m') }])
    const file = await bytesOf(timeline)

    expect(Buffer.from(samples.buffer).equals(readWav(file)?.audio ?? Buffer.alloc(0))).toBe(true)
  })
})

describe('a key in the database', () => {
  it('opens by its master key and for its recording alone', () => {
    const master = randomBytes(32)
    const wrapped = wrapKey(key, master, 'r1')

    expect(unwrapKey(wrapped, master, 'r1')).toEqual(key)
    expect(unwrapKey(wrapped, randomBytes(32), 'r1')).toBeUndefined()
    expect(unwrapKey(wrapped, master, 'r2')).toBeUndefined()
    expect(unwrapKey(wrapped.subarray(0, 20), master, 'r1')).toBeUndefined()
    expect(wrapped.includes(key)).toBe(false)
  })
})
