import { setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { trainUnderstanding } from '@callchart/nlu'
import type { UnderstandingSource } from '@callchart/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../testing/manual-clock.js'
import { createTrainer, type Trainer, type TrainerOptions } from './trainer.js'

const open: Trainer[] = []
const trainer = (options: TrainerOptions = {}): Trainer => {
  const made = createTrainer(options)
  open.push(made)
  return made
}
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

const sourceOf = (intentCount: number, patterns: string[] = []): UnderstandingSource => ({
  language: 'en-US',
  intents: Array.from({ length: intentCount }, (_, index) => ({
    id: `intent${index}`,
    keywords: [],
    patterns,
    phrases: [`open account number ${index}`, `tell me about item ${index}`],
  })),
  keyIntents: {},
})

/** A thread that answers nothing, or ends at once. */
const scripted = (code: string): Worker => new Worker(code, { eval: true, execArgv: [] })

describe('the trainer', () => {
  it('gives the same bytes as training in place', async () => {
    const source = sourceOf(12)

    const model = await trainer().train(source)

    expect(JSON.stringify(model)).toBe(JSON.stringify(trainUnderstanding(source)))
  })

  it('leaves the event loop free meanwhile', async () => {
    let turns = 0
    let isOver = false

    const training = trainer()
      .train(sourceOf(20))
      .finally(() => (isOver = true))
    while (!isOver) {
      await turn()
      turns += 1
    }

    await training
    expect(turns).toBeGreaterThan(20)
  })

  it('refuses a source as training in place does, and goes on with the next', async () => {
    const trains = trainer()
    const bad = trains.train(sourceOf(2, ['(']))
    const good = trains.train(sourceOf(2))

    await expect(bad).rejects.toMatchObject({ code: 'NLU_BAD_PATTERN', name: 'NluError', message: expect.stringContaining('intent0') as string })
    expect((await good).source.intents).toHaveLength(2)
  })

  it('gives up what is not wanted any more, waiting or under way, and goes on with the next', async () => {
    const trains = trainer()
    const running = new AbortController()
    const waiting = new AbortController()
    const given = [
      trains.train(sourceOf(2), running.signal),
      trains.train(sourceOf(3), waiting.signal),
      trains.train(sourceOf(4), AbortSignal.abort()),
    ]
    const wanted = trains.train(sourceOf(5))

    running.abort()
    waiting.abort()

    for (const each of given) await expect(each).rejects.toMatchObject({ code: 'RUNTIME_TRAINING_CANCELLED' })
    expect((await wanted).source.intents).toHaveLength(5)
  })

  it('ends a training that takes too long', async () => {
    const clock = new ManualClock()
    const trains = trainer({ clock, timeoutMs: 5_000, startWorker: () => scripted(`require('node:worker_threads').parentPort.on('message', () => {})`) })
    const training = trains.train(sourceOf(2))

    clock.advance(5_000)

    await expect(training).rejects.toMatchObject({ code: 'RUNTIME_TRAINING_TIMEOUT', message: expect.stringContaining('en-US were not trained within 5 s') as string })
  })

  it('reports a thread that ends, and trains the next in a new one', async () => {
    let threads = 0
    const trains = trainer({ startWorker: () => scripted(`require('node:worker_threads').parentPort.once('message', () => { throw new Error('out of ${(threads += 1)}') })`) })

    await expect(trains.train(sourceOf(2))).rejects.toMatchObject({ code: 'RUNTIME_TRAINING_FAILED', message: expect.stringContaining('out of 1') as string })
    await expect(trains.train(sourceOf(2))).rejects.toMatchObject({ message: expect.stringContaining('out of 2') as string })
  })

  it('gives up everything when it is closed', async () => {
    const trains = trainer()
    const given = [trains.train(sourceOf(2)), trains.train(sourceOf(3))]

    const settled = Promise.allSettled(given)
    await trains.close()

    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(trains.train(sourceOf(2))).rejects.toMatchObject({ code: 'RUNTIME_TRAINING_CANCELLED' })
  })
})
