import type { UnderstandingAnswers, UnderstandingTask } from './understanding-tasks.js'

type Message = { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly failed: string }

interface Waiting {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
}

let worker: Worker | undefined
let count = 0
const waiting = new Map<number, Waiting>()

/** Made when the first thing is asked, and kept: training is what takes time. */
function workerOf(): Worker {
  if (worker !== undefined) return worker
  worker = new Worker(new URL('./understanding-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if ('answer' in data) asked?.resolve(data.answer)
    else asked?.reject(new Error(data.failed))
  })
  worker.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message))
    waiting.clear()
    worker?.terminate()
    worker = undefined
  })
  return worker
}

/** Asks the understanding, in a worker. */
export function askUnderstanding<Type extends UnderstandingTask['type']>(task: Extract<UnderstandingTask, { type: Type }>): Promise<UnderstandingAnswers[Type]> {
  count += 1
  const id = count
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
    workerOf().postMessage({ id, task })
  })
}
