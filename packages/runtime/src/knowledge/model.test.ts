import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRetriever } from '@callchart/nlu'
import { systemClock } from '../clock.js'
import { ScriptedChatServer, type ChatAsked, type ChatConduct } from '../testing/scripted-chat-server.js'
import { createChatEndpoint, type ChatEndpoint } from '../understanding/chat-endpoint.js'
import { toolName } from '../understanding/chat-question.js'
import type { Fence } from '../understanding/fence.js'
import { createModelAnswers } from './model.js'
import type { AskedQuestion, KnowledgeAnswer } from './question.js'

const fence: Fence = new Map([
  ['intent.order', { type: 'intent', intent: 'order', slots: {} }],
  ['keyIntent.human', { type: 'key-intent', keyIntent: 'human' }],
  ['globalQuestion.fees', { type: 'auxiliary', intent: 'fees' }],
])
const entries = [
  { id: 'wifi', questions: ['how do i connect to the wifi'], answer: 'Choose Staff.' },
  { id: 'parking', questions: ['where can i park'], answer: 'Behind the house.' },
]
const question: AskedQuestion = {
  effect: {
    type: 'knowledge.ask',
    questionId: 'k1',
    turnId: 't2',
    nodeId: 'help',
    language: 'en-US',
    text: 'how do i connect to the wifi here',
    source: 'llm',
    leastConfidence: 0.5,
    instructions: 'You work for Acme.',
  },
  retriever: createRetriever('en-US', entries),
  entries: new Map(entries.map((entry) => [entry.id, entry])),
  fence,
  saidBefore: [{ who: 'bot', text: 'What would you like to know?' }],
  bannedIn: (text) => ['refund', 'money back'].find((word) => text.toLowerCase().replace(/[^a-z]+/g, ' ').includes(word)),
}

let server: ScriptedChatServer
let chat: ChatEndpoint
beforeAll(async () => {
  server = await ScriptedChatServer.open()
  chat = createChatEndpoint({ url: server.url, model: 'm', clock: systemClock, idleMs: 300 })
})
afterAll(async () => {
  chat.close()
  await server.close()
})

/** The next request, whatever came before. */
async function nextAsked(): Promise<() => Promise<ChatAsked>> {
  while (server.asked.left.length > 0) await server.asked.take()
  return () => server.asked.take()
}

async function answers(...conduct: ChatConduct[]): Promise<KnowledgeAnswer[]> {
  server.next(...conduct)
  const told: KnowledgeAnswer[] = []
  for await (const answer of createModelAnswers(chat, 'm')(question, new AbortController().signal)) told.push(answer)
  return told
}
const says = (text: string): ChatConduct => ({ does: 'says', text })
const calls = (event: unknown, name: string = toolName): ChatConduct => ({ does: 'calls', tools: [{ name, arguments: { event } }] })
const sentence = (text: string): KnowledgeAnswer => ({ type: 'sentence', text })
const whole: KnowledgeAnswer = { type: 'answered', source: 'llm', model: 'm' }
const failed = (cause: string): KnowledgeAnswer => ({ type: 'failed', cause })

