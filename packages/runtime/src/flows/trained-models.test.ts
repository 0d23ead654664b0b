import { getEventListeners } from 'node:events'
import { trainUnderstanding, type UnderstandingModel } from '@callchart/nlu'
import type { UnderstandingSource } from '@callchart/protocol'
import { beforeEach, expect, it } from 'vitest'
import { TrainedModels } from './trained-models.js'

const source: UnderstandingSource = {
  language: 'en-US',
  intents: [{ id: 'billing', keywords: [], patterns: [], phrases: ['question about my bill', 'pay an invoice'] }],
  keyIntents: {},
}
const model = trainUnderstanding(source)

let settle: { readonly resolve: (model: UnderstandingModel) => void; readonly reject: (error: Error) => void }
let given: AbortSignal | undefined
let models: TrainedModels
let asker: AbortController

beforeEach(() => {
  asker = new AbortController()
  given = undefined
  const trained = new Promise<UnderstandingModel>((resolve, reject) => (settle = { resolve, reject }))
  models = new TrainedModels({
    store: { find: async () => undefined, save: async () => undefined },
    train: (_source, signal) => {
      given = signal
      return trained
    },
    now: () => 0,
  })
})

const listenerCount = (): number => getEventListeners(asker.signal, 'abort').length

it('listens to an asker no longer than the training goes on', async () => {
  const asked = [models.modelOf(source, asker.signal), models.modelOf(source, asker.signal)]
  expect(listenerCount()).toBe(2)

  settle.resolve(model)

  expect(await Promise.all(asked)).toEqual([model, model])
  expect(listenerCount()).toBe(0)
})

it('listens no longer to an asker whose training failed', async () => {
  const asked = models.modelOf(source, asker.signal)

  settle.reject(new Error('no memory'))

  await expect(asked).rejects.toThrow('no memory')
  expect(listenerCount()).toBe(0)
})

it('gives a training up when the last who waits for it has left', async () => {
  const other = new AbortController()
  const asked = [models.modelOf(source, asker.signal), models.modelOf(source, other.signal)]
  // The store is asked first.
  await Promise.resolve()

  asker.abort()
  expect(given?.aborted).toBe(false)
  other.abort()
  expect(given?.aborted).toBe(true)

  settle.reject(new Error('given up'))
  for (const each of asked) await expect(each).rejects.toThrow('given up')
})
