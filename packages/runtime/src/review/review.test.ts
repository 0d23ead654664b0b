import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AddToIntentResponse, FlowView, UnrecognisedGroup, UnrecognisedView } from '@callchart/protocol'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import { World, type Answer } from '../testing/world.js'

let world: World
const flow = {
  ...deskFlow,
  dnis: [],
  variables: { ...deskFlow.variables, agreed: { type: 'boolean' } },
  settings: { analysisConsent: 'agreed', noMatchAttempts: 5 },
  nodes: deskFlow.nodes.map((node) => (node.id === 'ask' ? { ...node, noMatch: { attempts: 5, to: 'bye' } } : node)),
}

beforeAll(async () => {
  world = await World.open({ desk: flow, other: { ...deskFlow, id: 'other', dnis: [] } })
}, 60_000)
afterAll(() => world.close())
beforeEach(() => sql('delete from unrecognised_utterances'))

async function sql<Row extends pg.QueryResultRow>(query: string): Promise<Row[]> {
  const client = new pg.Client(world.postgres.url)
  await client.connect()
  const { rows } = await client.query<Row>(query)
  await client.end()
  return rows
}

const lists = async (query = ''): Promise<UnrecognisedView[]> =>
  (await world.asks<{ utterances: UnrecognisedView[] }>('GET', `/v1/flows/desk/unrecognised${query}`)).body.utterances

/** A call that says these one after the other, and then hangs up; everything that is kept of it is written by then. */
async function says(texts: readonly string[], agreed = true): Promise<string> {
  const { callId, bridge } = await world.calls({ flow: 'desk', variables: { agreed } })
  for (const said of texts) {
    world.clock.advance(10)
    await bridge.hears(await bridge.plays(), said)
  }
  await bridge.plays()
  await bridge.hangsUp()
  await bridge.ended
  while (agreed && (await lists()).filter((kept) => kept.callId === callId).length < texts.length) world.clock.advance(1)
  return callId
}

/** The live version once the file as it stands is live. */
async function liveFlow(holds: (view: FlowView) => boolean = () => true): Promise<FlowView> {
  for (;;) {
    const { body } = await world.asks<{ flows: FlowView[] }>('GET', '/v1/flows')
    const view = body.flows.find((known) => known.flow === 'desk')
    if (view?.version !== undefined && view.preparing !== true && holds(view)) return view
    world.clock.advance(100)
  }
}

const adds = (id: string | undefined, body: object): Promise<Answer<AddToIntentResponse & { code?: string; detail?: string }>> =>
  world.asks('POST', `/v1/flows/desk/unrecognised/${id}/intent`, body)
const intentsIn = async (): Promise<Record<string, { phrases: Record<string, string[]> }>> =>
  (JSON.parse(await readFile(join(world.flowsDir, 'desk.flow.json'), 'utf8')) as { intents: Record<string, { phrases: Record<string, string[]> }> }).intents

describe('what no branch took', () => {
  it('is kept with where it was said and what came near, numbers masked, the latest first', async () => {
    const callId = await says(['fly me to the moon', 'it is about card 4321 8765'])

    const kept = await lists()

    expect(kept.map(({ text: said }) => said)).toEqual(['it is about card ••••', 'fly me to the moon'])
    expect(kept[1]).toMatchObject({ callId, flow: 'desk', nodeId: 'ask', language: 'en-US', status: 'new', losing: expect.any(Array) as unknown })
    expect(kept[1]?.version).toBe((await liveFlow()).version)
    const view = await world.view(callId)
    expect(view.effects.some(({ type }) => type === 'utterance.keep')).toBe(false)
  })

  it('is not kept without the consent', async () => {
    await says(['fly me to the moon'], false)

    expect(await lists()).toEqual([])
  })

  it('is kept once though another runtime takes the call over', async () => {
    const call = await world.calls({ flow: 'desk', variables: { agreed: true } })
    await call.bridge.hears(await call.bridge.plays(), 'fly me to the moon')
    const runtime = await world.starts()
    const bridge = world.bridge(runtime)
    await bridge.attach({ ...call, lastCommandNumber: call.bridge.commands.length })
    await bridge.plays()
    await bridge.hangsUp()
    await bridge.ended

    while ((await lists()).length === 0) world.clock.advance(1)
    expect(await lists()).toHaveLength(1)
    await runtime.close()
  })

  it('is listed by node, language and status, page by page', async () => {
    await says(['one little pig', 'red little pig', 'blue little pig'])

    const first = await world.asks<{ utterances: UnrecognisedView[]; nextCursor?: string }>('GET', '/v1/flows/desk/unrecognised?limit=2&node=ask&language=en-US')
    const second = await world.asks<{ utterances: UnrecognisedView[]; nextCursor?: string }>('GET', `/v1/flows/desk/unrecognised?limit=2&cursor=${first.body.nextCursor}`)

    expect([...first.body.utterances, ...second.body.utterances].map(({ text: said }) => said).sort()).toEqual(['blue little pig', 'one little pig', 'red little pig'])
    expect(second.body.nextCursor).toBeUndefined()
    expect(await lists('?node=code')).toEqual([])
    expect(await lists('?status=added')).toEqual([])
    expect((await world.asks('GET', '/v1/flows/nothing/unrecognised')).status).toBe(404)
  })

  it('is grouped with what is nearly equal', async () => {
    await says(['fly me to the moon', 'Fly me to the moon!', 'um fly me to the moon', 'sell me a bridge'])

    const { body } = await world.asks<{ groups: UnrecognisedGroup[] }>('GET', '/v1/flows/desk/unrecognised/groups')

    expect(body.groups.map(({ count, variants }) => [count, variants.map((variant) => variant.count)])).toEqual([
      [3, [1]],
      [1, []],
    ])
    expect(body.groups[0]?.text.toLowerCase()).toContain('fly me to the moon')
  })

  it('is gone with its call, and after its time', async () => {
    const callId = await says(['fly me to the moon'])
    await says(['sell me a bridge'])
    await sql(`delete from journal where call_id = '${callId}'; delete from media_tokens where call_id = '${callId}'; delete from calls where call_id = '${callId}'`)
    expect((await lists()).map(({ text: said }) => said)).toEqual(['sell me a bridge'])

    world.clock.advance(29 * 86_400_000)
    // A month of timers at once keeps the database busy for a moment.
    await vi.waitFor(async () => expect(await lists()).toHaveLength(1), 60_000)
    world.clock.advance(2 * 86_400_000)

    while ((await lists()).length > 0) world.clock.advance(3_600_000)
  }, 120_000)
})

