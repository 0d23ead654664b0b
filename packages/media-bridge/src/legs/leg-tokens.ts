import type { TimeSource } from '../clock/ticker.js'
import type { MediaConnection } from '../dialect/call-audio.js'

/** Takes the connection of a leg that was waited for. */
export type LegAcceptor = (connection: MediaConnection) => void

/** Legs that calls of this bridge wait for, by their one-use token. */
export class LegTokens {
  private readonly acceptors = new Map<string, LegAcceptor>()
  /** Connections that are here before the news of their leg. */
  private readonly early = new Map<string, () => void>()

  constructor(private readonly time: TimeSource) {}

  expect(token: string, accept: LegAcceptor): void {
    this.acceptors.set(token, accept)
    this.early.get(token)?.()
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

  /** Waits for the news of the leg. @returns undefined when none came in time, or another connection waits with the same token */
  takeWithin(token: string, ms: number): Promise<LegAcceptor | undefined> {
    if (this.acceptors.has(token) || this.early.has(token)) return Promise.resolve(this.take(token))
    return new Promise((resolve) => {
      const settle = (): void => {
        cancel()
        this.early.delete(token)
        resolve(this.take(token))
      }
      const cancel = this.time.after(ms, settle)
      this.early.set(token, settle)
    })
  }
}
