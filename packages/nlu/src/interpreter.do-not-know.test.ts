import { describe, expect, it } from 'vitest'
import { keyIntents } from '@callchart/protocol'
import { askerOf, branchOf, sourceOf } from './testing/ask.js'

const ask = askerOf(sourceOf({ reset: { phrases: ['i forgot my password', 'reset my password'] }, blue: { phrases: ['the blue one'] } }))
const knowing = { intents: ['affirm', 'deny', 'doNotKnow'], keyIntents }

describe('not knowing', () => {
  it('is an answer where it has a branch, and a no-match where it has none', () => {
    expect(branchOf(ask("i don't know", knowing))).toBe('doNotKnow')
    expect(branchOf(ask("i'm not sure about that", knowing))).toBe('doNotKnow')
    expect(branchOf(ask("i don't know", { intents: ['affirm', 'deny'] }))).toBe('no-match')
    expect(branchOf(ask("i don't know", { intents: ['affirm', 'deny', 'refuse'] }))).toBe('no-match')
  })

  it('yields to a later yes or no', () => {
    expect(branchOf(ask("i don't know, no", knowing))).toBe('deny')
    expect(branchOf(ask('not sure, but yes', knowing))).toBe('affirm')
  })

  it('leaves a node its own phrase', () => {
    expect(branchOf(ask('i forgot my password', { intents: ['reset', 'doNotKnow'] }))).toBe('reset')
    expect(branchOf(ask('i forgot my password', { intents: ['blue', 'doNotKnow'] }))).toBe('doNotKnow')
  })

  it.each(['whatever', "i don't mind", 'either is fine', 'yes i know', "i don't know how to pay"])('is not %j', (text) => {
    expect(branchOf(ask(text, { intents: ['doNotKnow'] }))).toBe('no-match')
  })

  it('is understood in Chinese', () => {
    const chinese = askerOf(sourceOf({}, { language: 'zh-CN' }))

    expect(branchOf(chinese('这个我不太清楚', knowing))).toBe('doNotKnow')
    expect(branchOf(chinese('随便', knowing))).toBe('no-match')
    expect(branchOf(chinese('忘记密码怎么办', knowing))).toBe('no-match')
  })

  it('lets a flow add words of its own', () => {
    const own = askerOf(sourceOf({ doNotKnow: { phrases: ['ask my wife'] } }))

    expect(branchOf(own('ask my wife', { intents: ['affirm', 'doNotKnow'] }))).toBe('doNotKnow')
  })
})
