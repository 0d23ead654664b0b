import type { Choice } from '@callchart/protocol'
import { editDistance } from '../text/similarity.js'
import { foldText, isHan, joinTokens, wordsOf } from '../text/tokens.js'
import { ordinals, smallNumbers } from './number-words.js'
import { readingConfidence, type Reading } from './reading.js'
import { soundsLike } from './sound.js'
import { digitAt } from './zh/numerals.js'
import { roughSyllable, syllablesOf } from './zh/pinyin.js'

/** One name of an option, in the tokens that are compared. */
interface Name {
  readonly id: string
  readonly tokens: readonly string[]
}

interface Found {
  readonly id: string
  readonly start: number
  readonly end: number
  /** 1: the very words. */
  readonly likeness: number
}

/** "largePizza" is called "large pizza". */
const spokenId = (id: string): string => id.replace(/([\p{Ll}\d])(?=\p{Lu})/gu, '$1 ').replace(/[_-]+/gu, ' ')

const tokensOf = (text: string): string[] => wordsOf(foldText(text)).map((token) => token.replace(/'s$/u, ''))

/** What an option is called: by its id, and by its words. */
export const choiceNames = ({ id, words }: Choice): string[] => [spokenId(id), ...words]

const namesOf = (choices: readonly Choice[]): Name[] =>
  choices.flatMap((choice) => choiceNames(choice).map((name) => ({ id: choice.id, tokens: tokensOf(name) })).filter(({ tokens }) => tokens.length > 0))

const around = new Set(tokensOf('the a an one ones i i\'d i\'ll i\'m would like want to have take go with for please it it\'s is that that\'s um uh yes no option choice just think maybe my of 我 要 想 选 的 那 个 这 种 吧 是 给 来 一 就 请 嗯 呃 啊 我 们 用 办 理'))
const negators: readonly (readonly string[])[] = ['not', "don't want", 'do not want', '不要', '不是', '不选', '别', '不想要', '不用'].map(tokensOf)
const linking = new Set(tokensOf('the a an any that this 那 个 这 种 选'))

/** "Not the small one": an option that is named to be ruled out. */
function isRuledOut(tokens: readonly string[], start: number): boolean {
  let at = start
  while (linking.has(tokens[at - 1] ?? '')) at -= 1
  return negators.some((words) => words.every((word, offset) => tokens[at - words.length + offset] === word))
}

const startsAt = (tokens: readonly string[], name: readonly string[], at: number): boolean => name.every((token, offset) => tokens[at + offset] === token)

function exactly(tokens: readonly string[], names: readonly Name[]): Found[] {
  return names.flatMap(({ id, tokens: name }) =>
    [...tokens.keys()].filter((at) => startsAt(tokens, name, at)).map((at) => ({ id, start: at, end: at + name.length, likeness: 1 })),
  )
}

/** How like a stretch of words sounds to a name: 0 where it does not. */
function likenessOf(said: string, name: string): number {
  const longest = Math.max(said.length, name.length)
  // Half as long again is another word.
  if (Math.min(said.length, name.length) < 4 || longest > 1.5 * Math.min(said.length, name.length)) return 0
  const limit = Math.floor(longest / 4)
  const edits = limit === 0 ? Number(said !== name) : editDistance(said, name, limit)
  const spelled = edits > limit ? 0 : 1 - edits / longest
  return Math.max(spelled, soundsLike(said, name) ? 0.85 : 0)
}

/** What is only like a name is looked for in an answer, not in a story. */
const maxRoughTokens = 24

/** Names that a stretch of about as many words is like: "sparkling watter", "check in account". */
function roughly(said: readonly string[], names: readonly Name[]): Found[] {
  const tokens = said.slice(0, maxRoughTokens)
  return names.flatMap(({ id, tokens: name }) => {
    if (name.some(isHan)) return []
    const whole = name.join('')
    return [...tokens.keys()].flatMap((start) =>
      [name.length - 1, name.length, name.length + 1, name.length + 2]
        .filter((length) => length > 0 && start + length <= tokens.length)
        .map((length) => ({ id, start, end: start + length, likeness: likenessOf(tokens.slice(start, start + length).join(''), whole) }))
        .filter(({ likeness }) => likeness >= 0.75),
    )
  })
}

/** Names of the same syllables, 打份 for 大份; a single character only where little else was said. */
function bySound(tokens: readonly string[], names: readonly Name[]): Found[] {
  const han = names.filter(({ tokens: name }) => name.every(isHan))
  if (han.length === 0 || !tokens.some(isHan)) return []
  const heard = tokens.map((token) => (isHan(token) ? (syllablesOf(token)[0] ?? token) : token))
  const core = tokens.filter((token) => !around.has(token)).length
  return han.flatMap(({ id, tokens: name }) => {
    if (name.length === 1 && core > 1) return []
    const syllables = syllablesOf(name.join(''))
    return [...heard.keys()].flatMap((start) => {
      const stretch = heard.slice(start, start + name.length)
      if (stretch.length < name.length) return []
      const same = stretch.filter((syllable, index) => syllable === syllables[index]).length
      const near = stretch.filter((syllable, index) => roughSyllable(syllable) === roughSyllable(syllables[index] ?? '')).length
      const likeness = same === name.length ? 0.95 : near === name.length ? 0.85 : near === name.length - 1 && name.length >= 4 ? 0.75 : 0
      return likeness === 0 ? [] : [{ id, start, end: start + name.length, likeness }]
    })
  })
}

/** "The second one", "option two", 第二个: its place in the list that was read out. */
function byPlace(tokens: readonly string[], choices: readonly Choice[]): Found[] {
  const text = tokens.join(' ')
  const english = /\b(?:(?:the )?(\p{L}+) (?:one|option|choice|of (?:them|those|these))|(?:number|option|choice) (\p{L}+|\d{1,2}))\b/u.exec(text)
  const chinese = /(?:第|选(?: 项)?|最 后) ([0-9零一二两三四五六七八九十]|一)(?: [个种项样款])?/u.exec(text)
  const word = english?.[1] ?? english?.[2] ?? chinese?.[1]
  if (word === undefined) return []
  const last = word === 'last' || chinese?.[0].startsWith('最') === true
  const place = last ? choices.length : (ordinals.get(word) ?? smallNumbers.get(word) ?? digitAt(word, 0) ?? Number(word))
  const choice = choices[place - 1]
  return choice ? [{ id: choice.id, start: 0, end: tokens.length, likeness: 0.9 }] : []
}

/** What is left when shorter names inside of longer ones, and what was ruled out, are taken away; as they were said. */
function standing(found: readonly Found[], tokens: readonly string[]): Found[] {
  const length = ({ start, end }: Found): number => end - start
  const inside = (each: Found, other: Found): boolean =>
    other !== each && other.start <= each.start && other.end >= each.end && (length(other) > length(each) || other.likeness > each.likeness)
  return found
    .filter((each) => !found.some((other) => inside(each, other)))
    .filter(({ start }) => !isRuledOut(tokens, start))
    .sort((left, right) => left.start - right.start || left.likeness - right.likeness)
}

/** By the best likeness, for "the last one said" is not the one that only sounds a little like a name. */
function chosen(found: readonly Found[]): Found | undefined {
  const best = Math.max(...found.map(({ likeness }) => likeness))
  return found.findLast(({ likeness }) => likeness >= best - 0.05)
}

/**
 * One of an enumeration, by its id: its own words, or what sounds like them, or its place in the list. The last one named wins, and one
 * that is ruled out is not chosen.
 */
export function readChoice(text: string, choices: readonly Choice[]): Reading<string> | undefined {
  const tokens = tokensOf(text)
  const names = namesOf(choices)
  const exact = exactly(tokens, names)
  const candidates = exact.length > 0 ? exact : [...byPlace(tokens, choices), ...roughly(tokens, names), ...bySound(tokens, names)]
  const found = chosen(standing(candidates, tokens))
  if (!found) return undefined
  const rest = tokens.filter((token, at) => (at < found.start || at >= found.end) && !around.has(token))
  const weight = Math.ceil(rest.reduce((sum, token) => sum + (isHan(token) ? 0.5 : 1), 0))
  return {
    value: found.id,
    matched: joinTokens(tokens.slice(found.start, found.end)),
    confidence: readingConfidence(0, weight) * (found.likeness === 1 ? 1 : 0.6 + 0.3 * found.likeness),
  }
}
