import type { UnderstandingAnswers, UnderstandingTask } from './understanding-tasks.js'

type Message = { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly failed: string }

interface Waiting {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
}

/** One worker, made when the first thing is asked of it and kept: training is what takes time. */
class Lane {
  private worker: Worker | undefined
  private count = 0
  private readonly waiting = new Map<number, Waiting>()

  ask(task: UnderstandingTask): Promise<unknown> {
    this.count += 1
    const id = this.count
    return new Promise((resolve, reject) => {
      const worker = this.started()
      this.waiting.set(id, { resolve, reject })
      worker.postMessage({ id, task })
    })
  }

  /** What is under way is not wanted any more. */
  giveUp(reason = 'another question took its place'): void {
    if (this.waiting.size === 0) return
    for (const { reject } of this.waiting.values()) reject(new Error(reason))
    this.waiting.clear()
    this.worker?.terminate()
    this.worker = undefined
  }

  private started(): Worker {
    if (this.worker !== undefined) return this.worker
    const worker = new Worker(new URL('./understanding-worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      const asked = this.waiting.get(data.id)
      this.waiting.delete(data.id)
      if ('answer' in data) asked?.resolve(data.answer)
      else asked?.reject(new Error(data.failed))
    })
    worker.addEventListener('error', ({ message }) => this.giveUp(message))
    this.worker = worker
    return worker
  }
}

/** A sentence that is tried does not wait for the review of hundreds of phrases. */
const quick = new Lane()
const reviews = new Lane()

/** Asks the understanding, in a worker. A review that is asked for while one is under way takes its place. */
export function askUnderstanding<Type extends UnderstandingTask['type']>(task: Extract<UnderstandingTask, { type: Type }>): Promise<UnderstandingAnswers[Type]> {
  if (task.type === 'review') reviews.giveUp()
  return (task.type === 'review' ? reviews : quick).ask(task) as Promise<UnderstandingAnswers[Type]>
}
