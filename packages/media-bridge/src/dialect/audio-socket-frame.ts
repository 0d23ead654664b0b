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
  private rest: Buffer = Buffer.alloc(0)

  /** @returns the frames that are whole now, as views of memory that is not used again */
  push(bytes: Buffer): AudioSocketFrame[] {
    const all = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes])
    const frames: AudioSocketFrame[] = []
    let at = 0
    while (all.length - at >= headerBytes) {
      const end = at + headerBytes + all.readUInt16BE(at + 1)
      if (end > all.length) break
      frames.push({ kind: all[at] ?? 0, payload: all.subarray(at + headerBytes, end) })
      at = end
    }
    this.rest = all.subarray(at)
    return frames
  }
}
