import { describe, it } from 'vitest'
import { speaksPressesAndIsPutThrough } from './driver/conversation.js'
import { switchLogin } from './driver/asterisk.js'
import { freePorts } from '../driver/free-ports.js'
import { aSwitchWorld } from './driver/switch-world.js'
import { numbers, transferFlows } from './driver/transfer-flows.js'
import { isPutThrough } from './driver/transfers.js'

const [httpPort = 0] = await freePorts(1)
const world = aSwitchWorld({
  flows: transferFlows,
  system: { switches: [{ type: 'asterisk-ari', switchId: 'main', url: `http://127.0.0.1:${httpPort}`, ...switchLogin, user: 'callchart' }] },
  asterisk: { httpPort },
})

describe.concurrent('by ARI over the HTTP server of Asterisk', () => {
  it('a SIP caller hears every prompt, speaks, presses keys and talks to a human at a seat', () => speaksPressesAndIsPutThrough(world))

  it('a caller is put through to a telephone after the human heard of them, and comes back', () => world.scene((scene) => isPutThrough(scene, numbers.attended)))
})
