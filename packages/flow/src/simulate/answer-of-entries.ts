import type { CompiledFlow, KnowledgeSource } from '../contract/compiled.js'
import type { KnowledgeQuestion } from '../contract/effects.js'
import { takeSentences } from '../machine/sentences.js'
import type { SimulatedKnowledge } from './simulation.js'

/** Finds the entries that a question is most like. */
export interface EntryFinder {
  retrieve(text: string, count: number): readonly { readonly id: string; readonly confidence: number }[]
}

/**
 * What the entries of a flow answer to the questions of simulated calls. In the place of a model stands the entry that fits best.
 * @param finderOf made once a node and language
 */
export function answerOfEntries(
  { manifest }: CompiledFlow,
  finderOf: (language: string, entries: KnowledgeSource['entries']) => EntryFinder,
): (question: KnowledgeQuestion) => SimulatedKnowledge {
  const made = new Map<string, EntryFinder>()
  return ({ nodeId, language, text, source, leastConfidence }) => {
    const entries = manifest.knowledge.find((each) => each.node === nodeId && each.language === language)?.entries ?? []
    const key = `${nodeId} ${language}`
    const finder = made.get(key) ?? finderOf(language, entries)
    made.set(key, finder)
    const [best] = finder.retrieve(text, 1)
    if (best === undefined || best.confidence < leastConfidence) return { failure: 'no-answer' }
    const answer = entries.find(({ id }) => id === best.id)?.answer ?? ''
    return source === 'llm' ? { sentences: takeSentences(answer, true).sentences } : { entryId: best.id, confidence: best.confidence }
  }
}
