import { sampleRateHz } from '../audio.js'

/**
 * A recording as it lies: a header in the clear, then chunks of one second, each sealed by AES-256-GCM of its own, so that a file can be
 * appended to, read from the middle, and is good up to its last whole chunk whatever became of its writer.
 * A chunk is G.711 µ-law, channels interleaved, and behind it the tag. Its nonce is the file's salt and the chunk's number, and the header
 * is authenticated with each: no chunk can be moved, within a file or between two.
 * @see NIST SP 800-38D 8.2.1 (nonces of a fixed field and a counter)
 */
export const sealedHeaderBytes = 32
export const sealTagBytes = 16
export const sealSaltBytes = 8

const magic = 'CALLREC1'
const offsets = { channelCount: 8, chunkBytes: 12, sampleRateHz: 16, salt: 20 } as const

export interface SealedHeader {
  /** 1: the caller alone. 2: the caller left, what the caller hears right. */
  readonly channelCount: 1 | 2
  /** Of audio in every chunk but the last. */
  readonly chunkBytes: number
  /** Random, of this file alone. */
  readonly salt: Uint8Array
}

/** One second of audio. */
export const sealedChunkBytes = (channelCount: number): number => sampleRateHz * channelCount

export function writeSealedHeader({ channelCount, chunkBytes, salt }: SealedHeader): Uint8Array {
  const header = new Uint8Array(sealedHeaderBytes)
  const view = new DataView(header.buffer)
  for (let index = 0; index < magic.length; index += 1) header[index] = magic.charCodeAt(index)
  header[offsets.channelCount] = channelCount
  view.setUint32(offsets.chunkBytes, chunkBytes, true)
  view.setUint32(offsets.sampleRateHz, sampleRateHz, true)
  header.set(salt.subarray(0, sealSaltBytes), offsets.salt)
  return header
}

/** @returns undefined for what is no recording of this release */
export function readSealedHeader(header: Uint8Array): SealedHeader | undefined {
  if (header.length < sealedHeaderBytes || [...magic].some((letter, index) => header[index] !== letter.charCodeAt(0))) return undefined
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  const channelCount = header[offsets.channelCount]
  const chunkBytes = view.getUint32(offsets.chunkBytes, true)
  if ((channelCount !== 1 && channelCount !== 2) || chunkBytes === 0 || chunkBytes > 1_000_000 || chunkBytes % channelCount !== 0) return undefined
  if (view.getUint32(offsets.sampleRateHz, true) !== sampleRateHz) return undefined
  return { channelCount, chunkBytes, salt: header.slice(offsets.salt, offsets.salt + sealSaltBytes) }
}

/** 96 bit: the salt, and the number of the chunk from 0. */
export function sealedNonce(salt: Uint8Array, chunk: number): Uint8Array {
  const nonce = new Uint8Array(sealSaltBytes + 4)
  nonce.set(salt)
  new DataView(nonce.buffer).setUint32(sealSaltBytes, chunk, false)
  return nonce
}

export interface SealedLayout {
  /** Chunks with any audio in them. */
  readonly chunkCount: number
  /** Of audio, all channels together. */
  readonly audioBytes: number
}

/** What a file of so many bytes holds; a last chunk that is too short for its tag counts for nothing. */
export function sealedLayout(fileBytes: number, { chunkBytes, channelCount }: Pick<SealedHeader, 'chunkBytes' | 'channelCount'>): SealedLayout {
  const body = Math.max(0, fileBytes - sealedHeaderBytes)
  const whole = Math.floor(body / (chunkBytes + sealTagBytes))
  const rest = Math.max(0, (body % (chunkBytes + sealTagBytes)) - sealTagBytes)
  const restAudio = rest - (rest % channelCount)
  return { chunkCount: whole + (restAudio > 0 ? 1 : 0), audioBytes: whole * chunkBytes + restAudio }
}

/** Where a chunk lies in its file, with its tag. */
export function sealedChunkOf(chunk: number, { chunkBytes }: Pick<SealedHeader, 'chunkBytes'>, { chunkCount, audioBytes }: SealedLayout): { readonly from: number; readonly bytes: number } {
  const audio = chunk === chunkCount - 1 ? audioBytes - chunk * chunkBytes : chunkBytes
  return { from: sealedHeaderBytes + chunk * (chunkBytes + sealTagBytes), bytes: audio + sealTagBytes }
}
