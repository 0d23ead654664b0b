import { keyIntents, type KeyIntent, type UnderstandingSource } from '@callchart/protocol'
import type { Lexicon, Template } from '../lexicon/lexicon.js'
import type { NormalText, Normaliser } from '../text/normalise.js'
import { createNegationDetector } from './negation.js'
import { ranks, type Evidence } from './evidence.js'

interface Detector {
  readonly keyIntent: KeyIntent
  readonly exact: ReadonlySet<string>
  readonly templates: readonly RegExp[]
  /** Padded word sequences. */
  readonly cues: readonly string[]
}

export interface KeyIntentDetector {
  detect(utterance: NormalText, enabled: readonly KeyIntent[], answerExpected: boolean): Evidence[]
  /** Whether a word was said without which likeness to a key intent is chance; the words of the flow's own phrases count. */
  hasCue(utterance: NormalText, keyIntent: KeyIntent): boolean
}

const join = (tokens: readonly string[]): string => tokens.join(' ')

/** A template over the lexicon's lists as one expression over padded text; alternatives hold plain words only, so matching is linear. */
function compileTemplate(template: Template, lexicon: Lexicon, normaliser: Normaliser): RegExp {
  const parts = template.map((name) => {
    const entries = lexicon.lists[name.replace('?', '')] ?? []
    const words = entries.map((entry) => join(normaliser.normalise(entry).tokens)).sort((left, right) => right.length - left.length)
    return `(?:(?:${words.join('|')}) )${name.endsWith('?') ? '?' : ''}`
  })
  return new RegExp(` (?=(${parts.join('')}))`, 'gu')
}

/** How many tokens stand before an offset of padded text. */
function tokenIndex(padded: string, offset: number): number {
  return padded.slice(1, offset + 1).split(' ').length - 1
}

/** Finds a wish for a human, or a complaint, in whatever was said; never where the caller says that it is not wanted. */
export function createKeyIntentDetector(source: UnderstandingSource, lexicon: Lexicon, normaliser: Normaliser): KeyIntentDetector {
  const negation = createNegationDetector(lexicon, normaliser)
  const detectors = keyIntents.map((keyIntent): Detector => {
    const words = lexicon.keyIntents[keyIntent]
    const own = (source.keyIntents[keyIntent] ?? []).map((phrase) => normaliser.normalise(phrase))
    const phrases = [...own, ...words.phrases.map((phrase) => normaliser.normalise(phrase))]
    return {
      keyIntent,
      exact: new Set(phrases.flatMap((phrase) => [join(phrase.tokens), join(phrase.core)]).filter((phrase) => phrase !== '')),
      templates: words.templates.map((template) => compileTemplate(template, lexicon, normaliser)),
      cues: [
        ...words.cues.map((cue) => normaliser.normalise(cue).padded),
        ...own.filter(({ core }) => core.length > 1).map(({ core }) => ` ${join(core)} `),
      ],
    }
  })

  const yes = new Set(lexicon.builtIns.affirm.strong)
  const no = new Set(lexicon.negation.answers)
  /** What follows leading words of yes and no: "no no agent". */
  const afterAnswer = (core: readonly string[]): { rest: readonly string[]; no: boolean } | undefined => {
    const count = core.findIndex((token) => !yes.has(token) && !no.has(token))
    return count > 0 ? { rest: core.slice(count), no: core.slice(0, count).some((token) => no.has(token)) } : undefined
  }

  const detectWith = ({ keyIntent, exact, templates }: Detector, utterance: NormalText, answerExpected: boolean): Evidence | undefined => {
    const target = { kind: 'key-intent', id: keyIntent } as const
    const whole = [join(utterance.tokens), join(utterance.core)].find((text) => exact.has(text))
    if (whole !== undefined) return { target, by: 'built-in', matched: whole, confidence: 1, rank: ranks.exactKeyIntent }
    const answer = afterAnswer(utterance.core)
    if (answer && exact.has(join(answer.rest)) && !(answerExpected && answer.no)) {
      return { target, by: 'built-in', matched: join(answer.rest), confidence: 0.9, rank: ranks.detectedKeyIntent }
    }
    for (const template of templates) {
      for (const match of utterance.padded.matchAll(template)) {
        const start = tokenIndex(utterance.padded, match.index)
        if (negation.isNegated(utterance.tokens, start, answerExpected)) continue
        return { target, by: 'built-in', matched: match[1]?.trim() ?? '', confidence: 0.95, rank: ranks.detectedKeyIntent }
      }
    }
    return undefined
  }

  return {
    hasCue: (utterance, keyIntent) => {
      const core = ` ${join(utterance.core)} `
      return detectors.some(
        (detector) => detector.keyIntent === keyIntent && detector.cues.some((cue) => utterance.padded.includes(cue) || core.includes(cue)),
      )
    },
    detect: (utterance, enabled, answerExpected) =>
      detectors
        .filter(({ keyIntent }) => enabled.includes(keyIntent))
        .map((detector) => detectWith(detector, utterance, answerExpected))
        .filter((evidence) => evidence !== undefined),
  }
}
