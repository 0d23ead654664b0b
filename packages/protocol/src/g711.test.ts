import { describe, expect, it } from 'vitest'
import { aLawSilence, aLawToPcm, muLawSilence, muLawToPcm, pcmToALaw, pcmToMuLaw } from './g711.js'

const encode = (table: Uint8Array, sample: number) => table[sample & 0xffff]

describe('µ-law', () => {
  it('decodes the corner values of ITU-T G.711 table 2', () => {
    expect([0x80, 0x00, 0xff, 0x7f, 0xf0, 0x70, 0x8f].map((byte) => muLawToPcm[byte])).toEqual(
      [32_124, -32_124, 0, -0, 120, -120, 16_764].map((v) => v + 0),
    )
  })

  it('encodes silence, full scale and its neighbours', () => {
    expect([0, 32_767, -32_768, 4, -4, 1_000].map((sample) => encode(pcmToMuLaw, sample))).toEqual([
      muLawSilence,
      0x80,
      0x00,
      0xfe,
      0x7e,
      0xce,
    ])
  })

  it('gives every byte back, but for the second zero', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      if (byte === 0x7f) continue
      expect(encode(pcmToMuLaw, muLawToPcm[byte] ?? 0)).toBe(byte)
    }
  })
})

describe('A-law', () => {
  it('decodes the corner values of ITU-T G.711 table 1', () => {
    expect([0xd5, 0x55, 0xaa, 0x2a, 0x80].map((byte) => aLawToPcm[byte])).toEqual([8, -8, 32_256, -32_256, 5_504])
  })

  it('encodes silence and full scale', () => {
    expect([0, -1, 32_767, -32_768].map((sample) => encode(pcmToALaw, sample))).toEqual([aLawSilence, 0x55, 0xaa, 0x2a])
  })

  it('gives every byte back', () => {
    for (let byte = 0; byte < 256; byte += 1) expect(encode(pcmToALaw, aLawToPcm[byte] ?? 0)).toBe(byte)
  })
})

it('keeps both laws within half a step of the sample', () => {
  for (let sample = -32_000; sample <= 32_000; sample += 7) {
    const step = Math.max(16, Math.abs(sample) / 16)
    expect(Math.abs((muLawToPcm[encode(pcmToMuLaw, sample) ?? 0] ?? 0) - sample)).toBeLessThanOrEqual(step)
    expect(Math.abs((aLawToPcm[encode(pcmToALaw, sample) ?? 0] ?? 0) - sample)).toBeLessThanOrEqual(step)
  }
})
