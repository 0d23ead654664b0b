import { describe, expect, it } from 'vitest'
import { readTime } from './time.js'

describe('readTime', () => {
  it.each([
    ['half ten', '10:30'],
    ['two thirty actually make it three', '15:00'],
    ['20 min past eight in the evening', '20:20'],
    ['7:56:30 pm', '19:56'],
    ['three pm', '15:00'],
    ['3 p.m.', '15:00'],
    ['3pm', '15:00'],
    ['three p m', '15:00'],
    ['3:30 pm', '15:30'],
    ['3:30', '15:30'],
    ['15:30', '15:30'],
    ['at 09:05', '09:05'],
    ['03:00', '03:00'],
    ['1530', '15:30'],
    ['eight am', '08:00'],
    ['eight in the morning', '08:00'],
    ['eight in the evening', '20:00'],
    ['eight at night', '20:00'],
    ['two at night', '02:00'],
    ['twelve pm', '12:00'],
    ['twelve am', '00:00'],
    ['noon', '12:00'],
    ['at midnight', '00:00'],
    ["three o'clock", '15:00'],
    ['nine oclock', '09:00'],
    ['half past three', '15:30'],
    ['half past nine in the evening', '21:30'],
    ['quarter to four', '15:45'],
    ['a quarter past ten', '10:15'],
    ['ten to one', '12:50'],
    ['twenty past eleven', '11:20'],
    ['ten minutes to nine', '08:50'],
    ['three thirty', '15:30'],
    ['three oh five', '15:05'],
    ['fifteen thirty', '15:30'],
    ['fifteen hundred hours', '15:00'],
    ['nine hundred', '09:00'],
    ['oh nine hundred hours', '09:00'],
    ['thirteen', '13:00'],
    ['three', '15:00'],
    ['seven', '07:00'],
    ['twelve', '12:00'],
    ['tomorrow afternoon at three', '15:00'],
    ['tonight at nine', '21:00'],
    ['not at three at four', '16:00'],
    ['five thirty please', '17:30'],
    ["let's say ten forty five", '10:45'],
  ])('reads %j as %s', (text, time) => {
    expect(readTime(text)?.value).toBe(time)
  })

  it.each(['', 'hello', 'some time', 'twenty five', 'in the morning', 'forty thousand', '99'])('finds no time in %j', (text) => {
    expect(readTime(text)).toBeUndefined()
  })

  it('takes no number alone for a time where other numbers may be said', () => {
    expect(readTime('a table for three', { bare: false })).toBeUndefined()
    expect(readTime('a table at three', { bare: false })?.value).toBe('15:00')
    expect(readTime('three pizzas', { bare: false })).toBeUndefined()
    expect(readTime('three pizzas at six', { bare: false })?.value).toBe('18:00')
    expect(readTime('three pizzas at half past six, no, at seven pm, two of them', { bare: false })?.value).toBe('19:00')
  })

  it('names only what changes in the time being confirmed', () => {
    expect(readTime('no in the evening', { current: '08:30' })?.value).toBe('20:30')
    expect(readTime('no am', { current: '20:30' })?.value).toBe('08:30')
    expect(readTime('no at four', { current: '09:00' })?.value).toBe('16:00')
    expect(readTime('no nine', { current: '20:00' })?.value).toBe('21:00')
    expect(readTime('no eleven', { current: '15:00' })?.value).toBe('11:00')
    expect(readTime('no am', { current: 'soon' })).toBeUndefined()
  })

  it('is less confident, the more was said around', () => {
    const plain = readTime('at half past three')
    const around = readTime('my neighbour told me that the shop might open half past three')

    expect(plain?.confidence).toBeGreaterThan(0.9)
    expect(around?.confidence).toBeLessThan(plain?.confidence ?? 0)
  })
})
