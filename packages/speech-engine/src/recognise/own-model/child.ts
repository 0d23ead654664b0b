import { createRequire } from 'node:module'
import type { FromOwnModel, ToOwnModel } from './messages.js'
import { OwnModelSessions } from './sessions.js'
import { sherpaPackage, type OnlineRecognizerConfig, type SherpaModule } from './sherpa.js'

/**
 * The process of the user's own model. It is one of its own because the native library ends its whole process where a model
 * does not fit, and because it decodes synchronously.
 */
const send = (message: FromOwnModel): void => void process.send?.(message)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

let sessions: OwnModelSessions | undefined

function load(config: OnlineRecognizerConfig): void {
  let sherpa: SherpaModule
  try {
    sherpa = createRequire(import.meta.url)(sherpaPackage) as SherpaModule
  } catch (error) {
    return send({ type: 'refused', because: 'package', message: messageOf(error) })
  }
  try {
    sessions = new OwnModelSessions(new sherpa.OnlineRecognizer(config))
    send({ type: 'ready' })
  } catch (error) {
    send({ type: 'refused', because: 'model', message: messageOf(error) })
  }
}

function act(message: Exclude<ToOwnModel, { type: 'load' }>): void {
  if (sessions === undefined) return
  switch (message.type) {
    case 'open':
      return sessions.open(message.stream, message.task)
    case 'audio': {
      const heard = sessions.hear(message.stream, message.bytes)
      return heard === undefined ? undefined : send({ type: 'hypothesis', stream: message.stream, heard })
    }
    case 'finish':
      return send({ type: 'final', stream: message.stream, ...sessions.finish(message.stream) })
    case 'cancel':
      return sessions.cancel(message.stream)
  }
}

process.on('message', (message: ToOwnModel) => {
  if (message.type === 'load') return load(message.config)
  try {
    act(message)
  } catch (error) {
    sessions?.cancel(message.stream)
    send({ type: 'failed', stream: message.stream, message: messageOf(error) })
  }
})
process.on('disconnect', () => process.exit(0))
