/** More different values than this of one label are a mistake, or somebody's attempt. */
const mostValues = 200
const shape = /^[\p{L}\p{N}][\p{L}\p{N}._/ -]{0,63}$/u
/** A telephone number, a card, a code: five digits in a row are no name of ours. */
const looksPersonal = /\p{N}[\p{N}\s().-]{3,}\p{N}/u

/**
 * Keeps the values of a label few and nameless: whatever does not look like a word of a flow, of the settings or of ours is counted as `other`,
 * and so is every further one beyond the first 200.
 */
export function createBoundedLabel(): (value: string) => string {
  const known = new Set<string>()
  return (value) => {
    if (known.has(value)) return value
    if (known.size >= mostValues || !shape.test(value) || looksPersonal.test(value)) return 'other'
    known.add(value)
    return value
  }
}
