import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pcmToMuLaw, sealedChunkBytes, sealedHeaderBytes, sealTagBytes } from '@callchart/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unsealed } from '../testing/unsealed.js'
import { SealedFile, type SealedHandle } from './sealed-file.js'

const key = randomBytes(32)
/** Telephony keeps it as it is. */
const level = 1_052
const second = new Uint8Array(sealedChunkBytes(1)).fill(pcmToMuLaw[level] ?? 0)
const sealedSecondBytes = second.length + sealTagBytes

let folder = ''
const path = () => join(folder, 'c1.r1.0')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callchart-sealed-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A disk that takes so much at once, and so much in all. */
const diskOf = (atOnceBytes: number, roomBytes = Number.POSITIVE_INFINITY) => async (name: string): Promise<SealedHandle> => {
  const handle = await open(name, 'wx')
  let room = roomBytes
  const taken = (length: number): number => {
    if (room <= 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    const bytes = Math.min(length, atOnceBytes, room)
    room -= bytes
    return bytes
  }
  const write = (bytes: Uint8Array, from: number) => handle.write(bytes, from, taken(bytes.length - from))
  return { write: write as SealedHandle['write'], datasync: () => handle.datasync(), close: () => handle.close() }
}

describe('a file on a disk that takes a part of what it is given', () => {
  it('is whole in the end', async () => {
    const causes: string[] = []
    const file = new SealedFile({ path: path(), channelCount: 1, key, failed: (cause) => causes.push(cause), open: diskOf(1_000) })
    file.append(second)
    file.append(second)
    const { bytes } = file.end()
    await file.closed

    expect([causes, statSync(path()).size]).toEqual([[], bytes])
    expect(unsealed(path(), key)).toEqual([new Int16Array(2 * second.length).fill(level)])
  })

  it('ends where the disk is full, with nothing behind the chunk that was torn', async () => {
    const room = sealedHeaderBytes + 1.5 * sealedSecondBytes
    const ends: unknown[] = []
    const file = new SealedFile({ path: path(), channelCount: 1, key, failed: (cause) => ends.push(cause, file.end()), open: diskOf(Number.POSITIVE_INFINITY, room) })
    for (let count = 0; count < 4; count += 1) file.append(second)
    await file.closed

    expect(ends).toEqual(['ENOSPC', { durationMs: 1_000, bytes: sealedHeaderBytes + sealedSecondBytes, digest: '' }])
    expect([file.hasFile, statSync(path()).size]).toEqual([true, room])
  })
})
