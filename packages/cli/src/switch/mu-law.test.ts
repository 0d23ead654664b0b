import { describe, expect, it } from 'vitest'
import { decodeMuLaw, encodeMuLaw, muLawSilence } from './mu-law.js'

const decoded = (codes: Uint8Array): number[] => {
  const samples = new Int16Array(codes.length)
  decodeMuLaw(codes, samples, 0)
  return [...samples]
}

describe('µ-law', () => {
  it('gives the values of ITU-T G.711, table 2, on the 16-bit scale', () => {
    expect(decoded(Uint8Array.of(0x00, 0x80, 0xff, 0x7f, 0x8f, 0xf0))).toEqual([-32_124, 32_124, 0, 0, 16_764, 120])
  })

  it('encodes zero as silence and clips what is too loud', () => {
    expect([...encodeMuLaw(Int16Array.of(0, 32_767, -32_768))]).toEqual([muLawSilence, 0x80, 0x00])
  })

  it('gives every code back that it has decoded, but for the second zero', () => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code)
    const samples = new Int16Array(256)
    decodeMuLaw(codes, samples, 0)

    const again = encodeMuLaw(samples)

    expect([...again].map((code, index) => code === index)).toEqual([...codes].map((code) => code !== 0x7f))
  })
})
