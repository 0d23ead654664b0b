import { rm, rmdir, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeReady } from '../call/make-ready.js'
import { ManualClock } from '../testing/manual-clock.js'
import { startTestDatabase, temporaryFolder, type TestDatabase } from '../store/testing/test-database.js'
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
  const { db } = database.store
  await db.deleteFrom('liveVersions').execute()
  await db.deleteFrom('liveCalendars').execute()
  await db.deleteFrom('versions').where('version', '!=', 'version-1').execute()
})

const flow = (id: string, nodes: readonly object[], more: object = {}) => ({ schemaVersion: 1, id, name: `Flow ${id}`, languages: ['en-US'], ...more, nodes })
const start = { id: 'begin', kind: 'start', name: 'Begin', next: 'first' }
const bye = { id: 'bye', kind: 'hangup', name: 'Bye' }

/** Says something and comes back. */
const checking = (text = 'Checking.', more: object = {}) =>
  flow(
    'checking',
    [
      start,
      { id: 'first', kind: 'say', name: 'First', prompt: { 'en-US': [text] }, next: 'back' },
      { id: 'back', kind: 'jump', name: 'Back', back: true },
    ],
    more,
  )
const runs = (id: string, subflow: string, more: object = {}) =>
  flow(id, [start, { id: 'first', kind: 'subflow', name: 'First', flow: subflow, next: 'bye', ...more }, bye])

/** Asks a calendar. */
const asks = (calendar: string) =>
  flow('desk', [start, { id: 'first', kind: 'hours', name: 'First', calendar, open: 'bye', closed: 'bye' }, bye])
const calendar = (more: object = {}) => ({
  schemaVersion: 1,
  id: 'office',
  name: 'Office',
  timeZone: 'Europe/Paris',
  weekly: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
  holidays: [{ date: '2030-01-01', name: 'New Year' }],
  ...more,
})

const write = (file: string, content: object | string): Promise<void> =>
  writeFile(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content))

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

const view = (library: FlowLibrary, id: string) => library.views().find((known) => known.flow === id)
const codes = (library: FlowLibrary, id: string) => view(library, id)?.problems.map(({ code }) => code)
const calendarView = async (library: FlowLibrary, id = 'office') => (await library.calendars.list()).find((known) => known.calendar === id)

