import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answering, SeveralRuntimes, type OneRuntime } from '../testing/several-runtimes.js'
import type { ScriptedLine } from '../testing/scripted-switch.js'
import { humanAt } from '../testing/switch-world.js'
import { World } from '../testing/world.js'
import { derivedKey } from '../store/seal/content-seal.js'
import { testMasterKey } from '../store/testing/test-database.js'
import { openContent, type SealedContent } from './sealed-content.js'

let world: World
let all: SeveralRuntimes
let second: OneRuntime
let third: OneRuntime
let count = 0
beforeAll(async () => {
  world = await World.open(answering(humanAt('shared', { extension: '2000', whisper: undefined })))
}, 240_000)
beforeEach(async () => {
  count += 1
  all = await SeveralRuntimes.open(world, `switch-${count}`)
  ;[second, third] = await Promise.all([all.starts('second'), all.starts('third')])
}, 120_000)
afterEach(() => all.close())
afterAll(() => world.close())

/** The switch's connection goes over to this runtime, once its clock has gone on. */
async function takesSwitch({ site, clock }: OneRuntime): Promise<void> {
  const opened = site.connection.take((what) => what === 'opened')
  clock.advance(1_250)
  await opened
}

const hangUpOf = async (line: ScriptedLine | undefined) => line?.next('hang-up')
const joinOf = async (line: ScriptedLine | undefined) => line?.next('join')

const leaseEpochs = () => world.query<{ epoch: number }>(`select epoch from switch_leases where switch_id = '${all.switchId}'`)

describe('the connection of a switch', () => {
  it('goes over at once when its runtime is closed, and a call of a third runtime goes on', async () => {
    const { line, callId, bridge } = await all.calls(second)
    await bridge.plays()
    const { request } = await line.next('ring')
    const opened = third.site.connection.take((what) => what === 'opened')
    const seconds = second.site.connection.take((what) => what === 'opened')

    await all.first.runtime.close()

    const [winner] = await Promise.race([opened.then(() => [third] as const), seconds.then(() => [second] as const)])
    expect(await leaseEpochs()).toEqual([{ epoch: 2 }])
    const found = await winner.site.finds(line.lineId)
    found?.tells({ type: 'leg.answered', legId: request.legId })
    expect(await all.passes(joinOf(found))).toEqual({ type: 'join', legId: request.legId })
    found?.tells({ type: 'line.left', by: 'caller' })
    await all.passes(all.over(callId))
  })

  it('goes over when its runtime gives no sign any more, and what that one does later changes nothing', async () => {
    const { line, callId, bridge } = await all.calls(second)
    await bridge.plays()
    const { request } = await line.next('ring')
    await all.deafens(all.first)
    await all.leaseEnds()
    await takesSwitch(third)
    const found = await third.site.finds(line.lineId)

    found?.tells({ type: 'leg.answered', legId: request.legId })
    await all.passes(joinOf(found))
    line.tells({ type: 'line.left', by: 'caller' })
    found?.tells({ type: 'leg.joined', legId: request.legId })
    await all.passes(all.stepped(callId, 'transfer.connected'))
    expect((await world.view(callId, second.runtime)).status).toBe('active')

    all.first.clock.advance(1_250)
    await all.first.site.connection.take((what) => what === 'closed')
    found?.tells({ type: 'line.left', by: 'caller' })
    expect(await all.passes(all.over(callId))).toBe('transferred')
  })

  it('is waited for by a call that needs a bot leg meanwhile', async () => {
    const { line, callId, bridge } = await all.calls(second)
    await bridge.plays()
    await line.next('ring')
    await all.deafens(all.first)
    await bridge.fact({ type: 'caller.hung-up', cause: 'drain' })
    for (let waited = 0; waited < 8_000; waited += 100) {
      second.clock.advance(100)
      await world.query('select 1')
    }
    await all.leaseEnds()
    await takesSwitch(third)
    const found = await third.site.finds(line.lineId)

    const next = await all.attachesAsAsked(second, found)
    await next.next('hold.start')
    found?.tells({ type: 'line.left', by: 'caller' })
    await all.passes(all.over(callId))
  })

  it('brings a caller to the bot whose first bot leg went with the runtime that asked for it', async () => {
    const { line, callId } = await all.first.site.calls({ dnis: '+15550200', ani: '+15550100' })
    await all.deafens(all.first)
    await all.leaseEnds()
    await takesSwitch(third)
    const found = await third.site.finds(line.lineId)

    found?.tells({ type: 'media.lost', detail: 'there is none' })

    const bridge = await all.attachesAsAsked(second, found)
    await bridge.plays()
    found?.tells({ type: 'line.left', by: 'caller' })
    expect(await all.passes(all.over(callId))).toBe('caller-hung-up')
  })

  it('finds calls over whose callers have left while nobody was connected', async () => {
    const { line, callId, bridge } = await all.calls(second)
    await bridge.plays()
    await all.deafens(all.first)
    await all.leaseEnds()
    await takesSwitch(third)

    await third.site.stands([], third.clock.now() + 1_000)

    expect(await all.passes(all.over(callId))).toBe('caller-hung-up')
    expect(line.isOver).toBe(false)
  })
})

