import { rm } from 'node:fs/promises'
import type { VersionDocument } from '@callchart/protocol'
import { canonicalFileText, type DraftDocument } from '@callchart/flow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DraftDesk } from '../testing/draft-desk.js'
import { World } from '../testing/world.js'

/** A flow of any id that says something, asks something and ends. */
const flowOf = (id: string, over: Record<string, unknown> = {}) => ({
  schemaVersion: 1,
  id,
  name: `Flow ${id}`,
  languages: ['en-US'],
  nodes: [
    { id: 'begin', kind: 'start', name: 'Begin', next: 'hello' },
    { id: 'hello', kind: 'say', name: 'Hello', prompt: { 'en-US': ['Hello.'] }, next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Bye', prompt: { 'en-US': ['Goodbye.'] } },
  ],
  ...over,
})

/** Comes back to the flow that runs it. */
const returning = [
  { id: 'begin', kind: 'start', name: 'Begin', next: 'hello' },
  { id: 'hello', kind: 'say', name: 'Hello', prompt: { 'en-US': ['Hello.'] }, next: 'back' },
  { id: 'back', kind: 'jump', name: 'Back', back: true },
]
const particularsOf: Readonly<Record<string, Record<string, unknown>>> = { numbers: { dnis: ['+15550123'] }, inner: { nodes: returning } }

let world: World
beforeAll(async () => {
  world = await World.open(Object.fromEntries(['steps', 'file', 'stale', 'numbers', 'back', 'vanish', 'gone', 'drop', 'inner'].map((id) => [id, flowOf(id, particularsOf[id])])))
}, 60_000)
afterAll(() => world.close())

const desk = (flow: string, author?: string) => new DraftDesk(world, flow, author)

describe('a draft on its way', () => {
  it('goes from draft to submitted, approved and live', async () => {
    const flow = desk('steps')
    const before = await flow.reads()
    const revision = await flow.names('Better')

    const submitted = await flow.steps('submit', { note: 'Please look' })
    const approved = await flow.steps('approve')
    const { status, body } = await flow.publishesAt(revision)

    expect([submitted.body.status, approved.body.status, status]).toEqual(['submitted', 'approved', 200])
    expect(approved.body.reviews).toMatchObject([
      { status: 'submitted', author: 'Anna', note: 'Please look' },
      { status: 'approved', author: 'Anna' },
    ])
    expect(await flow.reads()).toMatchObject({ revision, changed: false, status: 'draft', baseVersion: body.version, liveVersion: body.version, document: { name: 'Better' }, reviews: [] })
    expect(await flow.view()).toMatchObject({ name: 'Better', version: body.version })
    expect(await flow.versions()).toMatchObject([
      { version: body.version, number: 2, origin: 'designer', author: 'Anna', live: true, publishedAt: body.publishedAt },
      { version: before.liveVersion, number: 1, origin: 'file', author: 'steps.flow.json', live: false },
    ])
  })

  it('is published only as it was approved', async () => {
    const flow = desk('steps')
    const first = await flow.names('One')
    expect(await flow.publishesAt(first)).toMatchObject({ status: 409, body: { code: 'RUNTIME_DRAFT_STATUS' } })
    expect(await flow.steps('approve')).toMatchObject({ status: 409, body: { code: 'RUNTIME_DRAFT_STATUS' } })
    await flow.steps('submit')
    await flow.steps('approve')

    const second = await flow.names('Two')

    expect(await flow.publishesAt(first)).toMatchObject({ status: 409, body: { code: 'RUNTIME_DRAFT_CHANGED' } })
    expect(await flow.publishesAt(second)).toMatchObject({ status: 409, body: { code: 'RUNTIME_DRAFT_STATUS' } })
    expect((await flow.reads()).reviews.map(({ status }) => status)).toEqual(['submitted', 'approved', 'draft'])
    expect(await flow.steps('approve', { revision: first })).toMatchObject({ status: 409, body: { code: 'RUNTIME_DRAFT_CHANGED' } })
    await flow.steps('submit')
    expect((await flow.steps('reject', { note: 'Not yet' })).body).toMatchObject({ status: 'rejected' })
    expect((await flow.publishes()).status).toBe(200)
    expect(await flow.publishes()).toMatchObject({ status: 409, body: { code: 'RUNTIME_DRAFT_STATUS' } })
  })

  it('is approved by somebody else where there are several people', async () => {
    const runtime = await world.starts({ singleUser: false })
    const [anna, ben] = ['Anna', 'Ben'].map((name) => new DraftDesk(world, 'steps', name, runtime))
    await anna?.names('By two')
    await anna?.steps('submit')

    expect(await anna?.steps('approve')).toMatchObject({ status: 409, body: { code: 'RUNTIME_DRAFT_STATUS' } })
    expect(await ben?.steps('approve')).toMatchObject({ status: 200 })
    await runtime.close()
  })

  it('with errors is refused with its problems, and with warnings is not', async () => {
    const flow = desk('stale')
    const { document } = await flow.reads()
    const [begin] = document.nodes
    await flow.changes({ part: 'nodes/begin', before: begin, after: { ...begin, next: 'nowhere' } })

    const { status, body } = await flow.publishes()

    expect({ status, code: body.code }).toEqual({ status: 422, code: 'RUNTIME_DRAFT_REFUSED' })
    expect(body.problems?.length).toBeGreaterThan(0)
    await flow.changes({ part: 'nodes/begin', before: { ...begin, next: 'nowhere' }, after: begin }, { part: 'variables/unused', after: { type: 'string' } })
    expect((await flow.publishes()).status).toBe(200)
  })

  it('whose shape is wrong is refused as well', async () => {
    const flow = desk('stale')
    await flow.changes({ part: 'settings', after: { endSilenceMs: 'long' } })

    expect(await flow.publishes()).toMatchObject({ status: 422, body: { problems: [{ code: 'FLOW_SCHEMA_INVALID' }] } })
  })

  it('that claims the number of another flow is refused', async () => {
    const flow = desk('drop')
    await flow.changes({ part: 'dnis', after: ['+15550123'] })

    expect(await flow.publishes()).toMatchObject({ status: 422, body: { problems: [{ code: 'RUNTIME_DNIS_TAKEN' }] } })
  })

  it('is given up, and kept as a copy', async () => {
    const flow = desk('drop')
    await flow.names('Given up')

    expect((await flow.discards()).status).toBe(204)

    expect(await flow.reads()).toMatchObject({ changed: false, document: { name: 'Flow drop' } })
    expect((await world.asks('GET', '/v1/drafts/drop/copies')).body).toMatchObject({ copies: [{ reason: 'replaced', name: 'Given up', author: 'Anna' }] })
    expect((await flow.discards()).status).toBe(409)
    await flow.names('Again')
    expect((await flow.reads()).document.name).toBe('Again')
  })
})

describe('the folder and the designer', () => {
  it('agree: what is published is written into the file, in its canonical text', async () => {
    const flow = desk('file')
    await flow.names('Written')
    await flow.changes({ part: 'layout/begin', after: { x: 10, y: 20 } })

    await flow.publishes()

    const text = await flow.file()
    const { document } = await flow.reads()
    expect(text).toBe(canonicalFileText(document as unknown as DraftDocument))
    expect(JSON.parse(text)).toMatchObject({ name: 'Written', layout: { begin: { x: 10, y: 20 } } })
    const { body } = await world.asks('GET', '/v1/flows/file/export')
    expect(body).toEqual(JSON.parse(text))
    expect((await flow.view())?.problems).toEqual([])
  })

  it('agree on a place on the canvas, which is no part of the version', async () => {
    const flow = desk('file')
    const { liveVersion } = await flow.reads()
    await flow.changes({ part: 'layout/bye', after: { x: 1, y: 2 } })

    const { body } = await flow.publishes()

    expect(body.version).toBe(liveVersion)
    const elsewhere = await world.asks<VersionDocument>('GET', `/v1/versions/${body.version}`)
    expect(elsewhere.body.document).toMatchObject({ layout: { bye: { x: 1, y: 2 } } })
  })

  it('a restart with an old file does not undo what was published', async () => {
    const runtime = await world.starts({ writesBack: false })
    const flow = new DraftDesk(world, 'stale', 'Anna', runtime)
    const { document } = await flow.reads()
    await flow.changes({ part: 'settings', before: document['settings'] ?? null })
    await flow.names('From the designer')
    const { body } = await flow.publishes()
    await runtime.close()
    expect(JSON.parse(await flow.file())).toMatchObject({ name: 'Flow stale' })

    const again = await world.starts()

    expect(await desk('stale').view(again)).toMatchObject({ version: body.version, name: 'From the designer' })
    await again.close()
  })

  it('a file that changes is published, and the next draft begins with it', async () => {
    const flow = desk('file')
    await flow.writes(flowOf('file', { name: 'From a file' }))
    await world.until(async () => (await flow.view())?.name === 'From a file')

    expect(await flow.reads()).toMatchObject({ changed: false, document: { name: 'From a file' } })
    await flow.names('By hand')
    await flow.writes(flowOf('file', { name: 'From a file again' }))
    await world.until(async () => (await flow.view())?.name === 'From a file again')
    const { baseVersion, liveVersion, document } = await flow.reads()
    expect(document.name).toBe('By hand')
    expect(baseVersion).not.toBe(liveVersion)
  })

  it('a flow that was drawn from scratch gets a file of its own', async () => {
    const flow = desk('fresh')
    await flow.creates(flowOf('fresh'))

    expect((await flow.publishes('First')).status).toBe(200)

    expect(JSON.parse(await flow.file())).toEqual(flowOf('fresh'))
    expect(await flow.versions()).toMatchObject([{ note: 'First', live: true }])
  })

  it('a flow whose file is gone is withdrawn only where it came from the file', async () => {
    const [byFile, byHand] = [desk('gone'), desk('vanish')]
    await byHand.names('By hand')
    await byHand.publishes()

    await rm(byFile.path)
    await rm(byHand.path)
    await world.until(async () => (await byFile.view()) === undefined)

    expect(await byHand.view()).toMatchObject({ name: 'By hand', problems: [] })
    expect((await byHand.view())?.version).toBeDefined()
  })

  it('a flow that runs another one as a sub-flow follows it', async () => {
    const outer = desk('outer')
    const nodes = [
      { id: 'begin', kind: 'start', name: 'Begin', next: 'run' },
      { id: 'run', kind: 'subflow', name: 'Run', flow: 'inner', next: 'bye' },
      { id: 'bye', kind: 'hangup', name: 'Bye' },
    ]
    await outer.creates(flowOf('outer', { nodes }))
    const { status, body } = await outer.publishes()
    expect({ status, problems: body.problems }).toEqual({ status: 200, problems: undefined })

    const inner = desk('inner')
    const before = (await inner.reads()).document.nodes.find(({ id }) => id === 'hello')
    await inner.changes({ part: 'nodes/hello', before, after: { ...before, prompt: { 'en-US': ['Another hello.'] } } })
    await inner.publishes()

    await world.until(async () => (await outer.view())?.version !== body.version)
    expect((await outer.versions())[0]).toMatchObject({ origin: 'designer', author: 'Anna', live: true })
  })
})

describe('an earlier version', () => {
  it('comes back at once and stays, also after a restart', async () => {
    const flow = desk('back')
    const { liveVersion: first } = await flow.reads()
    await flow.names('Second')
    const { body: second } = await flow.publishes()

    const { status, body } = await flow.rollsBack(first ?? '')

    expect({ status, body }).toMatchObject({ status: 200, body: { version: first, live: true } })
    expect(await flow.view()).toMatchObject({ version: first, name: 'Flow back' })
    expect(JSON.parse(await flow.file())).toMatchObject({ name: 'Flow back' })
    expect((await flow.versions()).map(({ version, number, live }) => [version, number, live])).toEqual([[first, 1, true], [second.version, 2, false]])
    const again = await world.starts()
    expect(await flow.view(again)).toMatchObject({ version: first })
    await again.close()
  })

  it('must have been live once', async () => {
    expect(await desk('back').rollsBack('none')).toMatchObject({ status: 404, body: { code: 'RUNTIME_VERSION_UNKNOWN' } })
  })
})

describe('a call to a draft', () => {
  it('runs on the draft as it stands, and changes nothing that is live', async () => {
    const flow = desk('steps')
    const { liveVersion } = await flow.reads()

    const { status, body } = await flow.calls(flowOf('steps', { name: 'Tried out' }))

    expect(status).toBe(201)
    expect(body.version).not.toBe(liveVersion)
    const bridge = world.bridge()
    await bridge.attach({ token: new URL(body.mediaUrl).searchParams.get('token') ?? '' })
    await bridge.connects()
    expect(await world.view(body.callId)).toMatchObject({ version: body.version, status: 'active' })
    expect(await flow.view()).toMatchObject({ version: liveVersion })
    expect((await flow.versions()).map(({ version }) => version)).not.toContain(body.version)
    await world.asks('POST', `/v1/calls/${body.callId}/hangup`, {})
  })

  it('is refused with its problems when the draft has errors', async () => {
    const { status, body } = await desk('steps').calls(flowOf('steps', { nodes: [] }))

    expect({ status, code: body.code }).toEqual({ status: 422, code: 'RUNTIME_DRAFT_REFUSED' })
    expect(body.problems).not.toEqual([])
  })
})
