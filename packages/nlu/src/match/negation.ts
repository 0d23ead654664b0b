import type { Lexicon } from '../lexicon/lexicon.js'
import { oncePerLexicon } from '../lexicon/once-per-lexicon.js'
import { normaliserOf } from '../text/normalise.js'

/** Tells whether what is said at a place of an utterance is said to be unwanted. */
export interface NegationDetector {
  /** `start` is an index of `tokens`; `answerExpected`: a bare "no" before it counts too. */
  isNegated(tokens: readonly string[], start: number, answerExpected: boolean): boolean
  /** Some negator was said, of whatever. */
  hasNegator(tokens: readonly string[]): boolean
  /** Something is said to be unwanted: "I do not need …". */
  declinesSomething(tokens: readonly string[]): boolean
}

/** Tokens from a negator to what it negates. */
const furthestNegator = 30

function endsWith(tokens: readonly string[], end: number, sequence: readonly string[]): boolean {
  const start = end - sequence.length
  return start >= 0 && sequence.every((word, offset) => tokens[start + offset] === word)
}

/** "Not", followed only by words that a negation reaches across, negates what comes next: "I do not want to speak to" an agent. */
export const negationOf = oncePerLexicon(createNegationDetector)

function createNegationDetector(lexicon: Lexicon): NegationDetector {
  const normaliser = normaliserOf(lexicon)
  const sequences = (entries: readonly string[]) => entries.map((entry) => normaliser.normalise(entry).tokens)
  const negators = sequences(lexicon.negation.negators)
  const transparent = sequences(lexicon.negation.transparent)
  const questions = new Set(lexicon.negation.questions)
  const answers = new Set(lexicon.negation.answers)
  const commands = new Set(lexicon.negation.commands)

  const asksWhyNot = (tokens: readonly string[], negatorStart: number, negatorEnd: number): boolean => {
    const before = tokens.slice(Math.max(0, negatorStart - 2), negatorStart)
    const inverted =
      before.at(-1) !== undefined &&
      questions.has(before.at(-1) ?? '') &&
      ['i', 'you', 'we', 'somebody', 'someone'].includes(tokens[negatorEnd] ?? '')
    return inverted || before[0] === 'why' || before[1] === 'why'
  }

  /** 能不能 asks whether; "stop, I want …" begins anew. */
  const isApart = (tokens: readonly string[], negatorStart: number, negatorEnd: number): boolean => {
    const asksWhether = negatorStart > 0 && tokens[negatorStart] === '不' && tokens[negatorStart - 1] === tokens[negatorStart + 1]
    return asksWhether || (commands.has(tokens[negatorEnd - 1] ?? '') && tokens[negatorEnd] === 'i')
  }

  const wishes = sequences(lexicon.negation.wishes)

  const contains = (tokens: readonly string[], sequence: readonly string[]): boolean =>
    sequence.length > 0 && tokens.some((_, at) => endsWith(tokens, at + 1, sequence))

  return {
    hasNegator: (tokens) => negators.some((sequence) => contains(tokens, sequence)) || tokens.some((token) => answers.has(token)),
    declinesSomething: (tokens) => negators.some((negator) => wishes.some((wish) => contains(tokens, [...negator, ...wish]))),
    isNegated(tokens, start, answerExpected) {
      if (answerExpected && answers.has(tokens[start - 1] ?? '')) return true
      for (let end = start; end > Math.max(0, start - furthestNegator);) {
        const negator = negators.find((sequence) => sequence.length > 0 && endsWith(tokens, end, sequence))
        if (negator) return !asksWhyNot(tokens, end - negator.length, end) && !isApart(tokens, end - negator.length, end)
        const word = transparent.find((sequence) => sequence.length > 0 && endsWith(tokens, end, sequence))
        if (!word) return false
        end -= word.length
      }
      return false
    },
  }
}
