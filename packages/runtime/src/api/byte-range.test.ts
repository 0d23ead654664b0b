import { expect, it } from 'vitest'
import { readByteRange } from './byte-range.js'

it.each([
  ['bytes=0-0', { from: 0, to: 1 }],
  ['bytes=10-', { from: 10, to: 100 }],
  ['bytes=10-19', { from: 10, to: 20 }],
  ['bytes=90-500', { from: 90, to: 100 }],
  ['bytes=-10', { from: 90, to: 100 }],
  ['bytes=-500', { from: 0, to: 100 }],
])('reads %s', (header, range) => {
  expect(readByteRange(header, 100)).toEqual(range)
})

it.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=5-4', 'bytes=0-1,5-6', 'seconds=0-1', 'bytes=a-b', `bytes=${'9'.repeat(40)}-`])('serves the whole file for %s', (header) => {
  expect(readByteRange(header, 100)).toBeUndefined()
})

it.each(['bytes=100-', 'bytes=200-300', 'bytes=-0'])('finds nothing at %s', (header) => {
  expect(readByteRange(header, 100)).toBe('unsatisfiable')
})
