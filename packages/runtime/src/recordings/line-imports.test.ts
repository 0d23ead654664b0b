import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { frameSamples, msToSamples, sampleRateHz, wavFile } from '@callchart/protocol'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { recordedFilesOf } from '../switch/switch-port.js'
import { ManualClock } from '../testing/manual-clock.js'
import { LineImports } from './line-imports.js'
import { filesOf } from './recording-files.js'
import { lostFault, type RecordingRow } from './recording-rows.js'
import { SealedAudio } from './sealed-audio.js'

const recordingId = 'call-1.r.s1'
const key = Buffer.alloc(32, 3)
const dayMs = 86_400_000
/** As many as one sweep takes, before the one that is whole. */
const broken = Array.from({ length: 50 }, (_, index) => `broken-${String(index).padStart(2, '0')}`)

let folder: string
let stored: string
let clock: ManualClock
let imports: LineImports
let row: RecordingRow
let lostCount: number
let storeFails: boolean
let waiting: readonly string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callchart-line-'))
  stored = mkdtempSync(join(tmpdir(), 'callchart-stored-'))
  clock = new ManualClock(Date.now())
  lostCount = 0
  storeFails = false
  waiting = [recordingId]
  const files = filesOf({ type: 'folder', folder: stored })
  row = { recordingId, callId: 'call-1', switchId: 'main', bytes: null, wrappedKey: key, fromMs: 0, durationMs: 1_000, createdAt: new Date(clock.now()) } as unknown as RecordingRow
  imports = new LineImports({
    rows: {
      read: async (id) => {
        if (broken.includes(id)) throw new Error('The row cannot be read.')
        return id === recordingId ? row : undefined
      },
      imported: async (_id, sealed) => void (row = { ...row, ...sealed }),
      lost: async () => void (lostCount += 1),
      toImport: async (_now, limit, after = '') => waiting.filter((id) => id > after).slice(0, limit),
    },
    files: {
      store: async (path, name) => {
        if (storeFails) throw new Error('The bucket answered 403.')
        await files.store(path, name)
      },
    },
    clock,
    logger: pino({ level: 'silent' }),
    folders: () => new Map([['main', folder]]),
    keyOf: () => key,
  })
})
afterEach(() => {
  imports.close()
  for (const each of [folder, stored]) rmSync(each, { recursive: true, force: true })
})

/** Nobody is heard in its first frame, so that nothing tells whose came first. */
const sound = (ms: number): Int16Array => Int16Array.from({ length: msToSamples(ms) }, (_, index) => (index < frameSamples ? 0 : ([0, 132, 396][index % 3] ?? 0)))

/** @param isClosed the header says how much there is */
function writes(ms: number, { isClosed = true, of = recordingId, sides = ['received', 'sent'] as ('received' | 'sent')[] } = {}): void {
  for (const side of sides) {
    const file = wavFile(new Uint8Array(sound(ms).buffer), sampleRateHz, 'linear16')
    if (!isClosed) new DataView(file.buffer).setUint32(40, 0, true)
    writeFileSync(join(folder, recordedFilesOf(of)[side]), file)
  }
}

function filesAge(ms: number): void {
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), new Date(clock.now() - ms), new Date(clock.now() - ms))
}

async function storedMs(): Promise<number | undefined> {
  const audio = await SealedAudio.open({ files: filesOf({ type: 'folder', folder: stored }), name: recordingId, key })
  return audio === undefined ? undefined : audio.sampleCount / 8
}

it('says which folder it cannot use, before anything is recorded there', async () => {
  await imports.reach('main')
  rmSync(folder, { recursive: true })
  await expect(imports.reach('main')).rejects.toMatchObject({ code: 'RUNTIME_RECORDING_UNREACHABLE', message: expect.stringContaining(folder) as string })
  await expect(imports.reach('other')).rejects.toMatchObject({ code: 'RUNTIME_RECORDING_UNREACHABLE' })
})

it('takes what the journal counts, and leaves nothing behind', async () => {
  writes(1_400)
  await imports.sweep()

  expect(await storedMs()).toBe(1_000)
  expect(row).toMatchObject({ durationMs: 1_000, bytes: statSync(join(stored, recordingId)).size })
  expect(readdirSync(folder)).toEqual([])
})

