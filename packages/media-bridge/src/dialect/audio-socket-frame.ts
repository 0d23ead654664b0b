/** Kinds of frames, each a byte (asterisk `include/asterisk/res_audiosocket.h`). */
export const audioSocketKinds = {
  hangUp: 0x00,
  uuid: 0x01,
  digit: 0x03,
  audio8k: 0x10,
  audio16k: 0x12,
  error: 0xff,
} as const

const headerBytes = 3

export interface AudioSocketFrame {
  readonly kind: number
  readonly payload: Buffer
}

/** Kind, length in two bytes, the higher first, and so many bytes. */
export const writeAudioSocketFrame = (kind: number, payload: Uint8Array = new Uint8Array()): Buffer => {
  const frame = Buffer.allocUnsafe(headerBytes + payload.length)
  frame[0] = kind
  frame.writeUInt16BE(payload.length, 1)
  frame.set(payload, headerBytes)
  return frame
}

/** Finds the frames in bytes that come in pieces of any length; a frame has 65,538 bytes at most, so no more than that is kept. */
export class AudioSocketReader {
  private readonly pieces: Buffer[] = []
  private keptBytes = 0
  private neededBytes: number = headerBytes

  /** @returns the frames that are whole now, as views of memory that is not used again */
  push(bytes: Buffer): AudioSocketFrame[] {
    this.pieces.push(bytes)
    this.keptBytes += bytes.length
    // Joined only when it is of use: a frame that comes byte by byte is copied once.
    if (this.keptBytes < this.neededBytes) return []
    const [first = bytes] = this.pieces
    const all = this.pieces.length === 1 ? first : Buffer.concat(this.pieces)
    const frames: AudioSocketFrame[] = []
    let at = 0
    while (all.length - at >= headerBytes) {
      const end = at + headerBytes + all.readUInt16BE(at + 1)
      if (end > all.length) break
      frames.push({ kind: all[at] ?? 0, payload: all.subarray(at + headerBytes, end) })
      at = end
    }
    this.keep(all.subarray(at))
    return frames
  }

  private keep(rest: Buffer): void {
    this.pieces.length = 0
    if (rest.length > 0) this.pieces.push(rest)
    this.keptBytes = rest.length
    this.neededBytes = headerBytes + (rest.length < headerBytes ? 0 : rest.readUInt16BE(1))
  }
}
