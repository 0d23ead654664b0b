import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SeatEvent } from '@callchart/protocol'
import { encodeMuLaw } from '../switch/mu-law.js'
import { startScriptedSystem, type ScriptedSystem } from '../testing/scripted-system.js'
import { ApiClient } from './api-client.js'
import type { AgentConduct } from './agent-conduct.js'
import { whiteNoise } from './levels.js'
import { placeCall, type CallPlan } from './place-call.js'

/** Sound that is unlike any other of another seed. */
const words = (seed: number, ms: number): Int16Array => {
  const noise = whiteNoise(3_000, seed)
  return Int16Array.from({ length: ms * 8 }, noise)
}
const prompt = (seed: number, ms: number): Uint8Array => encodeMuLaw(words(seed, ms))

const flow = { flow: 'test', name: 'Test', version: 'v' }

describe('a spoken call', () => {
  let system: ScriptedSystem
  const plan = (parts: Partial<CallPlan>): CallPlan => ({
    url: system.url,
    request: { flow: 'test' },
    steps: [],
    patienceMs: 5_000,
    ...parts,
  })
  const listen = (turnId: string, sinceMs: number): void => system.update({ listening: { turnId, sinceMs } })

  beforeEach(async () => {
    system = await startScriptedSystem()
  })
  afterEach(() => system.close())

  it('waits for the bot to listen, speaks, hears the reply and hangs up when the bot listens again', async () => {
    const report = placeCall(plan({ steps: [{ type: 'say', text: 'balance', samples: words(1, 600) }] }))
    const leg = await system.leg(0)
    expect(await leg.event('MEDIA_START')).toMatchObject({ format: 'ulaw' })
    leg.play(prompt(2, 200))
    leg.command('MARK_MEDIA', { correlation_id: 'greeted' })
    await leg.event('MEDIA_MARK_PROCESSED')
    listen('t1', 200)
    await leg.soundFrames(30)
    system.update({ listening: null })
    system.say({
      who: 'caller',
      text: 'balance',
      intent: 'balance',
      confidence: 0.9,
      startMs: 300,
      endMs: 920,
      endpointSilenceMs: 350,
      why: {},
    })
    leg.play(prompt(3, 200))
    leg.command('MARK_MEDIA', { correlation_id: 'replied' })
    await leg.event('MEDIA_MARK_PROCESSED')
    listen('t2', 60_000)
    system.update({ status: 'ended', disposition: 'caller-hung-up', path: ['start', 'ask'] })

    const { latencyMs, ...rest } = await report

    expect(rest).toEqual({
      callId: 'call-1',
      flow: 'test',
      version: 'v1',
      disposition: 'caller-hung-up',
      path: ['start', 'ask'],
      transcript: [{ who: 'caller', text: 'balance', intent: 'balance', confidence: 0.9, startMs: 300, endMs: 920 }],
      transfer: null,
      problems: [],
    })
    expect(latencyMs.greeting).toBeLessThan(500)
    expect(latencyMs.replies).toHaveLength(1)
    expect(latencyMs.replies[0]?.endpointSilenceMs).toBe(350)
    expect(latencyMs.replies[0]?.ms).toBeLessThan(500)
  })

  it('interrupts a prompt at its time, and measures when it stopped', async () => {
    const report = placeCall(plan({ steps: [{ type: 'say', text: 'agent', atMs: 200, samples: words(1, 400) }] }))
    const leg = await system.leg(0)
    leg.play(prompt(2, 3_000))
    await leg.soundFrames(10)
    leg.command('FLUSH_MEDIA')
    await leg.soundFrames(20)
    listen('t1', 60_000)
    system.update({ status: 'ended' })

    const { latencyMs } = await report

    expect(latencyMs.bargeInStop).toHaveLength(1)
    expect(latencyMs.bargeInStop[0]).toBeGreaterThan(100)
    expect(latencyMs.bargeInStop[0]).toBeLessThan(700)
  })

  it('takes a flush that throws nothing but silence away for no stop', async () => {
    const report = placeCall(plan({ steps: [{ type: 'say', text: 'agent', atMs: 200, samples: words(1, 400) }] }))
    const leg = await system.leg(0)
    leg.play(prompt(2, 300))
    leg.play(encodeMuLaw(new Int16Array(16_000)))
    await leg.soundFrames(10)
    leg.command('FLUSH_MEDIA')
    await leg.soundFrames(20)
    listen('t1', 60_000)
    system.update({ status: 'ended' })

    expect((await report).latencyMs.bargeInStop).toEqual([null])
  })

  it('presses keys into a prompt and hangs up by itself after a while', async () => {
    const report = placeCall(
      plan({
        steps: [
          { type: 'press', digits: '12#', atMs: 100 },
          { type: 'hang-up', afterMs: 100 },
        ],
      }),
    )
    const leg = await system.leg(0)
    leg.play(prompt(2, 300))
    for (const digit of ['1', '2', '#']) expect(await leg.event('DTMF_END')).toMatchObject({ digit })
    system.update({ status: 'ended' })

    expect((await report).problems).toEqual([])
  })

  it('stays silent where the script says so, also past the end of the call', async () => {
    const report = placeCall(plan({ steps: [{ type: 'silence', ms: 60_000 }, { type: 'hang-up' }] }))
    const leg = await system.leg(0)
    listen('t1', 0)
    leg.command('HANGUP')
    system.update({ status: 'ended', disposition: 'bot-hung-up' })

    expect(await report).toMatchObject({ disposition: 'bot-hung-up', problems: [] })
  })

  it('tells which steps the end of the call cut off', async () => {
    const report = placeCall(
      plan({
        steps: [
          { type: 'press', digits: '1' },
          { type: 'say', text: 'hello', samples: words(1, 100) },
          { type: 'wav', file: 'x.wav', samples: words(1, 100) },
        ],
      }),
    )
    const leg = await system.leg(0)
    listen('t1', 0)
    await leg.event('DTMF_END')
    leg.close()
    system.update({ status: 'ended' })

    expect((await report).problems).toEqual([
      { code: 'CLI_CALL_CUT', message: 'The call ended before these 2 steps: say "hello", play x.wav.' },
    ])
  })

  it('gives up when the bot does not listen in time', async () => {
    const report = placeCall(plan({ patienceMs: 200, steps: [{ type: 'press', digits: '1' }] }))
    await (
      await system.leg(0)
    ).closed
    system.update({ status: 'ended' })

    expect((await report).problems).toMatchObject([{ code: 'CLI_CALL_STUCK' }])
  })

  it('lets a human accept the offer, and proves that both hear each other', async () => {
    const report = placeCall(plan({ agent: { queues: ['help'], agentWords: words(7, 1_200), callerWords: words(8, 1_300) } }))
    const seat = await system.seat
    const caller = await system.leg(0)
    seat.send({
      type: 'offered',
      flow,
      offerId: 'o1',
      callId: 'call-1',
      summary: 'a lost card',
      transcript: [],
      whisper: [],
      answerWithinMs: 5_000,
    })
    expect(await seat.next()).toEqual({ type: 'accept', offerId: 'o1' })
    seat.send({ type: 'accepted', offerId: 'o1', callId: 'call-1', mediaUrl: `${system.url.replace('http', 'ws')}/media-2` })
    const agent = await system.leg(1)
    await agent.event('MEDIA_START')
    agent.connectTo(caller)
    caller.connectTo(agent)
    seat.send({ type: 'joined', callId: 'call-1' })
    expect(await seat.next()).toEqual({ type: 'end', callId: 'call-1' })
    seat.send({ type: 'ended', callId: 'call-1', by: 'agent' })
    agent.close()
    system.update({ transfer: { target: 'help', outcome: 'connected' }, status: 'ended' })
    caller.close()

    const { transfer, problems } = await report

    expect(problems).toEqual([])
    expect(transfer?.outcome).toBe('connected')
    expect(transfer?.agentHeard).toBeGreaterThan(0.98)
    expect(transfer?.callerHeard).toBeGreaterThan(0.98)
  })

  it('hears little of one who is not connected', async () => {
    const report = placeCall(plan({ agent: { queues: ['help'], agentWords: words(7, 1_200), callerWords: words(8, 1_300) } }))
    const seat = await system.seat
    const caller = await system.leg(0)
    seat.send({ type: 'offered', offerId: 'o1', callId: 'call-1', flow, summary: '', transcript: [], whisper: [], answerWithinMs: 5_000 })
    await seat.next()
    seat.send({ type: 'accepted', offerId: 'o1', callId: 'call-1', mediaUrl: `${system.url.replace('http', 'ws')}/media-2` })
    const agent = await system.leg(1)
    agent.play(prompt(21, 6_000))
    caller.play(prompt(22, 6_000))
    seat.send({ type: 'joined', callId: 'call-1' })
    await seat.next()
    seat.send({ type: 'ended', callId: 'call-1', by: 'agent' })
    agent.close()
    system.update({ transfer: { target: 'help', outcome: 'connected' }, status: 'ended' })
    caller.close()

    const { transfer } = await report

    expect(transfer?.agentHeard).toBeLessThan(0.3)
    expect(transfer?.callerHeard).toBeLessThan(0.3)
  })

  it('tells when the offer was withdrawn', async () => {
    const report = placeCall(plan({ agent: { queues: ['help'], agentWords: words(7, 100), callerWords: words(8, 100) } }))
    const seat = await system.seat
    await system.leg(0)
    seat.send({ type: 'offered', offerId: 'o1', callId: 'call-1', flow, summary: '', transcript: [], whisper: [], answerWithinMs: 5_000 })
    seat.send({ type: 'withdrawn', offerId: 'o1', cause: 'timeout' })
    system.update({ status: 'ended' })

    expect((await report).problems).toEqual([
      { code: 'CLI_CALL_STUCK', message: 'The agent in queue "help" waited for "accepted" in vain: timeout.' },
    ])
  })
})

