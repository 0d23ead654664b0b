import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readWav, type VoicemailList } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailboxFlow, officeCalendar } from '../testing/flows.js'
import type { CommandOf, ScriptedBridge } from '../testing/scripted-bridge.js'
import { writeSealed } from '../testing/sealed-file.js'
import { World } from '../testing/world.js'

/** Whoever hears the greeting has agreed, or has not. */
const recordedFlow = (id: string, agreed: string) => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  variables: { agreed: { type: 'boolean' } },
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'agree' },
    { id: 'agree', kind: 'set', name: 'agree', assign: [{ variable: 'agreed', value: agreed }], next: 'record' },
    { id: 'record', kind: 'record', name: 'record', action: 'start', consent: 'agreed', next: 'hello', noConsent: 'hello' },
    { id: 'hello', kind: 'say', name: 'hello', prompt: { 'en-US': ['Hello.'] }, next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'bye', prompt: { 'en-US': ['Goodbye.'] } },
  ],
})

let world: World
beforeAll(async () => {
  world = await World.open({ mailbox: mailboxFlow, agreed: recordedFlow('agreed', 'true'), refused: recordedFlow('refused', 'false') }, {}, { office: officeCalendar })
}, 60_000)
afterAll(() => world.close())

const ended = (callId: string) => world.logged.take((line) => line.msg === 'call ended' && line.callId === callId)
/** G.711 keeps it as it is. */
const sound = (count: number): Int16Array => Int16Array.from({ length: count }, (_, index) => [0, 132, 396][index % 3] ?? 0)

/** A bridge that writes what it is told to, and says so. */
class RecordingBridge {
  start!: CommandOf<'recording.set'>

  private constructor(
    readonly callId: string,
    readonly token: string,
    readonly bridge: ScriptedBridge,
  ) {}

  static async calls(flow: string): Promise<RecordingBridge> {
    const { callId, token, bridge } = await world.calls({ flow })
    const call = new RecordingBridge(callId, token, bridge)
    call.start = await bridge.next('recording.set')
    await bridge.fact({ type: 'recording.started', recordingId: call.start.recordingId })
    return call
  }

  seals(seconds: number): Buffer {
    return writeSealed(join(world.recordingsDir, this.start.recordingId), this.start.key ?? '', 2, sound(seconds * 16_000))
  }

  async ends(file: Buffer, durationMs: number): Promise<void> {
    const over = ended(this.callId)
    const { recordingId } = this.start
    await this.bridge.fact({ type: 'recording.ended', recordingId, durationMs, bytes: file.length, digest: createHash('sha256').update(file).digest('hex') })
    await this.bridge.hangsUp()
    await over
  }

  asks(init: RequestInit & { range?: string } = {}): Promise<Response> {
    const { range, ...rest } = init
    return fetch(`${world.runtime.url}/v1/calls/${this.callId}/recording`, { ...rest, headers: { ...rest.headers, ...(range !== undefined && { range }) } })
  }
}

const codeOf = async (response: Response): Promise<unknown> => [response.status, ((await response.json()) as { code: string }).code]

async function recordedCall(seconds = 3): Promise<RecordingBridge> {
  const call = await RecordingBridge.calls('agreed')
  await call.ends(call.seals(seconds), seconds * 1_000)
  return call
}

