import { canonicalJson } from '@callchart/flow'
import { describe, expect, it } from 'vitest'
import { request, transfer, turn } from '../testing/fold-driver.js'
import { effectsHash, writeCanonical } from './effects-hash.js'

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  )
}

describe('the hash of what a step wants done', () => {
  it('is sixteen hex digits, and the same whatever the order of keys', () => {
    const effects = [turn('t1'), request, transfer]

    expect(effectsHash(effects)).toMatch(/^[0-9a-f]{16}$/)
    expect(effectsHash(reversed(effects) as typeof effects)).toBe(effectsHash(effects))
  })

  it('differs with every value, with the order and with the number of effects', () => {
    const hashes = [[turn('t1'), request], [request, turn('t1')], [turn('t2'), request], [turn('t1', true), request], [turn('t1')], []].map(effectsHash)

    expect(new Set(hashes).size).toBe(6)
  })

  it('is that of releases that did not tell which node says a prompt', () => {
    const asked = turn('t1') as Extract<ReturnType<typeof turn>, { type: 'turn.start' }>
    const told = { ...asked, prompts: asked.prompts.map((prompt) => ({ ...prompt, nodeId: 'greeting' })) }

    expect(effectsHash([told, request])).toBe(effectsHash([asked, request]))
  })

  it.each([[[]], [{}], [null], ['"\\\n\u2028é€😀'], [{ b: [1, 2.5e-7, 1e21, -0], a: { 10: 1, 9: 2, '€': 3, '\r': 4, 'öl': undefined } }], [true], [[undefined]]])(
    'is made of canonical JSON: %j',
    (value) => {
      expect(writeCanonical(value)).toBe(canonicalJson(value))
    },
  )

  it('is there for half a surrogate pair too, which no canonical JSON has', () => {
    expect(effectsHash([{ type: 'call.tag', tag: '\ud83d' }])).toMatch(/^[0-9a-f]{16}$/)
  })
})
