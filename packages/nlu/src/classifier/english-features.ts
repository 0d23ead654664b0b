import { stemmer } from 'stemmer'
import type { FeatureKinds } from './feature-kinds.js'
import { gramsOf } from './grams.js'
import { remembering } from './remember.js'

/** Words this far apart still say something together: "cancel … order". */
const pairReach = 5
const longestWord = 20

const stemOf = remembering(stemmer)
/** Pieces of a word with its borders. */
const piecesOf = remembering((word) => gramsOf(`<${word}>`, 2, 5).map((gram) => `c ${gram}`))

const cut = (token: string): string => token.slice(0, longestWord)

/** Two stems near each other, in either order. */
function pairsOf(stems: readonly string[]): string[] {
  const pairs: string[] = []
  for (const [at, left] of stems.entries()) {
    for (const right of stems.slice(at + 1, at + 1 + pairReach)) {
      if (left !== right) pairs.push(left < right ? `p ${left} ${right}` : `p ${right} ${left}`)
    }
  }
  return pairs
}

/** Words and word pairs, stems and pairs of stems, and pieces of words, which hold where a word is misheard or misspelt. */
export const englishBlocks: FeatureKinds = {
  weights: [0.5, 0.5, 0.5, 1],
  nameOf: (token) => `w ${cut(token)}`,
  names(tokens) {
    const words = tokens.map(cut)
    const stems = words.map(stemOf)
    return [
      gramsOf(words, 1, 2, ' ').map((gram) => `w ${gram}`),
      pairsOf(stems),
      gramsOf(stems, 1, 2, ' ').map((gram) => `s ${gram}`),
      words.flatMap(piecesOf),
    ]
  },
}
