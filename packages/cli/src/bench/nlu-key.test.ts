import { describe, expect, it } from 'vitest'
import { benchKeyIntents, describeKeyIntents, type LabelledLine } from './nlu-key.js'

const lines: readonly LabelledLine[] = [
  { text: 'Yes, put me through to a person', intents: ['affirm', 'handoff'] },
  { text: 'let me talk to somebody', intents: ['handoff'] },
  { text: 'the parcel is at the door', intents: ['handoff', 'delivery'] },
  { text: 'representative', intents: ['delivery'] },
  { text: 'where is my parcel', intents: [] },
]

const clock = (): (() => number) => {
  let us = 0
  return () => (us += 1_000)
}

describe('the bench of key intents', () => {
  it('counts a line for every label it has, and for all that is heard in it', () => {
    const { keyIntents } = benchKeyIntents(lines, 'en', clock())

    expect(keyIntents.human).toEqual({ label: 'handoff', support: 3, predicted: 3, precision: 0.6667, recall: 0.6667, f1: 0.6667 })
    expect(keyIntents.affirm).toEqual({ label: 'affirm', support: 1, predicted: 1, precision: 1, recall: 1, f1: 1 })
  })

  it('gives no share of nothing', () => {
    const { keyIntents } = benchKeyIntents(lines, 'en', clock())

    expect(keyIntents.goBack).toEqual({ label: 'goBack', support: 0, predicted: 0, precision: null, recall: null, f1: null })
  })

  it('reads a key intent by its own name where the file uses it', () => {
    const { keyIntents } = benchKeyIntents([{ text: '转人工', intents: ['human'] }, { text: '不知道', intents: ['dont_know'] }], 'zh-CN', clock())

    expect(keyIntents.human).toMatchObject({ label: 'human', support: 1, recall: 1 })
    expect(keyIntents.doNotKnow).toMatchObject({ label: 'dont_know', support: 1, recall: 1 })
  })

  it('times the utterances', () => {
    expect(benchKeyIntents(lines, 'en', clock())).toMatchObject({ lines: 5, usPerUtterance: 200 })
  })

  it('shows a row for each key intent', () => {
    const table = describeKeyIntents(benchKeyIntents(lines, 'en', clock()))

    expect(table).toMatch(/human +handoff +3 +3 +0\.667 +0\.667/)
    expect(table).toMatch(/goBack +goBack +0 +0 +- +- +-/)
    expect(table).toContain('5 lines, 200 \u00b5s an utterance')
  })
})
