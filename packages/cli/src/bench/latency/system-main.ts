/** Entry of the system that a bench calls: the app in this process, the other parts in processes of their own. */
import { once } from 'node:events'
import { pino } from 'pino'
import { startSystem } from '../../system/start-system.js'

export interface SystemOrder {
  readonly flowsDir: string
  /** Where traces go. */
  readonly traceUrl: string
  /** What the chart may say next is spoken beforehand. */
  readonly speaksAhead: boolean
}

export interface SystemReady {
  readonly type: 'ready'
  readonly url: string
  readonly mediaUrl: string
  readonly speechAddress: string
  /** By the name of the part. */
  readonly pids: Readonly<Record<string, number>>
}

const logger = pino({ level: 'error' }, pino.destination({ fd: 2, sync: true }))
const [order] = (await once(process, 'message')) as [SystemOrder]
const system = await startSystem({
  flowsDir: order.flowsDir,
  logger,
  logLevel: 'error',
  ...(order.speaksAhead ? {} : { promptsAhead: 0 }),
  environment: process.env,
  tracing: { url: order.traceUrl, protocol: 'http/json', sampleRatio: 1, serviceName: 'bench' },
})
const { mediaBridge, speechEngine } = system.pids
process.once('disconnect', () => void system.close().then(() => process.exit(0)))
const ready: SystemReady = {
  type: 'ready',
  url: system.url,
  mediaUrl: system.mediaUrl,
  speechAddress: system.speechAddress,
  pids: { app: process.pid, ...(mediaBridge !== undefined && { mediaBridge }), ...(speechEngine !== undefined && { speechEngine }) },
}
process.send?.(ready)
