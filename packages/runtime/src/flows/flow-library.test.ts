import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compileFlow, readFlow } from '@callchart/flow'
import { makeReady } from '../call/make-ready.js'
import { RuntimeError } from '../errors.js'
import { ManualClock } from '../testing/manual-clock.js'
import { startTestDatabase, temporaryFolder, type TestDatabase } from '../store/testing/test-database.js'
import { fileCapBytes } from './folder-files.js'
import { openFlowLibrary, type FlowLibrary, type FlowLibrarySettings } from './flow-library.js'
import { flowTools } from './flow-tools.js'

let database: TestDatabase
let folder: string
const open = new Set<FlowLibrary>()

beforeAll(async () => {
  database = await startTestDatabase()
}, 60_000)
afterAll(() => database.stop())

beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(async () => {
  for (const library of open) await library.close()
  open.clear()
  await rm(folder, { recursive: true, force: true })
  await database.store.db.deleteFrom('liveVersions').execute()
  await database.store.db.deleteFrom('versions').where('version', '!=', 'version-1').execute()
})

interface Flow {
  readonly id?: string
  readonly goodbye?: string
  readonly dnis?: string[]
  readonly next?: string
}

const flowText = ({ id = 'hours', goodbye = 'Goodbye.', dnis = [], next = 'bye' }: Flow = {}): string =>
  JSON.stringify({
    schemaVersion: 1,
    id,
    name: `Flow ${id}`,
    languages: ['en-US'],
    dnis,
    nodes: [
      { id: 'begin', kind: 'start', name: 'Begin', next },
      { id: 'bye', kind: 'hangup', name: 'Bye', prompt: { 'en-US': [goodbye] } },
    ],
  })

const write = (file: string, flow: Flow | string = {}): Promise<void> =>
  writeFile(join(folder, file), typeof flow === 'string' ? flow : flowText(flow))

async function openLibrary(change: Partial<FlowLibrarySettings> = {}): Promise<FlowLibrary> {
  const library = await openFlowLibrary({ folder, store: database.store, tools: flowTools, makeReady, quietMs: 10, ...change })
  open.add(library)
  return library
}

const changed = (library: FlowLibrary): Promise<void> =>
  new Promise((resolve) => {
    const stop = library.onChange(() => {
      stop()
      resolve()
    })
  })

const view = (library: FlowLibrary, flow = 'hours') => library.views().find((known) => known.flow === flow)
const codes = (library: FlowLibrary, flow?: string) => view(library, flow)?.problems.map(({ code }) => code)

