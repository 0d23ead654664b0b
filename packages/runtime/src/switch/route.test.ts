import type { NumberRoute } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { rangeOf, routeFor, testOf, type RoutedArrival, type RouteRow, type RouteTable } from './route.js'

const route = (routeId: string, rest: Partial<NumberRoute> = {}): RouteRow => ({ routeId, kind: 'exact', value: '100', flow: routeId, priority: 0, note: '', ...rest })
const tableOf = (routes: readonly RouteRow[], rest: Partial<RouteTable> = {}): RouteTable => ({ routes, overrides: new Map(), claimed: new Map(), defaultFlow: undefined, isLive: () => true, ...rest })
const call = (dnis: string, rest: Partial<RoutedArrival> = {}): RoutedArrival => ({ dnis, variables: {}, ...rest })
const flowOf = (table: RouteTable, arrival: RoutedArrival): string | undefined => {
  const routed = routeFor(table, arrival)
  return routed?.type === 'flow' ? routed.flow : routed?.type
}

describe('who answers a number', () => {
  const vip = { name: 'X-Vip', equals: 'yes' }
  const table = tableOf(
    [
      route('vip', { value: '8001', condition: vip }),
      route('exact', { value: '8001' }),
      route('narrow', { kind: 'range', value: '8000..8009' }),
      route('wide', { kind: 'range', value: '8000..8999' }),
      route('longer', { kind: 'prefix', value: '80' }),
      route('shorter', { kind: 'prefix', value: '8' }),
      route('branch', { kind: 'prefix', value: '80', switchId: 'branch' }),
    ],
    { claimed: new Map([['8002', 'claiming']]), defaultFlow: 'business', overrides: new Map([['8111', { type: 'closed' }]]) },
  )

  it.each([
    ['8001', { variables: { 'x-vip': 'yes' } }, 'vip'],
    ['8001', {}, 'exact'],
    ['8002', {}, 'claiming'],
    ['8003', {}, 'narrow'],
    ['8500', {}, 'wide'],
    ['8111', {}, 'override'],
    ['80001', {}, 'longer'],
    ['80001', { switchId: 'branch' }, 'branch'],
    ['81', {}, 'shorter'],
    ['70', {}, 'business'],
  ] as const)('%s %j is %s', (dnis, rest, flow) => {
    expect(flowOf(table, call(dnis, rest))).toBe(flow)
  })

  it('is nobody where nothing fits, and never a flow without a live version', () => {
    expect(routeFor(tableOf([]), call('1'))).toBeUndefined()
    expect(flowOf(tableOf([route('gone', { value: '1' }), route('there', { kind: 'prefix', value: '1' })], { isLive: (flow) => flow === 'there' }), call('1'))).toBe('there')
    expect(testOf(undefined)).toEqual({ answer: { type: 'nobody' }, by: 'nothing' })
  })

  it('reads numbers as people write them', () => {
    expect(flowOf(tableOf([route('a', { value: '+86 (21) 1234-5678' })]), call('+862112345678'))).toBe('a')
    expect(rangeOf('+86 21 00..+86 21 99')).toEqual(['+862100', '+862199'])
    expect([rangeOf('9..1'), rangeOf('10..100'), rangeOf('+10..010'), rangeOf('a..b'), rangeOf('1')]).toEqual([undefined, undefined, undefined, undefined, undefined])
  })

  it('is decided by priority, then by id, among routes that say as much', () => {
    expect(flowOf(tableOf([route('b'), route('a'), route('c', { priority: 1 })]), call('100'))).toBe('c')
    expect(flowOf(tableOf([route('b'), route('a')]), call('100'))).toBe('a')
  })
})

/** A small generator with a seed: the same tables each time. */
const dice = (seed: number) => {
  let state = seed
  return (sides: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % sides
  }
}

/** Which numbers a route says, told one by one. */
const numbersOf = ({ kind, value }: NumberRoute, all: readonly string[]): readonly string[] => {
  if (kind === 'exact') return all.filter((number) => number === value)
  if (kind === 'prefix') return all.filter((number) => number.slice(0, value.length) === value)
  const [from = '', to = ''] = value.split('..')
  return all.filter((number) => number.length === from.length && Number(number) >= Number(from) && Number(number) <= Number(to))
}

