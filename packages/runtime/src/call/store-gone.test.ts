import { afterAll, beforeAll, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import { World } from '../testing/world.js'

let world: World
beforeAll(async () => {
  world = await World.open({ desk: deskFlow })
}, 60_000)
afterAll(() => world.close())

const triedAgain = (callId: string) => world.logged.take((line) => line.msg === 'journal append is tried again' && line.callId === callId)

async function triedInVain(callId: string): Promise<void> {
  for (let time = 0; time < 4; time += 1) {
    await triedAgain(callId)
    world.clock.advance(1_000)
  }
}

/** The runtime says so of itself. */
async function answers(status: number): Promise<void> {
  while ((await world.asks('GET', '/readyz')).status !== status);
}

it('goes on when the database is back in time', async () => {
  const { callId, bridge } = await world.calls({ flow: 'desk' })
  const question = await bridge.plays()
  process.kill(await world.postgresPid(), 'SIGKILL')
  await answers(503)

  bridge.report({ type: 'no-input', turnId: question.turnId })
  await triedAgain(callId)
  await answers(200)
  let over = false
  const asked = bridge.plays().finally(() => (over = true))
  while (!over) {
    world.clock.advance(100)
    await answers(200)
  }

  expect((await asked).turnId).not.toBe(question.turnId)
  await bridge.hangsUp()
}, 60_000)

it('apologises and hangs up when the database goes away mid-call, and takes no new calls', async () => {
  const { callId, bridge } = await world.calls({ flow: 'desk' })
  const waiting = await world.calls({ flow: 'desk' })
  await waiting.bridge.hears(await waiting.bridge.plays(), 'speak to an agent')
  await waiting.bridge.plays()
  await world.logged.take((line) => line.callId === waiting.callId && line.event === 'transfer.queued')
  const question = await bridge.plays()
  await world.postgres.stop()

  bridge.report({ type: 'no-input', turnId: question.turnId })
  await triedInVain(callId)
  const cancelled = await bridge.next('turn.cancel')
  expect(cancelled.turnId).toBe(question.turnId)
  const apology = await bridge.next('turn.start')
  expect(apology.prompts[0]?.text).toMatch(/sorry/)
  bridge.report({ type: 'turn.finished', turnId: apology.turnId })
  await bridge.next('call.hang-up')
  bridge.report({ type: 'caller.hung-up', cause: 'normal' })
  expect(await bridge.ended).toMatchObject({ status: 0 })

  expect(world.allLogged).toContainEqual(expect.objectContaining({ code: 'RUNTIME_STORE_UNAVAILABLE', callId, msg: 'call cannot go on' }))
  expect((await world.asks('GET', '/readyz')).body).toMatchObject({
    status: 'not-ready',
    checks: { store: 'RUNTIME_STORE_UNAVAILABLE', flows: 'ok' },
  })
  expect(await world.asks('POST', '/v1/calls', { flow: 'desk' })).toMatchObject({
    status: 503,
    body: { code: 'RUNTIME_STORE_UNAVAILABLE' },
  })

  waiting.bridge.report({ type: 'speech.started', turnId: 'none' })
  await triedInVain(waiting.callId)
  const second = await waiting.bridge.next('turn.start')
  waiting.bridge.report({ type: 'turn.failed', turnId: second.turnId, cause: 'no voice' })
  await waiting.bridge.next('call.hang-up')
}, 60_000)
