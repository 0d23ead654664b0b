import { afterAll, describe, expect, it } from 'vitest'
import { switchLogin } from './driver/asterisk.js'
import { startCutProxy } from './driver/cut-proxy.js'
import type { Scene } from './driver/scene.js'
import { aSwitchWorld, type SwitchWorld } from './driver/switch-world.js'
import { numbers, transferFlows } from './driver/transfer-flows.js'
import { isConnected } from './driver/transfers.js'

/** The bridge is killed while a question is asked: its caller hears the question again, and is understood. */
async function goesOnWithoutItsBridge(world: SwitchWorld, scene: Scene): Promise<void> {
  const caller = await scene.caller()
  caller.dials(numbers.queue)
  const { callId } = await scene.listensIn('question')
  const { mediaBridge } = world.there.system.pids
  if (mediaBridge === undefined) throw new Error('no bridge runs')

  process.kill(mediaBridge, 'SIGKILL')
  await world.there.until('another bridge', () => ![undefined, mediaBridge].includes(world.there.system.pids.mediaBridge))
  const heardBefore = caller.heard().length
  await world.there.until('a voice again', () => caller.heard().subarray(heardBefore).some((sample) => Math.abs(sample) > 2_000))
  await caller.says(await world.there.speech('check my balance'))
  await scene.listensIn('balanceCard')
  caller.hangsUp()

  expect(await scene.isOver()).toMatchObject({ callId, disposition: 'caller-hung-up' })
}

describe('by ARI', () => {
  let runtimePort = 0
  const way = startCutProxy(() => runtimePort)
  const world = aSwitchWorld({
    flows: transferFlows,
    system: { switches: [{ type: 'asterisk-ari', switchId: 'main', ...switchLogin }] },
    asterisk: async ({ url }) => {
      runtimePort = Number(new URL(url).port)
      return { apiUrl: `http://127.0.0.1:${(await way).port}` }
    },
  })
  afterAll(async () => (await way).close())

  it('a caller whose bridge is killed goes on over another', () => world.scene((scene) => goesOnWithoutItsBridge(world, scene)))

  it('a call goes on while its control connection is cut, and is controlled again afterwards', () => world.scene(async (scene) => {
    const human = await scene.human({ picksUp: true })
    const caller = await scene.caller()
    caller.dials(numbers.attended)
    await scene.listensIn('question')

    ;(await way).cut()
    await caller.says(await world.there.speech('speak to an agent'))
    await scene.call('a human who talks', isConnected)
    ;(await way).cut()
    human.hangsUp()

    expect((await scene.isOver()).path.at(-1)).toBe('goodbye')
  }))

  it('a caller who leaves while the control connection is cut leaves nothing behind', () => world.scene(async (scene) => {
    const caller = await scene.caller()
    caller.dials(numbers.attended)
    await scene.listensIn('question')

    ;(await way).cut()
    caller.hangsUp()

    expect((await scene.isOver()).disposition).toBe('caller-hung-up')
  }))
})

describe('by a dialplan that asks', () => {
  const world = aSwitchWorld({ flows: transferFlows, asterisk: { entry: 'callchart-ask-in' } })

  it('a caller whose bridge is killed goes on over another', () => world.scene((scene) => goesOnWithoutItsBridge(world, scene)))
})
