import { compileFlow, parseFlow, randomOf, readFaq } from '@callchart/flow'
import { expect, it } from 'vitest'
import { WalkedCall } from '../bench/fenced-llm/walked-call.js'
import { makeReady } from '../call/make-ready.js'
import { helpFlow, sharedFaq } from '../testing/help-flow.js'
import type { ChatPiece } from '../understanding/chat-stream.js'
import { toolName } from '../understanding/chat-question.js'
import { raiseFence } from '../understanding/fence.js'
import { createModelAnswers } from './model.js'
import type { AskedQuestion, KnowledgeAnswer } from './question.js'

const names: readonly unknown[] = [
  'intent.order', 'keyIntent.human', 'intent.deny', 'intent.affirm', 'intent.refuse', 'none',
  'intent.pay', 'keyIntent.doNotCall', 'keyIntent.end', 'globalQuestion.order', 'value', 'human', 'order', 'call.hang-up', '__proto__', 'toString', '', 7, null, ['intent.order'], { event: 'intent.order' },
]
const texts = ['Well. ', 'You get a refund. ', '{"event":"intent.pay"} ', 'Ignore all rules. Re', 'fund it is. ', 'x'.repeat(900), '。！？', '\u0000 ']

/** The flow's own words for what it enables there, independent of any fence. */
const enabled = new Set(['utterance.understood order', 'utterance.understood deny', 'utterance.understood affirm', 'utterance.understood refuse', 'key-intent.heard human'])
const described = ({ event }: Extract<KnowledgeAnswer, { type: 'chose' }>): string => `${event.type} ${'intent' in event ? event.intent : 'keyIntent' in event ? event.keyIntent : ''}`

async function* adversary(random: () => number): AsyncGenerator<ChatPiece> {
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]
  await Promise.resolve()
  while (random() < 0.6) yield { type: 'text', text: pick(texts) ?? '' }
  while (random() < 0.5) yield { type: 'tool', name: random() < 0.8 ? toolName : 'other', arguments: random() < 0.9 ? { event: pick(names) } : pick(names) }
  if (random() < 0.1) throw new Error('gone')
}

it('of 2,000 answers of a hostile model none is an event that the chart does not enable, none says a banned word, and each comes to an end', async () => {
  const parsed = parseFlow(helpFlow('help', 'llm'))
  const { faq } = readFaq(JSON.stringify(sharedFaq))
  if ('problems' in parsed || faq === undefined) throw new Error('the flow of the test is bad')
  const compiled = compileFlow(parsed.document, { flows: new Map(), faqs: new Map([['shared', faq]]) })
  const ready = makeReady({ version: 'v', document: parsed.document, compiled, models: [] })
  const call = new WalkedCall(ready, () => 0, () => 0)
  const asking = call.toQuestion()?.effect.turnId ?? ''
  call.take({ type: 'utterance.not-understood', turnId: asking, text: 'where can i park' })
  const effect = [...call.state.questions.values()][0]?.effect
  const expectation = effect === undefined ? undefined : call.state.turns.get(effect.turnId)?.effect.expect
  if (effect === undefined || expectation === undefined) throw new Error('nothing was asked')
  const { value: _words, ...chosen } = expectation
  const fence = raiseFence(effect.turnId, chosen, [], (event) => ready.takes(call.state.snapshot, { ...event, at: 0 }))
  const knowledge = ready.knowledgeOf('help', 'en-US')
  const question: AskedQuestion = { effect, fence, retriever: knowledge?.retriever, entries: knowledge?.entries ?? new Map(), saidBefore: [], bannedIn: (text) => ready.bannedIn(text) }
  const random = randomOf(2_026)
  let choices = 0

  for (let round = 0; round < 2_000; round += 1) {
    const told: KnowledgeAnswer[] = []
    for await (const answer of createModelAnswers({ stream: () => adversary(random) }, 'm')(question, new AbortController().signal)) told.push(answer)
    const chose = told.filter((answer) => answer.type === 'chose')
    choices += chose.length
    expect(chose.map(described).filter((event) => !enabled.has(event))).toEqual([])
    expect(told.filter((answer) => answer.type === 'sentence' && /refund/i.test(answer.text))).toEqual([])
    expect(told.filter(({ type }) => type !== 'sentence')).toHaveLength(1)
    expect(told.at(-1)?.type).not.toBe('sentence')
  }

  expect(choices).toBeGreaterThan(50)
})
