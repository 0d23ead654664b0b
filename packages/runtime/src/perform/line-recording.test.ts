import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { frameSamples, msToSamples, readWav, sampleRateHz, wavFile } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import { recordedFilesOf } from '../switch/switch-port.js'
import { LineWorld, readyFrom } from '../testing/line-world.js'
import { ScriptedSwitch } from '../testing/scripted-switch.js'
import { humanAt, SwitchWorld, type LineCall } from '../testing/switch-world.js'

/** Its caller has agreed, or has not, before a human is rung. */
function recordedHuman(id: string, agreed: string, human: object = {}) {
  const flow = humanAt(id, { extension: '2000', whisper: undefined, ...human })
  const [, ...others] = flow.nodes as object[]
  return {
    ...flow,
    variables: { agreed: { type: 'boolean' } },
    nodes: [
      { id: 'begin', kind: 'start', name: 'begin', next: 'agree' },
      { id: 'agree', kind: 'set', name: 'agree', assign: [{ variable: 'agreed', value: agreed }], next: 'record' },
      { id: 'record', kind: 'record', name: 'record', action: 'start', consent: 'agreed', next: 'human', noConsent: 'human' },
      ...others,
    ],
  }
}

/** G.711 keeps it as it is; nobody is heard in its first frame. @param shift another side has another sound */
const sound = (ms: number, shift: number): Int16Array => Int16Array.from({ length: msToSamples(ms) }, (_, index) => (index < frameSamples ? 0 : ([0, 132, 396][(index + shift) % 3] ?? 0)))

