import type { EngineConfig } from './engine-config.js'
import { EngineFault } from './engine-fault.js'

/** @throws EngineFault when the answer does not come within the engine's deadline */
export const withDeadline = async <Value>(answer: Promise<Value>, { name, deadlineMs }: EngineConfig): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EngineFault(`Engine "${name}" did not answer within ${deadlineMs} ms.`)), deadlineMs)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
    answer.catch(() => undefined)
  }
}

export const nextWithin = (messages: AsyncIterator<unknown>, config: EngineConfig): Promise<IteratorResult<unknown>> => withDeadline(messages.next(), config)
