import { destination, pino } from 'pino'
import { readOptions } from './options.js'
import { startSpeechEngine } from './server.js'

/** The speech engine process: one ready line on stdout, logs on stderr. */
const options = readOptions(process.env)
const log = pino({ name: 'speech-engine', level: options.logLevel }, destination({ dest: 2, sync: true }))

try {
  const engine = await startSpeechEngine(options, log)
  const stop = (why: string): void => {
    log.info({ why }, 'speech engine stops')
    engine.close().finally(() => process.exit(0)).catch(() => undefined)
  }
  process.once('SIGTERM', () => stop('SIGTERM'))
  process.once('SIGINT', () => stop('SIGINT'))
  if (options.exitWithParent) {
    process.stdin.once('end', () => stop('parent gone'))
    process.stdin.once('error', () => stop('parent gone'))
    process.stdin.resume()
  }
  process.stdout.write(`${JSON.stringify({ ready: true, address: engine.address })}\n`)
} catch (error) {
  log.fatal({ err: error }, 'speech engine does not start')
  process.exit(1)
}