describe('an utterance that is settled', () => {
  it('becomes a phrase of an intent: the next call is understood', async () => {
    const before = await liveFlow()
    await says(['fly me to the moon', 'FLY me to the moon', 'sell me a bridge'])
    const [bridge, , moon] = await lists()

    const added = await adds(moon?.id, { intent: 'hours', version: before.version })

    expect(added).toMatchObject({ status: 200, body: { intent: 'hours', phrase: 'fly me to the moon', added: true, settled: 2 } })
    expect((await intentsIn()).hours?.phrases['en-US']).toEqual(['what are your opening hours', 'when are you open', 'fly me to the moon'])
    expect((await lists()).map(({ id }) => id)).toEqual([bridge?.id])
    expect(await lists('?status=added')).toMatchObject([{ intent: 'hours' }, { intent: 'hours' }])
    await liveFlow(({ version }) => version !== before.version)
    const { callId, bridge: caller } = await world.calls({ flow: 'desk' })
    await caller.hears(await caller.plays(), 'fly me to the moon')
    expect((await world.view(callId)).tags).toEqual(['hours'])
    const again = await adds(moon?.id, { intent: 'hours' })
    expect(again.body).toMatchObject({ added: false })
  })

  it('goes into the draft of a flow that is being drawn, and out of it again', async () => {
    const draft = (): Promise<{ body: { document: { name: string; intents: Record<string, { phrases: Record<string, string[]> }> }; changed: boolean } }> => world.asks('GET', '/v1/drafts/desk')
    const { body: { document } } = await draft()
    await world.asks('PATCH', '/v1/drafts/desk', { author: 'Anna', client: 'page', sequence: 1, changes: [{ part: 'name', before: document.name, after: 'Another desk' }] })
    await says(['paint my boat'])
    const [boat] = await lists()
    const inFile = await intentsIn()

    const added = await adds(boat?.id, { intent: 'hours', author: 'Anna' })
    const phrases = (await draft()).body.document.intents.hours?.phrases['en-US']
    const reopened = await world.asks('POST', `/v1/flows/desk/unrecognised/${boat?.id}/reopen`, { phrase: 'paint my boat' })

    expect(added).toMatchObject({ status: 200, body: { where: 'draft', added: true, settled: 1 } })
    expect(phrases).toContain('paint my boat')
    expect(await intentsIn()).toEqual(inFile)
    expect(reopened).toMatchObject({ status: 200, body: { reopened: 1 } })
    expect((await draft()).body.document.intents.hours?.phrases['en-US']).not.toContain('paint my boat')
    expect(await lists()).toMatchObject([{ id: boat?.id, status: 'new' }])
    const { body } = await world.asks<{ revision: number }>('GET', '/v1/drafts/desk')
    await world.asks('POST', '/v1/drafts/desk/discard', { author: 'Anna', revision: body.revision })
  })

  it('may be worded otherwise, and stays away from the file when it is dismissed', async () => {
    await says(['the number is 12345', 'sell me a bridge'])
    const [bridge, number] = await lists()

    const added = await adds(number?.id, { intent: 'pin', phrase: 'here is my number' })
    const dismissed = await world.asks('POST', `/v1/flows/desk/unrecognised/${bridge?.id}/dismiss`)

    expect(added.body).toMatchObject({ phrase: 'here is my number', added: true })
    expect(dismissed).toMatchObject({ status: 200, body: { settled: 1 } })
    expect(await lists()).toEqual([])
    expect(JSON.stringify(await intentsIn())).not.toContain('bridge')
  })

  it('is refused where the flow has changed, or has no such intent, by name', async () => {
    await says(['sell me a bridge'])
    const [bridge] = await lists()

    expect(await adds(bridge?.id, { intent: 'hours', version: 'older' })).toMatchObject({ status: 409, body: { code: 'RUNTIME_FLOW_CHANGED' } })
    expect(await adds(bridge?.id, { intent: 'refund' })).toMatchObject({ status: 404, body: { code: 'RUNTIME_INTENT_UNKNOWN', detail: expect.stringContaining('hours, pin') as string } })
    expect(await adds(bridge?.id, { intent: 'pin', phrase: 'When are you open?' })).toMatchObject({ status: 422, body: { code: 'RUNTIME_PHRASE_REFUSED' } })
    expect(await adds('nothing', { intent: 'hours' })).toMatchObject({ status: 404, body: { code: 'RUNTIME_UTTERANCE_UNKNOWN' } })
    expect(await adds(bridge?.id, {})).toMatchObject({ status: 400 })
    expect(await lists()).toHaveLength(1)
  })
})
