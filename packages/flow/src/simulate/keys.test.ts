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
  expect(takeKeys(keys, { digits: listen })).toEqual(entry)
})

it('has no end key where none is set', () => {
  expect(takeKeys('#', { digits: { ...listen, terminator: undefined, maxCount: 1 } })).toEqual({ digits: '#', endedBy: 'max-count', left: '' })
})

it.each([
  ['*', { digits: '*', endedBy: 'max-count', left: '' }],
  ['12*34', { digits: '*', endedBy: 'max-count', left: '34' }],
  ['1234*', { digits: '1234', endedBy: 'max-count', left: '*' }],
])('of the keys %s one that stands alone ends the entry at once', (keys, entry) => {
  expect(takeKeys(keys, { digits: listen, keys: '*' })).toEqual(entry)
})

it('takes only keys that stand alone where no entry is asked for, and no figure out of a number that was typed ahead', () => {
  expect(takeKeys('12', { keys: '0' }, 2)).toBeUndefined()
  expect(takeKeys('120', { keys: '0' }, 3)).toEqual({ digits: '0', endedBy: 'max-count', left: '12' })
  expect(takeKeys('120', { keys: '0' }, 1)).toEqual({ digits: '0', endedBy: 'max-count', left: '12' })
  expect(takeKeys('0', { keys: '0' })).toEqual({ digits: '0', endedBy: 'max-count', left: '' })
  expect(takeKeys('1034', { keys: '0' })).toBeUndefined()
})