describe('the flow library', () => {
  it('makes the flows of the folder live and answers by id and number', async () => {
    await write('hours.flow.json', { dnis: ['+15550100'] })
    await write('other.flow.json', { id: 'other' })
    await write('notes.txt', 'no flow')
    await write('.hidden.flow.json', 'no flow')

    const library = await openLibrary()

    expect(library.views().map(({ flow, problems }) => [flow, problems])).toEqual([
      ['hours', []],
      ['other', []],
    ])
    expect(library.byDnis('+15550100')).toBe('hours')
    expect(library.byDnis('+15550199')).toBeUndefined()
    const live = await library.live('hours')
    expect(live).toMatchObject({ version: view(library)?.version, manifest: { flow: 'hours', dnis: ['+15550100'] } })
    expect(live?.statePath(live.start())).not.toEqual([])
    expect(await library.live('nothing')).toBeUndefined()
  })

  it('stores a version whole and takes it from the store ever after', async () => {
    await write('hours.flow.json')
    const first = await openLibrary()
    const version = view(first)?.version ?? ''
    const published = view(first)?.publishedAt
    await first.close()
    const neverCompiles = {
      ...flowTools,
      compileFlow: () => {
        throw new Error('compiled again')
      },
      trainUnderstanding: () => {
        throw new Error('trained again')
      },
    }

    const second = await openLibrary({ tools: neverCompiles })

    expect(view(second)).toMatchObject({ version, publishedAt: published, problems: [] })
    const stored = await database.store.db.selectFrom('versions').selectAll().where('version', '=', version).executeTakeFirstOrThrow()
    const compiled = compileFlow(readFlow(flowText()).document!)
    expect(stored.compiled).toEqual(compiled)
    expect(JSON.stringify(stored.compiled)).toBe(JSON.stringify(compiled))
    expect(await database.store.db.selectFrom('versionModels').selectAll().where('version', '=', version).execute()).toHaveLength(1)
  })

  it('keeps the version of a running call when the flow changes', async () => {
    await write('hours.flow.json')
    const library = await openLibrary()
    const pinned = view(library)?.version ?? ''
    await write('hours.flow.json', { goodbye: 'See you.' })

    await library.reload()

    expect(view(library)?.version).not.toBe(pinned)
    expect((await library.pinned(pinned)).version).toBe(pinned)
    const elsewhere = await openLibrary()
    expect((await elsewhere.pinned(pinned)).version).toBe(pinned)
    await expect(library.pinned('0000')).rejects.toMatchObject({ code: 'RUNTIME_VERSION_UNKNOWN' })
  })

  it.each<[string, string, string]>([
    ['is not JSON', '{', 'FLOW_NOT_JSON'],
    ['does not fit the schema', '{ "id": "hours" }', 'FLOW_SCHEMA_INVALID'],
    ['leads nowhere', flowText({ next: 'nowhere' }), 'FLOW_'],
    ['is too large', ' '.repeat(fileCapBytes + 1), 'RUNTIME_FLOW_FILE_TOO_LARGE'],
  ])('keeps the old version live when the file %s, also after a restart', async (_name, text, code) => {
    await write('any-name.flow.json')
    const library = await openLibrary()
    const version = view(library)?.version
    await write('any-name.flow.json', text)

    await library.reload()

    expect(view(library)?.version).toBe(version)
    expect(codes(library)).toContainEqual(expect.stringContaining(code))
    await library.close()
    const restarted = await openLibrary()
    expect(view(restarted)?.version).toBe(version)
    expect(codes(restarted)).toContainEqual(expect.stringContaining(code))
    expect((await restarted.live('hours'))?.version).toBe(version)
    await write('any-name.flow.json')
    await restarted.reload()
    expect(view(restarted)).toMatchObject({ version, problems: [] })
  })

  it('shows a file that was never good by its name, without a version', async () => {
    await write('draft.flow.json', '{')
    await mkdir(join(folder, 'folder.flow.json'))

    const library = await openLibrary()

    expect(view(library, 'draft')).toMatchObject({ name: 'draft', languages: [], dnis: [], problems: [{ code: 'FLOW_NOT_JSON' }] })
    expect(view(library, 'draft')).not.toHaveProperty('version')
    expect(codes(library, 'folder')).toEqual(['RUNTIME_FLOW_FILE_UNREADABLE'])
    expect(await library.live('draft')).toBeUndefined()
  })

  it('reports a flow that cannot be compiled and stores nothing of it', async () => {
    await write('hours.flow.json')

    const library = await openLibrary({
      tools: {
        ...flowTools,
        compileFlow: () => {
          throw new Error('no way')
        },
      },
    })

    expect(view(library)?.problems).toMatchObject([
      {
        code: 'RUNTIME_FLOW_NOT_PREPARED',
        message: expect.stringContaining('no way') as string,
        zh: { message: expect.stringMatching(/^流程未能就绪（.*no way.*）。$/) as string, wayOut: '请按提示修正流程。' },
      },
    ])
    expect(await database.store.db.selectFrom('versions').select('version').where('flow', '=', 'hours').execute()).toEqual([])
  })

  it('gives one flow id to one file and one number to one flow', async () => {
    await write('a.flow.json', { dnis: ['100'] })
    await write('b.flow.json', { goodbye: 'Other.' })
    await write('c.flow.json', { id: 'rival', dnis: ['100'] })

    const library = await openLibrary()

    expect(codes(library)).toEqual(['RUNTIME_FLOW_ID_TAKEN'])
    expect(codes(library, 'rival')).toEqual(['RUNTIME_DNIS_TAKEN'])
    expect(library.byDnis('100')).toBe('hours')
    expect(await library.live('rival')).toBeUndefined()
  })

  it('takes no new calls for a flow whose file is gone, and goes on with the running ones', async () => {
    await write('hours.flow.json', { dnis: ['100'] })
    const library = await openLibrary()
    const version = view(library)?.version ?? ''
    await rm(join(folder, 'hours.flow.json'))

    await library.reload()

    expect(library.views()).toEqual([])
    expect(library.byDnis('100')).toBeUndefined()
    expect(await library.live('hours')).toBeUndefined()
    expect((await library.pinned(version)).version).toBe(version)
  })

  it('goes back to an earlier version when the file does', async () => {
    await write('hours.flow.json')
    const library = await openLibrary()
    const first = view(library)?.version
    await write('hours.flow.json', { goodbye: 'See you.' })
    await library.reload()
    await write('hours.flow.json')

    await library.reload()

    expect(view(library)?.version).toBe(first)
  })

  it('names the folder that is missing', async () => {
    await expect(openLibrary({ folder: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'RUNTIME_FLOWS_FOLDER_UNREADABLE' })
  })
})

describe('a change in the folder', () => {
  it('is seen when a file is written in place, put in the place of the old one, made or removed', async () => {
    await write('hours.flow.json')
    const library = await openLibrary()
    const versions = [view(library)?.version]

    const inPlace = changed(library)
    await write('hours.flow.json', { goodbye: 'One.' })
    await inPlace
    versions.push(view(library)?.version)

    const replaced = changed(library)
    await write('hours.flow.json.swap', { goodbye: 'Two.' })
    await rename(join(folder, 'hours.flow.json.swap'), join(folder, 'hours.flow.json'))
    await replaced
    versions.push(view(library)?.version)

    expect(new Set(versions).size).toBe(3)
    const made = changed(library)
    await write('new.flow.json', { id: 'new' })
    await made
    expect(view(library, 'new')?.version).toBeDefined()
    const removed = changed(library)
    await rm(join(folder, 'new.flow.json'))
    await removed
    expect(view(library, 'new')).toBeUndefined()
  })

  it('is looked at once when the folder has become quiet', async () => {
    const clock = new ManualClock()
    let reads = 0
    const tools = { ...flowTools, parseFlow: (json: unknown) => ((reads += 1), flowTools.parseFlow(json)) }
    await write('hours.flow.json')
    const library = await openLibrary({ clock, tools, quietMs: 100 })
    const settled = changed(library)
    const seenBefore = reads

    await write('hours.flow.json', '{')
    await write('hours.flow.json', { goodbye: 'Done.' })
    await waitForTimer(clock)
    clock.advance(100)
    await settled

    expect(reads - seenBefore).toBe(1)
    expect(view(library)?.problems).toEqual([])
  })

  it('is tried again while the database is away', async () => {
    const clock = new ManualClock()
    await write('hours.flow.json')
    let away = false
    const db = new Proxy(database.store.db, {
      get: (target, name) => {
        if (away && name === 'selectFrom') throw new RuntimeError('RUNTIME_STORE_UNAVAILABLE', 'away', { retryable: true })
        const member: unknown = Reflect.get(target, name)
        return typeof member === 'function' ? (member.bind(target) as unknown) : member
      },
    })
    const errors: string[] = []
    const logger = {
      info: () => undefined,
      warn: () => undefined,
      error: (_fields: object, message: string) => errors.push(message),
    } as unknown as NonNullable<FlowLibrarySettings['logger']>
    const library = await openLibrary({ clock, store: { db }, logger })
    const settled = changed(library)

    away = true
    await write('hours.flow.json', { goodbye: 'Later.' })
    await waitForTimer(clock)
    clock.advance(10)
    await waitForTimer(clock)
    away = false
    clock.advance(2_000)
    await settled

    expect(errors).toHaveLength(1)
    expect(view(library)?.problems).toEqual([])
  })
})

/** The watch has seen the change, or a retry is due, once a timer waits. */
async function waitForTimer(clock: ManualClock): Promise<void> {
  while (clock.pending === 0) await turn()
}
