import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../testing/manual-clock.js'
import { ScriptedChatServer, type ChatConduct } from '../testing/scripted-chat-server.js'
import { createChatEndpoint, type ChatEndpoint } from './chat-endpoint.js'
import type { ChatPiece } from './chat-stream.js'

const idleMs = 2_000
const question = { messages: [{ role: 'user' as const, content: 'hello' }] }
const tool = { name: 'choose', description: 'Chooses.', parameters: { type: 'object' } }
const forever = new AbortController().signal

let server: ScriptedChatServer
let clock: ManualClock
let endpoint: ChatEndpoint
beforeEach(async () => {
  server = await ScriptedChatServer.open()
  clock = new ManualClock()
  endpoint = createChatEndpoint({ url: `${server.url}/`, model: 'tiny', secret: 's3cret', clock, idleMs })
})
afterEach(async () => {
  endpoint.close()
  await server.close()
})

async function readAll(pieces: AsyncIterable<ChatPiece>, into: ChatPiece[] = []): Promise<ChatPiece[]> {
  for await (const piece of pieces) into.push(piece)
  return into
}

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it did not fail',
    (error: unknown) => (error as { code: string }).code,
  )

/** Both ways of asking. */
const ways = [
  { way: 'whole', ask: (signal = forever) => endpoint.complete(question, signal) },
  { way: 'streamed', ask: (signal = forever) => readAll(endpoint.stream(question, signal)) },
]

describe('a chat endpoint', () => {
  it('asks in the words of the protocol, with the secret as a bearer token', async () => {
    server.next({ does: 'says', text: 'Good day to you.' })
    const answer = await endpoint.complete({ ...question, tools: [tool], toolChoice: 'required', maxTokens: 20 }, forever)
    const { path, headers, body } = await server.asked.take()

    expect(answer).toEqual({ text: 'Good day to you.', toolCalls: [] })
    expect(path).toBe('/v1/chat/completions')
    expect(headers.authorization).toBe('Bearer s3cret')
    expect(body).toEqual({
      model: 'tiny',
      temperature: 0,
      max_tokens: 20,
      stream: false,
      messages: question.messages,
      tools: [{ type: 'function', function: tool }],
      tool_choice: 'required',
    })
  })

  it('takes further fields of the request from its settings, and leaves out those that are null', async () => {
    const other = createChatEndpoint({ url: server.url, model: 'tiny', clock, options: { temperature: null, seed: 7, tool_choice: 'auto', model: 'other' } })
    server.next({ does: 'says', text: 'Yes.' })
    await other.complete({ ...question, tools: [tool], toolChoice: 'required' }, forever)
    const { headers, body } = await server.asked.take()

    expect(body).toEqual({ model: 'tiny', stream: false, seed: 7, messages: question.messages, tools: [{ type: 'function', function: tool }], tool_choice: 'auto' })
    expect(headers.authorization).toBeUndefined()
    other.close()
  })

  it('gives the tools that were chosen, whole or streamed', async () => {
    const calls: ChatConduct = { does: 'calls', tools: [{ name: 'choose', arguments: { event: 'a' } }, { name: 'other', arguments: {} }] }
    server.next(calls, calls)
    const chosen = [{ name: 'choose', arguments: { event: 'a' } }, { name: 'other', arguments: {} }]

    expect(await endpoint.complete(question, forever)).toEqual({ text: '', toolCalls: chosen })
    expect(await readAll(endpoint.stream(question, forever))).toEqual(chosen.map((each) => ({ type: 'tool', ...each })))
  })

  it('gives each piece of a stream before the next one has come', async () => {
    server.next({ does: 'waits' })
    const pieces = endpoint.stream(question, forever)[Symbol.asyncIterator]()
    const first = pieces.next()
    const asked = await server.asked.take()

    asked.sends('Good ')
    expect(await first).toEqual({ done: false, value: { type: 'text', text: 'Good ' } })
    asked.sends('day')
    expect(await pieces.next()).toEqual({ done: false, value: { type: 'text', text: 'day' } })
    asked.finishes()
    expect(await pieces.next()).toEqual({ done: true, value: undefined })
  })

  it('ends the request when the reader has enough', async () => {
    server.next({ does: 'stalls', text: 'Good ' })
    for await (const _piece of endpoint.stream(question, forever)) break

    await (await server.asked.take()).gone
  })

  it('puts a letter together that two chunks share', async () => {
    server.next({ does: 'waits' })
    const all = readAll(endpoint.stream(question, forever))
    const asked = await server.asked.take()
    const bytes = Buffer.from('data: {"choices":[{"delta":{"content":"您好"},"finish_reason":"stop"}]}\n\n')
    const middle = bytes.indexOf('您') + 1
    asked.response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    asked.response.write(bytes.subarray(0, middle), () => asked.response.end(bytes.subarray(middle)))

    expect(await all).toEqual([{ type: 'text', text: '您好' }])
  })
})

