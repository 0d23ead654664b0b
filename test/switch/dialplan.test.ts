import { describe, it } from 'vitest'
import { speaksPressesAndIsPutThrough } from './driver/conversation.js'
import { aSwitchWorld } from './driver/switch-world.js'
import { numbers, transferFlows } from './driver/transfer-flows.js'
import { goesOnWith, isPutThrough, isReferred, leavesWhile } from './driver/transfers.js'

const world = aSwitchWorld({ flows: transferFlows, asterisk: { entry: 'callchart-ask-in' } })

describe('by a dialplan that asks', () => {
  it('a SIP caller hears every prompt, speaks, presses keys and talks to a human at a seat', () => speaksPressesAndIsPutThrough(world))

  it('a caller is put through to extension 2000, and comes back', () => isPutThrough(world, numbers.blind))
  it('a human who is busy leaves the caller with the flow', () => goesOnWith(world, numbers.blind, 'busy'))
  it('a human who does not answer leaves the caller with the flow', () => goesOnWith(world, numbers.blind, 'no-answer'))
  it('a telephone that is not there leaves the caller with the flow', () => goesOnWith(world, numbers.absent, 'failed'))
  it("a caller's own telephone calls extension 2000 when it is asked to (REFER)", () => isReferred(world))

  it.each(['announced', 'ringing', 'connected'] as const)('a caller who leaves while %s leaves nothing behind', (moment) => leavesWhile(world, numbers.blind, moment))
})
