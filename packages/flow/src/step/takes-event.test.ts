import { expect, it } from 'vitest'
import { DrivenChart, flowOf, say, type EventInput } from '../fixtures/driven-chart.js'
import { takesEvent } from './takes-event.js'

const document = flowOf(
  [
    {
      id: 'wish',
      kind: 'ask',
      name: 'Wish',
      prompt: say('What?'),
      branches: [{ on: 'pay', to: 'amount' }, { on: 'anyReply', to: 'goodbye' }],
      saveWords: 'reply',
      noInput: { to: 'goodbye' },
      noMatch: { to: 'goodbye' },
    },
    {
      id: 'amount',
      kind: 'collect',
      name: 'Amount',
      prompt: say('How much?'),
      variable: 'amount',
      valueType: 'number',
      confirm: { prompt: say('{{ value }}?') },
      noInput: { to: 'goodbye' },
      noMatch: { to: 'goodbye' },
      next: 'goodbye',
    },
  ],
  {
    variables: { amount: { type: 'number' }, reply: { type: 'string' } },
    intents: { pay: { name: 'Pay', phrases: { 'en-US': ['pay'] } }, fees: { name: 'Fees', phrases: { 'en-US': ['fees'] } } },
    keyIntents: { human: { to: 'goodbye' } },
    auxiliary: [{ intent: 'fees', to: 'goodbye' }],
  },
)

const meant = (intent: string, turnId = 't1'): EventInput => ({ type: 'utterance.understood', turnId, text: intent, intent, confidence: 1, slots: {} })
const wanted = (keyIntent: 'human' | 'end', turnId = 't1'): EventInput => ({ type: 'key-intent.heard', turnId, text: '', keyIntent, confidence: 1 })
const asked = (intent: string, turnId = 't1'): EventInput => ({ type: 'auxiliary.heard', turnId, text: '', intent, confidence: 1 })
const value = (turnId = 't1'): EventInput => ({ type: 'value.understood', turnId, text: '', value: 5, confidence: 1 })

const taken = ({ machine, snapshot }: DrivenChart, events: readonly EventInput[]): boolean[] =>
  events.map((event) => takesEvent(machine, snapshot, { ...event, at: 1 }))

it('takes at a question its branches, the key intents and the global questions of the flow, and nothing else for what it says', () => {
  const chart = new DrivenChart(document).start()

  expect(taken(chart, [meant('pay'), wanted('human'), asked('fees')])).toEqual([true, true, true])
  expect(taken(chart, [meant('fees'), meant('affirm'), meant('nonsense'), wanted('end'), asked('pay'), value()])).toEqual(Array(6).fill(false))
})

it('takes a value where one is asked for, and yes or no where it is confirmed', () => {
  const chart = new DrivenChart(document).start().says('pay')
  expect(taken(chart, [value('t2'), meant('affirm', 't2'), wanted('human', 't2')])).toEqual([true, false, true])

  expect(taken(chart.gives(5), [value('t3'), meant('affirm', 't3'), meant('deny', 't3'), meant('pay', 't3')])).toEqual([true, true, true, false])
})

it('takes nothing for another turn, nor before the call and after it', () => {
  const chart = new DrivenChart(document)
  expect(taken(chart, [meant('pay'), wanted('human')])).toEqual([false, false])

  expect(taken(chart.start(), [meant('pay', 't0'), wanted('human', 't0'), asked('fees', 't0')])).toEqual([false, false, false])
  expect(taken(chart.hangsUp(), [meant('pay'), wanted('human')])).toEqual([false, false])
})
