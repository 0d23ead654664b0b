import { describe, it } from 'vitest'
import { speaksPressesAndIsPutThrough } from './driver/conversation.js'
import { switchLogin } from './driver/asterisk.js'
import { aSwitchWorld } from './driver/switch-world.js'
import { numbers, transferFlows } from './driver/transfer-flows.js'
import { goesOnWith, isPutThrough, isReferred, leavesWhile } from './driver/transfers.js'

const world = aSwitchWorld({ flows: transferFlows, system: { switches: [{ type: 'asterisk-ari', switchId: 'main', ...switchLogin }] } })

describe('by ARI over the connection that Asterisk opens', () => {
  it('a SIP caller hears every prompt, speaks, presses keys and talks to a human at a seat', () => speaksPressesAndIsPutThrough(world))

  it('a caller is put through to extension 2000 after the human heard of them, and comes back', () => isPutThrough(world, numbers.attended))
  it('a caller is put through to extension 2000 blindly, and comes back', () => isPutThrough(world, numbers.blind))

  it.each(['attended', 'blind'] as const)('%s: a human who is busy leaves the caller with the flow', (mode) => goesOnWith(world, numbers[mode], 'busy'))
  it.each(['attended', 'blind'] as const)('%s: a human who does not answer leaves the caller with the flow', (mode) => goesOnWith(world, numbers[mode], 'no-answer'))
  it('a telephone that is not there leaves the caller with the flow', () => goesOnWith(world, numbers.absent, 'failed'))
  it("a caller's own telephone calls extension 2000 when it is asked to (REFER)", () => isReferred(world))

  it.each(['announced', 'ringing', 'connected'] as const)('attended: a caller who leaves while %s leaves nothing behind', (moment) => leavesWhile(world, numbers.attended, moment))
  it.each(['announced', 'ringing', 'connected'] as const)('blind: a caller who leaves while %s leaves nothing behind', (moment) => leavesWhile(world, numbers.blind, moment))
})
