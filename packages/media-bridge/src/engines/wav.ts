import { sampleRateHz } from '@callchart/protocol'
import { EngineFault } from './engine-fault.js'

const isTag = (bytes: Buffer, at: number, tag: string): boolean => bytes.toString('latin1', at, at + 4) === tag

/** Samples of PCM16LE bytes; a copy, whatever their alignment. */
export const samplesOf = (bytes: Buffer): Int16Array => {
  const samples = new Int16Array(bytes.length >> 1)
  for (let index = 0; index < samples.length; index += 1) samples[index] = bytes.readInt16LE(index * 2)
  return samples
}

const readFormat = (engine: string, bytes: Buffer, at: number): void => {
  const isRight = bytes.readUInt16LE(at) === 1 && bytes.readUInt16LE(at + 2) === 1 && bytes.readUInt32LE(at + 4) === sampleRateHz && bytes.readUInt16LE(at + 14) === 16
  if (!isRight) throw new EngineFault(`Engine "${engine}" sent audio that is not mono PCM16 at ${sampleRateHz} Hz.`)
}

/** The PCM16LE inside a RIFF WAVE file; bytes without that header are PCM already. @throws EngineFault on any other format */
export const pcmOfWav = (engine: string, bytes: Buffer): Buffer => {
  if (bytes.length < 12 || !isTag(bytes, 0, 'RIFF') || !isTag(bytes, 8, 'WAVE')) return bytes
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4)
    if (isTag(bytes, at, 'fmt ') && at + 24 <= bytes.length) readFormat(engine, bytes, at + 8)
    if (isTag(bytes, at, 'data')) return bytes.subarray(at + 8, Math.min(at + 8 + length, bytes.length))
    at += 8 + length + (length & 1)
  }
  throw new EngineFault(`Engine "${engine}" sent a WAV file without audio.`)
}