describe('a flow that runs others', () => {
  it('is made with their documents, and says which flows run it', async () => {
    await write('main.flow.json', runs('main', 'checking'))
    await write('checking.flow.json', checking())

    const library = await openLibrary()

    expect(view(library, 'main')).toMatchObject({ problems: [], usedBy: [] })
    expect(view(library, 'checking')).toMatchObject({ problems: [], usedBy: ['main'] })
    const ready = await library.live('main')
    expect(ready?.manifest.nodes.map(({ id }) => id)).toContain('first.first')
  })

  it('gets a new version when one of them changes, however deep it lies', async () => {
    await write('outer.flow.json', runs('outer', 'middle'))
    await write('middle.flow.json', flow('middle', [start, { id: 'first', kind: 'subflow', name: 'First', flow: 'checking', next: 'back' }, { id: 'back', kind: 'jump', name: 'Back', back: true }]))
    await write('checking.flow.json', checking())
    await write('other.flow.json', flow('other', [{ ...start, next: 'bye' }, bye]))
    const library = await openLibrary()
    const before = { outer: view(library, 'outer')?.version, other: view(library, 'other')?.version }
    expect(before.outer).toBeDefined()

    await write('checking.flow.json', checking('Looking again.'))
    await library.reload()

    expect(view(library, 'outer')?.version).not.toBe(before.outer)
    expect(view(library, 'other')?.version).toBe(before.other)
    expect((await library.pinned(before.outer ?? '')).version).toBe(before.outer)
  })

  it('is not looked into again when nothing that it runs has changed', async () => {
    const checked: string[] = []
    const tools: typeof flowTools = { ...flowTools, checkFlow: (document, resources) => (checked.push(document.id), flowTools.checkFlow(document, resources)) }
    await write('main.flow.json', runs('main', 'checking'))
    await write('checking.flow.json', checking())
    await write('other.flow.json', flow('other', [{ ...start, next: 'bye' }, bye]))
    const library = await openLibrary({ tools })
    checked.length = 0

    await library.reload()
    expect(checked).toEqual([])
    await write('checking.flow.json', checking('Looking again.'))
    await library.reload()

    expect(checked.sort()).toEqual(['checking', 'main'])
  })

  it('is all that lets another end by a jump back', async () => {
    await write('checking.flow.json', checking())
    const library = await openLibrary()
    expect(codes(library, 'checking')).toEqual(['FLOW_BACK_WITHOUT_AUXILIARY'])

    await write('main.flow.json', runs('main', 'checking'))
    await library.reload()

    expect(codes(library, 'checking')).toEqual([])
  })

  it('goes on with the live version of one whose file is bad', async () => {
    await write('main.flow.json', runs('main', 'checking'))
    await write('checking.flow.json', checking())
    const library = await openLibrary()
    const version = view(library, 'main')?.version

    for (const bad of ['{', checking('x', { languages: ['de-DE'] })]) {
      await write('checking.flow.json', bad)
      await library.reload()
      expect(view(library, 'main')).toMatchObject({ version, problems: [] })
      expect(view(library, 'checking')?.problems).not.toEqual([])
    }
    await write('main.flow.json', { ...runs('main', 'checking'), name: 'Renamed' })
    await library.reload()

    expect(view(library, 'main')).toMatchObject({ name: 'Renamed', problems: [] })
    await library.close()
    const restarted = await openLibrary()
    expect(view(restarted, 'main')).toMatchObject({ name: 'Renamed', problems: [] })
  })

  it('is the innermost flow that is put back, and no other', async () => {
    await write('outer.flow.json', runs('outer', 'middle'))
    const middle = (name: string) => flow('middle', [start, { id: 'first', kind: 'subflow', name, flow: 'checking', next: 'back' }, { id: 'back', kind: 'jump', name: 'Back', back: true }])
    await write('middle.flow.json', middle('First'))
    await write('checking.flow.json', checking())
    const library = await openLibrary()
    const before = view(library, 'outer')?.version

    await write('checking.flow.json', checking('x', { languages: ['de-DE'] }))
    await write('middle.flow.json', middle('Second'))
    await library.reload()

    expect(codes(library, 'middle')).toEqual([])
    expect(view(library, 'outer')?.version).not.toBe(before)
  })

  it.each<[string, object[], string]>([
    ['is not there', [runs('main', 'nowhere')], 'FLOW_SUBFLOW_UNKNOWN'],
    ['runs it', [runs('main', 'checking'), flow('checking', [start, { id: 'first', kind: 'subflow', name: 'First', flow: 'main', next: 'bye' }, bye])], 'FLOW_SUBFLOW_CYCLE'],
    ['never was good', [runs('main', 'checking'), checking('x', { languages: ['de-DE'] })], 'FLOW_SUBFLOW_INVALID'],
    ['is wanted in a version that nobody knows', [runs('main', 'checking', { version: '0'.repeat(64) }), checking()], 'FLOW_SUBFLOW_VERSION'],
  ])('has a problem when one of them %s', async (_name, flows, code) => {
    for (const [index, each] of flows.entries()) await write(`${index}.flow.json`, each)

    const library = await openLibrary()

    expect(codes(library, 'main')).toContain(code)
    expect(await library.live('main')).toBeUndefined()
  })

  it('runs the version that it is pinned to, from the store once the file has moved on', async () => {
    await write('checking.flow.json', checking('First wording.'))
    const library = await openLibrary()
    const pinned = view(library, 'checking')?.version ?? ''
    await write('main.flow.json', runs('main', 'checking', { version: pinned }))
    await library.reload()
    const version = view(library, 'main')?.version
    expect(version).toBeDefined()

    await write('checking.flow.json', checking('Second wording.'))
    await library.reload()

    expect(view(library, 'main')).toMatchObject({ version, problems: [] })
    await library.close()
    await write('main.flow.json', { ...runs('main', 'checking', { version: pinned }), name: 'Renamed' })
    const restarted = await openLibrary()
    expect(view(restarted, 'main')).toMatchObject({ name: 'Renamed', problems: [] })
    const stored = await database.store.db
      .selectFrom('versions')
      .select('compiled')
      .where('version', '=', view(restarted, 'main')?.version ?? '')
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(stored.compiled)).toContain('First wording.')
  })
})

