import type { MediaError } from '../errors.js'
import type { WebSocket } from 'ws'

/** What carries a leg: a WebSocket, or a TCP connection. */
export interface Wire {
  /** False: what is sent goes nowhere. */
  readonly isOpen: boolean
  /** What the switch has not taken yet. */
  readonly unsentBytes: number
  /** Of text a WebSocket makes a text message, of bytes a binary one. */
  send(message: string | Buffer): void
  /** @param error absent: an orderly end */
  close(error?: MediaError): void
}

export const webSocketWire = (socket: WebSocket): Wire => ({
  get isOpen() {
    return socket.readyState === socket.OPEN
  },
  get unsentBytes() {
    return socket.bufferedAmount
  },
  send(message) {
    if (socket.readyState === socket.OPEN) socket.send(message)
  },
  close(error) {
    if (error === undefined) socket.close(1_000)
    else socket.close(1_011, error.code)
  },
})
