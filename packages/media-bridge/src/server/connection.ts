import type { WebSocket } from 'ws'
import type { Dialect, MediaConnection } from '../dialect/call-audio.js'

export const connectionOver = (socket: WebSocket, dialect: Dialect): MediaConnection => ({
  dialect: dialect.name,
  reportsDigits: dialect.reportsDigits,
  open: (sink, ticker) => dialect.open(socket, sink, ticker),
  close: () => socket.close(1_000),
})
