import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { trainUnderstanding, type UnderstandingModel } from '@callchart/nlu'
import type { UnderstandingSource } from '@callchart/protocol'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeReady } from '../call/make-ready.js'
import { RuntimeError } from '../errors.js'
import { startTestDatabase, temporaryFolder, type TestDatabase } from '../store/testing/test-database.js'
import { Inbox } from '../testing/inbox.js'
import { ManualClock } from '../testing/manual-clock.js'
import { openFlowLibrary, type FlowLibrary } from './flow-library.js'
import { flowTools } from './flow-tools.js'

let database: TestDatabase
let folder: string
let library: FlowLibrary | undefined

beforeAll(async () => {
  database = await startTestDatabase()
}, 60_000)
afterAll(() => database.stop())
beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(async () => {
  await library?.close()
  library = undefined
  await rm(folder, { recursive: true, force: true })
  const { db } = database.store
  await db.deleteFrom('liveVersions').execute()
  await db.deleteFrom('versions').where('version', '!=', 'version-1').execute()
  await db.deleteFrom('understandingModels').execute()
})

/** One training that the test ends. */
interface Training {
  readonly source: UnderstandingSource
  readonly signal: AbortSignal | undefined
  /** Phrase that tells the sources apart. */
  readonly phrase: string | undefined
  end(error?: Error): void
}

/** Trains at once, and when it is slow, when it is told to. */
class ScriptedTrainer {
  isSlow = false
  readonly asked = new Inbox<Training>()
  readonly phrases: (string | undefined)[] = []

  readonly train = (source: UnderstandingSource, signal?: AbortSignal): Promise<UnderstandingModel> => {
    const phrase = source.intents[0]?.phrases[0]
    this.phrases.push(phrase)
    if (!this.isSlow) return Promise.resolve(trainUnderstanding(source))
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new RuntimeError('RUNTIME_TRAINING_CANCELLED', 'given up')))
      const end = (error?: Error): void => (error === undefined ? resolve(trainUnderstanding(source)) : reject(error))
      this.asked.push({ source, signal, phrase, end })
    })
  }
}

interface Flow {
  readonly phrase: string
  readonly goodbye?: string
  readonly dnis?: string[]
}

const write = (id: string, { phrase, goodbye = 'Goodbye.', dnis = [] }: Flow): Promise<void> =>
  writeFile(
    join(folder, `${id}.flow.json`),
    JSON.stringify({
      schemaVersion: 1,
      id,
      name: id,
      languages: ['en-US'],
      dnis,
      intents: { wish: { name: 'Wish', phrases: { 'en-US': [phrase, 'another phrase'] } } },
      nodes: [
        { id: 'begin', kind: 'start', name: 'Begin', next: 'bye' },
        { id: 'bye', kind: 'hangup', name: 'Bye', prompt: { 'en-US': [goodbye] } },
      ],
    }),
  )

/** The first trainings are quick; those of later changes end when the test says so. The clock stands: no change is seen but by `reload`. */
async function opened(): Promise<{ flows: FlowLibrary; trainer: ScriptedTrainer }> {
  const trainer = new ScriptedTrainer()
  const tools = { ...flowTools, trainUnderstanding: trainer.train }
  library = await openFlowLibrary({ folder, store: database.store, tools, makeReady, clock: new ManualClock() })
  trainer.isSlow = true
  return { flows: library, trainer }
}

const view = (id: string) => library?.views().find(({ flow }) => flow === id)
const versionOf = (id: string): string | undefined => view(id)?.version

