import { expect, it } from 'vitest'
import { flowOf } from '../fixtures/driven-chart.js'
import { readResources } from './read-resources.js'

const calendar = (id: string, name = id) => JSON.stringify({ schemaVersion: 1, id, name, timeZone: 'UTC', weekly: [], holidays: [{ date: '2020-01-01', name: 'Old' }] })
const flow = (id: string, name = id) => JSON.stringify(flowOf([], { id, name }))

it('takes flows and calendars by their ids, the first file of an id by name', () => {
  const { resources, problems } = readResources([
    { name: 'b.flow.json', text: flow('one', 'second') },
    { name: 'a.flow.json', text: flow('one', 'first') },
    { name: 'c.flow.json', text: '{' },
    { name: 'd.flow.json', text: '{}' },
    { name: 'notes.txt', text: 'hello' },
    { name: 'b.calendar.json', text: calendar('office', 'second') },
    { name: 'a.calendar.json', text: calendar('office', 'first') },
    { name: 'c.calendar.json', text: '{' },
  ])

  expect([...resources.flows.values()].map(({ name }) => name)).toEqual(['first'])
  expect([...(resources.calendars ?? new Map()).values()]).toMatchObject([{ name: 'first' }])
  expect(problems.get('a.calendar.json')).toEqual([])
  expect(problems.get('b.calendar.json')).toMatchObject([{ code: 'FLOW_CALENDAR_INVALID', message: expect.stringContaining('a.calendar.json') as string }])
  expect(problems.get('c.calendar.json')).toMatchObject([{ code: 'FLOW_CALENDAR_INVALID' }])
  expect(resources.today).toBeUndefined()
})

it('knows what is over on a day', () => {
  const { resources, problems } = readResources([{ name: 'a.calendar.json', text: calendar('office') }], '2026-01-01')

  expect(resources.today).toBe('2026-01-01')
  expect(problems.get('a.calendar.json')).toMatchObject([{ code: 'FLOW_CALENDAR_PAST' }])
})
