import type { UnderstandingModel } from '@callchart/nlu'
import type { UnderstandingSource } from '@callchart/protocol'
import type { FlowTools } from './flow-tools.js'
import { modelIdOf, type ModelStore } from './model-store.js'

interface Training {
  readonly model: Promise<UnderstandingModel>
  readonly unwanted: AbortController
  /** Those who wait for it. */
  waiterCount: number
}

export interface TrainedModelsParts {
  readonly store: ModelStore
  readonly train: FlowTools['trainUnderstanding']
  now(): number
}

/** Models by what they are trained from: what was trained once, for whatever version, is not trained again. */
export class TrainedModels {
  readonly #parts: TrainedModelsParts
  readonly #underWay = new Map<string, Training>()

  constructor(parts: TrainedModelsParts) {
    this.#parts = parts
  }

  /**
   * The stored model, or a new one, stored by then; those who ask for the same at the same time share one training.
   * @param signal this asker waits no more; the training goes on while another one does
   * @throws {NluError}, RUNTIME_STORE_UNAVAILABLE, and what the training throws
   */
  modelOf(source: UnderstandingSource, signal?: AbortSignal): Promise<UnderstandingModel> {
    const modelId = modelIdOf(source)
    const training = this.#underWay.get(modelId) ?? this.#begin(modelId, source)
    training.waiterCount += 1
    if (signal === undefined) return training.model
    const leave = (): void => this.#leave(modelId, training)
    signal.addEventListener('abort', leave, { once: true })
    // A signal may outlive many trainings, and its listeners keep their models.
    return training.model.finally(() => signal.removeEventListener('abort', leave))
  }

  #begin(modelId: string, source: UnderstandingSource): Training {
    const unwanted = new AbortController()
    const model = this.#findOrTrain(modelId, source, unwanted.signal).finally(() => this.#forget(modelId, training))
    const training: Training = { model, unwanted, waiterCount: 0 }
    this.#underWay.set(modelId, training)
    return training
  }

  async #findOrTrain(modelId: string, source: UnderstandingSource, signal: AbortSignal): Promise<UnderstandingModel> {
    const { store, train } = this.#parts
    const stored = await store.find(modelId)
    if (stored !== undefined) return stored
    const model = await train(source, signal)
    await store.save(modelId, model, new Date(this.#parts.now()))
    return model
  }

  #leave(modelId: string, training: Training): void {
    training.waiterCount -= 1
    if (training.waiterCount > 0) return
    this.#forget(modelId, training)
    training.unwanted.abort()
  }

  #forget(modelId: string, training: Training): void {
    if (this.#underWay.get(modelId) === training) this.#underWay.delete(modelId)
  }
}