describe('the recording of a call', () => {
  it('starts with a key of its own, which only the database has, under the master key', async () => {
    const call = await RecordingBridge.calls('agreed')
    const { recordingId, action, key = '' } = call.start

    expect([action, key.length]).toEqual(['start', 44])
    const [row] = await world.query<{ wrapped_key: Buffer; storage: string; from_ms: number }>(`select * from recordings where recording_id = '${recordingId}'`)
    expect(row).toMatchObject({ call_id: call.callId, kind: 'call', storage: 'folder', from_ms: (await world.view(call.callId)).recordings?.[0]?.fromMs })
    expect(row?.wrapped_key.includes(Buffer.from(key, 'base64'))).toBe(false)
    expect(JSON.stringify(await world.journal(call.callId))).not.toContain(key)
    expect(JSON.stringify(world.allLogged)).not.toContain(key)
    await call.bridge.hangsUp()
  })

  it('is none where nobody agreed: no command, no row, no file', async () => {
    const { callId, bridge } = await world.calls({ flow: 'refused' })
    await bridge.plays()
    const over = ended(callId)
    await bridge.hangsUp()
    await over

    expect(bridge.commands.map(({ command }) => command.type)).not.toContain('recording.set')
    expect(await world.query(`select 1 from recordings where call_id = '${callId}'`)).toEqual([])
    expect(existsSync(world.recordingsDir) ? readdirSync(world.recordingsDir).filter((name) => name.startsWith(callId)) : []).toEqual([])
    expect(await world.view(callId)).toMatchObject({ recording: 'none', cdr: [{ recorded: false }] })
    expect(await codeOf(await fetch(`${world.runtime.url}/v1/calls/${callId}/recording`))).toEqual([404, 'RUNTIME_RECORDING_UNKNOWN'])
  })

  it('is told of again when another runtime takes the call over, by the same key', async () => {
    const call = await RecordingBridge.calls('agreed')
    const runtime = await world.starts()
    const next = world.bridge(runtime)
    await next.attach({ callId: call.callId, token: call.token, lastCommandNumber: call.bridge.commands.length })

    expect(await next.next('recording.set')).toEqual(call.start)
    await next.hangsUp()
    await runtime.close()
  }, 60_000)

  it('is played whole, by ranges, and by its head alone', async () => {
    const call = await recordedCall()
    const whole = await call.asks()
    const file = Buffer.from(await whole.arrayBuffer())
    const [etag, length] = [whole.headers.get('etag') ?? '', file.length]

    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([200, 'audio/wav', 'bytes'])
    expect(Buffer.from(sound(48_000).buffer).equals(readWav(file)?.audio ?? Buffer.alloc(0))).toBe(true)
    const part = await call.asks({ range: 'bytes=50-1049' })
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([206, `bytes 50-1049/${length}`, '1000'])
    expect(Buffer.from(await part.arrayBuffer()).equals(file.subarray(50, 1_050))).toBe(true)
    const head = await call.asks({ method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), (await head.arrayBuffer()).byteLength]).toEqual([200, String(length), 0])
    const same = await call.asks({ range: 'bytes=-10', headers: { 'if-range': etag } })
    expect([same.status, (await same.arrayBuffer()).byteLength]).toEqual([206, 10])
    const other = await call.asks({ range: 'bytes=-10', headers: { 'if-range': '"older"' } })
    expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, length])
    const behind = await call.asks({ range: `bytes=${length}-` })
    expect([behind.headers.get('content-range'), await codeOf(behind)]).toEqual([`bytes */${length}`, [416, 'RUNTIME_RANGE_INVALID']])
    expect(world.allLogged.filter(({ msg, callId }) => msg === 'recording read' && callId === call.callId)).toHaveLength(5)
  })

  it('is not given out while it goes on, nor before it is stored', async () => {
    const call = await RecordingBridge.calls('agreed')
    expect(await codeOf(await call.asks())).toEqual([409, 'RUNTIME_RECORDING_RUNNING'])
    const file = call.seals(1)
    rmSync(world.recordingsDir, { recursive: true })
    await call.ends(file, 1_000)

    expect(await codeOf(await call.asks())).toEqual([409, 'RUNTIME_RECORDING_NOT_STORED'])
  })

  it('of a bridge that was killed is what it had written', async () => {
    const call = await RecordingBridge.calls('agreed')
    call.seals(2)
    const over = ended(call.callId)
    await call.bridge.fact({ type: 'caller.hung-up', cause: 'media-error' })
    await over

    expect(await world.view(call.callId)).toMatchObject({ recordings: [{ state: 'cut', fault: 'media-lost' }], cdr: [{ recorded: true }] })
    expect((await (await call.asks()).arrayBuffer()).byteLength).toBe(44 + 2 * 32_000)
  })

  it('is destroyed on request, the key first, and then nobody has it', async () => {
    const call = await recordedCall(1)

    expect((await call.asks({ method: 'DELETE' })).status).toBe(204)
    expect(await world.query(`select wrapped_key, destroyed_by from recordings where call_id = '${call.callId}'`)).toEqual([{ wrapped_key: null, destroyed_by: 'api' }])
    expect(existsSync(join(world.recordingsDir, call.start.recordingId))).toBe(false)
    expect(await codeOf(await call.asks())).toEqual([410, 'RUNTIME_RECORDING_GONE'])
    expect(await codeOf(await call.asks({ method: 'DELETE' }))).toEqual([410, 'RUNTIME_RECORDING_GONE'])
    expect(world.allLogged.find(({ msg, callId }) => msg === 'recording destroyed' && callId === call.callId)).toMatchObject({ by: 'api' })
  })
})

const isWritten = (callId: string): Promise<void> => world.until(async () => (await world.query(`select 1 from calls where call_id = '${callId}' and status = 'ended'`)).length > 0)

