/**
 * G.711 by table. Built from the definitions of ITU-T G.711 (11/88): table 1a/1b for A-law, table 2a/2b for µ-law,
 * 13- and 14-bit magnitudes scaled to 16 bits.
 */

/** Index: byte as sent; value: PCM16. */
export type DecodeTable = Int16Array
/** Index: PCM16 & 0xffff; value: byte as sent. */
export type EncodeTable = Uint8Array

/** Added before a µ-law magnitude is cut into segments (ITU-T G.711 table 2a: 33, at 16 bits 33 << 2). */
const muLawBias = 132
const muLawMax = 32_635

const decodeMuLawByte = (byte: number): number => {
  const bits = ~byte & 0xff
  const magnitude = (((bits & 0x0f) << 3) + muLawBias) << ((bits >> 4) & 0x07)
  return bits & 0x80 ? muLawBias - magnitude : magnitude - muLawBias
}

const encodeMuLawSample = (sample: number): number => {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(sample), muLawMax) + muLawBias
  const segment = 24 - Math.clz32(magnitude)
  return ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f)) & 0xff
}

/** Even bits of an A-law byte are inverted on the line (ITU-T G.711, note 2 of table 1a). */
const aLawLine = 0x55

const decodeALawByte = (byte: number): number => {
  const bits = byte ^ aLawLine
  const segment = (bits >> 4) & 0x07
  const step = ((bits & 0x0f) << 4) + 8
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1)
  return bits & 0x80 ? magnitude : -magnitude
}

const encodeALawSample = (sample: number): number => {
  const sign = sample >= 0 ? 0x80 : 0
  const magnitude = sample >= 0 ? sample : -sample - 1
  const segment = Math.max(0, 24 - Math.clz32(magnitude))
  const mantissa = segment < 2 ? magnitude >> 4 : magnitude >> (segment + 3)
  return (sign | (segment << 4) | (mantissa & 0x0f)) ^ aLawLine
}

const decodeTable = (decode: (byte: number) => number): DecodeTable => Int16Array.from({ length: 256 }, (_, byte) => decode(byte))
const encodeTable = (encode: (sample: number) => number): EncodeTable =>
  Uint8Array.from({ length: 65_536 }, (_, index) => encode((index << 16) >> 16))

export const muLawToPcm: DecodeTable = decodeTable(decodeMuLawByte)
export const pcmToMuLaw: EncodeTable = encodeTable(encodeMuLawSample)
export const aLawToPcm: DecodeTable = decodeTable(decodeALawByte)
export const pcmToALaw: EncodeTable = encodeTable(encodeALawSample)

/** What silence is on the line: PCM 0. */
export const muLawSilence = 0xff
export const aLawSilence = 0xd5
