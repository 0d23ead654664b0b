import { isTraced, spanIdOf, traceIdOf, traceparentOf, type FinishedSpan } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow, serviceFlow } from '../testing/flows.js'
import { Inbox } from '../testing/inbox.js'
import { ScriptedService } from '../testing/scripted-service.js'
import { World } from '../testing/world.js'

/** What was recorded, by call. */
class Recorder {
  readonly sampleRatio = 1
  readonly spans: FinishedSpan[] = []
  private readonly inbox = new Inbox<FinishedSpan>()

  record(span: FinishedSpan): void {
    this.spans.push(span)
    this.inbox.push(span)
  }

  /** All spans of a call, once it is over. */
  async ofCall(callId: string): Promise<FinishedSpan[]> {
    await this.inbox.take(({ traceId, name }) => traceId === traceIdOf(callId) && name === 'call')
    return this.spans.filter(({ traceId }) => traceId === traceIdOf(callId))
  }
}

let world: World
let service: ScriptedService
const tracing = new Recorder()
beforeAll(async () => {
  service = await ScriptedService.open()
  world = await World.open({ desk: deskFlow, get: serviceFlow('get', 'GET') }, { tracing, endpoints: { service: service.url }, tracedEndpoints: ['service'] })
}, 60_000)
afterAll(async () => {
  await world.close()
  await service.close()
})

const named = (spans: readonly FinishedSpan[], name: string): FinishedSpan[] => spans.filter((span) => span.name === name)

describe('the trace of a call', () => {
  it('has the call as its root, its turns below, and below each of them what was done with its outcome', async () => {
    const { callId, bridge } = await world.calls({ dnis: '+15550001', ani: '+15559999' })
    await bridge.hears(await bridge.plays(), 'what are your opening hours')
    await bridge.plays()
    await bridge.hangsUp()

    const spans = await tracing.ofCall(callId)

    const root = named(spans, 'call')[0]
    expect(root).toMatchObject({ traceId: callId.replaceAll('-', ''), kind: 'server', attributes: { 'callchart.call.id': callId, 'callchart.flow.id': 'desk', 'callchart.call.disposition': 'completed', 'callchart.call.turns': 2 } })
    expect(root?.parentSpanId).toBeUndefined()
    const [question, goodbye] = named(spans, 'turn')
    expect(question).toMatchObject({
      parentSpanId: root?.spanId,
      attributes: { 'callchart.node.id': 'ask', 'callchart.turn.listens_to': 'speech', 'callchart.turn.outcome': 'utterance', 'callchart.understood': 'intent', 'callchart.intent': 'hours', 'callchart.engine': 'scripted' },
    })
    expect(goodbye?.attributes).toMatchObject({ 'callchart.node.id': 'bye', 'callchart.turn.outcome': 'turn.finished' })
    const stages = spans.filter(({ parentSpanId }) => parentSpanId === question?.spanId)
    expect(new Set(stages.map(({ name }) => name))).toEqual(new Set(['wait', 'understand', 'decide', 'journal', 'perform']))
    for (const { startMs, endMs } of spans) expect(endMs).toBeGreaterThanOrEqual(startMs)
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length)
  })

  it('tells of a request without its address, and tells a service of ours which trace it belongs to', async () => {
    const called = world.calls({ flow: 'get' })
    const asked = await service.asked()
    asked.answer({ balance: 7 })
    const { callId, bridge } = await called
    await bridge.plays()
    await bridge.hangsUp()

    const [request] = named(await tracing.ofCall(callId), 'request')

    expect(request).toMatchObject({ kind: 'client', attributes: { 'http.request.method': 'GET', 'callchart.endpoint': 'service', 'callchart.outcome': 'succeeded', 'http.response.status_code': 200 } })
    expect(JSON.stringify(request)).not.toContain('balance')
    expect(asked.traceparent).toBe(traceparentOf(callId, request?.spanId ?? ''))
  })

  it('tells of a way to a human that the caller gave up', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    await bridge.hears(await bridge.plays(), 'speak to an agent')
    await bridge.plays()
    await world.logged.take((line) => line.msg === 'step' && line.event === 'transfer.queued' && line.callId === callId)
    await bridge.hangsUp()

    const [transfer] = named(await tracing.ofCall(callId), 'transfer')

    expect(transfer?.attributes).toMatchObject({ 'callchart.transfer.target': 'queue', 'callchart.queue': 'cards', 'callchart.outcome': 'caller-gone' })
    expect(transfer?.events?.map(({ name }) => name)).toContain('transfer.queued')
    const metrics = await (await fetch(`${world.runtime.url}/metrics`)).text()
    expect(metrics).toMatch(/callchart_queue_wait_seconds_count\{queue="cards",outcome="abandoned"\} 1/)
    expect(metrics).toMatch(/callchart_transfers_total\{target="queue",outcome="abandoned"\} 1/)
  })

  it('goes on in the runtime that takes the call over', async () => {
    const first = await world.starts({ tracing })
    const { callId, token, bridge } = await world.calls({ flow: 'desk' }, first)
    const question = await bridge.plays()
    const { commands } = bridge
    await first.close()
    const again = world.bridge()
    await again.attach({ token, callId, lastCommandNumber: commands.length })
    await again.hears(question, 'what are your opening hours')
    await again.plays()
    await again.hangsUp()

    const spans = await tracing.ofCall(callId)

    const turns = named(spans, 'turn')
    expect(turns.map(({ spanId }) => spanId)[0]).toBe(spanIdOf(callId, 'turn', question.turnId))
    expect(turns[0]?.attributes).toMatchObject({ 'callchart.taken_over': true, 'callchart.turn.outcome': 'utterance' })
    expect(named(spans, 'call')).toHaveLength(1)
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([traceIdOf(callId)]))
  })

  it('is made of a share of the calls where that is wanted', async () => {
    const spans: FinishedSpan[] = []
    const few = { sampleRatio: 0.5, record: (span: FinishedSpan) => void spans.push(span) }
    const runtime = await world.starts({ tracing: few })
    const calls: string[] = []
    for (let count = 0; count < 8; count += 1) {
      const { callId, bridge } = await world.calls({ flow: 'desk' }, runtime)
      await bridge.plays()
      await bridge.hangsUp()
      await bridge.ended
      calls.push(callId)
    }
    await runtime.close()

    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set(calls.filter((callId) => isTraced(callId, few)).map(traceIdOf)))
  })
})
