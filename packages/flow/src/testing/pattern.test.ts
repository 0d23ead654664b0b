import { describe, expect, it } from 'vitest'
import type { CallEffect } from '../contract/effects.js'
import { fits, fitsEffect, holds, type EffectPattern } from './pattern.js'

describe('a pattern', () => {
  it.each([
    ['text', 'text', true],
    ['text', 'texts', false],
    [/^te/, 'text', true],
    [/^te/, 3, false],
    [3, 3, true],
    [3, '3', false],
    [null, undefined, false],
    [{ a: { b: /x/ } }, { a: { b: 'xyz', c: 1 }, d: 2 }, true],
    [{ a: 1 }, { b: 1 }, false],
    [{ a: 1 }, null, false],
    [[{ a: 1 }, /b/], [{ a: 1, c: 2 }, 'b'], true],
    [[1], [1, 2], false],
    [[1], { 0: 1, length: 1 }, false],
    [{ a: expect.any(Number) as unknown }, { a: 7 }, true],
    [expect.arrayContaining([2]), [1, 2], true],
    [expect.arrayContaining([3]), [1, 2], false],
  ])('%j fits %j: %s', (pattern, value, does) => {
    expect(fits(pattern, value)).toBe(does)
  })

  it('finds the same in every text, even where it remembers its place', () => {
    const words = /a/g

    expect([holds('a', words), holds('a', words), fits(words, 'a'), fits(words, 'a')]).toEqual([true, true, true, true])
    expect([holds('100 % (sure)', '% (s'), holds('100', '1000')]).toEqual([true, false])
  })
})

describe('the pattern of an effect', () => {
  const transfer: CallEffect = { type: 'transfer.start', transferId: 'x1', target: { type: 'queue', queue: 'cards' }, mode: 'attended', maxWaitMs: 60_000, ringMs: 20_000, whisper: [], summary: 'a card', music: 'jazz' }

  it('names the queue of a transfer flat, or in its target', () => {
    const queue = (pattern: EffectPattern): boolean => fitsEffect(pattern, transfer)

    expect(queue({ type: 'transfer.start', queue: 'cards', summary: /card$/, whisper: [] })).toBe(true)
    expect(queue({ type: 'transfer.start', target: { queue: /^c/ } })).toBe(true)
    expect(queue({ type: 'transfer.start', queue: 'loans' })).toBe(false)
    expect(queue({ type: 'transfer.cancel' })).toBe(false)
  })

  it('has the fields of its effect, and no others', () => {
    // @ts-expect-error a hang-up has no queue
    const wrong: EffectPattern = { type: 'call.hang-up', queue: 'cards' }
    // @ts-expect-error there is no such effect
    const unknown: EffectPattern = { type: 'call.transfer' }

    expect([wrong, unknown].map((pattern) => fitsEffect(pattern, { type: 'call.hang-up', cause: 'normal' }))).toEqual([false, false])
  })
})
