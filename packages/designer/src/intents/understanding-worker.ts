import { doTask, type UnderstandingTask } from './understanding-tasks.js'

const scope = globalThis as unknown as { onmessage: (event: MessageEvent<{ readonly id: number; readonly task: UnderstandingTask }>) => void; postMessage(message: unknown): void }

scope.onmessage = ({ data: { id, task } }) => {
  try {
    scope.postMessage({ id, answer: doTask(task) })
  } catch (error) {
    scope.postMessage({ id, failed: error instanceof Error ? error.message : String(error) })
  }
}
