import { expect, it } from 'vitest'
import { takeKeys } from './keys.js'

const listen = { minCount: 1, maxCount: 4, terminator: '#', interDigitTimeoutMs: 3_000, terminatorTimeoutMs: 1_000 }

it.each([
  ['12#', { digits: '12', endedBy: 'terminator', left: '' }],
  ['1234#', { digits: '1234', endedBy: 'max-count', left: '' }],
  ['1234', { digits: '1234', endedBy: 'max-count', left: '' }],
  ['123456', { digits: '1234', endedBy: 'max-count', left: '56' }],
  ['12345#', { digits: '1234', endedBy: 'max-count', left: '5#' }],
  ['12#34#', { digits: '12', endedBy: 'terminator', left: '34#' }],
  ['12', { digits: '12', endedBy: 'timeout', left: '' }],
])('of the keys %s it takes its entry and leaves the rest', (keys, entry) => {
  expect(takeKeys(keys, listen)).toEqual(entry)
})

it('has no end key where none is set', () => {
  expect(takeKeys('#', { ...listen, terminator: undefined, maxCount: 1 })).toEqual({ digits: '#', endedBy: 'max-count', left: '' })
})
