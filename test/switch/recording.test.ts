import { describe, expect, it } from 'vitest'
import { numberAlone } from '../../packages/runtime/src/testing/number-alone.js'
import { exampleFlow } from '../driver/flows.js'
import { recorded } from '../driver/recorded-flows.js'
import { sidesOf } from '../driver/recorded-sides.js'
import { filesOf, hidesCode, keepsNothing } from '../driver/recordings.js'
import { switchLogin } from './driver/asterisk.js'
import { likeAtLeast } from './driver/likeness.js'
import type { Scene } from './driver/scene.js'
import { aSwitchWorld, voiceLikeness } from './driver/switch-world.js'
import type { Telephone } from './driver/telephone.js'

const number = '+15550120'
const code = '4711'
const callerWords = 'i would like to know the balance of my account please'

// Apart, and telling all: what its processes write is looked through.
const world = aSwitchWorld({
  flows: [exampleFlow('card-services'), { ...recorded('recorded'), dnis: [number] }],
  system: { switches: [{ type: 'asterisk-ari', switchId: 'main', ...switchLogin }] },
  apart: { LOG_LEVEL: 'trace' },
})

/** Calls, and answers the question whether the call may be recorded. */
async function calls(scene: Scene, answer: string | undefined): Promise<Telephone> {
  const words = answer === undefined ? undefined : await scene.there.speech(answer)
  const caller = await scene.caller()
  caller.dials(number)
  await scene.listensIn('consent')
  if (words !== undefined) await caller.says(words)
  await scene.listensIn('code')
  await caller.presses(code)
  await scene.listensIn('question')
  return caller
}

/** What processes wrote of the code, between other words; longer numbers have it by chance. */
const writtenOf = (text: string): readonly string[] => text.split('\n').filter((line) => numberAlone(code).test(line))

describe('a recorded call from a switch', () => {
  it('is silent where a code is pressed and read back, and the code can be read nowhere', () =>
    world.scene(async (scene) => {
      const words = await scene.there.speech(callerWords)
      const caller = await calls(scene, 'yes')
      await caller.says(words)
      await scene.listensIn('private')
      caller.hangsUp()
      const view = await scene.isOver()
      const sides = await sidesOf(scene.there, view)
      const steps = await (await fetch(`${scene.there.system.url}/v1/calls/${view.callId}/steps`)).text()

      expect(view).toMatchObject({ recording: 'paused', cdr: [{ recorded: true }], recordings: [{ state: 'ended' }] })
      expect({ caller: await voiceLikeness(words, sides.caller), files: filesOf(scene.there, view.callId).length }).toEqual({ caller: likeAtLeast(0.9), files: 1 })
      hidesCode(view, sides, code)
      expect(steps).toContain('••••')
      expect(writtenOf(steps)).toEqual([])
      expect(world.process.log).toContain(view.callId)
      expect(writtenOf(world.process.log)).toEqual([])
    }))

  it.each([
    ['refuses', 'no'],
    ['does not answer', undefined],
  ])('leaves no file and no row where the caller %s', (_, answer) =>
    world.scene(async (scene) => {
      const words = await scene.there.speech(callerWords)
      const caller = await calls(scene, answer)
      await caller.says(words)
      await scene.listensIn('private')
      caller.hangsUp()

      await keepsNothing(scene.there, await scene.isOver())
      expect(writtenOf(world.process.log)).toEqual([])
    }))
})
