import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import { ScriptedSwitch } from '../testing/scripted-switch.js'
import { SwitchWorld } from '../testing/switch-world.js'
import type { LegOutcome } from './switch-port.js'

const reminder = {
  schemaVersion: 1,
  id: 'reminder',
  name: 'Reminder',
  languages: ['en-US'],
  variables: { name: { type: 'string' } },
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'code', machine: 'message' },
    { id: 'code', kind: 'collect', name: 'code', prompt: { 'en-US': ['Hello {{ name }}, type your code.'] }, variable: 'name', input: 'keys', minCount: 4, maxCount: 4, noInput: { to: 'bye' }, noMatch: { to: 'bye' }, next: 'bye' },
    { id: 'message', kind: 'hangup', name: 'message', prompt: { 'en-US': ['We called {{ name }}.'] } },
    { id: 'bye', kind: 'hangup', name: 'bye', prompt: { 'en-US': ['Goodbye.'] } },
  ],
}

let switched: SwitchWorld
const site = new ScriptedSwitch()
beforeAll(async () => {
  switched = await SwitchWorld.open({ reminder }, { ownNumbers: ['+18005550100', '+18005550101'] }, site)
}, 240_000)
afterAll(() => switched.close())

const order = { flow: 'reminder', target: { type: 'number', number: '+442071838750' }, variables: { name: 'Ann' } }

async function dials(more: Readonly<Record<string, unknown>> = {}) {
  const { status, body } = await switched.world.asks<{ callId: string; code?: string }>('POST', '/v1/dials', { ...order, ...more })
  expect({ status, body }).toMatchObject({ status: 201 })
  return { callId: body.callId, ...(await site.placed.take()) }
}

/** Time passes, with room for what it brings about. */
const passesUntil = (callId: string, holds: () => boolean): Promise<void> =>
  switched.world.until(async () => {
    await switched.world.view(callId)
    return holds()
  })

describe('a call that we place', () => {
  it('shows a number of ours, and begins when it is answered', async () => {
    const { callId, request, line } = await dials({ shows: '+18005550101', ringMs: 20_000 })
    expect(request).toMatchObject({ target: { type: 'number', number: '+442071838750' }, shows: '+18005550101', ringMs: 20_000, detectMachine: false })
    line.tells({ type: 'line.ringing' })
    expect(await switched.world.view(callId)).toMatchObject({ status: 'waiting', direction: 'outbound', ani: '+18005550101', dnis: '+442071838750' })

    line.tells({ type: 'line.answered' })

    const leg = await switched.newLeg(line)
    expect((await leg.plays()).prompts.map(({ text }) => text)).toEqual(['Hello Ann, type your code.'])
    line.tells({ type: 'line.left', by: 'caller' })
    expect(await switched.over(callId)).toBe('caller-hung-up')
  })

  it.each<LegOutcome>(['busy', 'no-answer', 'declined', 'failed'])('that nobody answers ends as "%s"', async (cause) => {
    const { callId, line } = await dials()
    line.tells({ type: 'line.left', by: 'switch', cause })
    expect(await switched.over(callId)).toBe(cause)
  })

  it('that a machine answers takes the way for machines', async () => {
    const { callId, line, request } = await dials({ detectMachine: true })
    expect(request.detectMachine).toBe(true)
    line.tells({ type: 'answered-by', who: 'machine' })
    line.tells({ type: 'line.answered' })
    const leg = await switched.newLeg(line)

    // Nothing of what a human hears is begun.
    expect((await leg.plays()).prompts.map(({ text }) => text)).toEqual(['We called Ann.'])
    await switched.stepped(callId, 'call.answered-by')
    line.tells({ type: 'line.left', by: 'caller' })
    await switched.over(callId)
    expect((await switched.eventsOf(callId)).slice(0, 2)).toEqual(['call.started', 'call.answered-by'])
  })

  it.each(['human', 'unknown'] as const)('that "%s" answers goes on as it was', async (who) => {
    const { callId, line } = await dials({ detectMachine: true })
    line.tells({ type: 'line.answered' })
    line.tells({ type: 'answered-by', who })
    const leg = await switched.newLeg(line)

    await switched.stepped(callId, 'call.answered-by')

    expect((await leg.plays()).prompts.map(({ text }) => text)).toEqual(['Hello Ann, type your code.'])
    line.tells({ type: 'line.left', by: 'caller' })
    await switched.over(callId)
  })

  it('waits no longer than a moment for who has answered', async () => {
    const { callId, line } = await dials({ detectMachine: true })
    line.tells({ type: 'line.answered' })
    await passesUntil(callId, () => line.orders.some(({ type }) => type === 'connect-media'))

    const leg = await switched.newLeg(line)
    await leg.plays()

    line.tells({ type: 'line.left', by: 'caller' })
    await switched.over(callId)
  })

  it('is asked for a bot leg three times, and then given up', async () => {
    const { callId, line } = await dials()
    line.tells({ type: 'line.answered' })
    for (let tried = 1; tried <= 3; tried += 1) {
      await line.next('connect-media')
      line.tells({ type: 'media.lost', detail: 'no bridge' })
      await passesUntil(callId, () => line.orders.length > tried)
    }

    expect((await line.next('hang-up')).cause).toBe('congestion')
    expect(await switched.over(callId)).toBe('failed')
  })

  it('is refused where it would show what is not ours, to a flow or a switch that is not there, or while that is away', async () => {
    const codeOf = async (more: Readonly<Record<string, unknown>>) => {
      const { status, body } = await switched.world.asks<{ code: string }>('POST', '/v1/dials', { ...order, ...more })
      return `${status} ${body.code}`
    }
    expect(await codeOf({ shows: '+19998887777' })).toBe('422 RUNTIME_NUMBER_NOT_OURS')
    expect(await codeOf({ flow: 'none' })).toBe('404 RUNTIME_FLOW_UNKNOWN')
    expect(await codeOf({ switch: 'none' })).toBe('404 RUNTIME_SWITCH_UNKNOWN')
    expect(await codeOf({ target: { type: 'number', number: 'sip:x' } })).toBe('400 RUNTIME_BODY_INVALID')
    site.isConnected = false
    expect(await codeOf({})).toBe('503 RUNTIME_SWITCH_UNAVAILABLE')
    site.isConnected = true
  })

  it('sends keys for the flow of another', async () => {
    const { callId, line } = await dials()
    line.tells({ type: 'line.answered' })
    const leg = await switched.newLeg(line)
    await leg.plays()
    const { status } = await switched.world.asks('POST', `/v1/calls/${callId}/digits`, { digits: '12#' })
    expect(status).toBe(202)
    expect((await line.next('digits')).digits).toBe('12#')
    line.fails(new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'away', { retryable: true }))
    expect((await switched.world.asks('POST', `/v1/calls/${callId}/digits`, { digits: '1' })).status).toBe(503)
    line.tells({ type: 'line.left', by: 'caller' })
    await switched.over(callId)
  })
})
