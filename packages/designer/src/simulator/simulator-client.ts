import type { DraftDocument, FlowProblem } from '@callchart/flow'
import type { ResourcesView } from '@callchart/protocol'
import type { SimulatorAnswers, SimulatorReply, SimulatorRequest, SimulatorTask } from './simulator-messages.js'

/** The draft is wrong as a whole: nothing of it can be played. */
export class DraftNotPlayable extends Error {
  constructor(readonly problems: readonly FlowProblem[]) {
    super('The draft cannot be played.')
    this.name = 'DraftNotPlayable'
  }
}

/** The work was given up. */
export class GivenUp extends Error {
  constructor() {
    super('Given up.')
    this.name = 'GivenUp'
  }
}

export interface TaskWorker {
  readonly post: (request: SimulatorRequest) => void
  readonly end: () => void
}
export type HireTaskWorker = (onReply: (reply: SimulatorReply) => void, onCrash: (message: string) => void) => TaskWorker

interface Waiting {
  readonly resolve: (answer: never) => void
  readonly reject: (error: Error) => void
}

/** Asks a worker, one task after the other; it is there from the first task on. */
export class SimulatorClient {
  readonly #hire: HireTaskWorker
  readonly #waiting = new Map<number, Waiting>()
  #worker: TaskWorker | undefined
  #resources: ResourcesView | undefined
  #count = 0

  constructor(hire: HireTaskWorker) {
    this.#hire = hire
  }

  know(resources: ResourcesView): void {
    if (this.#resources === resources) return
    this.#resources = resources
    this.#tell()
  }

  /** @throws DraftNotPlayable, GivenUp */
  ask<Type extends SimulatorTask['type']>(document: DraftDocument, task: Extract<SimulatorTask, { type: Type }>): Promise<SimulatorAnswers[Type]> {
    if (this.#worker === undefined) {
      this.#worker = this.#hire((reply) => this.#take(reply), (message) => this.#crash(new Error(message)))
      this.#tell()
    }
    const worker = this.#worker
    const id = (this.#count += 1)
    return new Promise<SimulatorAnswers[Type]>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.post({ type: 'task', id, document, task })
    })
  }

  /** Whatever is under way is dropped. */
  giveUp(): void {
    this.#crash(new GivenUp())
  }

  #tell(): void {
    if (this.#resources !== undefined) this.#worker?.post({ type: 'resources', resources: this.#resources, today: new Date().toISOString().slice(0, 10) })
  }

  #take(reply: SimulatorReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('answer' in reply) waiting?.resolve(reply.answer as never)
    else waiting?.reject('problems' in reply ? new DraftNotPlayable(reply.problems) : new Error(reply.error))
  }

  #crash(error: Error): void {
    this.#worker?.end()
    this.#worker = undefined
    const all = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of all) reject(error)
  }
}

/** In a browser. */
export const hireSimulator: HireTaskWorker = (onReply, onCrash) => {
  const worker = new Worker(new URL('./simulator-worker.ts', import.meta.url), { type: 'module', name: 'simulator' })
  worker.onmessage = ({ data }: MessageEvent<SimulatorReply>) => onReply(data)
  worker.onerror = ({ message }) => onCrash(message)
  return { post: (request) => worker.postMessage(request), end: () => worker.terminate() }
}
