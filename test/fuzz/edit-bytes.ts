import fc, { type Arbitrary } from 'fast-check'

/** What to do, where, how far, and with what: numbers of any size, each taken modulo what there is. */
export type Edit = readonly [what: number, at: number, length: number, choice: number]

export const edits: Arbitrary<readonly Edit[]> = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), { minLength: 0, maxLength: 6 })

/** No input grows beyond this: what is larger is refused by its size, which unit tests show. */
export const mostInputBytes = 65_536

const bytesOfInterest = [0x00, 0x01, 0x0a, 0x0d, 0x20, 0x22, 0x25, 0x27, 0x28, 0x2a, 0x2b, 0x2e, 0x2f, 0x3a, 0x3c, 0x3d, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d, 0x7f, 0x80, 0xc0, 0xed, 0xf4, 0xff]

export const numbersOfInterest = ['-1', '0', '-0', '1e309', '1e-400', '2147483648', '4294967295', '4294967296', '9007199254740993', '18446744073709551616', '99999999999999999999999', '0x7f', '1.7976931348623157e308', 'NaN']

/** Half of a pair, a sequence that is too long, one cut off, marks of order and direction, a letter of several signs. */
export const strangeText = ['\ud800', '\udc00', '\ufeff', '\u202e', '\u0000', '\u2028', 'é', '👩‍👩‍👧', '﷽', 'İ', 'ß', '１２３', '٣', '\r\n', '../', '%2e%2e%2f', '%00', '${jndi:x}', '{{', '}}', '<!--', ']]>', '__proto__', 'constructor', 'toString']
const strangeBytes = [...strangeText.map((text) => Buffer.from(text)), Buffer.from('c0af', 'hex'), Buffer.from('eda080', 'hex'), Buffer.from('f4908080', 'hex'), Buffer.from('fffe', 'hex')]

const oneOf = <Item>(items: readonly Item[], choice: number): Item | undefined => items[choice % items.length]

const spliced = (bytes: Buffer, at: number, removed: number, inserted: Uint8Array): Buffer => Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)])

/** The digits around or behind a place give way to another number. */
function withNumber(bytes: Buffer, at: number, choice: number): Buffer {
  const text = bytes.toString('latin1')
  const found = /-?\d[\d.]*/.exec(text.slice(at)) ?? /-?\d[\d.]*/.exec(text)
  if (found === null) return bytes
  const from = text.indexOf(found[0], text.slice(at).includes(found[0]) ? at : 0)
  return spliced(bytes, from, found[0].length, Buffer.from(oneOf(numbersOfInterest, choice) ?? '0'))
}

/** @param words of the format, to be put in @param others to splice with */
export function editBytes(bytes: Buffer, [what, place, length, choice]: Edit, words: readonly string[], others: readonly Buffer[]): Buffer {
  if (bytes.length === 0) return Buffer.from(oneOf(words, choice) ?? 'x')
  const at = place % bytes.length
  const short = (length % 16) + 1
  switch (what % 11) {
    case 0:
    case 1: {
      const changed = Buffer.from(bytes)
      changed[at] = what % 11 === 0 ? (changed[at] ?? 0) ^ (1 << (choice % 8)) : (oneOf(bytesOfInterest, choice) ?? 0)
      return changed
    }
    case 2:
      return spliced(bytes, at, short, Buffer.alloc(0))
    case 3:
      return bytes.subarray(0, at)
    case 4:
      return spliced(bytes, at, 0, Buffer.from(oneOf(words, choice) ?? ''))
    case 5: {
      const piece = bytes.subarray(at, at + (length % 64) + 1)
      const count = Math.min(2 ** (choice % 11), Math.floor(mostInputBytes / piece.length))
      return spliced(bytes, at, 0, Buffer.concat(Array.from({ length: count }, () => piece)))
    }
    case 6:
      return withNumber(bytes, at, choice)
    case 7: {
      const other = oneOf(others, choice) ?? bytes
      return Buffer.concat([bytes.subarray(0, at), other.subarray(length % (other.length + 1))])
    }
    case 8:
      return spliced(bytes, at, 0, oneOf(strangeBytes, choice) ?? Buffer.alloc(0))
    case 9:
      return spliced(bytes, at, short, Buffer.from(oneOf(words, choice) ?? ''))
    default:
      return Buffer.concat([bytes.subarray(at), bytes.subarray(0, at)])
  }
}
