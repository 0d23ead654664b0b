import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RunningRuntime } from '../runtime.js'
import { DraftDesk } from '../testing/draft-desk.js'
import { ScriptedPage } from '../testing/scripted-page.js'
import { World } from '../testing/world.js'
import { seeAgainMs } from './draft-feed.js'

let world: World
let other: RunningRuntime
const pages: ScriptedPage[] = []

beforeAll(async () => {
  world = await World.open({})
  other = await world.starts()
}, 60_000)
afterEach(() => {
  for (const page of pages.splice(0)) page.leaves()
})
afterAll(async () => {
  await other.close()
  await world.close()
})

let flowCount = 0
async function draws(): Promise<DraftDesk> {
  const desk = new DraftDesk(world, `drawn-${(flowCount += 1)}`)
  const nodes = [{ id: 'begin', kind: 'start', name: 'Begin', next: 'bye' }, { id: 'bye', kind: 'hangup', name: 'Bye' }]
  await desk.creates({ schemaVersion: 1, id: desk.flow, name: 'Drawn', languages: ['en-US'], nodes })
  return desk
}

async function opens(flow: string, query: Record<string, string | number> = {}, runtime = world.runtime, headers = {}): Promise<ScriptedPage> {
  const page = await ScriptedPage.opens(runtime, flow, { author: 'Ben', client: 'ben', ...query }, headers)
  pages.push(page)
  return page
}

describe('a page that has a draft open', () => {
  it.each([
    ['the same runtime', () => world.runtime],
    ['another runtime', () => other],
  ])('is told of every change, through %s', async (_name, runtime) => {
    const desk = await draws()
    const page = await opens(desk.flow, { since: 1 }, runtime())

    await desk.names('One')
    await desk.names('Two')

    expect(await page.takes('changed')).toMatchObject({ revision: 2, author: 'Anna', changes: [{ part: 'name', before: 'Drawn', after: 'One' }] })
    const { id, event } = await page.seen.take(({ event }) => event.type === 'changed')
    expect({ id, event }).toMatchObject({ id: '3', event: { type: 'changed', revision: 3, changes: [{ after: 'Two' }] } })
  })

  it('is told what it missed, by what it says that it has', async () => {
    const desk = await draws()
    await desk.names('One')
    await desk.names('Two')
    await desk.names('Three')

    const page = await opens(desk.flow, { since: 1 }, world.runtime, { 'last-event-id': '3' })

    expect(await page.takes('changed')).toMatchObject({ revision: 4, changes: [{ after: 'Three' }] })
  })

  it('reads the draft again where what it missed is not kept', async () => {
    const desk = await draws()
    await desk.names('One')
    await desk.discards()
    await desk.creates({ ...(await anyDocument(desk)), name: 'Anew' }, { replace: true })

    const page = await opens(desk.flow, { since: 2 })

    expect(await page.takes('reload')).toMatchObject({ revision: 4 })
  })

  it('reads the draft again when it is replaced', async () => {
    const desk = await draws()
    const page = await opens(desk.flow)

    await desk.creates({ ...(await anyDocument(desk)), name: 'Replaced' }, { replace: true })

    expect(await page.takes('reload')).toMatchObject({ revision: 2 })
  })

  it('is told of every step on the way, and of the publish', async () => {
    const desk = await draws()
    const page = await opens(desk.flow, { live: 'none' }, other)

    const { body } = await desk.publishes()

    expect(await page.takes('status')).toMatchObject({ status: 'submitted', revision: 1, review: { author: 'Anna' } })
    expect(await page.takes('status')).toMatchObject({ status: 'approved' })
    expect(await page.takes('published')).toEqual({ type: 'published', version: body.version, author: 'Anna' })
    const late = await opens(desk.flow, { live: 'none', client: 'late' })
    expect(await late.takes('published')).toMatchObject({ version: body.version })
  })

  it('is told that an approved draft was changed', async () => {
    const desk = await draws()
    await desk.steps('submit')
    const page = await opens(desk.flow)
    expect(await page.takes('status')).toMatchObject({ status: 'submitted' })

    await desk.names('Changed')

    expect(await page.takes('status')).toMatchObject({ status: 'draft', revision: 2 })
  })
})

const anyDocument = async (desk: DraftDesk): Promise<object> => {
  const { body } = await world.asks<{ copies: { copyId: string }[] }>('GET', `/v1/drafts/${desk.flow}/copies`)
  const [copy] = body.copies
  if (copy === undefined) return (await desk.reads()).document
  return (await world.asks<{ document: object }>('GET', `/v1/drafts/${desk.flow}/copies/${copy.copyId}`)).body.document
}

describe('who has a draft open', () => {
  it('is known to everybody who has, whichever runtime they use', async () => {
    const { flow } = await draws()
    const ben = await opens(flow, { author: 'Ben', client: 'b' })
    expect(await ben.takes('present')).toEqual({ type: 'present', authors: [{ author: 'Ben', client: 'b' }] })

    const chen = await opens(flow, { author: '陈', client: 'c' }, other)

    expect(await ben.takes('present')).toEqual({ type: 'present', authors: [{ author: 'Ben', client: 'b' }, { author: '陈', client: 'c' }] })
    chen.leaves()
    expect(await ben.takes('present')).toEqual({ type: 'present', authors: [{ author: 'Ben', client: 'b' }] })
  })

  it('does not count a page whose runtime died', async () => {
    const { flow } = await draws()
    await world.query(`insert into draft_pages values ('${flow}', 'd', 'Dora', to_timestamp(${(world.clock.now() - 4 * seeAgainMs) / 1_000}))`)
    const ben = await opens(flow, { author: 'Ben', client: 'b' })

    expect(await ben.takes('present')).toEqual({ type: 'present', authors: [{ author: 'Ben', client: 'b' }] })
    world.clock.advance(seeAgainMs)
    await world.until(async () => (await world.query(`select client from draft_pages where client = 'd'`)).length === 0)
  })
})

it('tells runtimes of what another one publishes', async () => {
  const desk = await draws()

  const { body } = await desk.publishes()

  await world.until(async () => (await desk.view(other))?.version === body.version)
  expect((await world.asks<{ version: string }>('POST', '/v1/calls', { flow: desk.flow }, other)).body.version).toBe(body.version)
})

it('goes on when the database was away', async () => {
  const desk = await draws()
  const page = await opens(desk.flow, { since: 1 })
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'`
  await world.query(cut)
  await desk.names('While it was away')

  await world.until(async () => {
    await world.query('select 1')
    return page.seen.left.some(({ event }) => event.type === 'changed')
  })

  expect(await page.takes('changed')).toMatchObject({ revision: 2, changes: [{ after: 'While it was away' }] })
})
