import { connect, type Socket } from 'node:net'
import type { CancelTimer, Clock } from '../../clock.js'
import { RuntimeError } from '../../errors.js'
import { unavailable } from '../asterisk-ari/open-requests.js'
import type { ManagerAccess } from '../asterisk-ari/settings.js'
import { ManagerReader, type ManagerMessage } from './manager-reader.js'

const deadlineMs = 3_000

interface Waiting {
  readonly answered: (message: ManagerMessage) => void
  readonly failed: (error: Error) => void
}

/** One value, whatever it holds, stays one value. */
const oneLine = (text: string): string => {
  if (/[\r\n]/.test(text)) throw new RuntimeError('RUNTIME_SWITCH_UNABLE', 'A value for the manager interface of the switch has a line break: leave it out.')
  return text
}

/**
 * Manager interface of an Asterisk (AMI), for what ARI has no verb for. It connects when it is first used, and again after the connection broke.
 * @see https://docs.asterisk.org/Configuration/Interfaces/Asterisk-Manager-Interface-AMI/AMI-v2-Specification/
 */
export class AsteriskManager {
  private socket: Socket | undefined
  private login: Promise<void> | undefined
  private readonly waiting = new Map<string, Waiting>()
  private count = 0

  constructor(
    private readonly access: ManagerAccess,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the answer, `Response: Error` among them
   * @throws RUNTIME_SWITCH_UNAVAILABLE it cannot be reached, does not let us in, or does not answer in time
   */
  async act(action: string, fields: Readonly<Record<string, string>>): Promise<ManagerMessage> {
    this.login ??= this.open()
    await this.login
    return this.send(action, fields)
  }

  close(): void {
    this.lose(unavailable('we are ending'))
  }

  private async open(): Promise<void> {
    const { host, port, user, password } = this.access
    const socket = connect({ host, port })
    const reader = new ManagerReader()
    this.socket = socket
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      if (this.socket !== socket) return
      const messages = reader.read(text)
      if (messages === undefined) this.lose(unavailable('its manager interface sends what is no message'))
      else for (const message of messages) this.received(message)
    })
    socket.on('error', (error) => this.socket === socket && this.lose(unavailable('its manager interface cannot be reached', error)))
    socket.on('close', () => this.socket === socket && this.lose(unavailable('the connection to its manager interface is closed')))
    const answer = await this.send('Login', { Username: user, Secret: password, Events: 'off' })
    if (answer.get('Response') === 'Success') return
    const refused = unavailable(`its manager interface does not let user "${user}" in: see manager.conf`)
    this.lose(refused)
    throw refused
  }

  private send(action: string, fields: Readonly<Record<string, string>>): Promise<ManagerMessage> {
    const { socket } = this
    if (socket === undefined) throw unavailable('its manager interface is not connected')
    const actionId = `callchart-${(this.count += 1)}`
    const lines = [`Action: ${action}`, `ActionID: ${actionId}`, ...Object.entries(fields).map(([name, value]) => `${name}: ${oneLine(value)}`)]
    return new Promise((resolve, reject) => {
      // A wrong password is answered late, and a manager that does not answer is of no use for the next action either.
      const cancel: CancelTimer = this.clock.after(deadlineMs, () => this.lose(unavailable(`its manager interface did not answer within ${deadlineMs} ms`)))
      const settle = (): void => {
        cancel()
        this.waiting.delete(actionId)
      }
      this.waiting.set(actionId, {
        answered: (message) => {
          settle()
          resolve(message)
        },
        failed: (error) => {
          settle()
          reject(error)
        },
      })
      socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    })
  }

  private received(message: ManagerMessage): void {
    if (message.has('Response')) this.waiting.get(message.get('ActionID') ?? '')?.answered(message)
  }

  private lose(error: RuntimeError): void {
    const { socket } = this
    this.socket = undefined
    this.login = undefined
    socket?.destroy()
    for (const { failed } of [...this.waiting.values()]) failed(error)
  }
}
