import { compileRe2, type BannedWords } from '@callchart/protocol'
import { RE2JS } from 're2js'
import { NluError } from '../nlu-error.js'
import { wordsOf } from './tokens.js'

/** The banned word or pattern that a text holds; undefined where it holds none. */
export type BannedWordCheck = (text: string) => string | undefined

/** Signs that nobody sees or hears would hide a word from the check. */
const unseen = /\p{Cf}/gu

const folded = (text: string): string => text.replace(unseen, '').normalize('NFKC').toLowerCase().replace(/[\u2018\u2019\u02bc`\u00b4]/gu, "'")

const spoken = (text: string): string[] => wordsOf(folded(text)).map((word) => word.replace(/'s$/, ''))

interface Sequence {
  readonly source: string
  readonly words: readonly string[]
}

/** Sequences by their first word, so that a long list costs a text no more than a short one. */
function indexed(entries: readonly string[]): ReadonlyMap<string, readonly Sequence[]> {
  const byFirst = new Map<string, Sequence[]>()
  for (const source of entries) {
    const words = spoken(source)
    const [first] = words
    if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), { source, words }])
  }
  return byFirst
}

function compiled(source: string): { source: string; pattern: RE2JS } {
  try {
    return { source, pattern: compileRe2(source, RE2JS.CASE_INSENSITIVE) }
  } catch (cause) {
    throw new NluError('NLU_BAD_PATTERN', `The banned words hold a bad regular expression "${source.slice(0, 80)}": use RE2 syntax.`, { cause, fields: { pattern: source.slice(0, 200) } })
  }
}

/**
 * Makes the check of one language's banned words. Han characters need no spaces around them; elsewhere a word is matched whole.
 * @throws {NluError} NLU_BAD_PATTERN
 */
export function createBannedWordCheck({ words, patterns }: BannedWords): BannedWordCheck {
  const sequences = indexed(words)
  const expressions = patterns.map(compiled)
  return (text) => {
    const said = spoken(text)
    for (const [at, word] of said.entries()) {
      const found = sequences.get(word)?.find((sequence) => sequence.words.every((each, offset) => said[at + offset] === each))
      if (found !== undefined) return found.source
    }
    const plain = folded(text)
    return expressions.find(({ pattern }) => pattern.matcher(plain).find())?.source
  }
}
