import { takeSentences, type CompiledFlow, type KnowledgeQuestion, type SimulatedKnowledge } from '@callchart/flow'
import { createRetriever, type Retriever } from '@callchart/nlu'

/** What the entries of a flow answer to the questions of simulated calls. In the place of a model stands the entry that fits best. */
export function answerOfEntries({ manifest }: CompiledFlow): (question: KnowledgeQuestion) => SimulatedKnowledge {
  const made = new Map<string, Retriever>()
  return ({ nodeId, language, text, source, leastConfidence }) => {
    const entries = manifest.knowledge.find((each) => each.node === nodeId && each.language === language)?.entries ?? []
    const key = `${nodeId} ${language}`
    const retriever = made.get(key) ?? createRetriever(language, entries)
    made.set(key, retriever)
    const [best] = retriever.retrieve(text, 1)
    if (best === undefined || best.confidence < leastConfidence) return { failure: 'no-answer' }
    const answer = entries.find(({ id }) => id === best.id)?.answer ?? ''
    return source === 'llm' ? { sentences: takeSentences(answer, true).sentences } : { entryId: best.id, confidence: best.confidence }
  }
}
