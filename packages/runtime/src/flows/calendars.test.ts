import type { CalendarDetail, CalendarView } from '@callchart/protocol'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DraftDesk } from '../testing/draft-desk.js'
import { World, type Answer } from '../testing/world.js'

let world: World
const office = { schemaVersion: 1, id: 'office', name: 'Office', timeZone: 'UTC', weekly: [{ days: ['mon'], from: '09:00', to: '17:00' }], holidays: [] }
const desk = {
  schemaVersion: 1, id: 'desk', name: 'Desk', languages: ['en-US'],
  nodes: [
    { id: 'begin', kind: 'start', name: 'Begin', next: 'first' },
    { id: 'first', kind: 'hours', name: 'First', calendar: 'office', open: 'bye', closed: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Bye', prompt: { 'en-US': ['Goodbye.'] } },
  ],
}

beforeAll(async () => {
  world = await World.open({ desk }, {}, { office })
}, 60_000)
afterAll(() => world.close())

interface Refusal {
  readonly code: string
  readonly problems?: readonly { readonly code: string; readonly message: string }[]
}
type Told = Answer<CalendarDetail & Refusal>

const looks = async (id: string, runtime = world.runtime): Promise<Told> => world.asks('GET', `/v1/calendars/${id}`, undefined, runtime)
const creates = (document: object): Promise<Told> => world.asks('POST', '/v1/calendars', { author: 'Anna', document })
const changes = (id: string, revision: number, document: object): Promise<Told> => world.asks('PUT', `/v1/calendars/${id}`, { author: 'Anna', revision, document })
const removes = (id: string, revision: number): Promise<Answer<Refusal | undefined>> => world.asks('DELETE', `/v1/calendars/${id}?revision=${revision}`)
const fileOf = async (id: string): Promise<unknown> => JSON.parse(await readFile(join(world.flowsDir, `${id}.calendar.json`), 'utf8'))
const until = async (id: string, test: (told: Told) => boolean, runtime = world.runtime): Promise<Told> => {
  for (;;) {
    const told = await looks(id, runtime)
    if (test(told)) return told
    world.clock.advance(100)
  }
}

describe('a calendar', () => {
  it('is made, and written into a file of its own', async () => {
    const { status, body } = await creates({ ...office, id: 'shop', name: 'Shop', holidays: [{ date: '2020-12-25', yearly: true, name: 'Christmas' }] })

    expect({ status, body }).toMatchObject({ status: 201, body: { calendar: 'shop', revision: 1, author: 'Anna', usedBy: [], problems: [], file: 'shop.calendar.json' } })
    expect(await fileOf('shop')).toMatchObject({ $schema: './calendar.schema.json', name: 'Shop', holidays: [{ yearly: true }] })
    expect((await creates({ ...office, id: 'shop' })).body.code).toBe('RUNTIME_CALENDAR_EXISTS')
  })

  it('is changed at once, by whoever saw it as it is', async () => {
    const { body: before } = await looks('office')
    const { status, body } = await changes('office', before.revision, { ...before.document, name: 'Main office', weekly: [] })

    expect({ status, body }).toMatchObject({ status: 200, body: { name: 'Main office', usedBy: ['desk'], open: false, revision: before.revision + 1 } })
    expect(await fileOf('office')).toMatchObject({ name: 'Main office', weekly: [] })
    expect((await changes('office', before.revision, office)).body.code).toBe('RUNTIME_CALENDAR_CHANGED')
    expect((await looks('office')).body.name).toBe('Main office')
  })

  it('is refused where it is none, with what is wrong', async () => {
    const { body: before } = await looks('office')
    const { status, body } = await changes('office', before.revision, { ...before.document, timeZone: 'Mars/Olympus' })

    expect({ status, code: body.code, problems: body.problems }).toMatchObject({ status: 422, code: 'RUNTIME_CALENDAR_REFUSED', problems: [{ code: 'FLOW_CALENDAR_INVALID' }] })
    expect((await changes('nowhere', 1, office)).body.code).toBe('RUNTIME_CALENDAR_UNKNOWN')
  })

  it('takes in what its file says anew, and stays as it was changed while the file says nothing', async () => {
    const { body: before } = await looks('office')
    await writeFile(join(world.flowsDir, 'office.calendar.json'), JSON.stringify({ ...office, name: 'By file' }))

    const { body } = await until('office', ({ body: told }) => told.name === 'By file')
    expect(body).toMatchObject({ revision: before.revision + 1 })
    expect(body.author).toBeUndefined()
  })

  it('is removed with its file, unless a flow or a draft asks it', async () => {
    const { body } = await looks('office')
    expect((await removes('office', body.revision)).body?.code).toBe('RUNTIME_CALENDAR_IN_USE')

    const draft = new DraftDesk(world, 'kiosk')
    await draft.creates({ ...desk, id: 'kiosk', name: 'Kiosk', nodes: desk.nodes.map((node) => ({ ...node, ...(node.calendar !== undefined && { calendar: 'shop' }) })) })
    expect((await looks('shop')).body.usedBy).toEqual(['kiosk'])
    expect((await removes('shop', 1)).body?.code).toBe('RUNTIME_CALENDAR_IN_USE')
    await draft.discards()

    expect((await removes('shop', 2)).body?.code).toBe('RUNTIME_CALENDAR_CHANGED')
    expect((await removes('shop', 1)).status).toBe(204)
    expect((await looks('shop')).status).toBe(404)
    await expect(fileOf('shop')).rejects.toThrow(/ENOENT/)
  })

  it('lives without a file where the folder is not written, and is known to every runtime', async () => {
    const folder = join(world.flowsDir, 'elsewhere')
    await mkdir(folder)
    await writeFile(join(folder, 'desk.flow.json'), JSON.stringify(desk))
    const other = await world.starts({ flowsDir: folder, writesBack: false })
    const { body: made } = await world.asks<CalendarDetail>('POST', '/v1/calendars', { author: 'Bo', document: { ...office, id: 'kept' } }, other)
    expect(made.file).toBeUndefined()

    await until('kept', ({ status }) => status === 200)
    const again = await world.starts({ flowsDir: folder, writesBack: false })
    const { body } = await world.asks<{ calendars: CalendarView[] }>('GET', '/v1/calendars', undefined, again)
    expect(body.calendars.map(({ calendar }) => calendar)).toContain('kept')

    for (const runtime of [other, again]) await runtime.close()
    await rm(folder, { recursive: true })
  })
})