describe('a call', () => {
  it('whose runtime dies hears at its next one what its line has told meanwhile', async () => {
    const { line, callId, token, bridge } = await all.calls(second)
    await bridge.plays()
    const { request } = await line.next('ring')
    await all.deafens(second)
    line.tells({ type: 'leg.answered', legId: request.legId })
    await all.until(`select from line_facts where call_id = '${callId}'`)

    await all.attaches(third, token, callId)

    expect(await all.passes(joinOf(line))).toEqual({ type: 'join', legId: request.legId })
    line.tells({ type: 'leg.joined', legId: request.legId })
    await all.passes(all.stepped(callId, 'transfer.connected'))
    line.tells({ type: 'line.left', by: 'caller' })
    expect(await all.passes(all.over(callId))).toBe('transferred')
  })

  it('whose runtime and bridge die is taken up by the runtime that has its line', async () => {
    const { line, callId, bridge } = await all.calls(second)
    await bridge.plays()
    await line.next('ring')
    await all.deafens(second)
    line.tells({ type: 'line.left', by: 'caller' })
    await all.until(`select from line_facts where call_id = '${callId}'`)

    all.first.clock.advance(5_600)

    expect(await all.passes(all.over(callId))).toBe('caller-hung-up')
  })

  it('whose next bot leg comes to another runtime is left at once by the one that has its line', async () => {
    const { callId, bridge, line } = await all.calls(all.first)
    await bridge.plays()
    const { request } = await line.next('ring')
    line.tells({ type: 'media.lost', detail: 'killed' })
    const { token } = await line.next('connect-media')
    expect(token).toContain('.')

    await all.attaches(third, token)

    await all.passes(world.logged.take(({ msg, callId: of }) => msg === 'call taken over by another runtime' && of === callId))
    line.tells({ type: 'leg.answered', legId: request.legId })
    expect(await all.passes(joinOf(line))).toEqual({ type: 'join', legId: request.legId })
    line.tells({ type: 'line.left', by: 'caller' })
    await all.passes(all.over(callId))
  })

  it('that ended while nobody had its line ends it once it is found', async () => {
    const { callId, bridge, line } = await all.calls(second)
    await bridge.plays()
    await all.deafens(all.first)
    await world.asks('POST', `/v1/calls/${callId}/hangup`, { cause: 'test' })
    await all.passes(bridge.next('call.hang-up'))
    bridge.report({ type: 'caller.hung-up', cause: 'normal' })
    await all.passes(world.logged.take(({ msg }) => msg === 'line not ended'))
    await all.leaseEnds()
    await takesSwitch(third)

    const found = await third.site.finds(line.lineId)
    found?.tells({ type: 'line.found', legIds: [] })

    expect(await all.passes(hangUpOf(found))).toMatchObject({ cause: 'normal' })
    found?.tells({ type: 'line.left', by: 'runtime' })
    await all.passes(all.over(callId))
  })

  it('takes nothing from a runtime that has lost it, which stops', async () => {
    const { line, callId, token, bridge } = await all.calls(second)
    await bridge.plays()
    await line.next('ring')
    await all.attaches(third, token, callId)
    const orders = line.orders.length

    await expect(lateOrder(callId)).resolves.toMatchObject({ error: { code: 'RUNTIME_STALE_EPOCH' } })

    expect(line.orders.length).toBe(orders)
    bridge.report({ type: 'speech.started', turnId: 'turn-1', atMs: 0 } as never)
    expect((await bridge.ended).code).toBe('RUNTIME_STALE_EPOCH')
    line.tells({ type: 'line.left', by: 'caller' })
    await all.passes(all.over(callId))
  })
})

/** An order of the call's first epoch, as a runtime would send it that does not know yet. @returns its answer */
async function lateOrder(callId: string): Promise<unknown> {
  await world.query(`insert into line_orders (order_id, call_id, switch_id, call_epoch, sender, content) values ('late', '${callId}', '${all.switchId}', 1, 'nobody', '{"type": "hold", "isHeld": true}')`)
  all.first.clock.advance(1_000)
  await all.until(`select from line_orders where order_id = 'late' and answer is not null`)
  const [row] = await world.query<{ answer: SealedContent }>(`delete from line_orders where order_id = 'late' returning answer`)
  return row === undefined ? undefined : openContent(row.answer, derivedKey(testMasterKey, 'between runtimes'), 'answer late')
}