describe('a human of the switch, in a call that is recorded', () => {
  const site = new ScriptedSwitch()
  let switched: SwitchWorld
  let folder = ''
  beforeAll(async () => {
    site.recordsInto = 'set below'
    switched = await SwitchWorld.open(
      { agreed: recordedHuman('agreed', 'true'), refused: recordedHuman('refused', 'false'), blind: recordedHuman('blind', 'true', { mode: 'blind' }) },
      {},
      site,
    )
    folder = join(switched.world.flowsDir, 'at-the-switch')
    site.recordsInto = folder
    mkdirSync(folder)
  }, 240_000)
  afterAll(() => switched.close())

  /** The human answers and is joined with the caller; the bot leg ends. */
  async function talks(flow: string): Promise<LineCall & { readonly legId: string }> {
    const call = await switched.asksForHuman(flow)
    const { request } = await call.line.next('ring')
    const { legId } = request
    call.line.tells({ type: 'leg.answered', legId })
    await call.line.next('join')
    call.line.tells({ type: 'leg.joined', legId })
    await switched.stepped(call.callId, 'transfer.connected')
    await call.bridge.hangsUp()
    return { ...call, legId }
  }

  /** The switch records, and the journal says so. */
  async function isRecorded({ line, callId }: Pick<LineCall, 'line' | 'callId'>): Promise<string> {
    const { recordingId } = await line.next('record')
    await switched.world.until(async () => (await partOf(callId, recordingId))?.state === 'running')
    return recordingId
  }

  const partOf = async (callId: string, recordingId: string) => (await switched.world.view(callId)).recordings?.find((part) => part.recordingId === recordingId)

  /** Both files, as the switch has written them. */
  function writes(recordingId: string, ms: number): void {
    const { received, sent } = recordedFilesOf(recordingId)
    for (const [name, shift] of [[received, 0], [sent, 1]] as const) writeFileSync(join(folder, name), wavFile(new Uint8Array(sound(ms, shift).buffer), sampleRateHz, 'linear16'))
  }

  async function heardAgain(callId: string): Promise<Int16Array> {
    let file: ArrayBuffer | undefined
    await switched.world.until(async () => {
      const response = await fetch(`${switched.world.runtime.url}/v1/calls/${callId}/recording`)
      if (response.ok) file = await response.arrayBuffer()
      return response.ok
    })
    const wav = readWav(new Uint8Array(file!))
    expect(wav?.channelCount).toBe(2)
    return new Int16Array(Uint8Array.from(wav!.audio).buffer)
  }

  it('is recorded by the switch from the joining to the end, brought in, and removed there', async () => {
    const { line, callId } = await talks('agreed')
    const recordingId = await isRecorded({ line, callId })
    switched.world.clock.advance(2_000)
    writes(recordingId, 5_000)
    line.tells({ type: 'line.left', by: 'caller' })
    await switched.over(callId)

    const both = await heardAgain(callId)
    // The bridge of this world stores nothing: what is there is the human part, cut where the journal ends it.
    const part = await partOf(callId, recordingId)
    const ms = (part?.toMs ?? 0) - (part?.fromMs ?? 0)
    expect(ms).toBeGreaterThanOrEqual(2_000)
    for (const [side, shift] of [[0, 0], [1, 1]] as const) {
      const heard = both.filter((_, index) => index % 2 === side)
      expect(Buffer.from(heard.buffer).equals(Buffer.from(sound(ms, shift).buffer))).toBe(true)
    }
    await switched.world.until(async () => (await readdir(folder)).length === 0)
    expect(part).toMatchObject({ state: 'ended' })
    expect((await switched.world.view(callId)).cdr[0]).toMatchObject({ recorded: true })
    expect(line.unread.some(({ type }) => type === 'stop-recording')).toBe(false)
  })

  it('is recorded no more once the human has left, before the caller is with the bot again', async () => {
    const { line, callId, legId } = await talks('agreed')
    const recordingId = await isRecorded({ line, callId })
    switched.world.clock.advance(1_000)
    writes(recordingId, 5_000)
    line.tells({ type: 'leg.ended', legId, outcome: 'left' })

    await line.next('stop-recording')
    const second = await switched.newLeg(line)
    expect((await second.next('recording.set')).action).toBe('start')
    await second.plays()
    await second.hangsUp()
    line.tells({ type: 'line.left', by: 'caller' })
    await switched.over(callId)
    await switched.world.until(async () => (await readdir(folder)).length === 0)
    expect(await partOf(callId, recordingId)).toMatchObject({ state: 'ended' })
  })

  it('to whom the switch itself sends the caller is recorded, too', async () => {
    const { line, callId } = await switched.asksForHuman('blind')
    const { request } = await line.next('send')
    expect(line.unread.some(({ type }) => type === 'record')).toBe(false)
    line.tells({ type: 'leg.answered', legId: request.legId })
    const recordingId = await isRecorded({ line, callId })
    switched.world.clock.advance(500)
    writes(recordingId, 3_000)
    line.tells({ type: 'line.left', by: 'caller' })
    await switched.over(callId)
    await heardAgain(callId)
  })

  it('is not recorded where the caller has not agreed', async () => {
    const { line, callId } = await talks('refused')
    switched.world.clock.advance(2_000)
    line.tells({ type: 'line.left', by: 'caller' })
    await switched.over(callId)

    expect(line.unread.some(({ type }) => type === 'record')).toBe(false)
    expect((await fetch(`${switched.world.runtime.url}/v1/calls/${callId}/recording`)).status).toBe(404)
  })

  it('leaves nothing at the switch where the recording is destroyed before it was brought in', async () => {
    const { line, callId } = await talks('agreed')
    const recordingId = await isRecorded({ line, callId })
    switched.world.clock.advance(1_000)
    line.tells({ type: 'line.left', by: 'caller' })
    await switched.over(callId)
    writes(recordingId, 1_000)

    expect((await fetch(`${switched.world.runtime.url}/v1/calls/${callId}/recording`, { method: 'DELETE' })).status).toBe(204)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a switch that records', () => {
  const withRecordings = async (): Promise<LineWorld> => {
    const world = new LineWorld(readyFrom(recordedHuman('orders', 'true')))
    world.line.records = true
    await world.begins()
    return world
  }

  async function joins(world: LineWorld): Promise<string> {
    const [legId = ''] = world.line.legs
    world.line.tells({ type: 'leg.answered', legId })
    await world.settles()
    return legId
  }

  const orders = (world: LineWorld): string[] => world.line.orders.map(({ type }) => type).filter((type) => type === 'record' || type === 'stop-recording')
  const recordingsOf = (world: LineWorld) => world.call.view().recordings?.filter(({ recordingId }) => recordingId.includes('.r.s'))

  it('goes on over a restart of the runtime, and ends with the talk', async () => {
    const world = await withRecordings()
    const legId = await joins(world)
    const before = recordingsOf(world)
    await world.passes(2_000)
    await world.restarts(false)
    await world.passes(2_000)
    expect(recordingsOf(world)).toEqual([{ ...before?.[0], gaps: [] }])
    world.line.tells({ type: 'leg.ended', legId, outcome: 'left' })
    await world.settles()

    // The second order found it running.
    expect(orders(world)).toEqual(['record', 'record', 'stop-recording'])
    const [part] = recordingsOf(world) ?? []
    expect((part?.toMs ?? 0) - (part?.fromMs ?? 0)).toBe(4_000)
    const [live, again] = world.views()
    expect(live).toEqual(again)
  })

  it('is asked again while it cannot be told, and the recording begins when it could', async () => {
    const world = await withRecordings()
    const [legId = ''] = world.line.legs
    world.line.tells({ type: 'leg.answered', legId })
    await world.call.settled()
    world.line.tells({ type: 'leg.joined', legId })
    world.line.fails(new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'away', { retryable: true }))
    await world.settles()
    expect(recordingsOf(world) ?? []).toEqual([])

    world.line.fails(undefined)
    await world.passes(1_000)
    expect(orders(world)).toEqual(['record'])
    expect(recordingsOf(world)).toMatchObject([{ state: 'running' }])
  })

  it('that never can is said to have failed, once', async () => {
    const world = await withRecordings()
    const [legId = ''] = world.line.legs
    world.line.tells({ type: 'leg.answered', legId })
    await world.call.settled()
    world.line.tells({ type: 'leg.joined', legId })
    world.line.fails(new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'away', { retryable: true }))
    await world.settles()
    await world.passes(60_000)

    expect(recordingsOf(world)).toMatchObject([{ state: 'cut', fault: 'switch-away' }])
  })
})
