import type { CallView } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { switchLogin } from '../driver/asterisk.js'
import { reminder } from '../driver/reminder-flow.js'
import type { Scene } from '../driver/scene.js'
import { aSwitchWorld } from '../driver/switch-world.js'
import type { Telephone } from '../driver/telephone.js'

const callCount = 10
/** Who has answered is listened to for so long at most, before the bot is there. */
const listeningMs = 5_000
const world = aSwitchWorld({ flows: [reminder], system: { switches: [{ type: 'asterisk-ari', switchId: 'main', ...switchLogin }] } })

/** Whoever has the telephone is called, and what answers is listened to before anything is said. */
async function isCalled(scene: Scene): Promise<void> {
  const dial = (): Promise<Response> =>
    fetch(`${scene.there.system.url}/v1/dials`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ flow: 'reminder', target: { type: 'extension', extension: scene.extension }, detectMachine: true }),
    })
  let answer: Response | undefined
  // Asterisk connects when it is ready to.
  await scene.there.until('a switch that is connected', async () => (answer = await dial()).status !== 503)
  expect(answer?.status).toBe(201)
  scene.follows(((await answer?.json()) as { callId: string }).callId)
}

/** @returns what was not heard as it was played */
async function unheard(view: CallView, telephone: Telephone): Promise<unknown> {
  const prompts = await world.promptsHeard(view, telephone.heard(), { beforeMs: listeningMs })
  expect(prompts.length).toBeGreaterThan(0)
  return prompts.filter(({ likeness }) => likeness < 0.9)
}

const calls = Array.from({ length: callCount }, (_, index) => index + 1)

/** Whoever picks up is asked, and says yes. @param greeting that they answer with; absent: they wait */
async function isAsked(scene: Scene, greeting?: string): Promise<void> {
  const human = await scene.human({ picksUp: true, ...(greeting !== undefined && { says: await scene.there.speech(greeting, 'en-gb') }) })
  await isCalled(scene)
  await scene.listensIn('question')
  await human.says(await scene.there.speech('yes'))
  const view = await scene.isOver()
  await human.until('CALL_CLOSED')

  expect(view.path, JSON.stringify(view.transcript)).toEqual(['start', 'question', 'confirmed'])
  expect(view.disposition).toBe('completed')
  expect(await unheard(view, human)).toEqual([])
}

describe.concurrent('a call that we place', () => {
  it.each(calls)('to a human asks its question and is understood (%i)', () => world.scene((scene) => isAsked(scene, 'hello')))

  it.each([
    ['greets for long', 'good morning miller and sons this is anna speaking'],
    ['says nothing', undefined],
  ])('to a human who %s is no call to a machine', (_, greeting) => world.scene((scene) => isAsked(scene, greeting)))

  it.each(calls)('to an answering machine leaves the message, and nothing of what a human is asked (%i)', () =>
    world.scene(async (scene) => {
      const machine = await scene.human({ picksUp: true, says: await scene.there.speech('you have reached the office of jane doe we cannot take your call at the moment please leave a message and we will call you back', 'en-gb') })
      await isCalled(scene)
      const view = await scene.isOver()
      await machine.until('CALL_CLOSED')

      expect(view.path.at(-1)).toBe('message')
      expect(view.transcript.filter(({ who }) => who === 'bot').map(({ nodeId }) => nodeId)).toEqual(['message'])
      expect(await unheard(view, machine)).toEqual([])
    }),
  )
})
