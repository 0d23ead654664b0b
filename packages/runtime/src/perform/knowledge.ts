import { answerFromEntries } from '../knowledge/faq.js'
import type { AnswerQuestion, AskedQuestion, KnowledgeAnswer } from '../knowledge/question.js'
import { wireTurnId, type OpenQuestion } from '../call/state.js'
import { settled } from '../call/settled-note.js'
import { raiseFence } from '../understanding/fence.js'
import type { CallHands } from './hands.js'

export interface Questions {
  start(open: OpenQuestion): void
  /** Lets go of the questions that the call no longer waits for: the caller has gone on. */
  settle(): void
  /** Questions that an earlier runtime was answering. */
  rearm(): void
  abortAll(): void
}

type Outcomes = (type: string, outcome: string) => void

/** What the turn of the answer takes beside a further question. */
function fenceOf({ state, clock }: CallHands, { turnId, language }: OpenQuestion['effect']): AskedQuestion['fence'] {
  const expect = state.turns.get(turnId)?.effect.expect
  if (expect === undefined) return new Map()
  const { value: _words, ...chosen } = expect
  const intents = state.ready.manifest.understanding.find((source) => source.language === language)?.intents ?? []
  return raiseFence(turnId, chosen, intents, (event) => state.ready.takes(state.snapshot, { ...event, at: clock.now() }))
}

function askedOf(hands: CallHands, { effect }: OpenQuestion): AskedQuestion {
  const { ready, shown } = hands.state
  const knowledge = ready.knowledgeOf(effect.nodeId, effect.language)
  const lines = shown.transcript.filter((line) => line.nodeId === effect.nodeId && line.who !== 'system')
  return {
    effect,
    retriever: knowledge?.retriever,
    entries: knowledge?.entries ?? new Map(),
    fence: fenceOf(hands, effect),
    // The last line is the question itself.
    saidBefore: lines.slice(0, -1).map(({ who, text }) => ({ who: who === 'bot' ? 'bot' : 'caller', text })),
    bannedIn: (text) => ready.bannedIn(text),
  }
}

/** Questions for what the flow knows. A model is asked outside the call's turn: whatever it says comes back through the mailbox. */
export function createQuestions(hands: CallHands, model: AnswerQuestion | undefined, outcomes: Outcomes): Questions {
  const { state, report, post, record, command, log } = hands
  const running = new Map<string, AbortController>()

  const choose = ({ effect, ...place }: OpenQuestion, { name, event }: Extract<KnowledgeAnswer, { type: 'chose' }>): void => {
    const { chapter } = state
    post(async () => {
      if (chapter !== state.chapter || !state.questions.has(effect.questionId)) return
      await record([settled(place, 'knowledge.ask', `chose ${name}`)])
    })
    report(event)
    post(async () => {
      if (chapter === state.chapter && state.turns.has(effect.turnId)) command({ type: 'turn.cancel', turnId: wireTurnId(chapter, effect.turnId) })
    })
  }

  const tell = (open: OpenQuestion, answer: KnowledgeAnswer, index: number): void => {
    const { questionId } = open.effect
    if (answer.type === 'sentence') return report({ type: 'knowledge.sentence', questionId, index, text: answer.text })
    outcomes('knowledge.ask', answer.type === 'failed' && answer.cause === 'no-answer' ? answer.cause : answer.type)
    if (answer.type === 'failed' && answer.cause !== 'no-answer') log.warn({ questionId, cause: answer.cause }, 'question not answered')
    if (answer.type === 'chose') return choose(open, answer)
    const { type, ...fields } = answer
    report({ type: `knowledge.${type}`, questionId, ...fields } as Parameters<typeof report>[0])
  }

  const ask = async (open: OpenQuestion, answers: AnswerQuestion, abort: AbortController): Promise<void> => {
    const { questionId } = open.effect
    let count = 0
    for await (const answer of answers(askedOf(hands, open), abort.signal)) {
      if (running.get(questionId) !== abort) return
      if (answer.type !== 'sentence') running.delete(questionId)
      tell(open, answer, count)
      count += 1
    }
  }

  const start = (open: OpenQuestion): void => {
    if (open.effect.source === 'faq') return tell(open, answerFromEntries(askedOf(hands, open)), 0)
    if (model === undefined) return tell(open, { type: 'failed', cause: 'no-model' }, 0)
    const abort = new AbortController()
    running.set(open.effect.questionId, abort)
    ask(open, model, abort).catch((error: unknown) => {
      log.error({ err: error, questionId: open.effect.questionId }, 'question failed unexpectedly')
      if (running.get(open.effect.questionId) === abort) tell(open, { type: 'failed', cause: 'RUNTIME_INTERNAL' }, 0)
    })
  }

  const stop = (questionId: string): void => {
    const abort = running.get(questionId)
    running.delete(questionId)
    abort?.abort()
  }

  return {
    start,
    settle: () => [...running.keys()].filter((questionId) => !state.questions.has(questionId)).forEach(stop),
    rearm() {
      // Another answer of the model would not go on where the first one stopped.
      for (const open of [...state.questions.values()])
        if (open.sentenceCount > 0) tell(open, { type: 'failed', cause: 'interrupted' }, 0)
        else start(open)
    },
    abortAll: () => [...running.keys()].forEach(stop),
  }
}
