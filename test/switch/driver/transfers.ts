import type { CallView } from '@callchart/protocol'
import { expect } from 'vitest'
import { likeAtLeast } from './likeness.js'
import type { Scene } from './scene.js'
import { voiceLikeness } from './switch-world.js'
import type { Telephone } from './telephone.js'
import { numbers } from './transfer-flows.js'

const callerWords = 'thank you anna i would like to know more'
const humanWords = 'hello this is anna how can i help you'
/** Until the words of both are over and on the other side. */
const talkMs = 4_000

/** A caller who has asked for a human in a flow that leads to a telephone. */
async function asksForAHuman(scene: Scene, number: string): Promise<Telephone> {
  const caller = await scene.caller()
  caller.dials(number)
  await scene.listensIn('question')
  await caller.presses('0')
  return caller
}

export const isConnected = ({ transfer }: CallView): boolean => transfer?.outcome === 'connected'

/** Both hear each other; the human leaves first, and the flow says goodbye to the caller. */
export async function isPutThrough(scene: Scene, number: string): Promise<void> {
  const human = await scene.human({ picksUp: true })
  const voices = { caller: await scene.there.speech(callerWords), human: await scene.there.speech(humanWords, 'en-gb') }

  const caller = await asksForAHuman(scene, number)
  await scene.call('a human who talks', isConnected)
  // The switch is answered before the telephone itself knows that it is in a call: what it is given to say sooner is not said.
  await human.until('CALL_ESTABLISHED')
  await Promise.all([human.says(voices.human), caller.says(voices.caller)])
  await scene.listens(talkMs)
  const heard = { byCaller: caller.heard(), byHuman: human.heard() }
  human.hangsUp()
  const view = await scene.isOver()
  await caller.until('CALL_CLOSED')

  const likeness = { caller: await voiceLikeness(voices.human, heard.byCaller, 8), human: await voiceLikeness(voices.caller, heard.byHuman, 8) }
  expect(likeness).toEqual({ caller: likeAtLeast(0.95), human: likeAtLeast(0.95) })
  expect(view.path.slice(-3)).toEqual(['question', 'toHuman', 'goodbye'])
  expect(view.disposition).toBe('transferred')
}

export type Unreached = 'busy' | 'declined' | 'no-answer' | 'failed'

/** The human is not reached, and the flow goes on with the caller on the line. */
export async function goesOnWith(scene: Scene, number: string, outcome: Unreached): Promise<void> {
  const human = outcome === 'busy' || outcome === 'no-answer' ? await scene.human() : undefined

  const caller = await asksForAHuman(scene, number)
  if (outcome === 'busy') {
    await human?.until('CALL_INCOMING')
    human?.hangsUp()
  }
  await scene.listensIn('question', 2)
  caller.hangsUp()
  const ended = await scene.isOver()

  expect(ended.path).toContain('nobodyFree')
  expect(ended.transfer?.outcome).toBe(outcome)
}

async function mayBeShown(scene: Scene, number: string): Promise<void> {
  const body = JSON.stringify({ author: 'Anna', isOwn: true })
  const { status } = await fetch(`${scene.there.system.url}/v1/numbers/own/${encodeURIComponent(number)}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body })
  expect(status).toBe(204)
}

/** Whoever is called outside sees the number that was dialled, and at an extension that of the caller. */
export async function sees(scene: Scene, number: string, shown: 'ours' | "the caller's"): Promise<void> {
  if (shown === 'ours') await mayBeShown(scene, number)
  const human = await scene.human()

  const caller = await asksForAHuman(scene, number)
  const { peeruri } = await human.until('CALL_INCOMING')
  human.hangsUp()
  await scene.listensIn('question', 2)
  caller.hangsUp()
  await scene.isOver()

  expect(peeruri).toContain(shown === 'ours' ? number : scene.number)
}

export type Moment = 'announced' | 'ringing' | 'connected'

/** The caller leaves at this moment of the transfer; the human's telephone falls silent too. */
export async function leavesWhile(scene: Scene, number: string, moment: Moment): Promise<void> {
  const human = await scene.human({ picksUp: moment === 'connected' })

  const caller = await asksForAHuman(scene, number)
  if (moment === 'announced') await scene.call('a transfer', ({ path }) => path.includes('toHuman'))
  if (moment === 'ringing') await human.until('CALL_INCOMING')
  if (moment === 'connected') await scene.call('a human who talks', isConnected)
  caller.hangsUp()
  const view = await scene.isOver()

  expect(view.path).toContain('toHuman')
  if (moment !== 'announced') await human.until('CALL_CLOSED')
}

/** The caller's own telephone is asked to call the human's, and does; nothing of the call is left with us. */
export async function isReferred(scene: Scene): Promise<void> {
  const human = await scene.human({ picksUp: true })
  const words = await scene.there.speech(humanWords, 'en-gb')

  const caller = await asksForAHuman(scene, numbers.refer)
  await human.until('CALL_ESTABLISHED')
  await human.says(words)
  const view = await scene.isOver()
  await scene.listens(talkMs)

  expect(view.path.at(-1)).toBe('toHuman')
  expect(view.disposition).toBe('transferred')
  expect(await voiceLikeness(words, caller.heard(), 8)).toBeGreaterThanOrEqual(0.95)
  human.hangsUp()
}
