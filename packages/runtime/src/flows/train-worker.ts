import { parentPort, type MessagePort } from 'node:worker_threads'
import { trainUnderstanding } from '@callchart/nlu'
import { CodedError } from '@callchart/protocol'
import type { FromTrainer, ToTrainer } from './train-messages.js'

function answer({ job, source }: ToTrainer): FromTrainer {
  try {
    return { type: 'trained', job, model: trainUnderstanding(source) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { type: 'refused', job, message, ...(error instanceof CodedError && { code: error.code }) }
  }
}

/** The thread that trains, so that no call waits for it. */
function serve(port: MessagePort): void {
  port.on('message', (asked: ToTrainer) => port.postMessage(answer(asked)))
}

if (parentPort !== null) serve(parentPort)
