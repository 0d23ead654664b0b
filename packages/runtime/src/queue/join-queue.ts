import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { joinQueueRequestSchema, joinQueueResponseSchema } from '@callchart/protocol'
import type { Clock } from '../clock.js'
import { hashToken, randomToken } from '../store/tokens.js'
import type { QueueRows } from './queue-rows.js'
import { seatPath } from './seat-socket.js'

export interface JoinQueueParts {
  readonly rows: Pick<QueueRows, 'insertSeat'>
  readonly clock: Clock
  readonly lifetimeMs: number
  /** Of this process: `ws://host:port`. */
  readonly baseUrl: () => string
}

/** Prepares a seat for a human: it is taken when its control connection comes with the token. */
export const createJoinQueue =
  ({ rows, clock, lifetimeMs, baseUrl }: JoinQueueParts) =>
  async (queue: string, { name, afterCallWork }: z.output<typeof joinQueueRequestSchema>): Promise<z.infer<typeof joinQueueResponseSchema>> => {
    const token = randomToken()
    const agentId = randomUUID()
    const expiresAt = new Date(clock.now() + lifetimeMs)
    await rows.insertSeat({ agentId, queue, name, controlTokenHash: hashToken(token), expiresAt, afterCallWork })
    return { agentId, controlUrl: `${baseUrl()}${seatPath}?token=${token}`, expiresAt: expiresAt.toISOString() }
  }
