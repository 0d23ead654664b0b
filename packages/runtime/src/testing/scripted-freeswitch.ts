import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Inbox } from './inbox.js'

/** An event as mod_event_socket writes it: headers with encoded values, in a body of its own. */
export const eventText = (headers: Readonly<Record<string, string>>, body = ''): string => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${encodeURIComponent(value)}\n`)
  const inner = `${lines.join('')}${body === '' ? '' : `Content-Length: ${Buffer.byteLength(body)}\n`}\n${body}`
  return `Content-Length: ${Buffer.byteLength(inner)}\nContent-Type: text/event-plain\n\n${inner}`
}

/** A FreeSWITCH's event socket: it takes commands and answers each with `+OK`, or as the test says. */
export class ScriptedFreeSwitch {
  readonly commands = new Inbox<string>()
  /** Answers by the beginning of a command; undefined: `+OK`; 'silence' answers later, by `answer`. */
  readonly answers = new Map<string, string>()
  readonly password = 'secret'
  private socket: Socket | undefined
  private rest = ''
  private readonly jobs = new Map<string, string>()
  private readonly loggedIn = new Inbox<true>()

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.socket = socket
      this.rest = ''
      socket.on('error', () => undefined)
      socket.on('data', (bytes: Buffer) => this.take(bytes.toString()))
      socket.write('Content-Type: auth/request\n\n')
    })
  }

  static async open(): Promise<ScriptedFreeSwitch> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new ScriptedFreeSwitch(server)
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** Resolves when a client has subscribed. */
  connected(): Promise<true> {
    return this.loggedIn.take()
  }

  event(name: string, uuid: string, more: Readonly<Record<string, string>> = {}): void {
    this.write(eventText({ 'Event-Name': name, 'Unique-ID': uuid, ...more }))
  }

  write(text: string | Buffer): void {
    this.socket?.write(text)
  }

  /** The answer to a command that was left without. */
  answer(command: string, result: string): void {
    const job = this.jobs.get(command)
    if (job === undefined) throw new Error(`nobody asked ${command}`)
    this.write(eventText({ 'Event-Name': 'BACKGROUND_JOB', 'Job-UUID': job }, result))
  }

  drop(): void {
    this.socket?.destroy()
  }

  close(): Promise<void> {
    this.socket?.destroy()
    return new Promise((resolve) => this.server.close(() => resolve()))
  }

  private take(text: string): void {
    this.rest += text
    for (let end = this.rest.indexOf('\n\n'); end >= 0; end = this.rest.indexOf('\n\n')) {
      const message = this.rest.slice(0, end)
      this.rest = this.rest.slice(end + 2)
      this.obey(message)
    }
  }

  private obey(message: string): void {
    const [first = '', second = ''] = message.split('\n')
    if (first.startsWith('auth ')) this.write(`Content-Type: command/reply\nReply-Text: ${first === `auth ${this.password}` ? '+OK accepted' : '-ERR invalid'}\n\n`)
    else if (first.startsWith('event ')) {
      this.write('Content-Type: command/reply\nReply-Text: +OK event listener enabled plain\n\n')
      this.loggedIn.push(true)
    } else this.run(first.replace(/^bgapi /, ''), second.replace('Job-UUID: ', ''))
  }

  private run(command: string, job: string): void {
    this.jobs.set(command, job)
    this.write(`Content-Type: command/reply\nReply-Text: +OK Job-UUID: ${job}\nJob-UUID: ${job}\n\n`)
    const answer = [...this.answers].find(([start]) => command.startsWith(start))?.[1] ?? (command === 'show channels as json' ? '{"row_count":0}' : '+OK')
    if (answer !== 'silence') this.answer(command, answer)
    this.commands.push(command)
  }
}
