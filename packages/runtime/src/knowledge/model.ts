import { takeSentences, understoodEvent, type TurnEvent } from '@callchart/flow'
import type { Interpretation } from '@callchart/protocol'
import { RuntimeError } from '../errors.js'
import type { ChatEndpoint } from '../understanding/chat-endpoint.js'
import type { ChatPiece } from '../understanding/chat-stream.js'
import { nothingFits, type Enabled } from '../understanding/fence.js'
import { modelMessages, modelTool } from './model-question.js'
import type { AnswerQuestion, AskedQuestion, KnowledgeAnswer } from './question.js'

/** Nobody listens longer on the telephone. */
const mostSentences = 20
const mostCharacters = 3_000
const mostTokens = 600

const failed = (cause: string): KnowledgeAnswer => ({ type: 'failed', cause })

/** Marks that a model writes and nobody says. */
const unspoken = /[*_`#]+/g

/** The text of a model as sentences to be spoken, each whole and checked before anybody hears it. */
class Speech {
  private waiting = ''
  private before = ''
  private length = 0
  count = 0

  constructor(private readonly question: AskedQuestion) {}

  add(text: string, isWhole = false): readonly KnowledgeAnswer[] {
    this.length += text.length
    const { sentences, rest } = takeSentences(this.waiting + text.replace(unspoken, ''), isWhole)
    this.waiting = rest
    const answers: KnowledgeAnswer[] = []
    for (const sentence of sentences) {
      const answer = this.say(sentence)
      answers.push(answer)
      if (answer.type === 'failed') return answers
    }
    return this.length > mostCharacters ? [...answers, failed('too-long')] : answers
  }

  /** Words that are banned together may stand on either side of a full stop. */
  private say(text: string): KnowledgeAnswer {
    if (this.question.bannedIn(text) !== undefined || this.question.bannedIn(`${this.before} ${text}`) !== undefined) return failed('banned-word')
    if (this.count >= mostSentences) return failed('too-long')
    this.count += 1
    this.before = text
    return { type: 'sentence', text }
  }
}

const meaningOf = (enabled: Enabled, text: string): Interpretation => {
  const base = { text, confidence: 1, slots: {}, why: { by: 'service', service: 'chat', losing: [] } } as const
  switch (enabled.type) {
    case 'intent':
      return { ...base, type: 'intent', intent: enabled.intent }
    case 'auxiliary':
      return { ...base, type: 'auxiliary', intent: enabled.intent }
    case 'key-intent':
      return { ...base, type: 'key-intent', keyIntent: enabled.keyIntent }
    case 'value':
      return { ...base, type: 'no-match' }
  }
}

const eventNamed = ({ effect, fence }: AskedQuestion, name: string): TurnEvent | undefined => {
  const enabled = fence.get(name)
  return enabled === undefined || enabled.type === 'value' ? undefined : understoodEvent(effect.turnId, meaningOf(enabled, effect.text))
}

type Tool = Extract<ChatPiece, { type: 'tool' }>

/** The one way from a model to an event: what the chart does not take here is a failure, never an event. */
function choiceOf(question: AskedQuestion, tools: readonly Tool[]): KnowledgeAnswer {
  const [tool, second] = tools
  const given = tool?.arguments
  const name = typeof given === 'object' && given !== null && 'event' in given ? given.event : undefined
  if (tool === undefined || second !== undefined || tool.name !== modelTool(question).name || typeof name !== 'string') return failed('out-of-fence')
  if (name === nothingFits) return failed('no-answer')
  const event = eventNamed(question, name)
  return event === undefined ? failed('out-of-fence') : { type: 'chose', name, event }
}

async function* readAnswer(question: AskedQuestion, pieces: AsyncIterable<ChatPiece>, model: string): AsyncGenerator<KnowledgeAnswer> {
  const speech = new Speech(question)
  const tools: Tool[] = []
  for await (const piece of pieces) {
    if (piece.type === 'tool') tools.push(piece)
    else
      for (const answer of speech.add(piece.text)) {
        yield answer
        if (answer.type === 'failed') return
      }
  }
  if (tools.length > 0) {
    yield choiceOf(question, tools)
    return
  }
  for (const answer of speech.add('', true)) {
    yield answer
    if (answer.type === 'failed') return
  }
  yield speech.count === 0 ? failed('no-answer') : { type: 'answered', source: 'llm', model }
}

/**
 * Answers by a chat model from the entries that fit best. It is fenced: it speaks, or chooses one of the events that the chart takes; its
 * deadline is the chart's.
 */
export const createModelAnswers = (chat: Pick<ChatEndpoint, 'stream'>, model: string): AnswerQuestion =>
  async function* (question, signal) {
    const { fence } = question
    const request = { messages: modelMessages(question), tools: [modelTool({ ...question, fence })], maxTokens: mostTokens }
    try {
      yield* readAnswer(question, chat.stream(request, signal), model)
    } catch (error) {
      yield failed(error instanceof RuntimeError ? error.code : 'RUNTIME_INTERNAL')
    }
  }
