import type { Lexicon } from '../lexicon/lexicon.js'
import { oncePerLexicon } from '../lexicon/once-per-lexicon.js'
import { normaliserOf } from '../text/normalise.js'

/** What stands around a wish without being part of it. */
export interface Edges {
  /** The tokens with less and less of "sorry", "okay", "thank you" at either end. */
  stripped(tokens: readonly string[]): (readonly string[])[]
  /** What follows leading words of yes and no, and whether a no was among them. */
  afterAnswer(core: readonly string[]): { readonly rest: readonly string[]; readonly no: boolean } | undefined
}

export const edgesOf = oncePerLexicon(createEdges)

function createEdges(lexicon: Lexicon): Edges {
  const normaliser = normaliserOf(lexicon)
  const sequences = (name: string): (readonly string[])[] =>
    (lexicon.lists[name] ?? []).map((entry) => normaliser.normalise(entry).tokens).sort((left, right) => right.length - left.length)
  const fronts = sequences('fronts')
  const tails = sequences('tails')
  const yes = new Set(lexicon.builtIns.affirm.strong)
  const no = new Set(lexicon.negation.answers)
  const standsAt = (tokens: readonly string[], sequence: readonly string[], at: number): boolean =>
    at >= 0 && sequence.length < tokens.length && sequence.every((word, offset) => tokens[at + offset] === word)

  return {
    stripped(tokens) {
      const stages = [tokens]
      for (let rest = tokens; ;) {
        const front = fronts.find((sequence) => standsAt(rest, sequence, 0))
        const tail = tails.find((sequence) => standsAt(rest, sequence, rest.length - sequence.length))
        if (front) rest = rest.slice(front.length)
        else if (tail) rest = rest.slice(0, rest.length - tail.length)
        else return stages
        stages.push(rest)
      }
    },
    afterAnswer(core) {
      const count = core.findIndex((token) => !yes.has(token) && !no.has(token))
      return count > 0 ? { rest: core.slice(count), no: core.slice(0, count).some((token) => no.has(token)) } : undefined
    },
  }
}
