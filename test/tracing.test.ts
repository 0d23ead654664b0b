import { afterAll, beforeAll, expect, it } from 'vitest'
import { numberAlone } from '../packages/runtime/src/testing/number-alone.js'
import { cardServices } from './driver/flows.js'
import { TestSystem } from './driver/system.js'
import { TraceReceiver } from './driver/trace-receiver.js'

const there = new TestSystem([cardServices('cards')])
let receiver: TraceReceiver
beforeAll(async () => {
  receiver = await TraceReceiver.open()
  await there.start({ tracing: { url: receiver.url, protocol: 'http/json', sampleRatio: 1, serviceName: 'callchart' } })
}, 90_000)
afterAll(() => receiver.close())

it('a spoken call is one trace of both processes, each span below another, with no word of the caller', async () => {
  const caller = await there.calls('cards')
  await caller.isAsked('question')
  await caller.says('i lost my card')
  await caller.isAsked('lostCardDigits')
  await caller.presses('4711#')
  const { callId } = await caller.isAsked('confirmBlock')
  caller.hangsUp()
  await caller.isHungUpOn()
  // What waits to be sent is sent when the parts end.
  await there.close()

  const spans = receiver.spans.filter(({ traceId }) => traceId === callId.replaceAll('-', ''))
  const known = new Set(spans.map(({ spanId }) => spanId))
  expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['callchart', 'callchart-media-bridge']))
  expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined || parentSpanId === '').map(({ name }) => name)).toEqual(['call'])
  expect(spans.filter(({ parentSpanId }) => parentSpanId !== undefined && parentSpanId !== '' && !known.has(parentSpanId))).toEqual([])
  for (const name of ['call', 'turn', 'understand', 'decide', 'journal', 'perform', 'media', 'prompt', 'speech', 'recognise', 'reply']) expect(spans.map((span) => span.name)).toContain(name)

  const heard = spans.find(({ name, attributes }) => name === 'turn' && attributes['callchart.intent'] !== undefined)
  const reply = spans.find(({ name, attributes }) => name === 'reply' && attributes['callchart.reply.after'] === 'speech')
  expect(reply?.parentSpanId).toBe(heard?.spanId)
  for (const stage of ['recogniser', 'runtime', 'synthesis', 'first_frame']) expect(reply?.attributes[`callchart.reply.${stage}_ms`]).toBeGreaterThanOrEqual(0)
  const told = receiver.bodies.join('')
  for (const hidden of ['lost my card', numberAlone('4711')]) expect(told).not.toMatch(hidden)
}, 90_000)
