import type { FlowChoice } from '../document/choice.js'

/** What is wrong with an enumeration; whoever holds it says where it stands. */
interface ChoiceProblem {
  readonly code: string
  readonly message: string
  readonly wayOut: string
}

type Choice = FlowChoice & { readonly digit?: string | undefined }

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim()

const twice = (texts: readonly string[]): string | undefined => texts.find((text, index) => texts.indexOf(text) !== index)

/** A word of two options in one language; the id is a word of each. */
const sharedWord = (choices: readonly Choice[]): string | undefined => {
  const languages = new Set(choices.flatMap(({ words }) => Object.keys(words)))
  const wordsIn = (language: string): string[] => choices.flatMap(({ id, words }) => [...new Set([id, ...(words[language] ?? [])].map(fold))])
  return [...(languages.size === 0 ? [''] : languages)].map((language) => twice(wordsIn(language))).find((word) => word !== undefined)
}

/** An enumeration has something to choose from, and each word and key means one thing. */
export const problemsOfChoices = (type: string, choices: readonly Choice[], place: string): ChoiceProblem[] => {
  if (type !== 'choice') return []
  const digit = twice(choices.flatMap(({ digit }) => digit ?? []))
  const word = sharedWord(choices)
  return [
    ...(choices.length === 0
      ? [{ code: 'FLOW_CHOICES_MISSING', message: `${place} asks for a choice and has nothing to choose from.`, wayOut: 'Add choices, or ask for text.' }]
      : []),
    ...(word === undefined
      ? []
      : [{ code: 'FLOW_CHOICE_AMBIGUOUS', message: `${place} has two choices that are called "${word}".`, wayOut: 'Let each word name one choice.' }]),
    ...(digit === undefined
      ? []
      : [{ code: 'FLOW_DIGIT_DUPLICATE', message: `${place} has two choices with the key ${digit}.`, wayOut: 'Give each choice a key of its own.' }]),
  ]
}
