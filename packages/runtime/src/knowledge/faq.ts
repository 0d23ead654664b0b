import type { AskedQuestion, KnowledgeAnswer } from './question.js'

/** The entry that fits, for the chart to speak as it stands. */
export function answerFromEntries({ effect, retriever }: AskedQuestion): KnowledgeAnswer {
  const [best] = retriever?.retrieve(effect.text, 1) ?? []
  if (best === undefined || best.confidence < effect.leastConfidence) return { type: 'failed', cause: 'no-answer' }
  return { type: 'answered', source: 'faq', entryId: best.id, confidence: best.confidence }
}
