/** Longer utterances are cut: 30 s of speech stay below it. */
export const maxTextLength = 1_000

const han = /\p{Script=Han}/u
const wordLike = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}])+(?:'[\p{L}\p{M}]+)*|\p{N}+/gu

/** Lower case, one form of each character, straight apostrophes, nothing that cannot be said. */
export function foldText(text: string): string {
  return text
    .slice(0, maxTextLength)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc`\u00b4]/gu, "'")
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
}

/** Words of folded text: letters with inner apostrophes, runs of digits, single Han characters. */
export function wordsOf(folded: string): string[] {
  return folded.match(wordLike) ?? []
}

export function isHan(token: string): boolean {
  return han.test(token)
}

/** Tokens as text again, Han characters without spaces between them. */
export function joinTokens(tokens: readonly string[]): string {
  let text = ''
  for (const [index, token] of tokens.entries()) {
    const previous = tokens[index - 1]
    const space = previous !== undefined && !(isHan(token) && isHan(previous))
    text += space ? ` ${token}` : token
  }
  return text
}
