import { expect, it } from 'vitest'
import type { ToldSpan } from './spans.js'
import { greetingsOf, turnsOf } from './turn-stages.js'

const span = (name: string, startMs: number, endMs: number, attributes: ToldSpan['attributes'] = {}, parentSpanId = 'turn-1'): ToldSpan => ({ traceId: 'call-1', parentSpanId, name, startMs, endMs, attributes })

const spoken: readonly ToldSpan[] = [
  span('recognise', 990, 1_000, { 'callchart.endpoint_silence_ms': 350 }),
  span('wait', 1_002, 1_003),
  span('understand', 1_003, 1_005),
  span('journal', 1_005, 1_009),
  span('decide', 1_006, 1_007),
  span('perform', 1_009, 1_020),
  span('journal', 1_010, 1_013),
  span('reply', 995, 1_035, { 'callchart.reply.after': 'speech', 'callchart.reply.recogniser_ms': 5, 'callchart.reply.runtime_ms': 20, 'callchart.reply.synthesis_ms': 14, 'callchart.reply.first_frame_ms': 1 }),
]

it('tells the parts of a spoken turn, each without those within it', () => {
  expect(turnsOf(spoken)).toEqual([
    { endpointSilence: 350, recogniser: 5, wait: 1, understand: 2, decide: 1, journal: 6, perform: 8, wire: 10, synthesis: 14, firstFrame: 1, total: 40 },
  ])
})

it('leaves out turns that were not spoken, and those without a reply', () => {
  const pressed = span('reply', 0, 10, { 'callchart.reply.after': 'keys' }, 'turn-2')
  const unanswered = span('recognise', 0, 10, { 'callchart.endpoint_silence_ms': 350 }, 'turn-3')

  expect(turnsOf([pressed, unanswered])).toEqual([])
})

it('greets with the first prompt of each call', () => {
  const media = span('media', 100, 9_000, {}, 'root')

  expect(greetingsOf([media, span('prompt', 5_000, 6_000), span('prompt', 140, 900)])).toEqual([40])
  expect(greetingsOf([media])).toEqual([])
})
