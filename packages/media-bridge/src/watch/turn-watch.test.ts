import type { FinishedSpan, MediaFact } from '@callchart/protocol'
import { Registry } from 'prom-client'
import { beforeEach, describe, expect, it } from 'vitest'
import { PromptAudio } from '../speak/prompt-audio.js'
import { turnOf } from '../testing/bridge-rig.js'
import { promptOf } from '../testing/scripted-speech.js'
import { MediaTrace } from './media-trace.js'
import { createTurnMeters } from './turn-meters.js'
import { TurnWatch } from './turn-watch.js'

let now: number
let registry: Registry
let watch: TurnWatch
let audio: PromptAudio | undefined
let lines: Record<string, unknown>[]
let spans: FinishedSpan[]
beforeEach(() => {
  now = 1_000
  registry = new Registry()
  audio = undefined
  lines = []
  spans = []
  watch = new TurnWatch({
    meters: createTurnMeters(registry),
    log: { isLevelEnabled: () => true, debug: (fields: Record<string, unknown>) => void lines.push(fields) },
    audioOf: () => audio,
    trace: MediaTrace.of('c1', 'b1', { sampleRatio: 1, record: (span) => void spans.push(span) }),
    now: () => now,
  })
})

const at = (ms: number, fact: MediaFact): void => {
  now = ms
  watch.told(fact)
}
const starts = (ms: number, turn: ReturnType<typeof turnOf>): void => {
  now = ms
  watch.commanded(turn)
  if (turn.type === 'turn.start') watch.asked(turn)
}
const heard = (turnId: string): MediaFact => ({ type: 'utterance', turnId, alternatives: [{ text: 'secret words', confidence: 1, words: [] }], startMs: 0, endMs: 500, endpointSilenceMs: 700, engine: 'one' })
const metric = async (name: string): Promise<string> => registry.getSingleMetricAsString(name)
const ready = (): PromptAudio => new PromptAudio(new Int16Array(160))

describe('the reply to a caller', () => {
  it('is timed from the end of speech to its first frame, stage by stage', async () => {
    at(1_000, { type: 'speech.started', turnId: 't1' })
    at(2_000, { type: 'speech.ended', turnId: 't1' })
    at(2_030, heard('t1'))
    audio = new PromptAudio()
    starts(2_042, turnOf('t2', [promptOf('hello')]))
    now = 2_100
    audio.append(new Int16Array(160))
    at(2_104, { type: 'prompt.started', turnId: 't2', promptId: 'hello' })

    expect(lines).toEqual([{ after: 'speech', isCached: false, recogniserMs: 30, runtimeMs: 12, synthesisMs: 58, firstFrameMs: 4, replyMs: 104 }])
    expect(await metric('callchart_media_reply_seconds')).toContain('callchart_media_reply_seconds_sum{after="speech",cached="false"} 0.104')
    expect(await metric('callchart_media_stage_seconds')).toContain('callchart_media_stage_seconds_sum{stage="synthesis"} 0.058')
    expect(await metric('callchart_media_endpoint_silence_seconds')).toContain('callchart_media_endpoint_silence_seconds_sum 0.7')
  })

  it('has no synthesis to wait for where the prompt lies in memory', () => {
    at(2_000, { type: 'digits', turnId: 't1', digits: '4711', endedBy: 'max-count' })
    audio = ready()
    starts(2_010, turnOf('t2', [promptOf('hello')]))
    at(2_011, { type: 'prompt.started', turnId: 't2', promptId: 'hello' })

    expect(lines).toEqual([{ after: 'keys', isCached: true, runtimeMs: 10, synthesisMs: 0, firstFrameMs: 1, replyMs: 11 }])
  })

  it('is none where the next turn says nothing, or where nothing follows', () => {
    at(2_000, heard('t1'))
    starts(2_010, turnOf('t2', []))
    starts(2_020, turnOf('t3', [promptOf('later')]))
    at(2_030, { type: 'prompt.started', turnId: 't3', promptId: 'later' })
    at(3_000, { type: 'turn.cancelled', turnId: 't3' })

    expect(lines).toEqual([])
  })

  it('counts the greeting from the first media', async () => {
    at(1_000, { type: 'call.connected', dialect: 'asterisk', codec: 'ulaw', variables: {} })
    at(1_090, { type: 'prompt.started', turnId: 't1', promptId: 'hello' })
    at(5_000, { type: 'prompt.started', turnId: 't1', promptId: 'more' })

    expect(await metric('callchart_media_greeting_seconds')).toMatch(/_sum 0.09\n.*_count 1/)
  })
})

