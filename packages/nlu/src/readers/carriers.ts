/** Words that only carry a value: dropped in front of it and behind it. */
export interface Carriers {
  readonly before: RegExp
  readonly after: RegExp
  /** Says that what came before was wrong. */
  readonly correction: RegExp
}

export interface CarriedOptions {
  /** Whether whatever was said is the value; else only what follows words that lead to one. */
  readonly bare?: boolean
}

/** What follows the words that lead to a value in the middle of a sentence, up to the end of the clause. */
export function carriedPart(text: string, leads: RegExp, ends: RegExp): string | undefined {
  const lead = leads.exec(text)
  if (!lead) return undefined
  const rest = text.slice(lead.index + lead[0].length)
  const end = rest.search(ends)
  return end === 0 ? undefined : lead[0] + (end < 0 ? rest : rest.slice(0, end))
}

/** One line, without anything that cannot be said, or signs in rows, over which patterns would go again and again; longer utterances are cut. */
export function plainText(text: string): string {
  return text
    .slice(0, 1_000)
    .normalize('NFC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/([,.;:!?，。；：！？、-])[ ,.;:!?，。；：！？、-]{2,}/gu, '$1 ')
    .trim()
}

const edges = /^[\s,.;:!?，。；：！？、-]+|[\s,;:!?，。；：！？、-]+$/gu

/** The text without the words around it, and whether any of them said that a value follows. */
export function stripCarriers(text: string, { before, after, correction }: Carriers): { value: string; carried: boolean } {
  const corrected = text.split(correction).findLast((piece) => /[\p{L}\p{N}]/u.test(piece)) ?? text
  let value = corrected.replace(edges, '')
  let carried = false
  for (;;) {
    const shorter = value.replace(before, '').replace(edges, '')
    if (shorter === value || shorter === '') break
    carried = true
    value = shorter
  }
  for (;;) {
    const shorter = value.replace(after, '').replace(edges, '')
    if (shorter === value || shorter === '') break
    value = shorter
  }
  return { value: value.replace(/\.$/u, ''), carried }
}