/** The rule as it is told to people, one step after the other. */
const naive = (table: RouteTable, arrival: RoutedArrival, all: readonly string[]): string | undefined => {
  if (table.overrides.has(arrival.dnis)) return 'override'
  const open = table.routes.filter(
    ({ condition, switchId, flow, ...rest }) =>
      numbersOf({ ...rest, flow }, all).includes(arrival.dnis) &&
      (condition === undefined || arrival.variables[condition.name] === condition.equals) &&
      (switchId === undefined || switchId === arrival.switchId) &&
      table.isLive(flow),
  )
  const among = (kind: NumberRoute['kind'], size: number): RouteRow[] =>
    open.filter((each) => each.kind === kind && (kind === 'exact' || (kind === 'prefix' ? each.value.length : numbersOf(each, all).length) === size))
  const best = (routes: readonly RouteRow[]): string | undefined => {
    const sorted = [...routes].sort((left, right) => (left.routeId < right.routeId ? -1 : 1))
    for (const [hasCondition, hasSwitch] of [[true, true], [true, false], [false, true], [false, false]])
      for (let priority = 3; priority >= 0; priority -= 1) {
        const found = sorted.find((each) => (each.condition !== undefined) === hasCondition && (each.switchId !== undefined) === hasSwitch && each.priority === priority)
        if (found !== undefined) return found.flow
      }
    return undefined
  }
  const exact = best(among('exact', 0))
  if (exact !== undefined) return exact
  if (table.claimed.has(arrival.dnis)) return table.claimed.get(arrival.dnis)
  for (let size = 1; size <= all.length; size += 1) {
    const found = best(among('range', size))
    if (found !== undefined) return found
  }
  for (let size = 4; size >= 1; size -= 1) {
    const found = best(among('prefix', size))
    if (found !== undefined) return found
  }
  return table.defaultFlow
}

describe('routes of any kind together', () => {
  const all = Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, '0'))

  it('lead where the rule says, told one step after the other', () => {
    const roll = dice(7)
    const randomRoute = (index: number): RouteRow => {
      const kind = (['exact', 'prefix', 'range'] as const)[roll(3)] ?? 'exact'
      const from = roll(900)
      const value = kind === 'range' ? `${String(from).padStart(3, '0')}..${String(from + roll(60)).padStart(3, '0')}` : (all[roll(40)] ?? '').slice(0, kind === 'exact' ? 3 : 1 + roll(3))
      return route(`r${index}`, {
        kind,
        value,
        priority: roll(4),
        flow: `f${roll(8)}`,
        ...(roll(3) === 0 && { condition: { name: 'tier', equals: ['gold', 'plain'][roll(2)] ?? '' } }),
        ...(roll(3) === 0 && { switchId: `s${roll(2)}` }),
      })
    }
    for (let round = 0; round < 150; round += 1) {
      const dead = `f${roll(8)}`
      const table = tableOf(Array.from({ length: roll(14) }, (_, index) => randomRoute(index)), {
        overrides: new Map(roll(4) === 0 ? [[all[roll(40)] ?? '', { type: 'closed' } as const]] : []),
        claimed: new Map(Array.from({ length: roll(3) }, (_, index) => [all[roll(40)] ?? '', `claim${index}`])),
        defaultFlow: roll(2) === 0 ? 'business' : undefined,
        isLive: (flow) => flow !== dead,
      })
      for (let each = 0; each < 12; each += 1) {
        const arrival = call(all[roll(roll(2) === 0 ? 40 : 1_000)] ?? '', { switchId: `s${roll(2)}`, variables: roll(2) === 0 ? { tier: 'gold' } : {} })
        expect({ arrival, routes: table.routes, flow: flowOf(table, arrival) }).toEqual({ arrival, routes: table.routes, flow: naive(table, arrival, all) })
      }
    }
  })
})