async function leavesMessage(durationMs: number): Promise<{ callId: string; turnId: string; recordingId: string; expected: Int16Array }> {
  const { callId, bridge } = await world.calls({ flow: 'mailbox', ani: '+15550009' })
  const { turnId, record } = await bridge.next('turn.start')
  const { recordingId = '', key = '' } = record?.keep ?? {}
  const expected = sound(16_000)
  const file = writeSealed(join(world.recordingsDir, recordingId), key, 1, expected)
  await bridge.fact({ type: 'listening.started', turnId })
  await bridge.fact({ type: 'recording.started', recordingId })
  await bridge.fact({ type: 'recording.ended', recordingId, ...(durationMs === 0 ? { durationMs: 0, bytes: 0, digest: '' } : { durationMs: 2_000, bytes: file.length, digest: '' }) })
  await bridge.fact({ type: 'turn.recorded', turnId, durationMs, endedBy: 'silence' })
  const over = ended(callId)
  await bridge.hangsUp()
  await over
  return { callId, turnId, recordingId, expected }
}

describe('a message', () => {
  it('is listed, played and destroyed', async () => {
    const { callId, turnId, expected } = await leavesMessage(1_900)
    const path = `/v1/voicemails/${callId}/${turnId}`
    const { voicemails } = (await world.asks<VoicemailList>('GET', '/v1/voicemails?mailbox=office&limit=1')).body

    expect(voicemails).toMatchObject([{ callId, turnId, mailbox: 'office', flow: 'mailbox', ani: '+15550009', durationMs: 1_900, audio: 'kept' }])
    const wav = readWav(Buffer.from(await (await fetch(`${world.runtime.url}${path}/audio`)).arrayBuffer()))
    expect(wav?.channelCount).toBe(1)
    expect(Buffer.from(expected.buffer).equals(wav?.audio ?? Buffer.alloc(0))).toBe(true)
    expect((await world.asks('DELETE', path)).status).toBe(204)
    expect((await world.asks<VoicemailList>('GET', '/v1/voicemails?mailbox=office')).body.voicemails.map((each) => each.callId)).not.toContain(callId)
    expect(await codeOf(await fetch(`${world.runtime.url}${path}/audio`))).toEqual([410, 'RUNTIME_RECORDING_GONE'])
    expect((await world.asks('DELETE', path)).status).toBe(404)
  })

  it('goes with the content of its call', async () => {
    const { callId, recordingId } = await leavesMessage(1_900)
    await isWritten(callId)

    expect((await world.asks('DELETE', `/v1/calls/${callId}/content`)).status).toBe(204)

    expect(await world.query(`select wrapped_key, destroyed_by from recordings where recording_id = '${recordingId}'`)).toEqual([{ wrapped_key: null, destroyed_by: 'api' }])
    expect(existsSync(join(world.recordingsDir, recordingId))).toBe(false)
    expect((await world.asks<VoicemailList>('GET', '/v1/voicemails?mailbox=office')).body.voicemails.map((each) => each.callId)).not.toContain(callId)
  })

  it('in which nothing was said leaves no row', async () => {
    const { recordingId } = await leavesMessage(0)

    expect(await world.query(`select 1 from recordings where recording_id = '${recordingId}'`)).toEqual([])
  })

  it('is listed by pages, the latest first', async () => {
    const [first, second] = [await leavesMessage(1_000), await leavesMessage(2_000)]
    const page = (await world.asks<VoicemailList>('GET', '/v1/voicemails?limit=1')).body
    const next = (await world.asks<VoicemailList>('GET', `/v1/voicemails?limit=1&cursor=${page.nextCursor ?? ''}`)).body

    // Both may have come in the same millisecond of a clock that stands.
    expect([page, next].map(({ voicemails }) => voicemails[0]?.callId).sort()).toEqual([first.callId, second.callId].sort())
  })
})

describe('retention', () => {
  it('destroys keys and files when their time is over', async () => {
    const call = await recordedCall(1)
    const kept = join(world.recordingsDir, call.start.recordingId)
    const [row] = await world.query<{ days: number }>(`select extract(epoch from expires_at - created_at) / 86400 as days from recordings where recording_id = '${call.start.recordingId}'`)
    expect(Number(row?.days)).toBe(90)
    await world.query(`update recordings set expires_at = to_timestamp(0) where recording_id = '${call.start.recordingId}'`)
    world.clock.advance(3_600_000)
    await world.logged.take(({ msg }) => msg === 'recordings destroyed')
    await expect.poll(() => existsSync(kept)).toBe(false)

    expect(await codeOf(await call.asks())).toEqual([410, 'RUNTIME_RECORDING_GONE'])
  }, 60_000)
})
