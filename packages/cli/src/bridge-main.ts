/** Entry of the media bridge's process: settings come from the parent by message, and it ends with its parent. */
import { CodedError } from '@callchart/protocol'
import { startBridge, type RunningBridge } from '@callchart/media-bridge'
import { pino } from 'pino'
import { messageOf } from './errors.js'
import { openBridgeTracing, type OpenTracing } from './tracing/open-tracing.js'
import type { BridgeAnswer, BridgeOrder } from './system/bridge-messages.js'

// gRPC keeps the first message of a stream for as long as the stream lives, and with it the piece of memory that it shares with others: 8 kB unless it is said.
Buffer.poolSize = 2_048

let bridge: Promise<RunningBridge> | undefined
let traces: OpenTracing | undefined
const answer = (message: BridgeAnswer): void => void process.send?.(message)

async function start({ settings, logLevel, tracing }: BridgeOrder): Promise<void> {
  const logger = pino({ name: 'media-bridge', level: logLevel }, pino.destination(2))
  try {
    traces = await openBridgeTracing(tracing)
    bridge = startBridge({ ...settings, logger, tracing: traces })
    const { url, heard } = await bridge
    await heard
    answer({ type: 'ready', url })
  } catch (error) {
    answer({ type: 'failed', message: messageOf(error), ...(error instanceof CodedError ? { code: error.code } : {}) })
    process.disconnect()
  }
}

async function end(): Promise<void> {
  await bridge?.then((running) => running.close()).catch(() => undefined)
  await traces?.close()
  process.exit(0)
}

process.once('message', (order: BridgeOrder) => void start(order))
process.once('SIGTERM', () => void end())
process.once('disconnect', () => void end())
// The whole terminal is interrupted by Ctrl-C; the parent decides when the bridge ends.
process.on('SIGINT', () => undefined)
