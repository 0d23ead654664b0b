import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import { ScriptedSwitch } from '../testing/scripted-switch.js'
import { World } from '../testing/world.js'

const site = new ScriptedSwitch()
let world: Awaited<ReturnType<typeof World.onALine>>

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'callchart-away-'))
  world = await World.onALine({ desk: { ...deskFlow, nodes: deskFlow.nodes.map((node) => (node.id === 'ask' ? { ...node, noInput: { attempts: 5, to: 'bye' } } : node)) } }, {
    switches: [site.setting],
    ownNumbers: ['+15550001'],
    away: { folder, spoolBytes: 9_000 },
  })
}, 60_000)
afterAll(() => world.close())

async function back(): Promise<void> {
  world.line.comeBack()
  await world.until(async () => (await world.asks<{ notes: Record<string, string> }>('GET', '/readyz')).body.notes.store === undefined)
}

async function arrives() {
  const call = await site.calls({ dnis: '+15550001', ani: '+15550100' })
  const bridge = world.bridge()
  await bridge.attach({ token: call.token })
  await bridge.connects()
  return { ...call, bridge }
}

it('a caller who comes while the database is away is heard, and gets another bot leg where the first is lost', async () => {
  world.line.cut()
  const { line, callId, token, bridge } = await arrives()
  const question = await bridge.plays()

  bridge.report({ type: 'caller.hung-up', cause: 'media-error' })
  line.tells({ type: 'media.lost', detail: 'the bridge is gone' })
  const leg = await line.next('connect-media')
  const second = world.bridge()
  await second.attach({ token: leg.token })
  await second.connects()
  expect((await second.plays()).turnId).toBe(question.turnId)
  // Of a token that it knows no more, a runtime cannot tell meanwhile whether another one gave it.
  await expect(world.bridge().attach({ token, callId })).rejects.toThrow('RUNTIME_STORE_UNAVAILABLE')
  const refused = await world.asks('POST', '/v1/dials', { flow: 'desk', target: { type: 'number', number: '+15550199' } })
  expect(refused).toMatchObject({ status: 503, body: { code: 'RUNTIME_STORE_UNAVAILABLE' } })
  await back()
  line.tells({ type: 'line.left', by: 'caller' })
  await world.logged.take((entry) => entry.msg === 'call ended' && entry.callId === callId)

  await world.until(async () => (await world.view(callId)).status === 'ended')
  expect(await world.query(`select line_holder is not null as "isHeld", line_epoch as epoch, line_id as line from calls where call_id = '${callId}'`)).toEqual([{ isHeld: true, epoch: 1, line: line.lineId }])
})

/** Another runtime has taken the call over, and is gone at once: nobody works on it for as long as its lease runs. */
async function takenByOneThatIsGone({ callId, bridge }: Awaited<ReturnType<typeof arrives>>): Promise<void> {
  const { turnId } = await bridge.plays()
  await world.query(`update calls set epoch = epoch + 1, lease_owner = 'gone', lease_until = lease_until + interval '1 hour' where call_id = '${callId}'`)
  bridge.report({ type: 'no-input', turnId })
  expect(await bridge.ended).toMatchObject({ code: 'RUNTIME_STALE_EPOCH' })
}

async function logs(msg: string, callId: string): Promise<void> {
  let isLogged = false
  void world.logged.take((entry) => entry.msg === msg && entry.callId === callId).then(() => (isLogged = true))
  await world.until(async () => (await world.asks('GET', '/healthz'), isLogged))
}

it('a call that nobody works on is taken up where its line is found, though the database is away at first', async () => {
  const call = await arrives()
  await takenByOneThatIsGone(call)

  const found = await site.finds(call.line.lineId)
  world.line.cut()
  await logs('call of a line not taken over', call.callId)
  await back()
  const backAt = world.clock.now()
  await logs('call taken over', call.callId)

  expect(world.clock.now() - backAt).toBeLessThan(60_000)
  found?.tells({ type: 'line.left', by: 'caller' })
  await logs('call ended', call.callId)
})

it('what a line told, and nobody wrote down, is told again to whoever works on the call next', async () => {
  const { line, callId, bridge } = await arrives()
  await bridge.plays()
  await world.query(`update calls set epoch = epoch + 1, lease_owner = 'gone', lease_until = to_timestamp(0) where call_id = '${callId}'`)

  line.tells({ type: 'line.left', by: 'caller' })
  await logs('call taken over by another runtime', callId)
  await logs('call ended', callId)

  expect(await world.view(callId)).toMatchObject({ status: 'ended', disposition: 'caller-hung-up' })
})

it('what a line told a runtime that is gone comes before what it tells the one that takes the call up', async () => {
  const call = await arrives()
  const { callId } = call
  await takenByOneThatIsGone(call)
  const found = await site.finds(call.line.lineId)
  const posted = async () => (await world.query(`select 1 from line_facts where call_id = '${callId}'`)).length
  found?.tells({ type: 'answered-by', who: 'human' })
  await world.until(async () => (await posted()) === 1)
  await world.query(`update calls set lease_until = to_timestamp(0) where call_id = '${callId}'`)

  found?.tells({ type: 'line.left', by: 'caller' })
  await logs('call ended', callId)

  expect(await world.query(`select count(*)::int as count from journal where call_id = '${callId}' and kind = 'line'`)).toEqual([{ count: 2 }])
})

it('a caller for whom there is no room hears the apology, and is given back to the switch', async () => {
  const { line, callId, bridge } = await arrives()
  let isGivenBack = false
  Object.assign(line, {
    giveBack: async () => {
      isGivenBack = true
      line.tells({ type: 'line.left', by: 'runtime' })
    },
  })
  let { turnId } = await bridge.plays()
  world.line.cut()

  for (let isApology = false; !isApology; ) {
    for (let index = 0; index < 5; index += 1) bridge.report({ type: 'speech.started', turnId })
    bridge.report({ type: 'no-input', turnId })
    const next = await bridge.next('turn.start')
    isApology = next.prompts[0]?.promptId === 'apology'
    turnId = next.turnId
  }
  await expect(site.calls({ dnis: '+15550001' })).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE' })
  bridge.report({ type: 'turn.finished', turnId })
  await bridge.next('call.hang-up')
  bridge.report({ type: 'caller.hung-up', cause: 'normal' })
  await bridge.ended

  expect(isGivenBack).toBe(true)
  await back()
  await world.until(async () => (await world.view(callId)).status === 'ended')
  expect(await world.view(callId)).toMatchObject({ disposition: 'failed' })
})