describe('a call that is transferred', () => {
  let system: ScriptedSystem
  const offer: SeatEvent = { type: 'offered', offerId: 'o1', callId: 'call-1', flow, summary: '', transcript: [], whisper: [], answerWithinMs: 5_000 }
  const agent = (conduct: AgentConduct): Partial<CallPlan> => ({
    agent: { queues: ['help'], conduct, agentWords: words(7, 100), callerWords: words(8, 100) },
  })
  const place = (parts: Partial<CallPlan>) => placeCall({ url: system.url, request: { flow: 'test' }, steps: [], patienceMs: 8_000, ...parts })
  const accepted = () => ({ type: 'accepted', offerId: 'o1', callId: 'call-1', mediaUrl: `${system.url.replace('http', 'ws')}/media-2` }) as const
  const over = (outcome: string) => system.update({ transfer: { target: 'help', outcome }, status: 'ended', listening: null })

  beforeEach(async () => {
    system = await startScriptedSystem()
  })
  afterEach(() => system.close())

  it.each([
    [{ does: 'busy' }, { type: 'decline', offerId: 'o1', cause: 'busy' }],
    [{ does: 'decline' }, { type: 'decline', offerId: 'o1', cause: 'declined' }],
  ] as const)('meets an agent who %o', async (conduct, command) => {
    const report = place(agent(conduct))
    const seat = await system.seat
    seat.send(offer)

    expect(await seat.next()).toEqual(command)
    over('declined')

    expect(await report).toMatchObject({ problems: [], transfer: { outcome: 'declined', agentHeard: null, callerHeard: null } })
  })

  it('meets an agent who lets it ring', async () => {
    const report = place(agent({ does: 'no-answer' }))
    const seat = await system.seat
    seat.send(offer)
    seat.send({ type: 'withdrawn', offerId: 'o1', cause: 'timeout' })
    over('no-answer')

    expect(await report).toMatchObject({ problems: [], transfer: { outcome: 'no-answer' } })
  })

  it('meets an agent who accepts and hangs up', async () => {
    const report = place(agent({ does: 'leave', afterMs: 50 }))
    const seat = await system.seat
    seat.send(offer)
    expect(await seat.next()).toMatchObject({ type: 'accept' })
    seat.send(accepted())
    await (
      await system.leg(1)
    ).closed
    over('failed')

    expect(await report).toMatchObject({ problems: [], transfer: { outcome: 'failed' } })
  })

  it('meets an agent who hangs up in the talk', async () => {
    const report = place(agent({ does: 'leave-talk', afterMs: 20 }))
    const seat = await system.seat
    seat.send(offer)
    await seat.next()
    seat.send(accepted())
    const leg = await system.leg(1)
    seat.send({ type: 'joined', callId: 'call-1' })
    await leg.closed
    over('connected')

    expect(await report).toMatchObject({ problems: [], transfer: { outcome: 'connected', agentHeard: null } })
  })

  it('meets an agent who accepts and leaves the seat', async () => {
    const report = place(agent({ does: 'vanish' }))
    const seat = await system.seat
    seat.send(offer)
    expect(await seat.next()).toMatchObject({ type: 'accept' })
    seat.send(accepted())

    expect(await seat.next()).toEqual({ type: 'leave' })
    over('failed')

    expect((await report).problems).toEqual([])
  })

  it('tells of a leg of the agent that stayed behind', async () => {
    const report = place({ ...agent({ does: 'answer' }), steps: [{ type: 'hang-up', at: 'whisper' }] })
    const seat = await system.seat
    seat.send(offer)
    await seat.next()
    seat.send(accepted())
    await system.leg(1)
    system.update({ transfer: { target: 'help', outcome: 'whisper' } })
    await (
      await system.leg(0)
    ).closed
    seat.send({ type: 'withdrawn', offerId: 'o1', cause: 'caller-gone' })
    over('caller-gone')

    expect((await report).problems).toMatchObject([{ code: 'CLI_LEG_LEFT_OPEN' }])
  })

  it.each([
    ['announcement', { statePath: ['human', 'announcing'] }],
    ['queue', { transfer: { target: 'help', outcome: 'queued', position: 1 } }],
    ['ringing', { transfer: { target: 'help', outcome: 'ringing' } }],
  ] as const)('is left by the caller at the %s', async (at, view) => {
    const report = place({ steps: [{ type: 'hang-up', at }] })
    const leg = await system.leg(0)
    system.update({ listening: { turnId: 't1', sinceMs: 0 } })
    await leg.event('MEDIA_START')
    system.update({ ...view, statePath: [...('statePath' in view ? view.statePath : [])] })
    await leg.closed
    over('caller-gone')

    expect((await report).problems).toEqual([])
  })

  it('says that the stage at which the caller was to hang up never came', async () => {
    const report = place({ steps: [{ type: 'hang-up', at: 'ringing' }] })
    const leg = await system.leg(0)
    leg.close()
    over('busy')

    expect((await report).problems).toMatchObject([{ code: 'CLI_CALL_CUT', message: expect.stringContaining('hang up at the ringing') as string }])
  })

  it('waits in the queue for a human, and presses keys there', async () => {
    const report = place({ steps: [{ type: 'press', digits: '1' }] })
    const leg = await system.leg(0)
    system.update({ transfer: { target: 'help', outcome: 'queued', position: 1 }, listening: { turnId: 't1', sinceMs: 0 } })
    expect(await leg.event('DTMF_END')).toMatchObject({ digit: '1' })
    system.update({ listening: { turnId: 't2', sinceMs: 60_000 } })
    await leg.soundFrames(0)
    system.update({ transfer: { target: 'help', outcome: 'left' } })
    await leg.closed
    over('left')

    expect(await report).toMatchObject({ problems: [], transfer: { outcome: 'left' } })
  })
})

describe('the HTTP client', () => {
  it('tells what the system refused, and that nothing answers', async () => {
    const system = await startScriptedSystem()
    const api = new ApiClient(system.url)

    await expect(api.call('other')).rejects.toMatchObject({
      code: 'CLI_SYSTEM_UNREACHABLE',
      message: expect.stringContaining('RUNTIME_NOT_FOUND') as string,
    })
    await expect(api.flows()).rejects.toMatchObject({
      code: 'CLI_SYSTEM_UNREACHABLE',
      message: expect.stringContaining('same release') as string,
    })
    await system.close()
    await expect(api.call('call-1')).rejects.toMatchObject({
      code: 'CLI_SYSTEM_UNREACHABLE',
      message: expect.stringContaining('npm start') as string,
    })
  })
})
