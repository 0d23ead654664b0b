import type { WebSocket } from 'ws'
import type { Clock } from './clock.js'

/** A peer that does not answer two pings in a row is gone. */
const pingMs = 15_000

export function keepAlive(socket: WebSocket, clock: Clock): void {
  let answered = true
  const ping = (): void => {
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
    cancel = clock.after(pingMs, ping)
  }
  let cancel = clock.after(pingMs, ping)
  socket.on('pong', () => (answered = true))
  socket.on('close', () => cancel())
}
