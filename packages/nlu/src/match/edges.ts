import type { Lexicon } from '../lexicon/lexicon.js'
import { oncePerLexicon } from '../lexicon/once-per-lexicon.js'
import { normaliserOf } from '../text/normalise.js'

type Tokens = readonly string[]

/** The tokens with nothing cut off, with the first fitting edge cut off, with the next one, and so on. */
function cuts(tokens: Tokens, edges: readonly Tokens[], cut: (rest: Tokens, edge: Tokens) => Tokens | false): Tokens[] {
  const stages: Tokens[] = []
  for (let rest: Tokens | undefined = tokens; rest; ) {
    stages.push(rest)
    const now: Tokens = rest
    rest = edges.map((edge) => cut(now, edge)).find((left) => left !== false)
  }
  return stages
}

/** "Agent agent agent" is one wish, said three times. */
export function saidOnce(tokens: readonly string[]): readonly string[] {
  for (let period = 1; period * 2 <= tokens.length; period += 1) {
    if (tokens.length % period === 0 && tokens.every((token, at) => token === tokens[at % period])) return tokens.slice(0, period)
  }
  return tokens
}

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
      const starts = cuts(tokens, fronts, (rest, front) => standsAt(rest, front, 0) && rest.slice(front.length))
      return starts.flatMap((rest) =>
        cuts(rest, tails, (left, tail) => standsAt(left, tail, left.length - tail.length) && left.slice(0, left.length - tail.length)),
      )
    },
    afterAnswer(core) {
      const count = core.findIndex((token) => !yes.has(token) && !no.has(token))
      return count > 0 ? { rest: core.slice(count), no: core.slice(0, count).some((token) => no.has(token)) } : undefined
    },
  }
}
