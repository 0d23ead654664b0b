/** G.711 µ-law on 16-bit samples. ITU-T G.711, tables 2a and 2b. */
const bias = 0x84
const clip = 32_635

function decodeOne(code: number): number {
  const bits = ~code & 0xff
  const magnitude = ((((bits & 0x0f) << 3) + bias) << ((bits >> 4) & 0x07)) - bias
  return (bits & 0x80) === 0 ? magnitude : -magnitude
}

function encodeOne(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(sample), clip) + bias
  const exponent = 24 - Math.clz32(magnitude)
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff
}

const linearOf = Int16Array.from({ length: 256 }, (_, code) => decodeOne(code))
const codeOf = Uint8Array.from({ length: 65_536 }, (_, index) => encodeOne(index - 32_768))

/** The code of a sample of value 0. */
export const muLawSilence = 0xff

export function encodeMuLaw(samples: Int16Array): Uint8Array {
  const codes = new Uint8Array(samples.length)
  for (let index = 0; index < samples.length; index += 1) codes[index] = codeOf[(samples[index] ?? 0) + 32_768] ?? muLawSilence
  return codes
}

/** Writes into `target` from `offset` on; `target` must have the room. */
export function decodeMuLaw(codes: Uint8Array, target: Int16Array, offset: number): void {
  for (let index = 0; index < codes.length; index += 1) target[offset + index] = linearOf[codes[index] ?? muLawSilence] ?? 0
}