describe('calendars', () => {
  it('are read beside the flows and shown with what asks them', async () => {
    const clock = new ManualClock()
    await write('office.calendar.json', calendar())
    await write('desk.flow.json', asks('office'))

    const library = await openLibrary({ clock })

    expect(codes(library, 'desk')).toEqual([])
    expect(library.calendar('office')).toMatchObject({ timeZone: 'Europe/Paris' })
    expect(await calendarView(library)).toMatchObject({ name: 'Office', open: true, usedBy: ['desk'], problems: [] })
    clock.advance(8 * 3_600_000)
    expect(await calendarView(library)).toMatchObject({ open: false })
  })

  it('say that it is a holiday, and warn when all of them are over', async () => {
    const clock = new ManualClock()
    await write('office.calendar.json', calendar({ holidays: [{ date: '2026-01-05', name: 'Founding day' }] }))
    const library = await openLibrary({ clock })
    expect(await calendarView(library)).toMatchObject({ open: false, holiday: 'Founding day', problems: [] })

    clock.advance(24 * 3_600_000)
    await library.reload()

    expect((await calendarView(library))?.problems).toMatchObject([{ code: 'FLOW_CALENDAR_PAST', severity: 'warning' }])
    expect(library.calendar('office')).toBeDefined()
  })

  it('are asked anew as soon as a file changes, without a new version of any flow', async () => {
    await write('office.calendar.json', calendar())
    await write('desk.flow.json', asks('office'))
    const library = await openLibrary()
    const version = view(library, 'desk')?.version
    const settled = changed(library)

    await write('office.calendar.json', calendar({ timeZone: 'Asia/Shanghai' }))
    await settled

    expect(library.calendar('office')?.timeZone).toBe('Asia/Shanghai')
    expect(view(library, 'desk')?.version).toBe(version)
  })

  it.each([
    ['is not JSON', '{'],
    ['does not fit', JSON.stringify(calendar({ timeZone: 'Nowhere/City' }))],
  ])('stay as they are while their file %s, also after a restart', async (_name, text) => {
    await write('office.calendar.json', calendar())
    await write('desk.flow.json', asks('office'))
    const library = await openLibrary()
    await write('office.calendar.json', text)
    await library.reload()
    expect(library.calendar('office')?.timeZone).toBe('Europe/Paris')
    expect((await calendarView(library))?.problems).toMatchObject([{ code: 'FLOW_CALENDAR_INVALID' }])
    expect(codes(library, 'desk')).toEqual([])
    await library.close()

    const restarted = await openLibrary()

    expect(restarted.calendar('office')?.timeZone).toBe('Europe/Paris')
    expect(codes(restarted, 'desk')).toEqual([])
  })

  it('are asked no more once their file is gone; flows that ask them keep their version', async () => {
    await write('office.calendar.json', calendar())
    await write('desk.flow.json', asks('office'))
    const library = await openLibrary()
    const version = view(library, 'desk')?.version
    await rm(join(folder, 'office.calendar.json'))

    await library.reload()

    expect(library.calendar('office')).toBeUndefined()
    expect(view(library, 'desk')).toMatchObject({ version, problems: [{ code: 'FLOW_CALENDAR_UNKNOWN' }] })
    expect(await library.calendars.list()).toEqual([])
  })

  it('have one file each: the one that came first stays', async () => {
    await write('b.calendar.json', calendar())
    const library = await openLibrary()
    await write('a.calendar.json', calendar({ timeZone: 'Asia/Shanghai' }))
    await write('broken.calendar.json', '{')

    await library.reload()

    expect(library.calendar('office')?.timeZone).toBe('Europe/Paris')
    expect((await calendarView(library))?.problems).toMatchObject([{ code: 'RUNTIME_CALENDAR_ID_TAKEN' }])
    expect(await calendarView(library, 'broken')).toEqual({
      calendar: 'broken',
      name: 'broken',
      usedBy: [],
      problems: [expect.objectContaining({ code: 'FLOW_CALENDAR_INVALID' })],
    })
  })
})

