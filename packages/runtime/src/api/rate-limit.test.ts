import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../testing/manual-clock.js'
import { askerOf, createRateLimit } from './rate-limit.js'

type Asking = Pick<IncomingMessage, 'socket' | 'headers'>
const from = (remoteAddress: string, forwarded?: string): Asking =>
  ({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }) as Asking

describe('who asks', () => {
  it.each<[string, string, string | undefined, string | undefined]>([
    ['a process of this machine', '127.0.0.1', undefined, undefined],
    ['one over IPv6', '::1', undefined, undefined],
    ['one over IPv4 in IPv6', '::ffff:127.0.0.1', undefined, undefined],
    ['somebody else', '203.0.113.7', undefined, '203.0.113.7'],
    ['somebody who claims to be another', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['somebody behind a proxy of this machine', '127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['somebody behind it who claims to be another', '127.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['a network of IPv6', '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2'],
    ['another address of it', '2001:db8:1:2::9', undefined, '2001:db8:1:2'],
    ['a short address', '2001:db8::1', undefined, '2001:db8:0:0'],
  ])('is %s', (_, peer, forwarded, asker) => {
    expect(askerOf(from(peer, forwarded))).toBe(asker)
  })
})

it('believes proxies that are named, one behind the other', () => {
  const waitMs = createRateLimit({ perSecond: 1, burst: 1, proxies: ['10.0.0.0/8', '2001:db8::1'] }, new ManualClock())

  expect(waitMs(from('10.0.0.9', '203.0.113.7, 10.0.0.8'))).toBe(0)
  expect(waitMs(from('2001:db8::1', '203.0.113.7'))).toBe(1_000)
  expect(waitMs(from('10.0.0.9', '203.0.113.8'))).toBe(0)
  expect(waitMs(from('192.0.2.1', '203.0.113.9'))).toBe(0)
  expect(waitMs(from('192.0.2.1', '203.0.113.10'))).toBe(1_000)
})

it('lets an address ask so many times, then so many times a second, and others none the less', () => {
  const clock = new ManualClock()
  const waitMs = createRateLimit({ perSecond: 2, burst: 3 }, clock)
  const times = (count: number, request: Asking): number[] => Array.from({ length: count }, () => waitMs(request))

  expect(times(5, from('203.0.113.7'))).toEqual([0, 0, 0, 500, 500])
  expect(times(1, from('203.0.113.8'))).toEqual([0])
  clock.advance(1_000)
  expect(times(3, from('203.0.113.7'))).toEqual([0, 0, 500])
  expect(times(10, from('127.0.0.1'))).toEqual(Array.from({ length: 10 }, () => 0))
})

it('remembers so many addresses at most', () => {
  const waitMs = createRateLimit({ perSecond: 1, burst: 1 }, new ManualClock())
  const addressOf = (index: number): Asking => from(`10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`)
  waitMs(addressOf(0))
  expect(waitMs(addressOf(0))).toBe(1_000)

  for (let index = 1; index <= 10_001; index += 1) waitMs(addressOf(index))

  expect(waitMs(addressOf(0))).toBe(0)
})
