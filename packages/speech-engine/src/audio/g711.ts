/** G.711 companding, one table a direction. ITU-T G.711, tables 1a/1b (A-law) and 2a/2b (µ-law); 16-bit scale. */

const muLawBias = 0x84
const muLawClip = 32_635

function muLawToLinear(code: number): number {
  const bits = ~code & 0xff
  const magnitude = ((((bits & 0x0f) << 3) + muLawBias) << ((bits >> 4) & 7)) - muLawBias
  return bits & 0x80 ? -magnitude : magnitude
}

function linearToMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(sample), muLawClip) + muLawBias
  const exponent = 24 - Math.clz32(magnitude)
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff
}

function linearToALaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80
  const magnitude = (sample < 0 ? ~sample : sample) >> 4
  const exponent = Math.max(0, 28 - Math.clz32(magnitude))
  return (sign | (exponent << 4) | ((magnitude >> Math.max(0, exponent - 1)) & 0x0f)) ^ 0x55
}

const muLawSamples = Int16Array.from({ length: 256 }, (_, code) => muLawToLinear(code))
const muLawCodes = Uint8Array.from({ length: 65_536 }, (_, index) => linearToMuLaw(index - 32_768))
const aLawCodes = Uint8Array.from({ length: 65_536 }, (_, index) => linearToALaw(index - 32_768))

export function decodeMuLaw(codes: Uint8Array): Int16Array {
  return Int16Array.from(codes, (code) => muLawSamples[code] ?? 0)
}

export function encodeMuLaw(samples: Int16Array): Uint8Array<ArrayBuffer> {
  return encodeBy(muLawCodes, samples)
}

export function encodeALaw(samples: Int16Array): Uint8Array<ArrayBuffer> {
  return encodeBy(aLawCodes, samples)
}

function encodeBy(table: Uint8Array, samples: Int16Array): Uint8Array<ArrayBuffer> {
  const codes = new Uint8Array(samples.length)
  for (let index = 0; index < samples.length; index += 1) codes[index] = table[(samples[index] ?? 0) + 32_768] ?? 0
  return codes
}
