import { describe, expect, it } from 'vitest'
import { switchLogin } from './driver/asterisk.js'
import type { Scene } from './driver/scene.js'
import { aSwitchWorld, type SwitchWorld } from './driver/switch-world.js'
import { numbers, transferFlows } from './driver/transfer-flows.js'
import { isConnected } from './driver/transfers.js'

/** The system is killed while a question is asked, and started again: the caller hears the question again, is understood, and reaches a human. */
async function goesOnAfterwards(world: SwitchWorld, scene: Scene, number: string): Promise<void> {
  const human = await scene.human({ picksUp: true })
  const words = await scene.there.speech('check my balance')
  const caller = await scene.caller()
  caller.dials(number)
  const { callId } = await scene.listensIn('question')

  await world.process.kill()
  const killedAt = Date.now()
  const heardBefore = caller.heard().length
  await world.process.start()
  const startedAt = Date.now()
  await scene.there.until('a voice again', () => caller.heard().subarray(heardBefore).some((sample) => Math.abs(sample) > 2_000))
  process.stdout.write(`killed and started again within ${startedAt - killedAt} ms, heard again ${Date.now() - startedAt} ms later\n`)
  await caller.says(words)
  await scene.listensIn('balanceCard')
  await caller.presses('0')
  await scene.call('a human who talks', isConnected)
  human.hangsUp()
  const view = await scene.isOver()

  expect(view).toMatchObject({ callId, disposition: 'transferred' })
  expect(view.path.at(-1)).toBe('goodbye')
}

/** The system is killed while caller and human talk, who do not notice; the human leaves when it runs again. */
async function comesBackAfterwards(world: SwitchWorld, scene: Scene, number: string): Promise<void> {
  const human = await scene.human({ picksUp: true })
  const caller = await scene.caller()
  caller.dials(number)
  await scene.listensIn('question')
  await caller.presses('0')
  const { callId } = await scene.call('a human who talks', isConnected)

  await world.process.kill()
  await world.process.start()
  expect(human.countOf('CALL_CLOSED')).toBe(0)
  human.hangsUp()
  const view = await scene.isOver()
  await caller.until('CALL_CLOSED')

  expect(view).toMatchObject({ callId, disposition: 'transferred' })
  expect(view.path.at(-1)).toBe('goodbye')
}

describe.each([
  ['by ARI', 'attended', { switches: [{ type: 'asterisk-ari', switchId: 'main', ...switchLogin }] }, {}],
  ['by a dialplan that asks', 'blind', {}, { entry: 'callchart-ask-in' }],
] as const)('a system that is killed and started again, %s', (_, mode, system, asterisk) => {
  const world = aSwitchWorld({ flows: transferFlows, system, apart: { LOG_LEVEL: 'info' }, asterisk })

  it('has its caller go on with the question', () => world.scene((scene) => goesOnAfterwards(world, scene, numbers[mode])))
  it('has its caller back when the human leaves', () => world.scene((scene) => comesBackAfterwards(world, scene, numbers[mode])))
})
