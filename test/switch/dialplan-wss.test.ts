import { fileURLToPath } from 'node:url'
import { it } from 'vitest'
import { exampleFlow } from '../driver/flows.js'
import { speaksPressesAndIsPutThrough } from './driver/conversation.js'
import { aSwitchWorld } from './driver/switch-world.js'

const pem = (name: string): string => fileURLToPath(new URL(`../../packages/media-bridge/src/testing/tls/${name}`, import.meta.url))
const world = aSwitchWorld({
  flows: [exampleFlow('card-services')],
  system: { mediaTls: { certFile: pem('own.cert.pem'), keyFile: pem('own.key.pem') } },
  asterisk: { entry: 'callchart-ask-in', mediaCa: pem('own.cert.pem') },
})

it('the same with the media over wss, the certificate checked by Asterisk', () => speaksPressesAndIsPutThrough(world))
