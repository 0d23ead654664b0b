import { describe, it } from 'vitest'
import { speaksPressesAndIsPutThrough } from './driver/conversation.js'
import { dialStrings, switchLogin } from './driver/asterisk.js'
import { aSwitchWorld } from './driver/switch-world.js'
import { numbers, transferFlows } from './driver/transfer-flows.js'
import { goesOnWith, isPutThrough, isReferred, leavesWhile, sees } from './driver/transfers.js'

const world = aSwitchWorld({ flows: transferFlows, system: { switches: [{ type: 'asterisk-ari', switchId: 'main', ...switchLogin, dialStrings }] } })

describe('by ARI over the connection that Asterisk opens', () => {
  // Alone: a processor that many telephones share loses frames of what is listened to here.
  it('a SIP caller hears every prompt, speaks, presses keys and talks to a human at a seat', () => speaksPressesAndIsPutThrough(world))
})

describe.concurrent('transfers by ARI over the connection that Asterisk opens', () => {
  it.each(['attended', 'blind'] as const)('%s: a caller is put through to a telephone, and comes back', (mode) => world.scene((scene) => isPutThrough(scene, numbers[mode])))

  it.each(['attended', 'blind'] as const)('%s: a human who is busy leaves the caller with the flow', (mode) => world.scene((scene) => goesOnWith(scene, numbers[mode], 'busy')))
  it.each(['attended', 'blind'] as const)('%s: a human who does not answer leaves the caller with the flow', (mode) => world.scene((scene) => goesOnWith(scene, numbers[mode], 'no-answer')))
  it.each(['attendedDeclining', 'blindDeclining'] as const)('%s: a human who declines leaves the caller with the flow', (mode) => world.scene((scene) => goesOnWith(scene, numbers[mode], 'declined')))
  it.each(['attendedAbsent', 'blindAbsent'] as const)('%s: a telephone that is not there leaves the caller with the flow', (mode) => world.scene((scene) => goesOnWith(scene, numbers[mode], 'failed')))
  it.each(['attendedOutside', 'blindOutside'] as const)('%s: whoever is called outside sees our number', (flow) => world.scene((scene) => sees(scene, numbers[flow], 'ours')))
  it.each(['attended', 'blind'] as const)("%s: a human at an extension sees the caller's number", (mode) => world.scene((scene) => sees(scene, numbers[mode], "the caller's")))
  it("a caller's own telephone calls the human's when it is asked to (REFER)", () => world.scene((scene) => isReferred(scene)))

  it.each(['announced', 'ringing', 'connected'] as const)('attended: a caller who leaves while %s leaves nothing behind', (moment) => world.scene((scene) => leavesWhile(scene, numbers.attended, moment)))
  it.each(['announced', 'ringing', 'connected'] as const)('blind: a caller who leaves while %s leaves nothing behind', (moment) => world.scene((scene) => leavesWhile(scene, numbers.blind, moment)))
})
