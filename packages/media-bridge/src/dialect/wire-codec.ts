import { frameSamples, mediaCodecs, type MediaCodec } from '@callchart/protocol'
import { aLawToPcm, muLawToPcm, pcmToALaw, pcmToMuLaw, type DecodeTable, type EncodeTable } from '../audio/g711.js'
import { createDoubler, createHalver } from '../audio/half-band.js'

/** Turns frames of the line into frames of ours and back. One per leg and never shared: wideband keeps history. */
export interface WireCodec {
  readonly name: MediaCodec
  /** Of one 20 ms frame on the line. */
  readonly frameBytes: number
  readonly sampleBytes: 1 | 2
  /** @param frame 160 samples of mono PCM16 at 8 kHz, filled */
  decode(bytes: Uint8Array, at: number, frame: Int16Array): void
  /** @param pcm holds a frame of 160 samples from `from` on */
  encode(pcm: Int16Array, from: number, bytes: Uint8Array, at: number): void
}

const lawCodec = (name: MediaCodec, toPcm: DecodeTable, toLaw: EncodeTable): WireCodec => ({
  name,
  frameBytes: frameSamples,
  sampleBytes: 1,
  decode(bytes, at, frame) {
    for (let index = 0; index < frameSamples; index += 1) frame[index] = toPcm[bytes[at + index] ?? 0] ?? 0
  },
  encode(pcm, from, bytes, at) {
    for (let index = 0; index < frameSamples; index += 1) bytes[at + index] = toLaw[(pcm[from + index] ?? 0) & 0xffff] ?? 0
  },
})

const readSamples = (bytes: Uint8Array, at: number, samples: Int16Array): void => {
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = (bytes[at + 2 * index] ?? 0) | ((bytes[at + 2 * index + 1] ?? 0) << 8)
  }
}

const writeSamples = (samples: Int16Array, from: number, count: number, bytes: Uint8Array, at: number): void => {
  for (let index = 0; index < count; index += 1) {
    const sample = samples[from + index] ?? 0
    bytes[at + 2 * index] = sample & 0xff
    bytes[at + 2 * index + 1] = (sample >> 8) & 0xff
  }
}

const linearCodec = (): WireCodec => ({
  name: 'slin',
  frameBytes: 2 * frameSamples,
  sampleBytes: 2,
  decode: readSamples,
  encode: (pcm, from, bytes, at) => writeSamples(pcm, from, frameSamples, bytes, at),
})

const widebandCodec = (): WireCodec => {
  const wide = new Int16Array(2 * frameSamples)
  const narrow = new Int16Array(frameSamples)
  const halver = createHalver(2 * frameSamples)
  const doubler = createDoubler(frameSamples)
  return {
    name: 'slin16',
    frameBytes: 4 * frameSamples,
    sampleBytes: 2,
    decode(bytes, at, frame) {
      readSamples(bytes, at, wide)
      halver.process(wide, frame)
    },
    encode(pcm, from, bytes, at) {
      for (let index = 0; index < frameSamples; index += 1) narrow[index] = pcm[from + index] ?? 0
      doubler.process(narrow, wide)
      writeSamples(wide, 0, wide.length, bytes, at)
    },
  }
}

export const isMediaCodec = (name: string): name is MediaCodec => (mediaCodecs as readonly string[]).includes(name)

export const createWireCodec = (name: MediaCodec): WireCodec => {
  switch (name) {
    case 'ulaw':
      return lawCodec(name, muLawToPcm, pcmToMuLaw)
    case 'alaw':
      return lawCodec(name, aLawToPcm, pcmToALaw)
    case 'slin':
      return linearCodec()
    case 'slin16':
      return widebandCodec()
  }
}

/** The same samples with their bytes the other way round (RFC 3551 section 4.5.11): `slin` and `slin16` are little-endian. */
export const createNetworkOrderCodec = (name: 'slin' | 'slin16'): WireCodec => {
  const codec = createWireCodec(name)
  const swapped = Buffer.alloc(codec.frameBytes)
  return {
    ...codec,
    decode(bytes, at, frame) {
      swapped.set(bytes.subarray(at, at + codec.frameBytes))
      codec.decode(swapped.swap16(), 0, frame)
    },
    encode(pcm, from, bytes, at) {
      codec.encode(pcm, from, swapped, 0)
      bytes.set(swapped.swap16(), at)
    },
  }
}
