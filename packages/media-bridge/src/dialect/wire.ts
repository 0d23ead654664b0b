import type { Socket } from 'node:net'
import type { Ticker } from '../clock/ticker.js'
import type { MediaError } from '../errors.js'
import type { WebSocket } from 'ws'

/** For a switch to take what is written before an orderly end, over TCP: as long as it has to answer the close of a WebSocket. */
const closeWithinMs = 2_000

/** What carries a leg: a WebSocket, or a TCP connection. */
export interface Wire {
  /** False: what is sent goes nowhere. */
  readonly isOpen: boolean
  /** What the switch has not taken yet. */
  readonly unsentBytes: number
  /** Of text a WebSocket makes a text message, of bytes a binary one. */
  send(message: string | Buffer): void
  /** The connection is over soon, whether the switch answers or not. @param error absent: an orderly end */
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

export const tcpWire = (socket: Socket, ticker: Ticker): Wire => {
  let isClosing = false
  return {
    get isOpen() {
      return socket.writable
    },
    get unsentBytes() {
      return socket.writableLength
    },
    send(message) {
      if (socket.writable) socket.write(message)
    },
    close(error) {
      if (error !== undefined) {
        socket.destroy()
        return
      }
      if (isClosing) return
      isClosing = true
      const cutAtMs = ticker.nowMs() + closeWithinMs
      const leaveTicker = ticker.subscribe((nowMs) => {
        if (nowMs >= cutAtMs) socket.destroy()
      })
      socket.once('close', leaveTicker)
      // Waits for all that is written to be taken: by a switch that hangs, for ever.
      socket.destroySoon()
    },
  }
}
