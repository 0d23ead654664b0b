import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newContentKey, openText, sealText } from './content-seal.js'

describe('a sealed content', () => {
  it('opens by its key, at its place, as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, place) => {
        const key = newContentKey()
        const sealed = sealText(text, key, place)

        expect(openText(sealed, key, place)).toBe(Buffer.from(text).toString())
        expect(openText(sealed, key, `${place}.`)).toBeUndefined()
        expect(openText(sealed, newContentKey(), place)).toBeUndefined()
      }),
    )
  })

  it('is the same bytes for the same content at the same place, and has another nonce for any other', () => {
    const key = newContentKey()
    const nonceOf = (text: string, place: string): string => sealText(text, key, place).subarray(0, 12).toString('hex')

    expect(sealText('4711', key, 'call 1')).toEqual(sealText('4711', key, 'call 1'))
    expect(new Set([nonceOf('4711', 'call 1'), nonceOf('4712', 'call 1'), nonceOf('4711', 'call 2'), nonceOf('14711', 'call '), nonceOf('', 'call 14711')]).size).toBe(5)
  })

  it('does not open when a bit of it has changed', () => {
    const key = newContentKey()
    const sealed = sealText('my card is 4711', key, 'call 1')

    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(openText(changed, key, 'call 1')).toBeUndefined()
    }
    expect(openText(sealed.subarray(0, 20), key, 'call 1')).toBeUndefined()
  })
})
