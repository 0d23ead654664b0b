/** Bytes of a file, from the first up to but without the last. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/**
 * What a `Range` header asks of a file of so many bytes. One range is served; several, and units that nobody knows, get the whole file.
 * @returns undefined for the whole file; `unsatisfiable` where nothing of it lies there
 * @see RFC 9110, 14.1.2 and 14.2
 */
export function readByteRange(header: string | undefined, bytes: number): ByteRange | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '') return Number(last) === 0 || bytes === 0 ? 'unsatisfiable' : { from: Math.max(0, bytes - Number(last)), to: bytes }
  const [from, to] = [Number(first), last === '' ? bytes : Math.min(bytes, Number(last) + 1)]
  // A last byte before the first is no range at all.
  if (last !== '' && Number(last) < from) return undefined
  return from >= bytes ? 'unsatisfiable' : { from, to }
}
