import { parentPort, type MessagePort } from 'node:worker_threads'
import { RecogniserSlots } from './slots.js'
import type { FromRecogniser, ToRecogniser } from './messages.js'

/** One thread of recognisers: every open stream has a pair of decoders of its own, kept and reused after it. */
async function serve(port: MessagePort): Promise<void> {
  const slots = await RecogniserSlots.load()
  const send = (message: FromRecogniser): void => port.postMessage(message)

  const act = async (message: ToRecogniser): Promise<void> => {
    switch (message.type) {
      case 'open':
        return slots.open(message.stream, message.task)
      case 'audio': {
        const heard = slots.hear(message.stream, message.bytes)
        if (heard !== undefined) send({ type: 'hypothesis', stream: message.stream, heard })
        return
      }
      case 'finish':
        return send({ type: 'final', stream: message.stream, ...slots.finish(message.stream) })
      case 'cancel':
        return slots.cancel(message.stream)
    }
  }

  let last = Promise.resolve()
  port.on('message', (message: ToRecogniser) => {
    last = last.then(async () => {
      try {
        await act(message)
      } catch (error) {
        slots.discard(message.stream)
        send({ type: 'failed', stream: message.stream, message: error instanceof Error ? error.message : String(error) })
      }
    })
  })
  send({ type: 'ready' })
}

if (parentPort !== null) void serve(parentPort)
