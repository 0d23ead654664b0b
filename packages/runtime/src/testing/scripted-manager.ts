import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Inbox } from './inbox.js'

export type ManagerAction = Readonly<Record<string, string>>

/** A manager interface that lets in user `bot` with password `manager-secret`, and answers as a test says. */
export class ScriptedManager {
  readonly actions = new Inbox<ManagerAction>()
  /** Answers to actions by their names; undefined: none comes. */
  readonly answers = new Map<string, readonly string[] | ((action: ManagerAction) => readonly string[]) | undefined>()
  private readonly sockets = new Set<Socket>()

  private constructor(private readonly server: Server) {}

  static async opens(): Promise<ScriptedManager> {
    const server = createServer()
    const manager = new ScriptedManager(server)
    server.on('connection', (socket) => manager.serve(socket))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return manager
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  breaks(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  sends(text: string): void {
    for (const socket of this.sockets) socket.write(text)
  }

  close(): void {
    this.breaks()
    this.server.close()
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket)
    socket.on('close', () => this.sockets.delete(socket))
    socket.on('error', () => undefined)
    socket.write('Asterisk Call Manager/11.0.0\r\n')
    let text = ''
    socket.on('data', (data: Buffer) => {
      const parts = (text + data.toString()).split('\r\n\r\n')
      text = parts.pop() ?? ''
      for (const part of parts) this.take(socket, Object.fromEntries(part.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])))
    })
  }

  private take(socket: Socket, action: ManagerAction): void {
    const name = action['Action'] ?? ''
    this.actions.push(action)
    const usual = name === 'Login' && action['Secret'] !== 'manager-secret' ? ['Response: Error', 'Message: Authentication failed'] : ['Response: Success']
    const answer = this.answers.has(name) ? this.answers.get(name) : usual
    const lines = typeof answer === 'function' ? answer(action) : answer
    if (lines !== undefined) socket.write(`${[...lines, `ActionID: ${action['ActionID']}`].join('\r\n')}\r\n\r\n`)
  }
}