describe('the rules of the folder', () => {
  const rules = (mark: string) => ({
    schemaVersion: 1,
    rules: [
      {
        id: 'greeted',
        name: { en: 'Greeted', zh: '先问候' },
        sentence: { en: 'A greeting comes first.', zh: '先问候。' },
        statement: { first: { mark }, before: { effect: { type: 'call.hang-up' } } },
      },
    ],
  })
  const greets = (marks: string[], text = 'Hello.') =>
    flow('hello', [start, { id: 'first', kind: 'say', name: 'First', marks, prompt: { 'en-US': [text] }, next: 'bye' }, bye])

  it('keep a flow that breaks one from going live, until it holds', async () => {
    await write('rules.json', rules('greeting'))
    await write('hello.flow.json', greets([]))
    const library = await openLibrary()
    expect(codes(library, 'hello')).toContain('FLOW_RULE_BROKEN')
    expect(await library.live('hello')).toBeUndefined()

    await write('hello.flow.json', greets(['greeting']))
    await library.reload()

    expect(codes(library, 'hello')).not.toContain('FLOW_RULE_BROKEN')
    expect(await library.live('hello')).toBeDefined()
  })

  it('are looked at anew when they change; the live version stays', async () => {
    await write('rules.json', rules('greeting'))
    await write('hello.flow.json', greets(['greeting']))
    const library = await openLibrary()
    const version = view(library, 'hello')?.version

    await write('rules.json', rules('consent'))
    await library.reload()

    expect(codes(library, 'hello')).toContain('FLOW_RULE_BROKEN')
    expect(view(library, 'hello')?.version).toBe(version)
    expect(version).toBeDefined()
  })

  it('that cannot be read let nothing new go live', async () => {
    await write('hello.flow.json', greets(['greeting']))
    const library = await openLibrary()
    const version = view(library, 'hello')?.version

    await write('rules.json', '{')
    await write('hello.flow.json', greets(['greeting'], 'Good day.'))
    await library.reload()

    expect(view(library, 'hello')?.problems[0]).toMatchObject({ code: 'FLOW_RULES_INVALID', message: expect.stringMatching(/^rules\.json: /) as string })
    expect(view(library, 'hello')?.version).toBe(version)
  })
})

describe('a folder that is deleted and made again', () => {
  it('is read and watched again', async () => {
    await write('checking.flow.json', checking())
    const clock = new ManualClock()
    const library = await openLibrary({ clock })
    const back = changed(library)

    await rm(join(folder, 'checking.flow.json'))
    await rmdir(folder)
    clock.advance(10)
    await new Promise<void>((resolve) => setImmediate(resolve))
    await mkdir(folder)
    await write('other.flow.json', flow('other', [{ ...start, next: 'bye' }, bye]))
    await stepUntil(clock, back)
    expect(library.views().map(({ flow: id }) => id)).toEqual(['other'])

    const settled = changed(library)
    await write('other.flow.json', flow('other', [{ ...start, next: 'bye' }, bye], { name: 'Renamed' }))
    await stepUntil(clock, settled)

    expect(view(library, 'other')?.name).toBe('Renamed')
  })
})

/** Lets time pass whenever somebody waits for it. */
async function stepUntil(clock: ManualClock, done: Promise<void>): Promise<void> {
  let isDone = false
  void done.then(() => (isDone = true))
  while (!isDone) {
    if (clock.pending > 0) clock.advance(2_000)
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
