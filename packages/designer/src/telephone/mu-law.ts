/** G.711 µ-law on samples of -1..1. ITU-T G.711, tables 2a and 2b. */
const bias = 0x84
const clip = 32_635

/** The code of a sample of value 0. */
export const muLawSilence = 0xff

/** @param sample -1..1; what is louder is clipped */
export function muLawOf(sample: number): number {
  const linear = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767)
  const sign = linear < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(linear), clip) + bias
  const exponent = 24 - Math.clz32(magnitude)
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff
}

function sampleOf(code: number): number {
  const bits = ~code & 0xff
  const magnitude = ((((bits & 0x0f) << 3) + bias) << ((bits >> 4) & 0x07)) - bias
  return ((bits & 0x80) === 0 ? magnitude : -magnitude) / 32_768
}

/** The sample of each code, -1..1. */
export const sampleOfMuLaw: Readonly<Float32Array> = Float32Array.from({ length: 256 }, (_, code) => sampleOf(code))
