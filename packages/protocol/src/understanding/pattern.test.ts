import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'
import { compileRe2, isPattern } from './pattern.js'

describe('a pattern', () => {
  it('is compiled with its flags', () => {
    expect(compileRe2('(\\d{3}-?){2,4}').matcher('call 555-0199').find()).toBe(true)
    expect(compileRe2('vegan').matcher('VEGAN').find()).toBe(false)
    expect(compileRe2('vegan', RE2JS.CASE_INSENSITIVE).matcher('VEGAN').find()).toBe(true)
  })

  it('may be a thousand characters long, and repeat one sign a thousand times', () => {
    for (const source of ['a'.repeat(1_000), '\\d{1,1000}', '[\\p{Han}\\w]{1,1000}', '(\\w+\\s){1,20}']) expect([source, isPattern(source)]).toEqual([source, true])
    expect(() => compileRe2('a'.repeat(1_001))).toThrow('it is longer than 1000 characters; split it')
  })

  it('is refused where its repetitions multiply', () => {
    for (const source of ['^{1,1000}'.repeat(33), '[a-z]{1,1000}'.repeat(9), `(?:${'x?'.repeat(400)}){1000}`]) {
      expect(() => compileRe2(source)).toThrow('what it repeats comes to more than 5000 steps; repeat less, or use * or +')
      expect(isPattern(source)).toBe(false)
    }
  })

  it('is refused where it is none', () => {
    for (const source of ['(', '(?=a)', '(a)\\1', 'x{1001}', '[z-a]']) expect([source, isPattern(source)]).toEqual([source, false])
  })
})
