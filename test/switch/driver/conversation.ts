import { LegClock, openCallLeg, type CallLeg, type Seat } from '@callchart/cli'
import { sampleRateHz } from '@callchart/protocol'
import { expect } from 'vitest'
import { likeAtLeast } from './likeness.js'
import type { Scene } from './scene.js'
import { voiceLikeness, type SwitchWorld } from './switch-world.js'

/** One human at a browser's seat, with a telephone that joins at the bridge. */
async function answers(seat: Seat): Promise<CallLeg> {
  const { offerId } = await seat.next('offered')
  seat.send({ type: 'accept', offerId })
  const { mediaUrl } = await seat.next('accepted')
  const leg = await openCallLeg({ mediaUrl, channelId: 'anna', variables: {}, telephone: {}, clock: new LegClock(), onIgnored: () => undefined })
  await seat.next('joined')
  return leg
}

const throughTheFlow = ['start', 'welcome', 'question', 'setBalanceTopic', 'balanceCard', 'fetchBalance', 'sayBalance', 'question', 'toHuman', 'goodbye']

/** card-services from beginning to end: the caller speaks, presses four digits, asks for a human at a seat, and both hear each other. */
export const speaksPressesAndIsPutThrough = (world: SwitchWorld): Promise<void> => world.scene((scene) => speaks(world, scene))

async function speaks(world: SwitchWorld, scene: Scene): Promise<void> {
  const caller = await scene.caller()
  const seat = await world.there.seat('cards', 'Anna')
  const voices = { caller: await world.there.speech('thank you anna i would like to know more about my account please'), agent: await world.there.speech('hello this is anna how can i help you today', 'en-gb') }

  caller.dials('+15550100')
  await scene.listensIn('question')
  await caller.says(await world.there.speech('check my balance'))
  await scene.listensIn('balanceCard')
  await caller.presses('4321#')
  const { callId } = await scene.listensIn('question', 2)
  await caller.says(await world.there.speech('speak to an agent'))
  const agent = await answers(seat)
  const joinedAt = agent.telephone.clockSamples
  await agent.telephone.speak(voices.agent)
  await caller.says(voices.caller)
  await agent.telephone.reach(agent.telephone.clockSamples + voices.caller.length + sampleRateHz)
  const heardByCaller = caller.heard()
  const heardByAgent = agent.telephone.heard.slice(joinedAt, agent.telephone.heard.length)
  seat.send({ type: 'end', callId })
  const view = await scene.isOver()
  await agent.end()
  await caller.until('CALL_CLOSED')

  expect(view.path).toEqual(throughTheFlow)
  expect(view.transfer?.outcome).toBe('connected')
  const prompts = await world.promptsHeard(view, caller.heard())
  expect(prompts.length).toBeGreaterThanOrEqual(7)
  expect(prompts.filter(({ likeness }) => likeness < 0.9)).toEqual([])
  expect({ byCaller: await voiceLikeness(voices.agent, heardByCaller), byAgent: await voiceLikeness(voices.caller, heardByAgent) }).toEqual({ byCaller: likeAtLeast(0.95), byAgent: likeAtLeast(0.95) })
  expect(await voiceLikeness(await world.there.speech('the quick brown fox jumps over the lazy dog'), heardByCaller)).toBeLessThan(0.5)
}
