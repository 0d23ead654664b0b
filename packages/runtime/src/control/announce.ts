import type { ServerDuplexStream } from '@grpc/grpc-js'
import type { Logger } from 'pino'
import { z } from 'zod'
import { RuntimeError } from '../errors.js'
import type { BridgeAnnouncement, BridgeList } from './bridge-list.js'
import { statusOf } from './wire.js'

export type AnnounceStream = ServerDuplexStream<Record<string, unknown>, Presence>

/** What a runtime says of itself. */
export interface Presence {
  readonly runtimeId: string
  readonly calls: number
  readonly draining: boolean
}

const count = z.int().min(0)
const announcementSchema = z.object({
  bridgeId: z.string().min(1).max(200),
  mediaUrl: z.url({ protocol: /^wss?$/ }).max(1_000),
  calls: count,
  maxCalls: count,
  late: z.boolean(),
  draining: z.boolean(),
  version: z.string().max(100),
  otherRuntimes: z.array(z.string().min(1).max(100)).max(1_000),
  engines: z.array(z.object({ name: z.string().max(100), kind: z.enum(['asr', 'tts']), up: z.boolean() })).max(100),
})

/** One stream a bridge, for as long as it lives. Each announcement is answered: by that the bridge knows that this runtime lives. */
export function serveAnnounce(stream: AnnounceStream, bridges: BridgeList, presence: () => Presence, logger: Logger): void {
  let last: BridgeAnnouncement | undefined
  let isOver = false

  const over = (): void => {
    if (isOver) return
    isOver = true
    bridges.silenced(stream)
    if (last !== undefined) logger.info({ bridgeId: last.bridgeId }, 'bridge gone')
    stream.end()
  }
  const refuse = (problem: z.ZodError): void => {
    isOver = true
    bridges.silenced(stream)
    stream.emit('error', statusOf(new RuntimeError('RUNTIME_BRIDGE_MESSAGE_INVALID', `The announcement does not fit its schema: ${z.prettifyError(problem)}`)))
  }

  stream.on('data', (message: Record<string, unknown>) => {
    if (isOver) return
    const parsed = announcementSchema.safeParse(message)
    if (!parsed.success) return refuse(parsed.error)
    const { bridgeId, mediaUrl, draining, maxCalls } = parsed.data
    if (last?.draining !== draining) logger.info({ bridgeId, mediaUrl, draining, maxCalls }, 'bridge announced')
    last = parsed.data
    bridges.announced(parsed.data, stream)
    stream.write(presence())
  })
  for (const event of ['end', 'cancelled', 'error']) stream.on(event, over)
}
