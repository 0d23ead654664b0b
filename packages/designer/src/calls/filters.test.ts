import { describe, expect, it } from 'vitest'
import { addressOf, changed, filtersOf, isNarrowed, noFilters, periodOf, queryOf } from './filters.js'

const now = new Date(2026, 2, 10, 15, 30)

describe('filters of calls', () => {
  it('stand in the address and come back from it', () => {
    const filters = { ...noFilters, flow: 'cards', tag: '投诉', period: 'week', status: 'ended' } as const

    expect(filtersOf(addressOf(filters))).toEqual(filters)
    expect(addressOf(noFilters).toString()).toBe('')
    expect(isNarrowed(noFilters)).toBe(false)
  })

  it('take nothing from an address that no filter has', () => {
    expect(filtersOf(new URLSearchParams('period=ever&status=odd&direction=up'))).toEqual(noFilters)
  })

  it('drop what belongs to another flow', () => {
    const filters = { ...noFilters, flow: 'cards', node: 'ask', version: 'abc' }

    expect(changed(filters, { flow: 'desk' })).toEqual({ ...noFilters, flow: 'desk' })
    expect(changed(filters, { tag: 'x' })).toEqual({ ...filters, tag: 'x' })
  })

  it('drop days once another period is chosen', () => {
    const filters = { ...noFilters, period: 'custom', from: '2026-03-01', to: '2026-03-02' } as const

    expect(changed(filters, { period: 'week' })).toEqual({ ...noFilters, period: 'week' })
  })

  it('are asked of the server with whole days', () => {
    expect(periodOf({ period: 'week', from: '', to: '' }, now)).toEqual({ from: new Date(2026, 2, 4).toISOString() })
    expect(periodOf({ period: 'custom', from: '2026-03-01', to: '2026-03-02' }, now)).toEqual({ from: new Date(2026, 2, 1).toISOString(), to: new Date(2026, 2, 3).toISOString() })
    expect(periodOf({ period: 'custom', from: '', to: 'nonsense' }, now)).toEqual({})
    expect(queryOf({ ...noFilters, number: '+1555' }, now).toString()).toBe('number=%2B1555')
  })
})
