import { afterEach, beforeEach, expect, it } from 'vitest'
import { muLawToPcm, pcmToMuLaw } from './audio/g711.js'
import { BridgeRig, turnOf } from './testing/bridge-rig.js'
import { levelOf, promptOf } from './testing/scripted-speech.js'
import type { ScriptedSwitch } from './testing/scripted-switch.js'

let rig: BridgeRig

beforeEach(async () => {
  rig = await BridgeRig.start()
})
afterEach(() => rig.stop())

const ulaw = (sample: number) => pcmToMuLaw[sample & 0xffff] ?? 0
const frameOf = (sample: number) => Buffer.alloc(160, ulaw(sample))
const levelsHeard = (peer: ScriptedSwitch) => peer.heard.map((frame) => muLawToPcm[frame[80] ?? 0xff] ?? 0)
const near = (level: number) => (heard: number) => Math.abs(heard - level) < 40

it('plays the prompts of a turn to their end and says when each is heard', async () => {
  const { caller, call } = await rig.call('c1')

  call.send(turnOf('t1', [promptOf('ab'), promptOf('c')]))
  await call.when(() => call.types.includes('prompt.started'))
  await rig.pass(500, [caller])
  await call.next('turn.finished')

  expect(call.types).toEqual(['call.connected', 'prompt.started', 'prompt.finished', 'prompt.started', 'prompt.finished', 'turn.finished'])
  for (const letter of 'abc') expect(levelsHeard(caller).filter(near(levelOf(letter)))).toHaveLength(5)
})
