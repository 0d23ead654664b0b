import type { MediaConnection } from '../dialect/call-audio.js'

/** Takes the connection of a leg that was waited for. */
export type LegAcceptor = (connection: MediaConnection) => void

/** Legs that calls of this bridge wait for, by their one-use token. */
export class LegTokens {
  private readonly acceptors = new Map<string, LegAcceptor>()

  expect(token: string, accept: LegAcceptor): void {
    this.acceptors.set(token, accept)
  }

  revoke(token: string): void {
    this.acceptors.delete(token)
  }

  /** A token is good for one connection. */
  take(token: string): LegAcceptor | undefined {
    const acceptor = this.acceptors.get(token)
    this.acceptors.delete(token)
    return acceptor
  }
}
