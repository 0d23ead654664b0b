import { setPriority } from 'node:os'
import { parentPort, receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import type { FromRecogniser, ToRecogniser } from './messages.js'
import { RecogniserSlots } from './slots.js'
import { takeNext } from './take-next.js'

/** Linux counts it by thread (setpriority(2)): audio and answers of all processes go before the decoding, which has whatever else the machine gives. */
const decodingNice = 5

/** One thread of recognisers: every open stream has a pair of decoders of its own, kept and reused after it. */
async function serve(port: MessagePort): Promise<void> {
  if (process.platform === 'linux') setPriority(decodingNice)
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

  const attempt = async (message: ToRecogniser): Promise<void> => {
    try {
      await act(message)
    } catch (error) {
      slots.discard(message.stream)
      send({ type: 'failed', stream: message.stream, message: error instanceof Error ? error.message : String(error) })
    }
  }

  const waiting: ToRecogniser[] = []
  let isBusy = false
  /** What came while this thread was deaf may be more urgent than what has waited. */
  const takeArrived = (): void => {
    for (let come = receiveMessageOnPort(port); come !== undefined; come = receiveMessageOnPort(port)) waiting.push(come.message as ToRecogniser)
  }
  const work = async (): Promise<void> => {
    isBusy = true
    do {
      for (let next = takeNext(waiting); next !== undefined; next = takeNext(waiting)) {
        await attempt(next)
        takeArrived()
      }
      // Where none can be made, the caller who needs it is told.
      await slots.prepare().catch(() => undefined)
      takeArrived()
    } while (waiting.length > 0)
    isBusy = false
  }
  port.on('message', (message: ToRecogniser) => {
    waiting.push(message)
    if (!isBusy) void work()
  })
  send({ type: 'ready' })
}

if (parentPort !== null) void serve(parentPort)
