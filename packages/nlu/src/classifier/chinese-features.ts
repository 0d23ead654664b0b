import { pinyin } from 'pinyin-pro'
import { isHan } from '../text/tokens.js'
import type { FeatureKinds } from './feature-kinds.js'
import { gramsOf } from './grams.js'
import { remembering } from './remember.js'

/** A character's commonest sound without its tone: recognisers write the right sound with a wrong character. */
const soundOf = remembering((character) => pinyin(character, { toneType: 'none' }))
const syllableOf = (token: string): string => (isHan(token) ? soundOf(token) : token)

/** Runs of one to three characters with the ends of the utterance marked, and the same of their sounds. */
export const chineseBlocks: FeatureKinds = {
  weights: [1, 1],
  nameOf: (token) => `h ${token}`,
  names(tokens) {
    const words = tokens.filter((token) => !isHan(token) && token.length > 2)
    return [
      [
        ...gramsOf(['^', ...tokens, '$'], 1, 3).map((gram) => `h ${gram}`),
        ...words.flatMap((word) => gramsOf(`<${word.slice(0, 20)}>`, 2, 4)).map((gram) => `c ${gram}`),
      ],
      gramsOf(['^', ...tokens.map(syllableOf), '$'], 1, 3, ' ').map((gram) => `y ${gram}`),
    ]
  },
}
