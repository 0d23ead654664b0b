import { createFeatureExtractor, type Block, type Features } from '../classifier/features.js'
import { countFeatures, createVocabulary, type Vector, type Vocabulary } from '../classifier/vocabulary.js'
import { lexiconFor } from '../lexicon/lexicon-for.js'
import { normaliserOf } from '../text/normalise.js'

/** A question and its answer in one language: what a caller's question is compared with. */
export interface RetrievalEntry {
  readonly id: string
  /** Ways to ask it. */
  readonly questions: readonly string[]
  readonly answer: string
}

export interface Retrieved {
  readonly id: string
  /** How much the entry is about what was asked, 0..1. */
  readonly confidence: number
}

/** A list of questions made ready to be asked. */
export interface Retriever {
  /** The entries that fit best, best first, at most `limit`; an entry with nothing in common is none. */
  retrieve(text: string, limit: number): Retrieved[]
  /** What a recogniser should listen for: one question of each entry, then the others, each once. */
  recogniserPhrases(limit: number): string[]
}

/** Words of the answer say less of what it answers than those of its questions. */
const answerWeight = 0.5
/** One question that is like it says as much as all questions of the entry together. */
const questionShare = 0.5
/** From likeness to confidence: where a tenth of foreign questions would still find an entry, it is no more than even. Set on development data. */
const slope = 12
const middle = 0.322
/** An entry that is hardly better than the next one is a guess between the two. */
const closeMargin = 0.03

interface Document {
  readonly id: string
  readonly vector: Vector
  readonly weight: number
}

/** Documents of one kind in a space of their own. */
interface Space {
  readonly vocabulary: Vocabulary
  readonly documents: readonly Document[]
}

const likeness = (left: Vector, right: ReadonlyMap<number, number>): number =>
  left.indices.reduce((sum, index, at) => sum + (left.values[at] ?? 0) * (right.get(index) ?? 0), 0)

const confidenceOf = (score: number, next: number): number => {
  const belief = 1 / (1 + Math.exp(-slope * (score - middle)))
  return score - next < closeMargin ? belief * (0.8 + (0.2 * (score - next)) / closeMargin) : belief
}

interface Text {
  readonly id: string
  readonly features: Features
  readonly weight: number
}

function spaceOf(texts: readonly Text[], weights: readonly number[]): Space {
  const counts = countFeatures(texts.map(({ features }) => features), 1)
  const vocabulary = createVocabulary(counts, weights)
  return { vocabulary, documents: texts.map(({ id, features, weight }) => ({ id, weight, vector: vocabulary.vectorOf(features) })) }
}

function sumOf(blocks: readonly Block[]): Block {
  const sum = new Map<number, number>()
  for (const block of blocks) for (const [name, count] of block) sum.set(name, (sum.get(name) ?? 0) + count)
  return sum
}

const together = (all: readonly Features[]): Features => ({
  blocks: (all[0]?.blocks ?? []).map((_, kind) => sumOf(all.map(({ blocks }) => blocks[kind] ?? new Map<number, number>()))),
  words: all.flatMap(({ words }) => words),
})

/** Every question and answer by itself, and the questions of each entry as one text. */
function spacesOf(entries: readonly RetrievalEntry[], read: (text: string) => Features, weights: readonly number[]): { single: Space; whole: Space } {
  const single = entries.flatMap(({ id, questions, answer }): Text[] => [
    ...questions.map((text) => ({ id, features: read(text), weight: 1 })),
    ...(answer.trim() === '' ? [] : [{ id, features: read(answer), weight: answerWeight }]),
  ])
  const whole = entries.map(({ id, questions }): Text => ({ id, features: together(questions.map(read)), weight: 1 }))
  return { single: spaceOf(single, weights), whole: spaceOf(whole, weights) }
}

/** The greatest likeness of each entry. */
function bestIn({ vocabulary, documents }: Space, asked: Features): Map<string, number> {
  const query = vocabulary.vectorOf(asked)
  // The constant that classes are told apart by says nothing of likeness.
  const values = new Map(query.indices.map((index, at) => [index, index === vocabulary.size ? 0 : (query.values[at] ?? 0)]))
  // Words that no entry knows are asked for in vain: they take from every likeness.
  const known = Math.sqrt(1 - query.unknownShare)
  const best = new Map<string, number>()
  for (const { id, vector, weight } of documents) {
    const score = likeness(vector, values) * weight * known
    if (score > (best.get(id) ?? 0)) best.set(id, score)
  }
  return best
}

/** The first of each, then the second of each. */
const inTurn = (lists: readonly (readonly string[])[]): string[] => {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat()
}

/** As the turn's contract has it. */
const isPhrase = (text: string): boolean => text !== '' && text.length <= 200

const round = (confidence: number): number => Math.round(confidence * 1_000) / 1_000

/**
 * Makes the index of a list of questions, once for all who ask: TF-IDF over its questions and answers. Pure and deterministic.
 * @param language BCP 47
 */
export function createRetriever(language: string, entries: readonly RetrievalEntry[]): Retriever {
  const { normalise, spokenForm } = normaliserOf(lexiconFor(language))
  // Who says "can you tell me" asks the same.
  const { extract, weights } = createFeatureExtractor(language)
  const read = (text: string): Features => extract(normalise(text).core)
  const { single, whole } = spacesOf(entries, read, weights)
  return {
    recogniserPhrases: (limit) => [...new Set(inTurn(entries.map(({ questions }) => questions)).map(spokenForm))].filter(isPhrase).slice(0, limit),
    retrieve(text, limit) {
      const asked = read(text)
      const [ofOne, ofAll] = [bestIn(single, asked), bestIn(whole, asked)]
      const scores = [...ofOne].map(([id, score]): [string, number] => [id, questionShare * score + (1 - questionShare) * (ofAll.get(id) ?? 0)])
      const ranked = scores.sort(([leftId, left], [rightId, right]) => right - left || (leftId < rightId ? -1 : 1))
      const next = ranked[1]?.[1] ?? 0
      return ranked.slice(0, limit).map(([id, score], index) => ({ id, confidence: round(confidenceOf(score, index === 0 ? next : score)) }))
    },
  }
}
