import type { CallListEntry, CallStep, Heat, ReplayCallResponse } from '@callchart/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow, doorFlow } from '../testing/flows.js'
import { numberAlone } from '../testing/number-alone.js'
import { World } from '../testing/world.js'

let world: World

beforeAll(async () => {
  world = await World.open({ desk: deskFlow, door: doorFlow })
}, 60_000)
afterAll(() => world.close())

const lists = async (query: string): Promise<CallListEntry[]> => {
  const { body } = await world.asks<{ calls: CallListEntry[] }>('GET', `/v1/calls?limit=500&${query}`)
  return body.calls
}

const heat = async (flow: string, query = ''): Promise<Heat> => (await world.asks<Heat>('GET', `/v1/flows/${flow}/heat?${query}`)).body

const hasEnded = async (callId: string): Promise<boolean> => (await lists('status=ended')).some((call) => call.callId === callId)

/** A call that says these one after the other and then hangs up. */
async function calls(flow: string, texts: readonly string[], more: object = {}): Promise<string> {
  const { callId, bridge } = await world.calls({ flow, ...more })
  for (const text of texts) {
    world.clock.advance(1_000)
    await bridge.hears(await bridge.plays(), text)
  }
  await bridge.plays()
  world.clock.advance(500)
  await bridge.hangsUp()
  await bridge.ended
  await world.until(() => hasEnded(callId))
  return callId
}

describe('calls that are over', () => {
  it('are found by what happened in them', async () => {
    const asked = await calls('desk', ['what are your opening hours'], { ani: '+15557770123' })
    const left = await calls('desk', [], { ani: '+15558880456', direction: 'outbound' })
    const ids = async (query: string): Promise<string[]> => (await lists(query)).map(({ callId }) => callId).sort()

    expect(await ids('tag=hours')).toEqual([asked])
    expect(await ids('number=7770')).toEqual([asked])
    expect(await ids('number=%25')).toEqual(await ids(''))
    expect(await ids('direction=outbound')).toEqual([left])
    expect(await ids('node=tagHours')).toEqual([asked])
    expect(await ids('left=ask')).toEqual([left])
    expect(await ids('minSeconds=1')).toEqual([asked, left].sort())
    expect(await ids('minSeconds=2')).toEqual([asked])
    expect(await ids('flow=door')).toEqual([])
    expect(await ids(`from=2999-01-01T00:00:00Z`)).toEqual([])
    expect((await lists('tag=hours'))[0]).toMatchObject({ tags: ['hours'], turns: 2, talkSeconds: 2 })
  })

  it('sum up, node by node, to what the list shows of them', async () => {
    const said = fc.array(fc.constantFrom('what are your opening hours', 'set my pin code', 'gibberish'), { maxLength: 1 })
    const some = fc.sample(fc.tuple(fc.constantFrom('desk', 'door'), said), { numRuns: 8, seed: 7 })
    for (const [flow, texts] of some) await calls(flow, texts)

    for (const flow of ['desk', 'door']) {
      const { calls: total, dropOffs, elsewhere, nodes } = await heat(flow)

      expect(total).toBe((await lists(`flow=${flow}&status=ended`)).length)
      expect(dropOffs).toBe((await lists(`flow=${flow}&disposition=caller-hung-up`)).length)
      expect(nodes.reduce((sum, node) => sum + node.dropOffs, elsewhere)).toBe(dropOffs)
      for (const node of nodes) {
        expect(node.calls).toBe((await lists(`flow=${flow}&status=ended&node=${node.node}`)).length)
        expect(node.dropOffs).toBe((await lists(`flow=${flow}&status=ended&left=${node.node}`)).length)
        expect(node.visits).toBeGreaterThanOrEqual(node.calls)
      }
    }
    expect((await heat('door')).elsewhere).toBeGreaterThan(0)
    expect(await heat('desk', 'to=2000-01-01T00:00:00Z')).toEqual({ calls: 0, dropOffs: 0, elsewhere: 0, nodes: [] })
  }, 60_000)
})

describe('the steps of a call', () => {
  it('tell what came, where it led and what it changed', async () => {
    const callId = await calls('desk', ['what are your opening hours'])
    const { body } = await world.asks<{ steps: CallStep[] }>('GET', `/v1/calls/${callId}/steps`)
    const heard = body.steps.find(({ event }) => event.type === 'utterance.understood')

    expect(body.steps[0]).toMatchObject({ step: 1, event: { type: 'call.started' }, nodes: ['begin', 'ask'] })
    expect(heard).toMatchObject({ event: { text: 'what are your opening hours', detail: 'hours' }, nodes: ['tagHours', 'bye'], latencyMs: 0 })
    expect(heard?.effects).toContainEqual({ type: 'call.tag', status: 'performed', detail: 'hours' })
    expect(heard?.transcriptLength).toBe(3)
    expect(body.steps.at(-1)?.pathLength).toBe(4)
  })

  it('show nothing that is sensitive', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    await bridge.hears(await bridge.plays(), 'set my pin code')
    const { turnId } = await bridge.plays()
    await bridge.fact({ type: 'digits', turnId, digits: '4711', endedBy: 'max-count' })
    await bridge.plays()
    await bridge.hangsUp()
    await bridge.ended
    await world.until(() => hasEnded(callId))

    const { body } = await world.asks<{ steps: CallStep[] }>('GET', `/v1/calls/${callId}/steps`)

    expect(JSON.stringify(body)).not.toMatch(numberAlone('4711'))
    expect(body.steps.find(({ event }) => event.type === 'digits.entered')).toMatchObject({ event: { text: '••••' }, variables: { code: '••••' } })
  })

  it('are of no call that nobody knows', async () => {
    expect((await world.asks('GET', '/v1/calls/nobody/steps')).status).toBe(404)
  })
})

describe('a call that runs again on a draft', () => {
  it('goes as it went, or says where it goes otherwise', async () => {
    const callId = await calls('desk', ['what are your opening hours'])
    const same = await world.asks<ReplayCallResponse>('POST', `/v1/calls/${callId}/replay`, {})
    const other = { ...deskFlow, nodes: deskFlow.nodes.map((node) => (node.id === 'tagHours' ? { ...node, tag: 'opening', next: 'human' } : node)) }

    const changed = await world.asks<ReplayCallResponse>('POST', `/v1/calls/${callId}/replay`, { document: other })

    expect(same).toMatchObject({ status: 200, body: { verdict: 'same', changed: [] } })
    expect(changed.body.verdict).not.toBe('same')
    expect(changed.body.before.path).toEqual(['begin', 'ask', 'tagHours', 'bye'])
    expect(changed.body.after.path).toEqual(['begin', 'ask', 'tagHours', 'human'])
    expect(changed.body.after.tags).toEqual(['opening'])
  })

  it('is refused where the draft cannot be called', async () => {
    const callId = await calls('desk', [])
    const broken = { ...deskFlow, nodes: deskFlow.nodes.filter(({ id }) => id !== 'bye') }

    expect(await world.asks('POST', `/v1/calls/${callId}/replay`, { document: broken })).toMatchObject({ status: 422, body: { code: 'RUNTIME_DRAFT_REFUSED' } })
  })
})
