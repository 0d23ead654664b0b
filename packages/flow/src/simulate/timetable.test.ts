import { expect, it } from 'vitest'
import { Timetable } from './timetable.js'

it('gives what falls due in the order of its time, then of its adding', () => {
  const timetable = new Timetable<string>(1_000)
  timetable.add(300, 'c', 'third')
  timetable.add(100, 'a', 'first')
  timetable.add(100, 'b', 'second')
  timetable.add(900, 'd', 'later')

  expect([...timetable.advance(300)]).toEqual(['first', 'second', 'third'])
  expect(timetable.now).toBe(1_300)
})

it('lets what an event adds fall due in the same stretch of time', () => {
  const timetable = new Timetable<number>(0)
  timetable.add(10, 'a', 1)
  const seen: [number, number][] = []

  for (const event of timetable.advance(100)) {
    seen.push([event, timetable.now])
    if (event < 3) timetable.add(20, 'again', event + 1)
  }

  expect(seen).toEqual([[1, 10], [2, 30], [3, 50]])
  expect(timetable.now).toBe(100)
})

it('forgets what is removed', () => {
  const timetable = new Timetable<string>(0)
  timetable.add(10, 'a', 'gone')
  timetable.remove('a')

  expect([...timetable.advance(100)]).toEqual([])
})
