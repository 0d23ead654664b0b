import type { HumanSigns, Lexicon } from '../lexicon/lexicon.js'
import { oncePerLexicon } from '../lexicon/once-per-lexicon.js'
import { negationOf } from './negation.js'

/** How many words before and behind a human still say something of the wish for them. */
const reach = { far: 7, near: 4, behind: 5 }

export interface HumanSignDetector {
  /** The word for the human who is wanted, if one is. */
  find(tokens: readonly string[]): string | undefined
}

/** What stands around a word. */
interface Around {
  readonly far: readonly string[]
  readonly near: readonly string[]
  readonly behind: readonly string[]
  readonly previous: string
  /** Two more words at most follow. */
  readonly isLast: boolean
}

const hasAny = (tokens: readonly string[], words: ReadonlySet<string>): boolean => tokens.some((token) => words.has(token))

function aroundOf(tokens: readonly string[], at: number): Around {
  return {
    far: tokens.slice(Math.max(0, at - reach.far), at),
    near: tokens.slice(Math.max(0, at - reach.near), at),
    behind: tokens.slice(at + 1, at + 1 + reach.behind),
    previous: tokens[at - 1] ?? '',
    isLast: at >= tokens.length - 1,
  }
}

/** "A real person", "someone human": nobody else is meant. */
function isHuman(tokens: readonly string[], at: number, { humans, anybody, roles, real, compounds }: HumanSigns): boolean {
  const word = tokens[at] ?? ''
  if (humans.has(word)) return !compounds.has(tokens[at + 1] ?? '')
  const qualified = real.has(tokens[at - 1] ?? '') || (anybody.has(word) && real.has(tokens[at + 1] ?? ''))
  return qualified && (anybody.has(word) || roles.has(word))
}

/** Whether a human, a role or anybody is wanted here: the vaguer the word, the more must be said beside it. */
function isWanted(word: string, human: boolean, { far, near, behind, previous, isLast }: Around, signs: HumanSigns): boolean {
  const talks = hasAny(far, signs.talk)
  const connects = hasAny(far, signs.connect)
  const wants = hasAny(near, signs.want)
  const acts = hasAny(behind, signs.talk) || hasAny(behind, signs.help)
  if (human) return talks || connects || wants || acts || isLast
  if (signs.roles.has(word)) {
    const offered = hasAny(near, signs.offers) && hasAny(behind, signs.talk)
    return talks || connects || wants || offered || (isLast && !signs.determiners.has(previous))
  }
  const brought = near.includes('me') && hasAny(near, signs.bring)
  const described = ['who', 'from', 'that'].includes(behind[0] ?? '') || (behind[0] === 'there' && behind[1] === 'who')
  return talks || brought || (described && acts) || (connects && ['to', 'with', 'me', 'next', 'available'].includes(previous)) || ((near.includes('need') || near.includes('want')) && acts)
}

/** Finds a wish for a human by the company that words keep, where no grammar was made for the sentence. */
export const humanSignsOf = oncePerLexicon((lexicon: Lexicon): HumanSignDetector => {
  const { humanSigns: signs } = lexicon
  const negation = negationOf(lexicon)
  if (signs === undefined) return { find: () => undefined }
  const isAsked = (tokens: readonly string[]): boolean => signs.asked.some((words) => words.every((word, at) => tokens[at] === word))
  const isAt = (tokens: readonly string[], at: number): boolean => {
    const word = tokens[at] ?? ''
    const human = isHuman(tokens, at, signs)
    if (!human && !signs.roles.has(word) && !signs.anybody.has(word)) return false
    const around = aroundOf(tokens, at)
    if (hasAny(around.near, signs.other) || hasAny(around.far, signs.past) || ['am', 'as'].includes(tokens[at - 2] ?? '')) return false
    return isWanted(word, human, around, signs) && !negation.isNegated(tokens, at, false)
  }
  return { find: (tokens) => (isAsked(tokens) ? undefined : tokens.find((_, at) => isAt(tokens, at))) }
})
