import type { CallView } from '@callchart/protocol'
import { expect } from 'vitest'
import { likeAtLeast } from './likeness.js'
import { voiceLikeness, type SwitchWorld } from './switch-world.js'
import type { Telephone } from './telephone.js'
import { numbers } from './transfer-flows.js'

const callerWords = 'thank you anna i would like to know more about my account please'
const humanWords = 'hello this is anna how can i help you today'
const talkMs = 6_000

/** A caller who has asked for a human in a flow that leads to telephone 2000. */
async function asksForAHuman(world: SwitchWorld, number: string): Promise<Telephone> {
  const caller = await world.telephone()
  caller.dials(number)
  await world.listensIn('question')
  await caller.says(await world.there.speech('speak to an agent'))
  return caller
}

export const isConnected = ({ transfer }: CallView): boolean => transfer?.outcome === 'connected'

/** Both hear each other; the human leaves first, and the flow says goodbye to the caller. */
export async function isPutThrough(world: SwitchWorld, number: string): Promise<void> {
  const human = await world.telephone({ extension: '2000', picksUp: true })
  const voices = { caller: await world.there.speech(callerWords), human: await world.there.speech(humanWords, 'en-gb') }

  const caller = await asksForAHuman(world, number)
  await world.call('a human who talks', isConnected)
  await Promise.all([human.says(voices.human), caller.says(voices.caller)])
  await world.listens(talkMs)
  const heard = { caller: voiceLikeness(voices.human, caller.heard()), human: voiceLikeness(voices.caller, human.heard()) }
  human.hangsUp()
  const view = await world.isOver()
  await caller.until('CALL_CLOSED')

  expect(heard).toEqual({ caller: likeAtLeast(0.95), human: likeAtLeast(0.95) })
  expect(view.path.slice(-3)).toEqual(['question', 'toHuman', 'goodbye'])
  expect(view.disposition).toBe('transferred')
}

export type Unreached = 'busy' | 'declined' | 'no-answer' | 'failed'

/** The human is not reached, and the flow goes on with the caller on the line. */
export async function goesOnWith(world: SwitchWorld, number: string, outcome: Unreached): Promise<void> {
  const human = number === numbers.absent ? undefined : await world.telephone({ extension: '2000' })

  const caller = await asksForAHuman(world, number)
  if (outcome === 'busy') {
    await human?.until('CALL_INCOMING')
    human?.hangsUp()
  }
  await world.call('a flow that asks again', ({ path, listening }) => path.includes('nobodyFree') && listening !== null)
  caller.hangsUp()
  const ended = await world.isOver()

  expect(ended.transfer?.outcome).toBe(outcome)
}

/** The caller leaves at this moment of the transfer; the human's telephone falls silent too. */
export async function leavesWhile(world: SwitchWorld, number: string, moment: 'announced' | 'ringing' | 'connected'): Promise<void> {
  const human = await world.telephone({ extension: '2000', picksUp: moment === 'connected' })

  const caller = await asksForAHuman(world, number)
  if (moment === 'announced') await world.call('a transfer', ({ path }) => path.includes('toHuman'))
  if (moment === 'ringing') await human.until('CALL_INCOMING')
  if (moment === 'connected') await world.call('a human who talks', isConnected)
  caller.hangsUp()
  const view = await world.isOver()

  expect(view.path).toContain('toHuman')
  if (moment !== 'announced') await human.until('CALL_CLOSED')
}

/** The caller's own telephone is asked to call 2000, and does; nothing of the call is left with us. */
export async function isReferred(world: SwitchWorld): Promise<void> {
  const human = await world.telephone({ extension: '2000', picksUp: true })
  const words = await world.there.speech(humanWords, 'en-gb')

  const caller = await asksForAHuman(world, numbers.refer)
  await human.until('CALL_ESTABLISHED')
  await human.says(words)
  const view = await world.isOver()
  await world.listens(talkMs)

  expect(view.path.at(-1)).toBe('toHuman')
  expect(voiceLikeness(words, caller.heard())).toBeGreaterThanOrEqual(0.95)
  human.hangsUp()
}
