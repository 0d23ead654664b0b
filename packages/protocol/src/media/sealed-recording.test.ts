import { describe, expect, it } from 'vitest'
import { readSealedHeader, sealedChunkOf, sealedHeaderBytes, sealedLayout, sealedNonce, sealTagBytes, writeSealedHeader } from './sealed-recording.js'

const salt = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
const header = { channelCount: 2, chunkBytes: 100, salt } as const
const chunk = header.chunkBytes + sealTagBytes

describe('a sealed recording', () => {
  it('has a header that reads as it was written, and nothing else does', () => {
    const written = writeSealedHeader(header)

    expect(written).toHaveLength(sealedHeaderBytes)
    expect(readSealedHeader(written)).toEqual(header)
    for (const at of [0, 7, 8, 16]) expect(readSealedHeader(written.map((byte, index) => (index === at ? byte ^ 0x7f : byte)))).toBeUndefined()
    expect(readSealedHeader(written.subarray(0, 31))).toBeUndefined()
  })

  it('gives each chunk a nonce of its own', () => {
    expect([...sealedNonce(salt, 0)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0])
    expect([...sealedNonce(salt, 258)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 1, 2])
  })

  it.each([
    ['no audio', sealedHeaderBytes, 0, 0],
    ['less than a header', 3, 0, 0],
    ['one whole chunk', sealedHeaderBytes + chunk, 1, 100],
    ['a short last chunk', sealedHeaderBytes + chunk + 40 + sealTagBytes, 2, 140],
    ['a last chunk that was cut before its tag', sealedHeaderBytes + chunk + sealTagBytes, 1, 100],
    ['half a sample of two channels', sealedHeaderBytes + 3 + sealTagBytes, 1, 2],
  ])('with %s says how much it holds', (_, fileBytes, chunkCount, audioBytes) => {
    expect(sealedLayout(fileBytes, header)).toEqual({ chunkCount, audioBytes })
  })

  it('says where a chunk lies', () => {
    const layout = sealedLayout(sealedHeaderBytes + chunk + 40 + sealTagBytes, header)

    expect(sealedChunkOf(0, header, layout)).toEqual({ from: sealedHeaderBytes, bytes: chunk })
    expect(sealedChunkOf(1, header, layout)).toEqual({ from: sealedHeaderBytes + chunk, bytes: 40 + sealTagBytes })
  })
})