describe.each(ways)('a server that misbehaves, asked for an answer $way', ({ ask }) => {
  it.each<{ conduct: ChatConduct; code: string }>([
    { conduct: { does: 'refuses', status: 500 }, code: 'RUNTIME_SERVICE_STATUS' },
    { conduct: { does: 'refuses', status: 302 }, code: 'RUNTIME_SERVICE_STATUS' },
    { conduct: { does: 'writes', body: '<html>', contentType: 'text/html' }, code: 'RUNTIME_SERVICE_ANSWER_INVALID' },
    { conduct: { does: 'writes', body: 'data: <html>\n\n' }, code: 'RUNTIME_SERVICE_ANSWER_INVALID' },
    { conduct: { does: 'writes', body: '{"choices":[]}', contentType: 'application/json' }, code: 'RUNTIME_SERVICE_ANSWER_INVALID' },
    { conduct: { does: 'writes', body: 'data: {"error":{"message":"no"}}\n\n' }, code: 'RUNTIME_SERVICE_ANSWER_INVALID' },
    { conduct: { does: 'calls', tools: [{ name: 'choose', arguments: '{"event": ' }] }, code: 'RUNTIME_SERVICE_ANSWER_INVALID' },
    { conduct: { does: 'calls', tools: Array.from({ length: 9 }, () => ({ name: 'choose', arguments: {} })) }, code: 'RUNTIME_SERVICE_ANSWER_INVALID' },
    { conduct: { does: 'resets' }, code: 'RUNTIME_SERVICE_UNREACHABLE' },
    { conduct: { does: 'resets', after: 'Good ' }, code: 'RUNTIME_SERVICE_CUT_OFF' },
    { conduct: { does: 'floods', bytes: 3_000_000 }, code: 'RUNTIME_SERVICE_TOO_LARGE' },
  ])('fails with $code when it $conduct.does', async ({ conduct, code }) => {
    server.next(conduct)

    expect(await codeOf(ask())).toBe(code)
  })

  it.each<ChatConduct>([{ does: 'waits' }, { does: 'stalls', text: 'Good ' }])('gives up a server that $does', async (conduct) => {
    server.next(conduct)
    const failed = codeOf(ask())
    const asked = await server.asked.take()
    clock.advance(idleMs)

    expect(await failed).toBe('RUNTIME_SERVICE_IDLE')
    await asked.gone
  })

  it('stops at once when nobody waits any more', async () => {
    server.next({ does: 'waits' })
    const abort = new AbortController()
    const failed = codeOf(ask(abort.signal))
    const asked = await server.asked.take()
    abort.abort()

    expect(await failed).toBe('RUNTIME_SERVICE_CANCELLED')
    await asked.gone
    expect(await codeOf(ask(abort.signal))).toBe('RUNTIME_SERVICE_CANCELLED')
  })
})

describe('a stream', () => {
  it('that ends without an end is cut off', async () => {
    server.next({ does: 'stops', text: 'Good ' })
    const pieces: ChatPiece[] = []

    expect(await codeOf(readAll(endpoint.stream(question, forever), pieces))).toBe('RUNTIME_SERVICE_CUT_OFF')
    expect(pieces).toEqual([{ type: 'text', text: 'Good ' }])
  })

  it('of more text than anybody would listen to is cut short', async () => {
    server.next({ does: 'floods', bytes: 30_000 })

    expect(await codeOf(readAll(endpoint.stream(question, forever)))).toBe('RUNTIME_SERVICE_TOO_LARGE')
  })
})

it('says that nobody is there', async () => {
  const nobody = createChatEndpoint({ url: 'http://127.0.0.1:1/v1', model: 'tiny', clock })

  expect(await codeOf(nobody.complete(question, forever))).toBe('RUNTIME_SERVICE_UNREACHABLE')
})

it('asks once more when a kept connection was closed meanwhile', async () => {
  server.next({ does: 'says', text: 'One.' }, { does: 'resets' }, { does: 'says', text: 'Two.' })
  await endpoint.complete(question, forever)

  expect((await endpoint.complete(question, forever)).text).toBe('Two.')
})
