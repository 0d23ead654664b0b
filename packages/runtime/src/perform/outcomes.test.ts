import type { VoicemailList } from '@callchart/protocol'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow, doorFlow, mailboxFlow, officeCalendar } from '../testing/flows.js'
import { World } from '../testing/world.js'
import type { ScriptedBridge } from '../testing/scripted-bridge.js'

let world: World
beforeAll(async () => {
  world = await World.open({ mailbox: mailboxFlow, desk: deskFlow, door: doorFlow }, {}, { office: officeCalendar })
}, 60_000)
afterAll(() => world.close())

const rows = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> => {
  const client = new pg.Client(world.postgres.url)
  await client.connect()
  const result = await client.query<Row>(text, values)
  await client.end()
  return result.rows
}

const ended = (callId: string) => world.logged.take((line) => line.msg === 'call ended' && line.callId === callId)

/** What came of an effect, once it is known. */
async function outcomeOf(callId: string, type: string, runtime = world.runtime): Promise<string> {
  let outcome: string | undefined
  await world.until(async () => {
    outcome = (await world.view(callId, runtime)).effects.find((effect) => effect.type === type)?.outcome
    return outcome !== undefined
  })
  return outcome ?? ''
}

/** Leaves a message of so many milliseconds. */
async function records(bridge: ScriptedBridge, durationMs: number): Promise<void> {
  const turn = await bridge.next('turn.start')
  expect(turn).toMatchObject({ record: { maxMs: 60_000, endSilenceMs: 3_000, endKey: '#', beep: true } })
  expect(turn).not.toHaveProperty('listen')
  await bridge.fact({ type: 'listening.started', turnId: turn.turnId })
  await bridge.fact({ type: 'turn.recorded', turnId: turn.turnId, durationMs, endedBy: 'silence' })
}

describe('a call that leaves something behind', () => {
  it('shows its message, its recording and the number that is called no more', async () => {
    const { callId, bridge } = await world.calls({ flow: 'mailbox', ani: '+15550009' })
    await world.until(async () => (await world.view(callId)).recording === 'on')
    const { recordingId } = await bridge.next('recording.set')
    await bridge.fact({ type: 'recording.started', recordingId })
    expect(await world.view(callId)).toMatchObject({ voicemails: [], statePath: ['message', 'recording'] })
    await records(bridge, 4_200.4)
    await bridge.plays()
    await bridge.next('call.hang-up')
    const over = ended(callId)
    await bridge.hangsUp()
    await over

    await outcomeOf(callId, 'do-not-call.add')
    const view = await world.view(callId)
    expect(view).toMatchObject({
      recording: 'paused',
      voicemails: [{ mailbox: 'office', durationMs: 4_200 }],
      cdr: [{ recorded: true, voicemails: 1, disposition: 'completed' }],
    })
    const outcomes = view.effects.filter(({ outcome }) => outcome !== undefined).map(({ type, status, outcome }) => [type, status, outcome])
    expect(outcomes).toEqual([
      ['voicemail.keep', 'settled', 'kept'],
      ['do-not-call.add', 'settled', 'added'],
    ])
    expect((await world.asks<VoicemailList>('GET', '/v1/voicemails?mailbox=office')).body.voicemails.filter((message) => message.callId === callId)).toMatchObject([
      { mailbox: 'office', durationMs: 4_200, ani: '+15550009', flow: 'mailbox' },
    ])
    expect(await rows(`select number, reason, call_id from do_not_call where number = '+15550009'`)).toEqual([
      { number: '+15550009', reason: 'flow', call_id: callId },
    ])
    const metrics = await (await fetch(`${world.runtime.url}/metrics`)).text()
    expect(metrics).toMatch(/callchart_effects_total\{type="voicemail.keep",outcome="kept"\} \d/)
    expect(metrics).toMatch(/callchart_effects_total\{type="hours.check",outcome="open"\} \d/)
  })

  it('puts a number on the list once', async () => {
    const outcomes: string[] = []
    for (const ani of ['+15550010', '+15550010']) {
      const { callId, bridge } = await world.calls({ flow: 'mailbox', ani })
      await records(bridge, 1_000)
      await bridge.plays()
      const over = ended(callId)
      await bridge.hangsUp()
      await over
      outcomes.push(await outcomeOf(callId, 'do-not-call.add'))
    }

    expect(outcomes).toEqual(['added', 'already-listed'])
    expect(await rows(`select number from do_not_call where number = '+15550010'`)).toHaveLength(1)
  })
})

