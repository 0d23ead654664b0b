import { describe, it } from 'vitest'
import { speaksPressesAndIsPutThrough } from './driver/conversation.js'
import { dialStrings, switchLogin } from './driver/asterisk.js'
import { aSwitchWorld } from './driver/switch-world.js'
import { numbers, transferFlows } from './driver/transfer-flows.js'
import { goesOnWith, isPutThrough, isReferred, leavesWhile, sees } from './driver/transfers.js'

const world = aSwitchWorld({ flows: transferFlows, system: { switches: [{ type: 'asterisk-dialplan', switchId: 'main', ...switchLogin, dialStrings }] }, asterisk: { entry: 'callchart-ask-in' } })

describe('by a dialplan that asks', () => {
  // Alone: a processor that many telephones share loses frames of what is listened to here.
  it('a SIP caller hears every prompt, speaks, presses keys and talks to a human at a seat', () => speaksPressesAndIsPutThrough(world))
})

describe.concurrent('transfers by a dialplan that asks', () => {
  it('a caller is put through to a telephone, and comes back', () => world.scene((scene) => isPutThrough(scene, numbers.blind)))
  it('a human who is busy leaves the caller with the flow', () => world.scene((scene) => goesOnWith(scene, numbers.blind, 'busy')))
  it('a human who does not answer leaves the caller with the flow', () => world.scene((scene) => goesOnWith(scene, numbers.blind, 'no-answer')))
  it('a human who declines leaves the caller with the flow', () => world.scene((scene) => goesOnWith(scene, numbers.blindDeclining, 'declined')))
  it('a telephone that is not there leaves the caller with the flow', () => world.scene((scene) => goesOnWith(scene, numbers.blindAbsent, 'failed')))
  it('whoever is called outside sees our number', () => world.scene((scene) => sees(scene, numbers.blindOutside, 'ours')))
  it("a human at an extension sees the caller's number", () => world.scene((scene) => sees(scene, numbers.blind, "the caller's")))
  it("a caller's own telephone calls the human's when it is asked to (REFER)", () => world.scene((scene) => isReferred(scene)))

  it.each(['announced', 'ringing', 'connected'] as const)('a caller who leaves while %s leaves nothing behind', (moment) => world.scene((scene) => leavesWhile(scene, numbers.blind, moment)))
})
