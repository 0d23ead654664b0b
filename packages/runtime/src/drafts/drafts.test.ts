import type { ChangeDraftResponse, DraftCopyView, DraftView, LibraryEntry, ResourcesView, Workspace } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import { World, type Answer } from '../testing/world.js'

let world: World
beforeAll(async () => {
  world = await World.open({ desk: deskFlow })
}, 60_000)
afterAll(() => world.close())

let flowCount = 0
const freshFlow = (over: Record<string, unknown> = {}): Record<string, unknown> & { id: string } => ({
  schemaVersion: 1,
  id: `flow-${(flowCount += 1)}`,
  name: 'Fresh',
  languages: ['en-US'],
  nodes: [
    { id: 'begin', kind: 'start', name: 'Begin', next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Bye' },
  ],
  ...over,
})

const creates = (document: unknown, over: Record<string, unknown> = {}): Promise<Answer<DraftView & { code: string }>> =>
  world.asks('POST', '/v1/drafts', { document, author: 'Anna', ...over })
const drawn = async (over: Record<string, unknown> = {}): Promise<string> => (await creates(freshFlow(over))).body.flow
const reads = async (flow: string): Promise<DraftView> => (await world.asks<DraftView>('GET', `/v1/drafts/${flow}`)).body

/** A page of a person, with its numbering. */
function page(flow: string, author: string) {
  let sequence = 0
  const client = `${author}-${flow}`
  const send = (changes: unknown, at: number): Promise<Answer<ChangeDraftResponse & { code: string; detail: string }>> =>
    world.asks('PATCH', `/v1/drafts/${flow}`, { author, client, sequence: at, changes })
  return {
    changes: (...changes: unknown[]) => send(changes, (sequence += 1)),
    again: (...changes: unknown[]) => send(changes, sequence),
  }
}

const node = (id: string, over: Record<string, unknown> = {}) => ({ id, kind: 'hangup', name: id, ...over })
const nodeIds = ({ document }: DraftView): string[] => document.nodes.map(({ id }) => id)

describe('a draft', () => {
  it('is the live version until somebody changes it', async () => {
    const before = await reads('desk')
    await page('desk', 'Anna').changes({ part: 'name', before: 'Desk', after: 'Reception' })

    const after = await reads('desk')

    expect(before).toMatchObject({ flow: 'desk', revision: 0, changed: false, status: 'draft', reviews: [], document: { name: 'Desk' } })
    expect(before.baseVersion).toBe(before.liveVersion)
    expect(after).toMatchObject({ revision: 1, changed: true, author: 'Anna', baseVersion: before.baseVersion, liveVersion: before.liveVersion, document: { name: 'Reception' } })
  })

  it('of a flow that nobody knows is unknown', async () => {
    expect(await world.asks('GET', '/v1/drafts/nothing')).toMatchObject({ status: 404, body: { code: 'RUNTIME_FLOW_UNKNOWN' } })
    expect(await page('nothing', 'Anna').changes({ part: 'name', after: 'x' })).toMatchObject({ status: 404, body: { code: 'RUNTIME_FLOW_UNKNOWN' } })
  })

  it('takes changes of two people who work on different things', async () => {
    const flow = await drawn()
    const [anna, ben] = [page(flow, 'Anna'), page(flow, 'Ben')]

    await anna.changes({ part: 'nodes/a', after: node('a') })
    await ben.changes({ part: 'nodes/b', after: node('b') })
    await Promise.all([
      anna.changes({ part: 'nodes/bye', before: { id: 'bye', kind: 'hangup', name: 'Bye' }, after: { id: 'bye', kind: 'hangup', name: 'Farewell' } }),
      ben.changes({ part: 'nodes/bye', before: { id: 'bye', kind: 'hangup', name: 'Bye' }, after: { id: 'bye', kind: 'hangup', name: 'Bye', prompt: {} } }),
    ])

    const draft = await reads(flow)
    expect(nodeIds(draft)).toEqual(['begin', 'bye', 'a', 'b'])
    expect(draft.document.nodes[1]).toEqual({ id: 'bye', kind: 'hangup', name: 'Farewell', prompt: {} })
    expect(draft.revision).toBe(5)
  })

  it('keeps what stands and hands back what was lost, as a copy too', async () => {
    const flow = await drawn()
    await page(flow, 'Anna').changes({ part: 'name', before: 'Fresh', after: 'Annas' })

    const { body } = await page(flow, 'Ben').changes({ part: 'name', before: 'Fresh', after: 'Bens' }, { part: 'nodes/c', after: node('c') })

    expect(body.conflicts).toEqual([{ part: 'name', before: 'Fresh', kept: 'Annas', lost: 'Bens' }])
    expect(await reads(flow)).toMatchObject({ document: { name: 'Annas', nodes: [{}, {}, { id: 'c' }] } })
    const { body: listed } = await world.asks<{ copies: DraftCopyView[] }>('GET', `/v1/drafts/${flow}/copies`)
    expect(listed.copies).toMatchObject([{ copyId: body.copyId, reason: 'conflict', author: 'Ben' }])
    expect(listed.copies[0]).not.toHaveProperty('document')
    const { body: copy } = await world.asks<DraftCopyView>('GET', `/v1/drafts/${flow}/copies/${body.copyId}`)
    expect(copy.document).toMatchObject({ name: 'Bens', nodes: [{}, {}, { id: 'c' }] })
  })

  it('takes a change once that is sent twice', async () => {
    const flow = await drawn()
    const anna = page(flow, 'Anna')
    const change = { part: 'name', before: 'Fresh', after: 'Annas' }
    const first = await anna.changes(change)
    await page(flow, 'Ben').changes({ part: 'name', before: 'Annas', after: 'Fresh' })

    const second = await anna.again(change)

    expect(second).toEqual(first)
    expect(await reads(flow)).toMatchObject({ revision: 3, document: { name: 'Fresh' } })
  })

  it('does not count what changes nothing', async () => {
    const flow = await drawn()

    expect((await page(flow, 'Anna').changes({ part: 'name', before: 'Fresh', after: 'Fresh' })).body).toEqual({ revision: 1, conflicts: [] })
  })

  it.each([
    ['another id', { part: 'id', after: 'other' }],
    ['all nodes at once', { part: 'nodes', after: [] }],
    ['a node under the name of another', { part: 'nodes/a', after: node('b') }],
    ['a node that is none', { part: 'nodes/a', after: 'text' }],
    ['a node without a kind', { part: 'nodes/a', after: { id: 'a', name: 'a' } }],
    ['no languages', { part: 'languages', before: ['en-US'] }],
    ['the prototype of all objects', { part: 'variables/__proto__', after: { type: 'string' } }],
    ['a prototype as a field', { part: '__proto__', after: {} }],
  ])('refuses %s', async (_name, change) => {
    const flow = await drawn()

    const { status, body } = await page(flow, 'Anna').changes(change)

    expect({ status, code: body.code }).toEqual({ status: 422, code: 'RUNTIME_DRAFT_INVALID' })
    expect((await reads(flow)).revision).toBe(1)
  })

  it('keeps the order of its keys and every name that there is', async () => {
    const name = '查询余额 🏦 ٱلْعَرَبِيَّة é'
    const flow = await drawn({ name, variables: { zebra: { type: 'string' }, apple: { type: 'string' } } })

    const { document } = await reads(flow)

    expect(document.name).toBe(name)
    expect(Object.keys(document['variables'] as object)).toEqual(['zebra', 'apple'])
  })
})

describe('a new flow', () => {
  it('may not take the id of one that is there, be it live or being drawn', async () => {
    const flow = await drawn()

    expect(await creates(freshFlow({ id: 'desk' }))).toMatchObject({ status: 409, body: { code: 'RUNTIME_DRAFT_EXISTS' } })
    expect(await creates(freshFlow({ id: flow }))).toMatchObject({ status: 409, body: { code: 'RUNTIME_DRAFT_EXISTS' } })
  })

  it('takes the place of a draft when it is told to, which is kept as a copy', async () => {
    const flow = await drawn({ name: 'Old' })

    const { status, body } = await creates(freshFlow({ id: flow, name: 'New' }), { replace: true })

    expect({ status, name: body.document.name, revision: body.revision }).toEqual({ status: 201, name: 'New', revision: 2 })
    const { body: listed } = await world.asks<{ copies: DraftCopyView[] }>('GET', `/v1/drafts/${flow}/copies`)
    expect(listed.copies).toMatchObject([{ reason: 'replaced', name: 'Old' }])
  })

  it('restores a version of its own flow only', async () => {
    const { liveVersion } = await reads('desk')

    expect(await creates(freshFlow(), { baseVersion: liveVersion })).toMatchObject({ status: 404, body: { code: 'RUNTIME_VERSION_UNKNOWN' } })
    expect(await creates({ ...deskFlow, name: 'Restored' }, { baseVersion: liveVersion, replace: true })).toMatchObject({
      status: 201,
      body: { baseVersion: liveVersion, document: { name: 'Restored' } },
    })
  })
})

it('keeps a document under a name that somebody gives it', async () => {
  const flow = await drawn()
  const kept = await world.asks<DraftCopyView>('POST', `/v1/drafts/${flow}/copies`, { author: 'Anna', name: 'Before the move', reason: 'kept', document: freshFlow({ id: flow }) })

  expect(kept).toMatchObject({ status: 201, body: { name: 'Before the move', reason: 'kept', author: 'Anna' } })
  expect((await world.asks<DraftCopyView>('GET', `/v1/drafts/${flow}/copies/${kept.body.copyId}`)).body.document).toMatchObject({ id: flow })
  expect(await world.asks('GET', `/v1/drafts/${flow}/copies/none`)).toMatchObject({ status: 404, body: { code: 'RUNTIME_COPY_UNKNOWN' } })
})

describe('the workspace', () => {
  it('says where prompts are played and who approves', async () => {
    expect((await world.asks<Workspace>('GET', '/v1/workspace')).body).toEqual({
      mediaUrl: 'ws://media.test',
      speechUrl: 'http://media.test',
      singleUser: true,
      version: expect.any(String) as string,
    })
  })

  it('lists flows that are live and those that are only drawn', async () => {
    const flow = await drawn({ name: 'Only drawn' })

    const { flows } = (await world.asks<{ flows: LibraryEntry[] }>('GET', '/v1/library')).body

    const [desk, fresh] = ['desk', flow].map((id) => flows.find((entry) => entry.flow === id))
    expect(desk).toMatchObject({ name: 'Desk', nodeCount: deskFlow.nodes.length, live: { author: 'desk.flow.json' }, callsLastDay: 0, problems: [{ severity: 'warning' }] })
    expect(fresh).toMatchObject({ name: 'Only drawn', nodeCount: 2, draft: { revision: 1, status: 'draft', author: 'Anna' } })
    expect(fresh).not.toHaveProperty('live')
  })

  it('says of a flow that never was live what it speaks and what is wrong with it, as soon as that is known', async () => {
    const flow = await drawn({ name: 'Unfinished', nodes: [{ id: 'start', kind: 'start', name: 'Start', next: 'nowhere' }] })
    const entry = async (): Promise<LibraryEntry | undefined> => (await world.asks<{ flows: LibraryEntry[] }>('GET', '/v1/library')).body.flows.find((each) => each.flow === flow)

    expect(await entry()).toMatchObject({ languages: ['en-US'], checking: true, problems: [] })
    await world.until(async () => (await entry())?.checking === undefined)

    expect((await entry())?.problems.map(({ code }) => code)).toContain('FLOW_TARGET_UNKNOWN')
  })

  it('gives what a draft is checked with', async () => {
    const { files, versions, hasModel } = (await world.asks<ResourcesView>('GET', '/v1/resources')).body

    expect(files.map(({ name }) => name)).toEqual(['desk.flow.json'])
    expect(JSON.parse(files[0]?.text ?? '')).toMatchObject({ id: 'desk' })
    expect({ versions, hasModel }).toEqual({ versions: [], hasModel: false })
  })
})