describe('a version that is being trained', () => {
  it('goes live when it is ready: the old one answers until then', async () => {
    await write('a', { phrase: 'first' })
    const { flows, trainer } = await opened()
    const first = versionOf('a')
    await write('a', { phrase: 'second' })

    const reloaded = flows.reload()
    const training = await trainer.asked.take()

    expect((await flows.live('a'))?.version).toBe(first)
    training.end()
    await reloaded
    expect(versionOf('a')).not.toBe(first)
    expect(view('a')?.preparing).toBeUndefined()
    expect((await flows.live('a'))?.manifest.understanding[0]?.intents[0]?.phrases[0]).toBe('second')
  })

  it('keeps no other flow waiting, and shows that it is on its way', async () => {
    await write('a', { phrase: 'first' })
    await write('b', { phrase: 'first' })
    const { flows, trainer } = await opened()
    const before = versionOf('b')
    await write('a', { phrase: 'slow' })
    const slow = flows.reload()
    const training = await trainer.asked.take()
    await write('b', { phrase: 'first', goodbye: 'See you.' })

    const news = new Promise<void>((resolve) => flows.onChange(resolve))
    const quick = flows.reload()
    await news

    expect(versionOf('b')).not.toBe(before)
    expect(view('b')?.preparing).toBeUndefined()
    expect(view('a')?.preparing).toBe(true)
    training.end()
    await Promise.all([slow, quick])
    expect(view('a')?.preparing).toBeUndefined()
  })

  it('gives way to a newer one of the same flow', async () => {
    await write('a', { phrase: 'first' })
    const { flows, trainer } = await opened()
    await write('a', { phrase: 'second' })
    const earlier = flows.reload()
    const second = await trainer.asked.take()
    await write('a', { phrase: 'third' })

    const later = flows.reload()
    const third = await trainer.asked.take()

    expect(second.signal?.aborted).toBe(true)
    expect(third.signal?.aborted).toBe(false)
    third.end()
    await Promise.all([earlier, later])
    expect((await flows.live('a'))?.manifest.understanding[0]?.intents[0]?.phrases[0]).toBe('third')
  })

  it('is trained once where a newer one is trained from the same', async () => {
    await write('a', { phrase: 'first' })
    const { flows, trainer } = await opened()
    await write('a', { phrase: 'second' })
    const earlier = flows.reload()
    const training = await trainer.asked.take()
    await write('a', { phrase: 'second', goodbye: 'See you.' })

    const later = flows.reload()
    // Both wait for the one training: a further flow shows that the folder was read again.
    await write('b', { phrase: 'other' })
    const seen = flows.reload()
    const other = await trainer.asked.take()

    expect(training.signal?.aborted).toBe(false)
    expect(other.phrase).toBe('other')
    training.end()
    other.end()
    await Promise.all([earlier, later, seen])
    expect(trainer.phrases).toEqual(['first', 'second', 'other'])
    expect((await flows.live('a'))?.manifest.understanding[0]?.intents[0]?.phrases[0]).toBe('second')
  })

  it('takes the model that an earlier version was trained to, after a restart too', async () => {
    await write('a', { phrase: 'first' })
    const first = await opened()
    await first.flows.close()
    await write('a', { phrase: 'first', goodbye: 'See you.' })
    await write('b', { phrase: 'first' })

    const second = await opened()

    expect(first.trainer.phrases).toEqual(['first'])
    expect(second.trainer.phrases).toEqual([])
    expect(versionOf('b')).toBeDefined()
    const { db } = database.store
    expect(await db.selectFrom('understandingModels').select('modelId').execute()).toHaveLength(1)
    expect(await db.selectFrom('versionModels').select('version').execute()).toHaveLength(3)
  })

  it('is trained anew where an earlier release trained it to something that this one cannot read', async () => {
    await write('a', { phrase: 'first' })
    const first = await opened()
    const version = versionOf('a')
    await first.flows.close()
    const { db } = database.store
    await db.insertInto('understandingModels').values({ modelId: 'older', model: '{"format":"older","source":{"language":"en-US"}}', createdAt: new Date() }).execute()
    await db.updateTable('versionModels').set({ modelId: 'older' }).execute()
    await db.deleteFrom('understandingModels').where('modelId', '!=', 'older').execute()

    const second = await opened()

    expect(second.trainer.phrases).toEqual(['first'])
    expect(view('a')).toMatchObject({ version, problems: [] })
    expect(await db.selectFrom('versionModels').select('version').where('modelId', '!=', 'older').execute()).toEqual([{ version }])
    await second.flows.close()
    expect((await opened()).trainer.phrases).toEqual([])
  })

  it('that cannot be trained leaves the old one live, is not tried again as it stands, and is when the file changes', async () => {
    await write('a', { phrase: 'first' })
    const { flows, trainer } = await opened()
    const first = versionOf('a')
    await write('a', { phrase: 'second' })
    const reloaded = flows.reload()
    const training = await trainer.asked.take()

    training.end(new RuntimeError('RUNTIME_TRAINING_TIMEOUT', 'Not trained in time.'))
    await reloaded
    await flows.reload()

    expect(view('a')).toMatchObject({ version: first, problems: [{ code: 'RUNTIME_TRAINING_TIMEOUT' }] })
    expect(trainer.phrases).toEqual(['first', 'second'])
    await write('a', { phrase: 'first' })
    await flows.reload()
    expect(view('a')).toMatchObject({ version: first, problems: [] })
  })

  it('claims its numbers beforehand: the flow that is trained sooner does not take them', async () => {
    await write('a', { phrase: 'first' })
    await write('b', { phrase: 'first' })
    const { flows, trainer } = await opened()
    await write('a', { phrase: 'second', dnis: ['100'] })
    await write('b', { phrase: 'first', dnis: ['100'] })

    const reloaded = flows.reload()
    ;(await trainer.asked.take()).end()
    await reloaded

    expect(flows.byDnis('100')).toBe('a')
    expect(view('b')?.problems).toMatchObject([{ code: 'RUNTIME_DNIS_TAKEN' }])
  })

  it('is given up when the library is closed', async () => {
    await write('a', { phrase: 'first' })
    const { flows, trainer } = await opened()
    await write('a', { phrase: 'second' })
    const reloaded = flows.reload()
    const training = await trainer.asked.take()

    await flows.close()

    expect(training.signal?.aborted).toBe(true)
    await reloaded
  })
})
