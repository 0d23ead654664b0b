import { expect, it } from 'vitest'
import { muLawOf, muLawSilence, sampleOfMuLaw } from './mu-law.js'

it('codes silence, the loudest samples and what is too loud as G.711 says', () => {
  expect([0, 1, -1, 2, -2].map(muLawOf)).toEqual([muLawSilence, 0x80, 0x00, 0x80, 0x00])
})

it('gives every code back that it decodes, but for the second zero', () => {
  const codes = Array.from({ length: 256 }, (_, code) => code).filter((code) => code !== 0x7f)

  expect(codes.map((code) => muLawOf(((sampleOfMuLaw[code] ?? 0) * 32_768) / 32_767))).toEqual(codes)
})
