import fc, { type Arbitrary } from 'fast-check'
import { editBytes, edits, mostInputBytes, strangeText } from './edit-bytes.js'
import { editJson } from './edit-json.js'

const oneOfThem = <Item>(items: readonly Item[]): Arbitrary<Item> => fc.constantFrom(...items)

/** Bytes of the format, changed in up to six places. @param words signs and words of the format */
export const bytesLike = (samples: readonly Uint8Array[], words: readonly string[] = []): Arbitrary<Buffer> => {
  const whole = samples.map((sample) => Buffer.from(sample))
  return fc.tuple(oneOfThem(whole), edits).map(([sample, changes]) =>
    changes.reduce<Buffer>((bytes, edit) => editBytes(bytes, edit, words, whole), sample).subarray(0, mostInputBytes),
  )
}

/** One piece many times over: what makes a slow pattern slow. */
const repeated = (words: readonly string[]): Arbitrary<Buffer> => {
  const piece = fc.oneof(fc.string({ unit: 'grapheme-ascii', maxLength: 4 }), oneOfThem([...words, ...strangeText, ' ', 'a', '1', '一', '.', '-', '"', '\\', '\n']))
  return fc.tuple(piece, piece, fc.integer({ min: 1, max: 5_000 }), piece).map(([before, again, count, behind]) => Buffer.from(`${before}${again.repeat(count)}${behind}`).subarray(0, mostInputBytes))
}

const noise: Arbitrary<Buffer> = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes))
const anyText: Arbitrary<Buffer> = fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text))

/** Texts of the format and near to it, one piece over and over, and text of no format at all. */
export const textLike = (samples: readonly string[], words: readonly string[] = []): Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 8, arbitrary: bytesLike(samples.map((sample) => Buffer.from(sample)), words) },
    { weight: 1, arbitrary: repeated(words) },
    { weight: 1, arbitrary: anyText },
  )

/** Bytes of a binary format, near to it, and noise. */
export const binaryLike = (samples: readonly Uint8Array[]): Arbitrary<Buffer> => fc.oneof({ weight: 8, arbitrary: bytesLike(samples) }, { weight: 1, arbitrary: noise })

/** JSON documents, changed in their fields. */
export const documentsLike = (samples: readonly object[], words: readonly string[] = []): Arbitrary<Buffer> => {
  const texts = samples.map((sample) => JSON.stringify(sample))
  return fc.tuple(oneOfThem(texts), edits).map(([text, changes]) => {
    const document = JSON.parse(text) as Record<string, unknown>
    for (const edit of changes) editJson(document, edit, words)
    return Buffer.from(JSON.stringify(document)).subarray(0, mostInputBytes)
  })
}

/** JSON documents changed in their fields, or as text, and JSON of no format at all. */
export const jsonLike = (samples: readonly object[], words: readonly string[] = []): Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 10, arbitrary: documentsLike(samples, words) },
    { weight: 3, arbitrary: textLike(samples.map((sample) => JSON.stringify(sample)), words) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)) },
  )

/** One of several inputs: its number, and the input. */
export interface Chosen {
  readonly choice: number
  readonly bytes: Buffer
}

/** Of several formats that one target knows: the first byte says which. */
export const chosen = (...formats: readonly Arbitrary<Buffer>[]): Arbitrary<Buffer> =>
  fc.oneof(...formats.map((format, choice) => format.map((bytes) => Buffer.concat([Buffer.from([choice]), bytes]))))

export const readChosen = (input: Buffer): Chosen => ({ choice: input[0] ?? 0, bytes: input.subarray(1) })

/** What comes in pieces: text or bytes, one after the other. */
export interface Piece {
  readonly isBinary: boolean
  readonly bytes: Buffer
}

const packed = (pieces: readonly Piece[]): Buffer =>
  Buffer.concat(
    pieces.flatMap(({ isBinary, bytes }) => {
      const head = Buffer.alloc(4)
      head.writeUInt32BE((bytes.length << 1) | (isBinary ? 1 : 0))
      return [head, bytes]
    }),
  )

/** @param opening always the first one, as it is: most of what follows means something only behind it */
export const piecesLike = (text: Arbitrary<Buffer>, binary: Arbitrary<Buffer>, opening?: string): Arbitrary<Buffer> => {
  const piece = fc.oneof({ weight: 4, arbitrary: text.map((bytes) => ({ isBinary: false, bytes })) }, { weight: 1, arbitrary: binary.map((bytes) => ({ isBinary: true, bytes })) })
  const first = opening === undefined ? [] : [{ isBinary: false, bytes: Buffer.from(opening) }]
  return fc.tuple(fc.boolean(), fc.array(piece, { maxLength: 5 })).map(([isOpened, pieces]) => packed([...(isOpened ? first : []), ...pieces]))
}

export const readPieces = (input: Buffer): Piece[] => {
  const pieces: Piece[] = []
  for (let at = 0; at + 4 <= input.length; ) {
    const head = input.readUInt32BE(at)
    const end = at + 4 + (head >>> 1)
    pieces.push({ isBinary: (head & 1) === 1, bytes: input.subarray(at + 4, end) })
    at = end
  }
  return pieces
}

/** The same bytes in pieces, cut at places that depend on the bytes alone. */
export const cutUp = (bytes: Buffer): Buffer[] => {
  const pieces: Buffer[] = []
  let step = bytes.length
  for (let at = 0; at < bytes.length; ) {
    step = ((step * 31 + (bytes[at] ?? 0)) % 97) + 1
    pieces.push(bytes.subarray(at, at + step))
    at += step
  }
  return pieces
}