describe('a model', () => {
  it('is told the entries that fit, what was said before, and the events that the chart takes', async () => {
    const asked = await nextAsked()
    await answers(says('Well.'))
    const { messages, tools } = (await asked()).body as unknown as { messages: { role: string; content: string }[]; tools: { function: { parameters: { properties: { event: { enum: string[] } } } } }[] }

    expect(messages.map(({ role }) => role)).toEqual(['system', 'assistant', 'user'])
    expect(messages[0]?.content).toContain('Choose Staff.')
    expect(messages[0]?.content).toContain('You work for Acme.')
    expect(messages[2]?.content).toBe(question.effect.text)
    expect(tools.map((tool) => tool.function.parameters.properties.event.enum)).toEqual([[...fence.keys(), 'none']])
  })

  it('speaks sentence by sentence, without the marks that nobody says', async () => {
    expect(await answers(says('Choose **Staff**. It costs 3.50 dollars. Bye'))).toEqual([
      sentence('Choose Staff.'),
      sentence('It costs 3.50 dollars.'),
      sentence('Bye'),
      whole,
    ])
  })

  it('gives its first sentence before it has finished', async () => {
    const next = await nextAsked()
    server.next({ does: 'waits' })
    const stream = createModelAnswers(chat, 'm')(question, new AbortController().signal)[Symbol.asyncIterator]()
    const first = stream.next()
    const asked = await next()
    asked.sends('Choose Staff. And then ')

    expect((await first).value).toEqual(sentence('Choose Staff.'))
    asked.sends('wait.')
    asked.finishes()
    expect((await stream.next()).value).toEqual(sentence('And then wait.'))
    expect((await stream.next()).value).toEqual(whole)
  })

  it('chooses an event that the chart takes', async () => {
    const base = { turnId: 't2', text: question.effect.text, confidence: 1 }

    expect(await answers(calls('intent.order'))).toEqual([
      { type: 'chose', name: 'intent.order', event: { ...base, type: 'utterance.understood', intent: 'order', slots: {} } },
    ])
    expect(await answers(calls('keyIntent.human'))).toMatchObject([{ event: { type: 'key-intent.heard', keyIntent: 'human' } }])
    expect(await answers(calls('globalQuestion.fees'))).toMatchObject([{ event: { type: 'auxiliary.heard', intent: 'fees' } }])
  })

  it('has no answer where it says so, or says nothing', async () => {
    expect(await answers(calls('none'))).toEqual([failed('no-answer')])
    expect(await answers(says(''))).toEqual([failed('no-answer')])
    expect(await answers(says(' ... '))).toEqual([failed('no-answer')])
  })
})

describe('a model that misbehaves', () => {
  it.each<[string, ChatConduct, string]>([
    ['an event that does not exist', calls('intent.transferMoney'), 'out-of-fence'],
    ['an event by the name of an object', calls('constructor'), 'out-of-fence'],
    ['no name at all', calls({ deep: 1 }), 'out-of-fence'],
    ['another tool', calls('intent.order', 'delete_everything'), 'out-of-fence'],
    ['two tools', { does: 'calls', tools: [{ name: toolName, arguments: { event: 'intent.order' } }, { name: toolName, arguments: { event: 'none' } }] }, 'out-of-fence'],
    ['arguments that are no JSON', { does: 'calls', tools: [{ name: toolName, arguments: '{"event":' }] }, 'RUNTIME_SERVICE_ANSWER_INVALID'],
    ['a refusal', { does: 'refuses', status: 500 }, 'RUNTIME_SERVICE_STATUS'],
    ['a reset connection', { does: 'resets' }, 'RUNTIME_SERVICE_'],
    ['what is no stream', { does: 'writes', body: 'hello', contentType: 'text/html' }, 'RUNTIME_SERVICE_ANSWER_INVALID'],
    ['silence', { does: 'stalls', text: 'Well' }, 'RUNTIME_SERVICE_IDLE'],
    ['a flood', { does: 'floods', bytes: 4_000_000 }, 'RUNTIME_SERVICE_TOO_LARGE'],
  ])('with %s is no answer', async (_what, conduct, cause) => {
    const told = await answers(conduct)

    expect(told.at(-1)).toMatchObject({ type: 'failed', cause: expect.stringContaining(cause) as string })
    expect(told.filter(({ type }) => type === 'chose')).toEqual([])
  })

  it('never says a banned word, not even on either side of a full stop, and nothing behind it', async () => {
    expect(await answers(says('Gladly. You get a refund today. Bye.'))).toEqual([sentence('Gladly.'), failed('banned-word')])
    expect(await answers(says('Gladly. There is money. Back it comes.'))).toEqual([sentence('Gladly.'), sentence('There is money.'), failed('banned-word')])
  })

  it('is cut where nobody would listen any more', async () => {
    const told = await answers(says('On and on. '.repeat(100)))

    expect(told.filter(({ type }) => type === 'sentence')).toHaveLength(20)
    expect(told.at(-1)).toEqual(failed('too-long'))
  })

  it('in the middle of its answer keeps what was said', async () => {
    expect(await answers({ does: 'stops', text: 'One is here. Two' })).toEqual([sentence('One is here.'), failed('RUNTIME_SERVICE_CUT_OFF')])
  })
})
