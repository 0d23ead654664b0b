/** How far two strings begin alike. */
function commonStart(left: string, right: string): number {
  let length = 0
  while (length < right.length && left[length] === right[length]) length += 1
  return length
}

/**
 * "…0164, no, 0169": what is said again takes the place of what it begins like, else of as much of the end. The likeliest first; one
 * character takes the place of the last one.
 */
export function patchedWritings(before: string, again: string): string[] {
  if (again.length <= 1 || before === '') return [before.slice(0, -1) + again]
  const score = (at: number): number => 2 * commonStart(before.slice(at), again) - Math.abs(before.length - at - again.length)
  const places = [...before].map((_, at) => at).sort((left, right) => score(right) - score(left) || right - left)
  return places.slice(0, 3).map((at) => before.slice(0, at) + again)
}

interface Piece {
  readonly text: string
  /** The caller said that what came before was wrong. */
  readonly corrected: boolean
}

/** What was said in pieces, corrections in their places, that is accepted. */
export function mergedPieces(pieces: readonly Piece[], accept: (text: string) => boolean): string | undefined {
  let writings = ['']
  for (const { text, corrected } of pieces)
    writings = writings.flatMap((before) => (corrected ? patchedWritings(before, text) : [before + text])).slice(0, 16)
  return writings.find(accept)
}
