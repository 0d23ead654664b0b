import type { Lexicon } from './lexicon.js'

/** Makes what depends on a lexicon alone once, however many models speak its language. */
export function oncePerLexicon<Made>(make: (lexicon: Lexicon) => Made): (lexicon: Lexicon) => Made {
  const made = new WeakMap<Lexicon, { readonly value: Made }>()
  return (lexicon) => {
    const known = made.get(lexicon) ?? { value: make(lexicon) }
    made.set(lexicon, known)
    return known.value
  }
}
