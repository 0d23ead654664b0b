import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TimeSource } from '../clock/ticker.js'
import { ScriptedBucket } from '../testing/scripted-bucket.js'
import { RecordingDesk } from './recording-desk.js'

const bucket = new ScriptedBucket()
let folder = ''
const spoolDir = () => join(folder, 'spool')

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callchart-desk-'))
  await bucket.start()
})
afterEach(() => {
  bucket.stop()
  bucket.objects.clear()
  bucket.asked.length = 0
  rmSync(folder, { recursive: true, force: true })
})

/** Waits of the desk, which elapse when the test says so. */
class Waits implements TimeSource {
  readonly asked: { ms: number; elapsed: () => void }[] = []

  nowMs(): number {
    return 0
  }

  after(ms: number, elapsed: () => void): () => void {
    this.asked.push({ ms, elapsed })
    return () => undefined
  }
}

function leaves(name: string, content: Buffer): void {
  mkdirSync(spoolDir(), { recursive: true })
  writeFileSync(join(spoolDir(), name), content)
}

it('brings what a killed bridge has left into the bucket, a large file by parts', async () => {
  const [small, large] = [randomBytes(1_000), randomBytes(20 * 1024 * 1024)]
  leaves('c1.r1.0', small)
  leaves('c1.m.t2', large)
  leaves('.hidden', small)
  const desk = await RecordingDesk.open({ settings: { spoolDir: spoolDir(), storage: bucket.storage }, time: new Waits(), fault: () => undefined })
  await expect.poll(() => bucket.objects.size, { timeout: 15_000 }).toBe(2)
  await expect.poll(() => readdirSync(spoolDir())).toEqual(['.hidden'])

  expect(bucket.objects.get('c1.r1.0')?.equals(small)).toBe(true)
  expect(bucket.objects.get('c1.m.t2')?.equals(large)).toBe(true)
  expect(bucket.asked.filter((asked) => asked === 'PUT c1.m.t2').length).toBeGreaterThan(1)
  await desk.close()
})

it('tries again when the bucket is away, and tells of it', async () => {
  leaves('c1.r1.0', randomBytes(100))
  const codes: string[] = []
  const time = new Waits()
  bucket.unavailableCount = 1
  const desk = await RecordingDesk.open({ settings: { spoolDir: spoolDir(), storage: bucket.storage }, time, fault: ({ code }) => codes.push(code) })
  await expect.poll(() => time.asked.length).toBe(1)
  expect([codes, existsSync(join(spoolDir(), 'c1.r1.0'))]).toEqual([['MEDIA_RECORDING_NOT_STORED'], true])
  time.asked[0]?.elapsed()

  await expect.poll(() => bucket.objects.has('c1.r1.0')).toBe(true)
  await desk.close()
})

describe('a recording whose file cannot be created', () => {
  const opened = async () => {
    const told: string[] = []
    const desk = await RecordingDesk.open({ settings: { spoolDir: spoolDir(), storage: bucket.storage }, time: new Waits(), fault: ({ code }) => told.push(code) })
    const begins = () => desk.create({ recordingId: 'c1.r1.0', channelCount: 1, key: randomBytes(32), failed: (cause) => told.push(cause) })
    return { desk, told, begins }
  }

  it('is not brought', async () => {
    const { desk, told, begins } = await opened()
    rmSync(spoolDir(), { recursive: true })
    begins().end()
    await desk.close()

    expect(told).toEqual(['ENOENT'])
    expect(bucket.asked).toEqual([])
  })

  it.each(['is brought', 'is discarded'])('leaves the file that has its name, where it %s', async (end) => {
    const { desk, told, begins } = await opened()
    leaves('c1.r1.0', Buffer.from('of another'))
    begins().end()
    if (end === 'is discarded') desk.discard('c1.r1.0')
    await desk.close()

    expect(told).toEqual(['EEXIST'])
    expect(readFileSync(join(spoolDir(), 'c1.r1.0'), 'utf8')).toBe('of another')
    expect(bucket.objects.size).toBe(0)
  })
})

it('says at its start when there is no room for it', async () => {
  writeFileSync(spoolDir(), 'a file where the folder should be')

  await expect(RecordingDesk.open({ settings: { spoolDir: spoolDir(), storage: bucket.storage }, time: new Waits(), fault: () => undefined })).rejects.toMatchObject({ code: 'MEDIA_CACHE_UNUSABLE' })
})
