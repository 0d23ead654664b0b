import { describe, expect, it } from 'vitest'
import type { IntentSource } from '@callchart/protocol'
import { askerOf, sourceOf } from './testing/ask.js'

const bookTable: IntentSource = {
  id: 'book',
  keywords: ['table', '订位', '预订'],
  patterns: [],
  phrases: ['book a table'],
  slots: { seats: { type: 'number' }, day: { type: 'date' }, hour: { type: 'time' }, phone: { type: 'phone' } },
}

describe('slots of an intent', () => {
  const ask = askerOf(sourceOf({ book: bookTable, hours: { keywords: ['open'] } }))

  it.each([
    ['book a table for six tomorrow at half past seven pm', { seats: 6, day: '2026-03-05', hour: '19:30' }],
    ['a table on march fifth at eight', { day: '2026-03-05', hour: '08:00' }],
    ['a table for three', { seats: 3, hour: undefined }],
    ['a table please', {}],
    ['a table at 3:30 for four my number is four one five five five five two six', { seats: 4, hour: '15:30', phone: '41555526' }],
  ])('are filled from %j', (text, slots) => {
    const interpretation = ask(text)

    expect(interpretation).toMatchObject({ type: 'intent', intent: 'book' })
    for (const [slot, value] of Object.entries(slots)) expect(interpretation.slots[slot], slot).toEqual(value)
  })

  it('stay empty where nothing was said for them, and for intents without any', () => {
    expect(ask('a table please').slots).toEqual({})
    expect(ask('when do you open on friday at six').slots).toEqual({})
  })

  it('are filled in Chinese', () => {
    const chinese = askerOf(sourceOf({ book: bookTable }, { language: 'zh-CN' }))

    expect(chinese('我要订位，明天晚上七点半，六个人')).toMatchObject({ intent: 'book', slots: { seats: 6, day: '2026-03-05', hour: '19:30' } })
    expect(chinese('预订下周五').slots).toEqual({ day: '2026-03-13' })
  })

  it('of one kind are filled in the order in which they are said', () => {
    const trip = askerOf(sourceOf({ trip: { keywords: ['trip'], slots: { from: { type: 'date' }, to: { type: 'date' } } } }))

    expect(trip('a trip from march tenth until march twentieth').slots).toEqual({ from: '2026-03-10', to: '2026-03-20' })
    expect(trip('a trip on march tenth').slots).toEqual({ from: '2026-03-10' })
  })

  it('of every kind are filled from one sentence', () => {
    const rental: IntentSource['slots'] = {
      stay: { type: 'dateRange' },
      who: { type: 'name' },
      where: { type: 'address' },
      plate: { type: 'plate' },
      size: { type: 'choice', choices: [{ id: 'compact', words: ['small car'] }, { id: 'van', words: ['minibus'] }] },
    }
    const rent = askerOf(sourceOf({ rent: { keywords: ['rent', '租'], slots: rental } }))
    const chinese = askerOf(sourceOf({ rent: { keywords: ['租'], slots: { ...rental, size: { type: 'choice', choices: [{ id: 'van', words: ['面包车'] }] } } } }, { language: 'zh-CN' }))

    expect(rent('i want to rent a minibus from march tenth to the fifteenth, my name is Ana Silva and my plate is b d five one s m r').slots).toEqual({
      stay: '2026-03-10/2026-03-15',
      who: 'Ana Silva',
      plate: 'BD51SMR',
      size: 'van',
    })
    expect(rent('rent something for tomorrow and deliver it to 4 Mill Lane, Bath').slots).toEqual({ where: '4 Mill Lane, Bath' })
    expect(chinese('我要租一辆面包车，三月十号到十五号，我叫王小明，送到人民路十五号').slots).toEqual({
      stay: '2026-03-10/2026-03-15',
      who: '王小明',
      where: '人民路十五号',
      size: 'van',
    })
  })

  it('of text keep the words, and of digits keep to their counts', () => {
    const slots = { words: { type: 'text' }, room: { type: 'digits', minCount: 3, maxCount: 3 } } as const
    const report = askerOf(sourceOf({ report: { keywords: ['broken'], slots } }))

    expect(report('it is broken in room two one four').slots).toEqual({ words: 'it is broken in room two one four', room: '214' })
    expect(report('two lamps are broken').slots).toEqual({ words: 'two lamps are broken' })
  })
})
