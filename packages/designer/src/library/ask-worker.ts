/** No question of ours takes a worker longer; one that does is stopped. */
const mostMs = 30_000

/** What a worker did not answer: it failed, or took too long. */
export class WorkerError extends Error {
  constructor(
    readonly reason: 'failed' | 'too-long',
    message: string,
  ) {
    super(message)
    this.name = 'WorkerError'
  }
}

/**
 * Asks a worker one question, and ends it with the answer.
 * @throws WorkerError
 */
export function askWorker<Answer>(make: () => Worker, question: unknown, signal?: AbortSignal): Promise<Answer> {
  const worker = make()
  return new Promise<Answer>((resolve, reject) => {
    const timer = setTimeout(() => reject(new WorkerError('too-long', `No answer within ${mostMs / 1_000} s.`)), mostMs)
    signal?.addEventListener('abort', () => reject(new WorkerError('failed', 'It is not wanted any more.')), { once: true })
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      clearTimeout(timer)
      resolve(data)
    }
    worker.onerror = (event) => {
      clearTimeout(timer)
      reject(new WorkerError('failed', event.message))
    }
    worker.postMessage(question)
  }).finally(() => worker.terminate())
}
