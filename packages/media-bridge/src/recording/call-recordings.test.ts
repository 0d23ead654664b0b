import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash, randomBytes } from 'node:crypto'
import { sealedChunkBytes, sealedHeaderBytes, sealTagBytes, type MediaFact, type TurnStart } from '@callchart/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemTime } from '../clock/ticker.js'
import type { PlayoutTap } from '../speak/playout.js'
import { unsealed } from '../testing/unsealed.js'
import { CallRecordings } from './call-recordings.js'
import { RecordingDesk } from './recording-desk.js'

const key = randomBytes(32)
const base64 = key.toString('base64')
let folder = ''
const spool = () => join(folder, 'spool')
const stored = (name: string) => join(folder, 'stored', name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callchart-recording-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A frame of one value: telephony keeps it as it is. */
const level = (value: number): Int16Array => new Int16Array(160).fill(value)
/** The values of G.711 next to these. */
const callerLevel = 1_052
const botLevel = 2_236

/** One call, frame by frame. */
class RecordedCall {
  readonly facts: { atMs: number; fact: MediaFact }[] = []
  readonly codes: string[] = []
  desk!: RecordingDesk
  recordings!: CallRecordings
  private tap: PlayoutTap | undefined
  private frames = 0

  static async open(): Promise<RecordedCall> {
    const call = new RecordedCall()
    const fault = ({ code }: { code: string }): void => void call.codes.push(code)
    call.desk = await RecordingDesk.open({ settings: { spoolDir: spool(), storage: { type: 'folder', folder: join(folder, 'stored') } }, time: systemTime, fault })
    call.recordings = new CallRecordings({
      desk: call.desk,
      report: (fact) => call.facts.push({ atMs: call.frames * 20, fact }),
      fault,
      tapHeard(tap) {
        call.tap = tap
        return () => (call.tap = undefined)
      },
    })
    return call
  }

  set(action: 'start' | 'pause' | 'resume' | 'stop', recordingId = 'r1'): void {
    this.recordings.set({ type: 'recording.set', recordingId, action, ...(action === 'start' && { key: base64 }) })
  }

  turn(turnId: string, more: Partial<TurnStart> = {}): void {
    this.recordings.turnStarts({ type: 'turn.start', turnId, prompts: [], clearTypeAhead: false, dropDigits: false, ...more })
  }

  /** Both speak, each at a level of their own. */
  pass(ms: number, caller = level(callerLevel), bot = level(botLevel)): void {
    for (let index = 0; index < ms / 20; index += 1) {
      this.tap?.sent(bot, 10)
      this.frames += 1
      this.recordings.hear(caller)
    }
  }

  async end(): Promise<void> {
    this.recordings.close()
    await this.desk.close()
  }

  types(): string[] {
    return this.facts.map(({ fact }) => fact.type)
  }
}

const levelsOf = (samples: Int16Array | undefined): { value: number; count: number }[] => {
  const runs: { value: number; count: number }[] = []
  for (const value of samples ?? []) {
    const last = runs.at(-1)
    if (last?.value === value) last.count += 1
    else runs.push({ value, count: 1 })
  }
  return runs
}
const ms = (count: number): number => count * 8

describe('the recording of a call', () => {
  it('has the caller left and what they hear right, from its start to its end', async () => {
    const call = await RecordedCall.open()
    call.pass(400)
    call.set('start')
    call.pass(2_500)
    call.set('stop')
    call.pass(200)
    await call.end()

    const [left, right] = unsealed(stored('r1'), key)
    expect(levelsOf(left)).toEqual([{ value: callerLevel, count: ms(2_500) }])
    expect(right?.length).toBe(ms(2_500))
    expect(levelsOf(right).at(-1)).toMatchObject({ value: botLevel })
    expect(call.facts.map(({ atMs, fact }) => [fact.type, atMs])).toEqual([['recording.started', 400], ['recording.ended', 2_900]])
  })

  it('says what its file is before it is written, and is right', async () => {
    const call = await RecordedCall.open()
    call.set('start')
    call.pass(3_300)
    await call.end()

    const file = readFileSync(stored('r1'))
    expect(call.facts.at(-1)?.fact).toEqual({ type: 'recording.ended', recordingId: 'r1', durationMs: 3_300, bytes: file.length, digest: createHash('sha256').update(file).digest('hex') })
  })

  it('is silence while it is paused, to the frame, and nothing of that time is in the file', async () => {
    const call = await RecordedCall.open()
    call.set('start')
    call.pass(1_000)
    call.set('pause')
    call.pass(1_500)
    call.set('resume')
    call.pass(500)
    await call.end()

    const [left, right] = unsealed(stored('r1'), key)
    expect(levelsOf(left)).toEqual([{ value: callerLevel, count: ms(1_000) }, { value: 0, count: ms(1_500) }, { value: callerLevel, count: ms(500) }])
    expect(levelsOf(right?.subarray(ms(1_000), ms(2_500)))).toEqual([{ value: 0, count: ms(1_500) }])
    expect(call.facts.map(({ fact }) => fact)).toContainEqual({ type: 'recording.paused', recordingId: 'r1', by: 'flow' })
    expect(call.types()).toContain('recording.resumed')
  })

  it('is silence in a sensitive turn although nobody paused it, until the next turn begins', async () => {
    const call = await RecordedCall.open()
    call.set('start')
    call.turn('t1')
    call.pass(500)
    call.turn('t2', { sensitive: true })
    call.pass(700)
    call.recordings.note({ type: 'digits', turnId: 't2', digits: '4111', endedBy: 'terminator' })
    call.pass(200)
    call.turn('t3')
    call.pass(600)
    await call.end()

    expect(levelsOf(unsealed(stored('r1'), key)[0])).toEqual([{ value: callerLevel, count: ms(500) }, { value: 0, count: ms(900) }, { value: callerLevel, count: ms(600) }])
    expect(call.facts.map(({ fact }) => fact)).toContainEqual({ type: 'recording.paused', recordingId: 'r1', by: 'sensitive' })
  })

  it('does not stay silent after a sensitive turn that nothing follows', async () => {
    const call = await RecordedCall.open()
    call.set('start')
    call.turn('t1', { sensitive: true })
    call.pass(100)
    call.recordings.note({ type: 'no-input', turnId: 't1' })
    call.pass(2_000)
    await call.end()

    expect(levelsOf(unsealed(stored('r1'), key)[0]).map(({ count }) => count)).toEqual([ms(1_100), ms(1_000)])
  })

  it('is not silenced by a sensitive turn that is told of again when it is over', async () => {
    const call = await RecordedCall.open()
    call.set('start')
    call.turn('t1', { sensitive: true })
    call.turn('t2')
    call.turn('t1', { sensitive: true })
    call.pass(500)
    await call.end()

    expect(levelsOf(unsealed(stored('r1'), key)[0])).toEqual([{ value: callerLevel, count: ms(500) }])
  })

  it('is silence while a prompt says what is sensitive', async () => {
    const call = await RecordedCall.open()
    call.set('start')
    call.turn('t1', { prompts: [{ promptId: 'p1', text: 'Four one.', language: 'en-US', interruptible: true, sensitive: true }] })
    call.pass(100)
    call.recordings.note({ type: 'prompt.started', turnId: 't1', promptId: 'p1' })
    call.pass(400)
    call.recordings.note({ type: 'prompt.finished', turnId: 't1', promptId: 'p1' })
    call.pass(200)
    await call.end()

    expect(levelsOf(unsealed(stored('r1'), key)[1]?.subarray(ms(100), ms(500)))).toEqual([{ value: 0, count: ms(400) }])
  })

  it('stays paused by the flow when a sensitive turn is over', async () => {
    const call = await RecordedCall.open()
    call.set('start')
    call.set('pause')
    call.turn('t1', { sensitive: true })
    call.turn('t2')
    call.pass(1_000)
    await call.end()

    expect(levelsOf(unsealed(stored('r1'), key)[0])).toEqual([{ value: 0, count: ms(1_000) }])
    expect(call.types()).toEqual(['recording.started', 'recording.paused', 'recording.ended'])
  })

  it('has no tone of a key in it, be it heard or reported late', async () => {
    const call = await RecordedCall.open()
    call.set('start')
    call.pass(1_000)
    for (let frame = 0; frame < 6; frame += 1) call.pass(20, tone(frame))
    call.pass(600)
    call.recordings.pressed()
    call.pass(1_000)
    await call.end()

    const [left] = unsealed(stored('r1'), key)
    expect(levelsOf(left?.subarray(ms(990), ms(1_160)))).toEqual([{ value: 0, count: ms(170) }])
    expect(levelsOf(left?.subarray(ms(1_720 - 320), ms(1_720 + 60)))).toEqual([{ value: 0, count: ms(380) }])
    expect(left?.at(-1)).toBe(callerLevel)
  })

  it('keeps to its start however often it is told of', async () => {
    const call = await RecordedCall.open()
    call.set('start')
    call.pass(100)
    call.set('start')
    call.set('stop')
    call.set('start')
    await call.end()

    expect(call.types()).toEqual(['recording.started', 'recording.ended'])
  })
})

const tone = (frame: number): Int16Array =>
  Int16Array.from({ length: 160 }, (_, n) => 6_000 * (Math.sin((2 * Math.PI * 770 * (frame * 160 + n)) / 8_000) + Math.sin((2 * Math.PI * 1_336 * (frame * 160 + n)) / 8_000)))

const asksForMessage: Partial<TurnStart> = { record: { maxMs: 60_000, endSilenceMs: 3_000, beep: true, keep: { recordingId: 'm1', key: base64 } } }

describe('a message', () => {
  it('is kept from the tone to its end, the caller alone', async () => {
    const call = await RecordedCall.open()
    call.turn('t1', asksForMessage)
    call.pass(600)
    call.recordings.note({ type: 'listening.started', turnId: 't1' })
    call.pass(2_000)
    call.recordings.note({ type: 'turn.recorded', turnId: 't1', durationMs: 1_900, endedBy: 'key' })
    call.pass(400)
    await call.end()

    expect(unsealed(stored('m1'), key).map(levelsOf)).toEqual([[{ value: callerLevel, count: ms(2_000) }]])
    expect(call.facts.map(({ atMs, fact }) => [fact.type, atMs])).toEqual([['recording.started', 600], ['recording.ended', 2_600]])
  })

  it.each<[string, MediaFact]>([
    ['nothing was said', { type: 'turn.recorded', turnId: 't1', durationMs: 0, endedBy: 'silence' }],
    ['the turn was cancelled', { type: 'turn.cancelled', turnId: 't1' }],
  ])('leaves nothing where %s', async (_, fact) => {
    const call = await RecordedCall.open()
    call.turn('t1', asksForMessage)
    call.recordings.note({ type: 'listening.started', turnId: 't1' })
    call.pass(2_000)
    call.recordings.note(fact)
    await call.end()

    expect(readdirSync(folder, { recursive: true })).toEqual(['spool'])
    expect(call.facts.at(-1)?.fact).toMatchObject({ type: 'recording.ended', durationMs: 0, bytes: 0 })
  })
})

describe('the files', () => {
  it('never hold anything of the time before the start, nor sound in the clear', async () => {
    const call = await RecordedCall.open()
    call.pass(1_000)
    expect(readdirSync(spool())).toEqual([])
    call.set('start')
    call.pass(1_000)
    await call.end()

    const file = readFileSync(stored('r1'))
    const run = Buffer.alloc(8, file.at(40))
    expect(file.includes(run, 32)).toBe(false)
    expect(statSync(stored('r1')).mode & 0o777).toBe(0o600)
  })

  it('of a bridge that was killed are brought to their place by the next one, good up to the last whole second', async () => {
    const first = await RecordedCall.open()
    first.set('start')
    first.pass(2_700)
    await expect.poll(() => statSync(join(spool(), 'r1')).size).toBe(sealedHeaderBytes + 2 * (sealedChunkBytes(2) + sealTagBytes))

    const next = await RecordedCall.open()
    await next.end()

    expect(readdirSync(spool())).toEqual([])
    expect(levelsOf(unsealed(stored('r1'), key)[0])).toEqual([{ value: callerLevel, count: ms(2_000) }])
  })

  it('that cannot be written end the recording and nothing else', async () => {
    const call = await RecordedCall.open()
    writeFileSync(join(spool(), 'r1'), 'in the way')
    call.set('start')
    await call.desk.close()
    call.pass(1_000)
    call.recordings.close()

    expect(call.codes).toEqual(['MEDIA_RECORDING_FAILED'])
    expect(call.facts.map(({ fact }) => fact)).toEqual([
      { type: 'recording.started', recordingId: 'r1' },
      { type: 'recording.failed', recordingId: 'r1', cause: 'EEXIST' },
      { type: 'recording.ended', recordingId: 'r1', durationMs: 0, bytes: 0, digest: '' },
    ])
  })

  it('that wait too long for their disk end too, at what was written', async () => {
    const call = await RecordedCall.open()
    call.set('start')
    // Nothing is written while this runs.
    call.pass(14_000)
    await call.end()

    expect(call.types().slice(0, 3)).toEqual(['recording.started', 'recording.failed', 'recording.ended'])
    expect(call.codes).toContain('MEDIA_RECORDING_FAILED')
  })
})