describe('barge-ins', () => {
  const cut = (by: 'speech' | 'phrase' | 'digit'): MediaFact => ({ type: 'prompt.interrupted', turnId: 't1', promptId: 'p', playedMs: 300, by })

  it('are false where the prompt goes on, and true where an utterance comes of them', async () => {
    at(1_000, cut('speech'))
    at(1_500, { type: 'prompt.resumed', turnId: 't1', promptId: 'p', playedMs: 300 })
    at(2_000, cut('phrase'))
    at(2_500, heard('t1'))

    const counted = await metric('callchart_media_barge_ins_total')
    expect(counted).toContain('{result="false",by="speech"} 1')
    expect(counted).toContain('{result="true",by="phrase"} 1')
  })

  it('by a key are true at once, and none where the caller leaves', async () => {
    at(1_000, cut('digit'))
    at(2_000, cut('speech'))
    at(2_100, { type: 'turn.cancelled', turnId: 't1' })
    at(2_200, heard('t2'))

    const counted = await metric('callchart_media_barge_ins_total')
    expect(counted).toContain('{result="true",by="digit"} 1')
    expect(counted).not.toContain('speech')
  })
})

it('counts the legs of humans that are there', async () => {
  at(1_000, { type: 'leg.hung-up', legId: 'never', cause: 'timeout' })
  at(1_100, { type: 'leg.connected', legId: 'anna' })
  expect(await metric('callchart_media_human_legs')).toMatch(/ 1$/m)

  at(1_200, { type: 'leg.hung-up', legId: 'anna', cause: 'normal' })
  at(1_200, { type: 'leg.hung-up', legId: 'anna', cause: 'normal' })

  expect(await metric('callchart_media_human_legs')).toMatch(/ 0$/m)
})

describe('the trace of the media', () => {
  it('tells of prompts, speech and replies below their turns, and of nothing that was said', () => {
    at(1_000, { type: 'call.connected', dialect: 'asterisk', codec: 'ulaw', variables: { name: 'Ada' } })
    at(1_010, { type: 'prompt.started', turnId: 't1', promptId: 'p' })
    at(1_500, { type: 'prompt.finished', turnId: 't1', promptId: 'p' })
    at(1_600, { type: 'speech.started', turnId: 't1' })
    at(2_000, { type: 'speech.ended', turnId: 't1' })
    at(2_030, heard('t1'))
    audio = ready()
    starts(2_040, turnOf('t2', [promptOf('hello')]))
    at(2_050, { type: 'prompt.started', turnId: 't2', promptId: 'hello' })
    at(3_000, { type: 'caller.hung-up', cause: 'normal' })

    expect(spans.map(({ name }) => name)).toEqual(['prompt', 'speech', 'recognise', 'reply', 'prompt', 'media'])
    expect(spans.find(({ name }) => name === 'reply')?.attributes).toMatchObject({ 'callchart.reply.after': 'speech', 'callchart.reply.recogniser_ms': 30, 'callchart.reply.runtime_ms': 10 })
    expect(spans[0]?.parentSpanId).toBe(spans[1]?.parentSpanId)
    expect(spans.at(-1)?.parentSpanId).not.toBe(spans[0]?.parentSpanId)
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length)
    expect(JSON.stringify(spans)).not.toMatch(/secret words|Ada/)
  })
})
