import { describe, expect, it } from 'vitest'
import { createKeyIntentSpotter, spottedKeyIntents } from './key-intent-spotter.js'
import { cpuMsSince } from './testing/cpu-time.js'

describe('the spotter of key intents', () => {
  const spot = createKeyIntentSpotter('en-US')
  const namesIn = (text: string): string[] =>
    spot(text)
      .map(({ keyIntent }) => keyIntent)
      .sort()

  it('knows eleven', () => {
    expect(new Set(spottedKeyIntents).size).toBe(11)
  })

  it.each([
    ['yes, put me through to a person', ['affirm', 'human']],
    ["no, I don't know", ['deny', 'doNotKnow']],
    ['this is ridiculous, let me talk to your manager', ['displeasure', 'human']],
    ["I'm not interested, stop calling me", ['deny', 'doNotCall', 'refuse']],
    ['sorry, can you say that again', ['repeat']],
    ['go back please', ['goBack']],
    ['I want to make a complaint', ['complaint']],
    ['thanks, goodbye', ['end']],
    ['agent agent agent', ['human']],
    ['hello, um, representative please', ['human']],
    ['where is my parcel', []],
    ['', []],
    ['x', []],
    ['\u0000\u0007', []],
  ])('hears in %j %j', (text, names) => {
    expect(namesIn(text)).toEqual(names)
  })

  it('gives confidences from 0 to 1, the surest first', () => {
    const confidences = spot("yes, I'd like to talk to someone, this is ridiculous").map(({ confidence }) => confidence)

    expect(confidences.length).toBeGreaterThan(1)
    expect(confidences).toEqual([...confidences].sort((left, right) => right - left))
    for (const confidence of confidences) expect(confidence).toBeLessThanOrEqual(1)
  })

  it('hears nothing in a language that it does not know', () => {
    expect(createKeyIntentSpotter('fi-FI')('agent')).toEqual([])
  })

  it.each([
    ['en-US', ['no, I would like to speak to somebody about my mortgage', 'this whole thing is driving me crazy', 'book a table for two at seven']],
    ['zh-CN', ['不用了，帮我转一下人工吧', '你们怎么又打来了，烦死了', '我想订一张明天去上海的票']],
  ])('takes a fraction of a millisecond in %s, and no time that grows with what is said', (language, texts) => {
    const spotted = createKeyIntentSpotter(language)
    for (let warm = 0; warm < 300; warm += 1) texts.forEach((text) => spotted(text))
    const started = process.cpuUsage()
    for (let round = 0; round < 100; round += 1) texts.forEach((text) => spotted(text))
    const each = cpuMsSince(started) / (100 * texts.length)
    const long = process.cpuUsage()
    spotted(texts.join(' ').repeat(200).slice(0, 10_000))

    // 0.1 ms on one core; a machine that does much else at once takes longer for the same.
    expect(each).toBeLessThan(0.6)
    expect(cpuMsSince(long)).toBeLessThan(200)
  })
})
