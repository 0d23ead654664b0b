import type { FlowProblem } from '../contract/compiled.js'
import { said, type Said } from '../contract/said.js'
import type { FlowChoice } from '../document/choice.js'
import { flowProblem } from './problem.js'

/** What is wrong with an enumeration; whoever holds it says where it stands. */
interface ChoiceProblem {
  readonly problem: FlowProblem
  /** The item in which it lies, where it lies in one. */
  readonly item?: number
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

const nothingToChoose = ({ en, zh }: Said): FlowProblem =>
  flowProblem('FLOW_CHOICES_MISSING', said(`${en} asks for a choice and has nothing to choose from.`, `${zh}需要客户选择，但没有任何选项。`), said('Add choices, or ask for any words.', '请添加可选项，或改为收集任意文本。'))

const sameWord = ({ en, zh }: Said, word: string): FlowProblem =>
  flowProblem('FLOW_CHOICE_AMBIGUOUS', said(`${en} has two choices that are called "${word}".`, `${zh}有两个选项都叫“${word}”。`), said('Let each word name one choice.', '请让每个叫法只对应一个选项。'), { word })

const sameKey = ({ en, zh }: Said, digit: string): FlowProblem =>
  flowProblem('FLOW_DIGIT_DUPLICATE', said(`${en} has two choices with the key ${digit}.`, `${zh}有两个选项使用同一个按键 ${digit}。`), said('Give each choice a key of its own.', '请为每个选项设置不同的按键。'), { digit })

/**
 * An enumeration has something to choose from, and each word and key means one thing.
 * @param place where it stands, as people find it
 */
export const problemsOfChoices = (type: string, choices: readonly Choice[], place: Said): ChoiceProblem[] => {
  if (type !== 'choice') return []
  const digit = twice(choices.flatMap(({ digit }) => digit ?? []))
  const word = sharedWord(choices)
  return [
    ...(choices.length === 0 ? [{ problem: nothingToChoose(place) }] : []),
    ...(word === undefined ? [] : [{ problem: sameWord(place, word) }]),
    ...(digit === undefined ? [] : [{ problem: sameKey(place, digit), item: choices.map((choice) => choice.digit).lastIndexOf(digit) }]),
  ]
}
