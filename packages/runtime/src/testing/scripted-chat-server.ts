import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Inbox } from './inbox.js'

/** What a chat model does with a request, well or badly. */
export type ChatConduct =
  | { readonly does: 'says'; readonly text: string }
  /** Each chooses one tool; two are one too many. */
  | { readonly does: 'calls'; readonly tools: readonly { readonly name: string; readonly arguments: unknown }[] }
  /** The test answers by itself: `ChatAsked.response` is its to write. */
  | { readonly does: 'waits' }
  /** One word, then no more, and the connection stays. */
  | { readonly does: 'stalls'; readonly text: string }
  /** A word each so many milliseconds, without end. */
  | { readonly does: 'drips'; readonly text: string; readonly everyMs: number }
  /** The stream ends well in the protocol below, but not in its own. */
  | { readonly does: 'stops'; readonly text: string }
  /** The connection is reset: before the answer, or in its middle. */
  | { readonly does: 'resets'; readonly after?: string }
  | { readonly does: 'refuses'; readonly status: number }
  /** This body, whatever it is. */
  | { readonly does: 'writes'; readonly body: string; readonly contentType?: string }
  /** So many bytes of text. */
  | { readonly does: 'floods'; readonly bytes: number }

export interface ChatAsked {
  readonly path: string
  /** Of the connection's other end. */
  readonly port: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: { readonly model?: string; readonly stream?: boolean; readonly [field: string]: unknown }
  readonly response: ServerResponse
  /** One piece of a streamed answer. */
  sends(text: string): void
  /** The streamed answer is whole. */
  finishes(): void
  /** Resolves when the other side has gone. */
  readonly gone: Promise<void>
}

const event = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

const completion = (message: object, finish: string): string =>
  JSON.stringify({ object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: null, ...message }, finish_reason: finish }] })

type Tools = Extract<ChatConduct, { does: 'calls' }>['tools']
const wireTools = (tools: Tools): object[] =>
  tools.map(({ name, arguments: given }, index) => ({
    index,
    id: `call-${index}`,
    type: 'function',
    function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
  }))

const wordsOf = (text: string): string[] => text.match(/\S+\s*/g) ?? []

/** A local server that speaks the chat completions protocol, and misbehaves on command. */
export class ScriptedChatServer {
  /** Requests, as they come. */
  readonly asked = new Inbox<ChatAsked>()
  askedCount = 0
  private readonly script: ChatConduct[] = []
  private usual: (asked: ChatAsked) => ChatConduct = () => ({ does: 'refuses', status: 500 })
  private readonly dripping = new Set<NodeJS.Timeout>()

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.take(request, response))
  }

  static async open(): Promise<ScriptedChatServer> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new ScriptedChatServer(server)
  }

  /** Base address, as a setting names it. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`
  }

  /** What is done with the next requests, in turn. */
  next(...conduct: readonly ChatConduct[]): void {
    this.script.push(...conduct)
  }

  /** What is done with requests that no `next` spoke of. */
  otherwise(conduct: ChatConduct | ((asked: ChatAsked) => ChatConduct)): void {
    this.usual = typeof conduct === 'function' ? conduct : () => conduct
  }

  close(): Promise<void> {
    for (const timer of this.dripping) clearInterval(timer)
    this.server.closeAllConnections()
    return new Promise((resolve) => this.server.close(() => resolve()))
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined)
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const asked: ChatAsked = {
      path: request.url ?? '',
      port: request.socket.remotePort,
      headers: request.headers,
      body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatAsked['body'],
      response,
      sends: (text) => void begun(response).write(event({ content: text })),
      finishes: () => void begun(response).end(`${event({}, 'stop')}data: [DONE]\n\n`),
      gone: new Promise((resolve) => response.on('close', () => resolve())),
    }
    this.askedCount += 1
    this.conduct(this.script.shift() ?? this.usual(asked), asked)
    this.asked.push(asked)
  }

  private conduct(conduct: ChatConduct, asked: ChatAsked): void {
    const { response, body } = asked
    const isStream = body.stream === true
    switch (conduct.does) {
      case 'waits':
        return
      case 'refuses':
        return void response.writeHead(conduct.status, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}')
      case 'writes':
        return void response.writeHead(200, { 'content-type': conduct.contentType ?? usualType(isStream) }).end(conduct.body)
      case 'says':
        if (!isStream) return whole(response, completion({ content: conduct.text }, 'stop'))
        for (const word of wordsOf(conduct.text)) asked.sends(word)
        return asked.finishes()
      case 'calls':
        if (!isStream) return whole(response, completion({ tool_calls: wireTools(conduct.tools) }, 'tool_calls'))
        return void begun(response).end(`${event({ tool_calls: wireTools(conduct.tools) })}${event({}, 'tool_calls')}data: [DONE]\n\n`)
      case 'stalls':
        return isStream ? asked.sends(conduct.text) : void begun(response, 'application/json').write('{"choices":[{"mess')
      case 'drips':
        return this.drip(conduct, asked, isStream)
      case 'stops':
        return void begun(response).end(event({ content: conduct.text }))
      case 'resets':
        return reset(response, conduct.after)
      case 'floods':
        return flood(response, conduct.bytes, isStream)
    }
  }

  private drip({ text, everyMs }: Extract<ChatConduct, { does: 'drips' }>, asked: ChatAsked, isStream: boolean): void {
    if (!isStream) begun(asked.response, 'application/json')
    const timer = setInterval(() => (isStream ? asked.sends(`${text} `) : void asked.response.write(' ')), everyMs)
    this.dripping.add(timer)
    void asked.gone.then(() => clearInterval(timer))
  }
}

const usualType = (isStream: boolean): string => (isStream ? 'text/event-stream' : 'application/json')

function begun(response: ServerResponse, contentType = 'text/event-stream'): ServerResponse {
  return response.headersSent ? response : response.writeHead(200, { 'content-type': contentType })
}

const whole = (response: ServerResponse, body: string): void => void begun(response, 'application/json').end(body)

function reset(response: ServerResponse, after: string | undefined): void {
  const cut = (): void => void (response.socket)?.resetAndDestroy()
  if (after === undefined) cut()
  else begun(response).write(event({ content: after }), cut)
}

function flood(response: ServerResponse, bytes: number, isStream: boolean): void {
  const text = 'x'.repeat(bytes)
  if (!isStream) return whole(response, completion({ content: text }, 'stop'))
  begun(response).write(event({ content: text }))
}
