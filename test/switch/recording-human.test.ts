import { readdirSync, rmSync } from 'node:fs'
import { bestMatch, correlation } from '@callchart/cli'
import { msToSamples, samplesToMs } from '@callchart/protocol'
import { afterAll, describe, expect, it } from 'vitest'
import type { FlowFile } from '../driver/flows.js'
import { likenessIn } from '../driver/prompts-heard.js'
import { sidesOf } from '../driver/recorded-sides.js'
import { recordingFolder, switchLogin } from './driver/asterisk.js'
import { freePorts } from '../driver/free-ports.js'
import { likeAtLeast } from './driver/likeness.js'
import type { Scene } from './driver/scene.js'
import { aSwitchWorld } from './driver/switch-world.js'
import { toHuman } from './driver/transfer-flows.js'
import { isConnected } from './driver/transfers.js'

/** Its caller agrees by pressing 1, or does not, before the question that leads to a human. */
function withConsent(flow: FlowFile): FlowFile {
  const [, ...others] = flow['nodes'] as { id: string }[]
  const prompt = { 'en-US': ['May we record this call?'] }
  return {
    ...flow,
    variables: { agreed: { type: 'boolean' } },
    nodes: [
      { id: 'start', kind: 'start', name: 'Start', next: 'consent' },
      { id: 'consent', kind: 'menu', name: 'Consent', prompt, choices: [{ digit: '1', on: 'affirm', to: 'agreed' }, { digit: '2', on: 'deny', to: 'record' }], noInput: { to: 'record' }, noMatch: { to: 'record' } },
      { id: 'agreed', kind: 'set', name: 'Agreed', assign: [{ variable: 'agreed', value: 'true' }], next: 'record' },
      { id: 'record', kind: 'record', name: 'Record', action: 'start', consent: 'agreed', next: 'question', noConsent: 'question' },
      ...others,
    ],
  }
}

const recorded = { attended: '+15550120', blind: '+15550121' } as const
const [managerPort = 0] = await freePorts(1)
const folder = recordingFolder()
const world = aSwitchWorld({
  flows: [withConsent(toHuman('attended', {}, recorded.attended)), withConsent(toHuman('blind', { mode: 'blind', whisper: undefined }, recorded.blind))],
  system: { recordings: { days: 1 }, switches: [{ type: 'asterisk-ari', switchId: 'main', ...switchLogin, manager: { host: '127.0.0.1', port: managerPort, user: 'callchart', password: switchLogin.password }, ...folder }] },
  asterisk: { managerPort },
})
afterAll(() => rmSync(folder.recordingsHere, { recursive: true, force: true }))

const askingWords = 'speak to an agent'
const callerWords = 'thank you anna i would like to know more'
const humanWords = 'hello this is anna how can i help you'
/** From the caller's asking for a human to their words to that human: by then both are joined. */
const laterMs = 14_000
const talkMs = 4_000
const lineMs = 60_000
/** A switch hands what has waited for a moment over at once when it begins to record. */
const settledMs = 300
/** What a recording may be beside the clock of its call. */
const besideMs = 20

/** No line of a telephone network is quite silent, and no two stretches of this one sound alike: each tells when it was sent. */
const hiss = Int16Array.from({ length: msToSamples(lineMs) }, () => Math.round((Math.random() - 0.5) * 64))

/** Voices by when they begin, and between them what a line has. */
function onALine(voices: readonly (readonly [beginsMs: number, voice: Int16Array])[]): Int16Array {
  const line = hiss.slice()
  for (const [beginsMs, voice] of voices) line.set(voice, msToSamples(beginsMs))
  return line
}

async function talks(scene: Scene, number: string, consent: '1' | '2') {
  const human = await scene.human({ picksUp: true, says: onALine([]) })
  const voices = { asking: await scene.there.speech(askingWords), caller: await scene.there.speech(callerWords), human: await scene.there.speech(humanWords, 'en-gb') }
  const caller = await scene.caller()
  caller.dials(number)
  await scene.listensIn('consent')
  await caller.presses(consent)
  await scene.listensIn('question')
  await caller.says(onALine([[0, voices.asking], [laterMs, voices.caller]]))
  const saidAt = Date.now()
  await scene.call('a human who talks', isConnected)
  await human.says(onALine([[0, voices.human]]))
  await scene.listens(saidAt + laterMs + talkMs - Date.now())
  human.hangsUp()
  const view = await scene.isOver()
  await caller.until('CALL_CLOSED')
  return { voices, view }
}

const filesOfSwitch = (callId: string): string[] => readdirSync(folder.recordingsHere).filter((name) => name.startsWith(callId))

/** Long enough to be sure, short enough that the clock of the call has not been set meanwhile. */
const stretchMs = 300

/** When the line sent what a side of the recording has from some time on: that time less the line's own, in milliseconds. */
async function sentBefore(side: Int16Array, fromMs: number): Promise<number> {
  const stretch = side.subarray(msToSamples(fromMs), msToSamples(fromMs + stretchMs))
  const { at, score } = await bestMatch(stretch, hiss, 0, hiss.length)
  expect(score).toBeGreaterThan(0.8)
  return fromMs - samplesToMs(at)
}

describe('a recorded call whose human has a telephone of the switch', () => {
  it.each(['attended', 'blind'] as const)('%s: has both voices on their sides, where they were in the call', (mode) =>
    world.scene(async (scene) => {
      const { voices, view } = await talks(scene, recorded[mode], '1')
      const sides = await sidesOf(world.there, view)
      expect(view.recordings?.map(({ state }) => state)).toEqual(['ended', 'ended', 'ended'])
      expect({ caller: await correlation(voices.caller, sides.caller), human: await likenessIn(sides.heard, voices.human) }).toEqual({ caller: likeAtLeast(0.9), human: likeAtLeast(0.9) })
      for (const likeness of [await correlation(voices.human, sides.caller), await likenessIn(sides.heard, voices.caller)]) expect(likeness).toBeLessThan(0.6)

      // What the bridge recorded last and what the switch recorded first were sent by the caller's telephone without a gap.
      const [ofBridge, ofSwitch] = (view.recordings ?? []).map(({ fromMs = 0, toMs = 0 }) => [fromMs - sides.fromMs, toMs - sides.fromMs] as const)
      const beside = (await sentBefore(sides.caller, (ofSwitch?.[0] ?? 0) + settledMs)) - (await sentBefore(sides.caller, (ofBridge?.[1] ?? 0) - stretchMs))
      process.stdout.write(`${mode}: the switch's part of the recording lies ${beside} ms beside the clock of the call\n`)
      expect(Math.abs(beside)).toBeLessThanOrEqual(besideMs)
      await world.there.until('the recording gone from the switch', () => filesOfSwitch(view.callId).length === 0)
    }),
  )

  it('is not recorded anywhere where the caller did not agree', () =>
    world.scene(async (scene) => {
      const { view } = await talks(scene, recorded.attended, '2')

      expect(view).not.toHaveProperty('recordings')
      expect(filesOfSwitch(view.callId)).toEqual([])
    }),
  )
})