describe('a runtime that dies with a question or a row on its way', () => {
  /** What its journal had not taken yet is lost; the bridge brings the call to another runtime. */
  const losesAllBehind = async (call: { callId: string; token: string; bridge: ScriptedBridge }, kind: string, type: string) => {
    const last = (await world.journal(call.callId)).find((entry) => entry.kind === kind && 'type' in entry.body && entry.body.type === type)
    await rows('delete from journal where call_id = $1 and sequence > $2', [call.callId, last?.sequence])
    const runtime = await world.starts()
    const bridge = world.bridge(runtime)
    await bridge.attach({ ...call, lastCommandNumber: call.bridge.commands.length })
    return { runtime, bridge }
  }

  it('leaves the question to the next one', async () => {
    const call = await world.calls({ flow: 'mailbox' })
    await call.bridge.next('turn.start')

    const { runtime, bridge } = await losesAllBehind(call, 'event', 'call.started')
    try {
      expect(await bridge.next('turn.start')).toHaveProperty('record')
      expect(await world.view(call.callId, runtime)).toMatchObject({ path: ['begin', 'hours', 'consent', 'record', 'message'] })
      await bridge.hangsUp()
    } finally {
      await runtime.close()
    }
  })

  it('leaves the row to the next one, which writes it once', async () => {
    const call = await world.calls({ flow: 'mailbox' })
    await records(call.bridge, 2_000)
    await outcomeOf(call.callId, 'voicemail.keep')

    const { runtime, bridge } = await losesAllBehind(call, 'effect.dispatched', 'voicemail.keep')
    try {
      expect(await outcomeOf(call.callId, 'voicemail.keep', runtime)).toBe('kept')
      expect(await rows('select mailbox from voicemails where call_id = $1', [call.callId])).toHaveLength(1)
      await bridge.hangsUp()
    } finally {
      await runtime.close()
    }
  })
})

describe('hours', () => {
  it('asks the calendar as it stands now', async () => {
    const folder = world.flowsDir
    await writeFile(join(folder, 'office.calendar.json'), JSON.stringify({ ...officeCalendar, weekly: [] }))
    await world.until(async () => (await calendar()).open === false)
    const { bridge } = await world.calls({ flow: 'mailbox' })
    expect((await bridge.plays()).prompts[0]?.text).toBe('We are closed.')
    await bridge.hangsUp()

    await rm(join(folder, 'office.calendar.json'))
    await world.until(async () => (await calendar()) === undefined)
    const { callId, bridge: last } = await world.calls({ flow: 'mailbox' })
    expect((await last.plays()).prompts[0]?.text).toBe('We are closed.')
    expect(await world.view(callId)).toMatchObject({ path: ['begin', 'hours', 'closed'] })
    await last.hangsUp()
  })
})

const calendar = async () => {
  const { body } = await world.asks<{ calendars: { calendar: string; open?: boolean }[] }>('GET', '/v1/calendars')
  return body.calendars.find((each) => each.calendar === 'office') as { open?: boolean }
}

describe('the length of a call', () => {
  it('is watched by the bridge a little longer than by the chart', async () => {
    const { token } = await world.creates({ flow: 'desk' })
    const bridge = world.bridge()

    expect(await bridge.attach({ token })).toMatchObject({ maxCallMs: 1_830_000 })
    await bridge.connects()
    await bridge.hangsUp()
  })

  it('begins anew with the next flow', async () => {
    const { callId, token, bridge } = await world.calls({ flow: 'door' })

    expect(await bridge.next('call.limit')).toEqual({ type: 'call.limit', maxCallMs: 1_830_000 })
    const runtime = await world.starts()
    const next = world.bridge(runtime)
    await next.attach({ callId, token, lastCommandNumber: bridge.commands.length })
    expect(await next.next('call.limit')).toEqual({ type: 'call.limit', maxCallMs: 1_830_000 })
    await next.hangsUp()
    await runtime.close()
  })

  it('ends the call by the chart', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    await bridge.plays()

    world.clock.advance(1_800_000)
    await bridge.next('call.hang-up')
    const over = ended(callId)
    await bridge.hangsUp()
    await over

    expect(await world.view(callId)).toMatchObject({ disposition: 'max-duration' })
  })
})

describe('a call that another runtime holds', () => {
  it('is ended through whichever runtime is asked', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    await bridge.plays()
    const other = await world.starts()
    try {
      expect((await world.asks('POST', `/v1/calls/${callId}/hangup`, { cause: 'operator' }, other)).status).toBe(202)
      const hangUp = bridge.next('call.hang-up')
      world.clock.advance(1_000)
      expect(await hangUp).toMatchObject({ cause: 'operator' })
      world.clock.advance(1_000)
      const over = ended(callId)
      await bridge.hangsUp()
      await over
      expect(bridge.commands.filter(({ command }) => command.type === 'call.hang-up')).toHaveLength(1)
      expect(world.allLogged.filter((line) => line.callId === callId && line.event === 'call.ended')).toHaveLength(1)
      expect(await world.view(callId)).toMatchObject({ disposition: 'ended', cdr: [{ hungUpBy: 'system', hangUpCause: 'operator' }] })
      expect((await world.asks<{ detail: string }>('POST', `/v1/calls/${callId}/hangup`, {}, other)).body.detail).toContain('over already')
    } finally {
      await other.close()
    }
  })
})
