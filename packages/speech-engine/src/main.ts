import { destination, pino } from 'pino'
import { SpeechEngineError } from './errors.js'
import { readOptions } from './options.js'
import { startSpeechEngine } from './server.js'

/** The speech engine process: one ready line on stdout, logs on stderr. */
async function main(): Promise<void> {
  const options = readOptions(process.env)
  const log = pino({ name: 'speech-engine', level: options.logLevel }, destination({ dest: 2, sync: true }))
  const engine = await startSpeechEngine(options, log)
  const stop = (why: string): void => {
    log.info({ why }, 'speech engine stops')
    engine.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', () => stop('SIGTERM'))
  process.once('SIGINT', () => stop('SIGINT'))
  if (options.exitWithParent) {
    process.stdin.once('end', () => stop('parent gone'))
    process.stdin.once('error', () => stop('parent gone'))
    process.stdin.resume()
  }
  process.stdout.write(`${JSON.stringify({ ready: true, address: engine.address })}\n`)
}

main().catch((error: unknown) => {
  const code = error instanceof SpeechEngineError ? `${error.code}: ` : ''
  process.stderr.write(`The speech engine does not start: ${code}${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
