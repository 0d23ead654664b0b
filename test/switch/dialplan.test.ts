import { it } from 'vitest'
import { exampleFlow } from '../driver/flows.js'
import { speaksPressesAndIsPutThrough } from './driver/conversation.js'
import { aSwitchWorld } from './driver/switch-world.js'

const world = aSwitchWorld({ flows: [exampleFlow('card-services')], asterisk: { entry: 'callchart-ask-in' } })

it('by a dialplan that asks: a SIP caller hears every prompt, speaks, presses keys and talks to a human at a seat', () => speaksPressesAndIsPutThrough(world))
