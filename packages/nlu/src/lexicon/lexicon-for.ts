import { english } from './en.js'
import type { Lexicon } from './lexicon.js'
import { unknownLanguage } from './unknown.js'
import { chinese } from './zh.js'

const lexicons: readonly Lexicon[] = [english, chinese]

/** The lexicon of a BCP 47 language tag; an empty one where there is none. */
export function lexiconFor(language: string): Lexicon {
  const primary = language.toLowerCase().split(/[-_]/)[0]
  return lexicons.find((lexicon) => lexicon.language === primary) ?? unknownLanguage
}
