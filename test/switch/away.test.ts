import { describe, expect, it } from 'vitest'
import { exampleFlow } from '../driver/flows.js'
import { likeAtLeast } from './driver/likeness.js'
import { aSwitchWorld, voiceLikeness } from './driver/switch-world.js'

/** Nobody listens there: the system is away. */
const nowhere = 'http://127.0.0.1:9'

describe.each([
  ['with ARI', 'callchart-in'],
  ['by a dialplan that asks', 'callchart-ask-in'],
])('while Callchart is away, %s', (_, entry) => {
  const flows = [exampleFlow('card-services')]
  const world = aSwitchWorld({ flows, asterisk: { apiUrl: nowhere, entry, fallback: 'PJSIP/2000' } })

  it('a caller is put through to whom the site names', () => world.scene(async (scene) => {
    const { there } = world
    const words = { caller: await there.speech('i have lost my card'), human: await there.speech('card services this is anna') }
    const human = await scene.human({ picksUp: true })
    const caller = await scene.caller()

    caller.dials('+15550100')
    await human.until('CALL_ESTABLISHED')
    await caller.until('CALL_ESTABLISHED')
    await human.says(words.human)
    await caller.says(words.caller)
    await scene.listens(4_000)
    caller.hangsUp()
    await human.until('CALL_CLOSED')

    expect({ caller: await voiceLikeness(words.human, caller.heard()), human: await voiceLikeness(words.caller, human.heard()) }).toEqual({ caller: likeAtLeast(0.95), human: likeAtLeast(0.95) })
  }))
})

describe('while Callchart is away and the site names nobody', () => {
  const world = aSwitchWorld({ flows: [exampleFlow('card-services')], asterisk: { apiUrl: nowhere, entry: 'callchart-ask-in' } })

  it('a caller hears so and is let go', () => world.scene(async (scene) => {
    const caller = await scene.caller()

    caller.dials('+15550100')
    await caller.until('CALL_ESTABLISHED')
    await caller.until('CALL_CLOSED')

    expect(caller.heard().some((sample) => Math.abs(sample) > 1_000)).toBe(true)
  }))
})
