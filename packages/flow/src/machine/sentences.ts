/** Words behind whose full stop a sentence goes on. */
const shortForms = new Set(
  'mr mrs ms dr prof sr jr st no nos vs etc e.g i.e eg ie approx inc ltd co corp dept est ext fig tel incl max min mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
)
/** Between two stops; what goes on longer is cut at a pause, so that nobody waits for its end. */
const longestSentence = 400
const leastCut = 120

const closers = '"\'”’)]»」』）】'
const fullWidthStops = '。！？；…'
const isSpace = (sign: string | undefined): boolean => sign !== undefined && /\s/.test(sign)

/** A full stop that belongs to a number, a short form or an initial. */
const isWithin = (text: string, at: number, after: string | undefined): boolean => {
  const word = (/[^\s(["“]*$/.exec(text.slice(Math.max(0, at - 20), at))?.[0] ?? '').toLowerCase()
  if (after !== undefined && /[\p{Ll},;]/u.test(after)) return true
  if (shortForms.has(word) || /^\p{L}$/u.test(word)) return true
  // The number of a list: "1. Open the lid."
  return /^\d{1,2}$/.test(word) && /(^|\n)\s*$/.test(text.slice(0, at - word.length))
}

const endOfClosers = (text: string, from: number): number => {
  let end = from
  while (end < text.length && (closers.includes(text.charAt(end)) || '.!?。！？…'.includes(text.charAt(end)))) end += 1
  return end
}

/** Where the sentence that a sign ends is over; -1: it does not end there, or that cannot be told yet. @param end of the closing signs behind it */
const endAt = (text: string, at: number, end: number, isWhole: boolean): number => {
  const sign = text.charAt(at)
  if (sign === '\n') return at + 1
  if (fullWidthStops.includes(sign)) return end < text.length || isWhole ? end : -1
  if (!'.!?'.includes(sign)) return -1
  if (end >= text.length) return isWhole ? end : -1
  if (!isSpace(text.charAt(end))) return -1
  const next = /\S/.exec(text.slice(end))?.[0]
  if (next === undefined && !isWhole) return -1
  return sign === '.' && end === at + 1 && isWithin(text, at, next) ? -1 : end
}

/** The last pause at which a sentence that goes on and on may be cut. */
const cutOf = (text: string): number => {
  const head = text.slice(0, longestSentence)
  const pause = Math.max(...[',', '，', '、', ';', ':', '：'].map((sign) => head.lastIndexOf(sign)))
  const space = head.lastIndexOf(' ')
  return pause >= leastCut ? pause + 1 : space >= leastCut ? space : longestSentence
}

const firstEnd = (text: string, isWhole: boolean): number => {
  // Closing signs that follow one another are gone through once, however many there are.
  let closed = 0
  for (let at = 0; at < Math.min(text.length, longestSentence); at += 1) {
    if (at + 1 > closed) closed = endOfClosers(text, at + 1)
    const end = endAt(text, at, closed, isWhole)
    if (end > 0) return end
  }
  return text.length > longestSentence ? cutOf(text) : -1
}

const isSaid = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

/**
 * Takes the whole sentences off the front of a text that grows; `rest` is what may still go on. By rules of our own, so that a chart which
 * is run again years later splits as it did.
 * @param isWhole nothing more comes: the rest is a sentence, too
 */
export const takeSentences = (text: string, isWhole: boolean): { readonly sentences: readonly string[]; readonly rest: string } => {
  const sentences: string[] = []
  let rest = text.trimStart()
  for (let end = firstEnd(rest, isWhole); end > 0; end = firstEnd(rest, isWhole)) {
    const sentence = rest.slice(0, end).trim()
    if (isSaid(sentence)) sentences.push(sentence)
    rest = rest.slice(end).trimStart()
  }
  if (isWhole && isSaid(rest)) sentences.push(rest.trim())
  return { sentences, rest: isWhole ? '' : rest }
}