it('waits for a file that is being written, and takes one that has enough already', async () => {
  writes(800, { isClosed: false })
  await imports.sweep()
  expect(await storedMs()).toBeUndefined()

  writes(1_200, { isClosed: false })
  await imports.sweep()
  expect(await storedMs()).toBe(1_000)
})

it('takes what there is of a recording that was cut off', async () => {
  writes(700)
  await imports.sweep()
  expect(await storedMs()).toBe(700)
})

it('takes what a switch has left that closed nothing any more', async () => {
  writes(600, { isClosed: false })
  filesAge(120_000)
  await imports.sweep()
  expect(await storedMs()).toBe(600)
})

it('looks for what is not there for a day, then says that it is lost', async () => {
  writes(1_000, { sides: ['received'] })
  await imports.sweep()
  expect(lostCount).toBe(0)
  row = { ...row, createdAt: new Date(clock.now() - dayMs - 1_001) }
  await imports.sweep()
  expect([lostCount, await storedMs()]).toEqual([1, undefined])
})

it('stores what could not be stored for more than a day', async () => {
  writes(1_000)
  row = { ...row, createdAt: new Date(clock.now() - 3 * dayMs) }
  storeFails = true
  await imports.sweep()
  expect([lostCount, await storedMs()]).toEqual([0, undefined])

  storeFails = false
  await imports.sweep()
  expect([lostCount, await storedMs(), readdirSync(folder)]).toEqual([0, 1_000, []])
})

it('counts the day from the end of a recording', async () => {
  row = { ...row, createdAt: new Date(clock.now() - dayMs - 1), durationMs: dayMs }
  await imports.sweep()
  expect(lostCount).toBe(0)
})

it('brings what is whole behind any number that fails each time, and tries those again', async () => {
  writes(1_000)
  waiting = [...broken, recordingId]
  await imports.sweep()
  expect(await storedMs()).toBeUndefined()

  await imports.sweep()
  expect(await storedMs()).toBe(1_000)

  waiting = [recordingId]
  row = { ...row, bytes: null }
  writes(1_000)
  await imports.sweep()
  expect(row.bytes).not.toBeNull()
  expect(readdirSync(folder)).toEqual([])
})

it('removes what was destroyed before it was brought here', async () => {
  row = { ...row, wrappedKey: null }
  writes(1_000)
  await imports.sweep()
  expect([readdirSync(folder), await storedMs()]).toEqual([[], undefined])
})

it('takes nothing that is no sound of its kind', async () => {
  writes(1_000)
  writeFileSync(join(folder, recordedFilesOf(recordingId).sent), wavFile(new Uint8Array(32_000), 16_000, 'linear16'))
  await imports.sweep()
  expect([lostCount, await storedMs()]).toEqual([0, undefined])
  row = { ...row, createdAt: new Date(clock.now() - dayMs - 1_001) }
  await imports.sweep()
  expect([lostCount, await storedMs()]).toEqual([1, undefined])
})

it('removes what nobody asks for after two days, and no file that is none of ours', async () => {
  writes(1_000, { of: 'call-2.r.s1' })
  writeFileSync(join(folder, 'of-the-site.wav'), '')
  filesAge(3 * dayMs)
  await imports.tidy()
  expect(readdirSync(folder)).toEqual(['of-the-site.wav'])
})

it.each<[string, Partial<RecordingRow>, number]>([
  ['leaves what waits to be stored', {}, 2],
  ['leaves what was taken for lost', { fromMs: null, fault: lostFault }, 2],
  ['removes what is stored', { bytes: 8_000 }, 0],
  ['removes what never began', { fromMs: null, fault: 'switch-away' }, 0],
  ['removes what was destroyed', { wrappedKey: null }, 0],
])('%s, however long it has lain at the switch', async (_title, known, leftCount) => {
  row = { ...row, ...known }
  writes(1_000)
  filesAge(30 * dayMs)
  await imports.tidy()
  expect(readdirSync(folder)).toHaveLength(leftCount)
})
