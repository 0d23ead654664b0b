import { describe, expect, it } from 'vitest'
import { askedAfter, shop } from '../testing/questions.js'
import { fenceTool } from './chat-question.js'
import { admit, raiseFence, type Proposal } from './fence.js'

const why = { by: 'service', service: 'chat', losing: [] } as const
const wish = askedAfter()
const due = askedAfter('order')
const reason = askedAfter('track')
const said = (proposal: Omit<Proposal, 'confidence'>, heard = ['a small pizza for Ann please'], { context } = wish) => admit({ confidence: 0.8, ...proposal }, heard, context, why)

describe('a fence', () => {
  it('encloses what the turn expects and the chart takes', () => {
    expect([...wish.context.fence.keys()]).toEqual(['intent.order', 'intent.track', 'intent.refuse', 'keyIntent.human', 'keyIntent.repeat', 'globalQuestion.fees'])
    expect([...due.context.fence.keys()]).toEqual(['keyIntent.human', 'keyIntent.repeat', 'globalQuestion.fees', 'value'])
  })

  it('encloses nothing where the chart has gone on from the turn', () => {
    const { effect } = wish.turn
    const takes = (event: Parameters<Parameters<typeof raiseFence>[3]>[0]) => shop.takes(due.call.state.snapshot, { ...event, at: 1 })

    expect(raiseFence(effect.turnId, effect.expect ?? { intents: [], keyIntents: [] }, [], takes).size).toBe(0)
  })

  it('is a tool whose choices are exactly what it encloses', () => {
    expect(fenceTool(wish.context.fence).parameters).toMatchObject({
      properties: {
        event: { enum: [...wish.context.fence.keys(), 'none'] },
        slots: { properties: { size: {}, who: {} }, additionalProperties: false },
      },
      required: ['event'],
      additionalProperties: false,
    })
    expect(fenceTool(due.context.fence).parameters).toMatchObject({ properties: { value: { type: 'string' } } })
    expect(fenceTool(wish.context.fence).parameters.properties).not.toHaveProperty('value')
  })
})

describe('a proposal', () => {
  it('of something enabled is that event, in the words of the caller', () => {
    expect(said({ name: 'intent.track' })).toMatchObject({ type: 'intent', intent: 'track', text: 'a small pizza for Ann please', confidence: 0.8, why })
    expect(said({ name: 'keyIntent.human' })).toMatchObject({ type: 'key-intent', keyIntent: 'human' })
    expect(said({ name: 'globalQuestion.fees' })).toMatchObject({ type: 'auxiliary', intent: 'fees' })
    expect(said({ name: 'none' })).toMatchObject({ type: 'no-match', confidence: 0 })
  })

  it.each(['intent.other', 'intent.fees', 'order', 'keyIntent.end', 'value', 'Intent.order', 'intent.order ', 'intent.оrder', '', 'toString', 'constructor', '__proto__'])(
    'of anything else is none: %j',
    (name) => {
      expect(() => said({ name, value: '5' })).toThrow(expect.objectContaining({ code: 'RUNTIME_SERVICE_OUT_OF_FENCE' }))
    },
  )

  it('fills the slots that the intent has with values of their types, and no others', () => {
    const slots = { size: 'twelve', who: 'Ann', due: 'tomorrow', __proto__: { size: 1 }, toString: 'x' }

    expect(said({ name: 'intent.order', slots })).toMatchObject({ slots: { size: 12, who: expect.stringMatching(/ann/i) as string } })
    expect(said({ name: 'intent.order', slots: { size: 'a lot', who: { name: 'Ann' } } })).toMatchObject({ slots: {} })
    expect(said({ name: 'intent.track', slots }).slots).toEqual({})
  })

  it('of a value is read as the type that is asked for', () => {
    expect(said({ name: 'value', value: 'tomorrow' }, ['tomorrow'], due)).toMatchObject({ type: 'value', value: '2026-03-05' })
    expect(said({ name: 'value', value: '2026-03-09' }, ['next monday'], due)).toMatchObject({ type: 'value', value: '2026-03-09' })
    for (const value of ['never', '', '9999', { date: 'tomorrow' }, null, undefined, ['tomorrow'], 'tomorrow '.repeat(100)])
      expect(() => said({ name: 'value', value }, ['tomorrow'], due)).toThrow(expect.objectContaining({ code: 'RUNTIME_SERVICE_OUT_OF_FENCE' }))
  })

  it('of free text is a piece of what was said, without banned words', () => {
    const heard = ['well it came broken, what rubbish', 'it came broke']
    const text = (value: string) => said({ name: 'value', value }, heard, reason)

    expect(text('It came broken.')).toMatchObject({ type: 'value', value: expect.stringMatching(/it came broken/i) as string })
    expect(() => text('Your refund of 500 dollars is confirmed')).toThrow(expect.objectContaining({ code: 'RUNTIME_SERVICE_OUT_OF_FENCE' }))
    expect(() => text('what rubbish')).toThrow(expect.objectContaining({ code: 'RUNTIME_SERVICE_BANNED_WORDS' }))
  })
})
