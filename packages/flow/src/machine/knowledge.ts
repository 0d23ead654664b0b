import type { CallEvent } from '../contract/events.js'
import type { FlowContext, PromptTemplate, QueuedPrompt } from './model.js'
import { pronounceText } from './pronounce.js'
import { takeSentences } from './sentences.js'
import { renderPrompt } from './text.js'

interface KnowledgeArgs {
  readonly context: FlowContext
  readonly event: CallEvent
}
type KnowledgeChange = Partial<FlowContext>

/** Longer than any answer that a caller listens to. */
export const mostSentences = 40
const mostRepeated = 40

/** Questions of this visit of the node, this one counted in. */
export const questionsAsked = ({ attempts }: FlowContext): number => (Object.hasOwn(attempts, 'question') ? (attempts.question ?? 0) : 0)

/** A question is no new attempt of the one before, whatever that was. */
export const beginQuestion = ({ context }: KnowledgeArgs): KnowledgeChange => ({
  questionCount: context.questionCount + 1,
  questionId: `k${context.questionCount + 1}`,
  sentenceCount: 0,
  attempts: { ...context.attempts, question: questionsAsked(context) + 1 },
  again: null,
  answered: true,
})

export const endQuestion = (): KnowledgeChange => ({ questionId: null })

/** Prompts behind those of the turn that runs; what is said in passing is not said again. */
const append = (context: FlowContext, prompts: readonly QueuedPrompt[], isAside = false): KnowledgeChange => ({
  appendedFrom: context.prompts.length,
  prompts: [...context.prompts, ...prompts],
  ...(isAside ? {} : { said: [...context.said, ...prompts].slice(-mostRepeated) }),
})

/** The words as the voice is given them. */
const spokenAs = ({ spoken: _earlier, ...prompt }: QueuedPrompt, text: string, { pronunciations }: FlowContext): QueuedPrompt => {
  const list = Object.hasOwn(pronunciations, prompt.language) ? (pronunciations[prompt.language] ?? []) : []
  const said = pronounceText(text, list)
  return said === text ? { ...prompt, text } : { ...prompt, text, spoken: said }
}

/** A prompt sentence by sentence: the first is spoken while the others are made. Speech that is marked up or recorded stays whole. */
const sentencesOf = (prompt: QueuedPrompt, context: FlowContext): QueuedPrompt[] => {
  if (prompt.ssml !== undefined || prompt.audio !== undefined) return [prompt]
  const { sentences } = takeSentences(prompt.text, true)
  const kept = sentences.length > mostSentences ? [...sentences.slice(0, mostSentences - 1), sentences.slice(mostSentences - 1).join(' ')] : sentences
  return kept.map((text) => spokenAs(prompt, text, context))
}

/** The next sentence of an answer that comes from outside. */
export const appendSentence = (
  { context, event }: KnowledgeArgs,
  { voices, inFull }: { voices: Readonly<Record<string, string>>; inFull: boolean },
): KnowledgeChange => {
  if (event.type !== 'knowledge.sentence' || context.sentenceCount >= mostSentences) return { appendedFrom: context.prompts.length }
  const { language } = context
  const voice = Object.hasOwn(voices, language) ? voices[language] : undefined
  const prompt = { text: event.text, language, ...(voice === undefined ? {} : { voice }), interruptible: !inFull, node: context.node }
  return { ...append(context, [spokenAs(prompt, event.text, context)]), sentenceCount: context.sentenceCount + 1 }
}

/** The answer of the entry that was found. */
export const appendAnswer = ({ context, event }: KnowledgeArgs, { answers }: { answers: Readonly<Record<string, PromptTemplate>> }): KnowledgeChange => {
  const entryId = event.type === 'knowledge.answered' ? (event.entryId ?? '') : ''
  const answer = Object.hasOwn(answers, entryId) ? answers[entryId] : undefined
  const prompts = answer === undefined ? [] : renderPrompt(answer, context, questionsAsked(context) - 1)
  return append(context, prompts.flatMap((prompt) => sentencesOf(prompt, context)))
}

/** A prompt of the node beside the answers: one that covers a wait, or that asks for more. */
export const appendPrompt = ({ context }: KnowledgeArgs, { prompt, aside }: { prompt: PromptTemplate; aside?: true }): KnowledgeChange =>
  append(context, renderPrompt(prompt, context, questionsAsked(context) - 1), aside === true)
