import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ApiClient, connectVoice, correlation, LegClock, openCallLeg, readWav, startSystem, takeSeat, writeMonoWav, type CallLeg, type RunningSystem, type Seat, type Voice } from '@callchart/cli'
import { msToSamples, sampleRateHz, samplesToMs, type CallView } from '@callchart/protocol'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startAsterisk, type Asterisk } from './asterisk.js'
import { freePorts } from './free-ports.js'
import { readHeard, startSipCaller, type SipCaller } from './sip-caller.js'

/** Kept between runs: making it takes a minute. */
const asteriskFolder = process.env.CALLCHART_ASTERISK ?? '/var/cache/callchart/asterisk'
const dialled = '15550100'

const folder = mkdtempSync(join(tmpdir(), 'callchart-switch-'))
chmodSync(folder, 0o711)
const dataDir = join(folder, 'data')
let system: RunningSystem
let asterisk: Asterisk
let telephone: SipCaller | undefined
let voice: Voice
let api: ApiClient
let sipPort: number

beforeAll(async () => {
  system = await startSystem({ dataDir, flowsDir: fileURLToPath(new URL('../../flows', import.meta.url)), logger: pino({ level: 'silent' }) })
  api = new ApiClient(system.url)
  voice = connectVoice(system.speechAddress)
  const [sip = 0, callerSip = 0, control = 0] = await freePorts(3)
  sipPort = sip
  asterisk = await startAsterisk({ folder: asteriskFolder, sipPort: sip, rtpPorts: [12_000, 12_099], apiUrl: system.url, mediaUrl: `${system.mediaUrl}/media` })
  const silenceWav = await writeVoice('silence', new Int16Array(sampleRateHz * 120))
  telephone = await startSipCaller({ folder: join(folder, 'telephone'), sipPort: callerSip, controlPort: control, rtpPorts: [23_000, 23_099], silenceWav })
})

afterAll(async () => {
  await telephone?.stop()
  voice.close()
  await asterisk.stop()
  await system.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A WAV file with these samples and enough silence after them that the telephone does not run out of sound. */
async function writeVoice(name: string, samples: Int16Array): Promise<string> {
  const padded = new Int16Array(samples.length + sampleRateHz * 120)
  padded.set(samples)
  const file = join(folder, `${name}.wav`)
  await writeMonoWav(file, padded)
  return file
}

const callerWords = 'thank you anna i would like to know more about my account please'
const agentWords = 'hello this is anna how can i help you today'

async function says(caller: SipCaller, text: string): Promise<Int16Array> {
  const samples = await voice.speak(text, 'en-us')
  caller.plays(await writeVoice(text.replaceAll(' ', '-'), samples))
  return samples
}

async function theCall(): Promise<string> {
  for (;;) {
    const answer = (await (await fetch(`${system.url}/v1/calls`)).json()) as { calls: { callId: string }[] }
    const call = answer.calls[0]
    if (call !== undefined) return call.callId
    await pause(50)
  }
}

async function until(callId: string, holds: (view: CallView) => boolean): Promise<CallView> {
  for (;;) {
    const view = await api.call(callId)
    if (holds(view)) return view
    if (view.status === 'ended') throw new Error(`the call ended at ${view.path.join(' -> ')}`)
    await pause(50)
  }
}

const listensIn = (nodeId: string, times: number) => (view: CallView): boolean =>
  view.listening !== null && view.statePath[0] === nodeId && view.path.filter((id) => id === nodeId).length === times

/** What was heard from a second before this time of the call on; the telephone's recording begins within a second of the call. */
const around = (heard: Int16Array, startMs: number, endMs: number): Int16Array =>
  heard.subarray(Math.max(0, msToSamples(startMs - 1_000)), msToSamples(endMs + 2_000))

/** What the bridge played: a prompt is synthesised once, and a second synthesis would sound a little different. */
async function cachedPrompts(): Promise<Int16Array[]> {
  const prompts = join(dataDir, 'prompts')
  return Promise.all(readdirSync(prompts).filter((name) => name.endsWith('.wav')).map((name) => readWav(join(prompts, name))))
}

/** The transcript does not name the file of a prompt, but tells about how long it was. */
const nearestIn = (prompts: readonly Int16Array[], lengthMs: number): Int16Array[] => {
  const distance = ({ length }: Int16Array): number => Math.abs(samplesToMs(length) - lengthMs)
  return [...prompts].sort((one, other) => distance(one) - distance(other)).slice(0, 5)
}

async function answers(seat: Seat): Promise<CallLeg> {
  const { offerId } = await seat.next('offered')
  seat.send({ type: 'accept', offerId })
  const { mediaUrl } = await seat.next('accepted')
  const leg = await openCallLeg({ mediaUrl, channelId: 'anna', variables: {}, telephone: {}, clock: new LegClock(), onIgnored: () => undefined })
  await seat.next('joined')
  return leg
}

it('carries a SIP caller by voice and keys to a human, through a real Asterisk', async () => {
  if (telephone === undefined) throw new Error('the telephone did not start')
  const caller = telephone
  const seat = await takeSeat(api, 'cards', 'Anna')

  caller.dials(`sip:${dialled}@127.0.0.1:${sipPort}`)
  const callId = await theCall()
  await until(callId, listensIn('question', 1))
  await says(caller, 'check my balance')
  await until(callId, listensIn('balanceCard', 1))
  await caller.presses('4321#')
  await until(callId, listensIn('question', 2))
  await says(caller, 'speak to an agent')
  const leg = await answers(seat)
  const fromAgent = await voice.speak(agentWords, 'en-gb')
  const callerStart = leg.telephone.clockSamples
  await leg.telephone.speak(fromAgent)
  const fromCaller = await says(caller, callerWords)
  await leg.telephone.reach(leg.telephone.clockSamples + fromCaller.length + sampleRateHz)
  seat.send({ type: 'end', callId })
  const view = await until(callId, ({ status }) => status === 'ended')
  await leg.end()
  await caller.stop()
  const heard = readHeard(caller.recording())

  expect(view.path).toEqual(['start', 'welcome', 'question', 'setBalanceTopic', 'balanceCard', 'fetchBalance', 'sayBalance', 'question', 'toHuman', 'goodbye'])
  expect(view.transfer?.outcome).toBe('connected')
  const joined = heard.subarray(Math.max(0, heard.length - sampleRateHz * 25))
  const prompts: number[] = []
  const cached = await cachedPrompts()
  for (const { who, startMs, endMs } of view.transcript) {
    if (who === 'bot') prompts.push(Math.max(...nearestIn(cached, endMs - startMs).map((prompt) => correlation(prompt, around(heard, startMs, endMs)))))
  }
  const scores = {
    prompts,
    agentHeard: correlation(fromCaller, leg.telephone.heard.slice(callerStart, leg.telephone.heard.length)),
    callerHeard: correlation(fromAgent, joined),
    wrongVoice: correlation(await voice.speak('the quick brown fox jumps over the lazy dog', 'en-us'), joined),
  }
  process.stdout.write(`heard through Asterisk: ${JSON.stringify(scores)}\n`)
  expect(Math.min(...scores.prompts)).toBeGreaterThanOrEqual(0.9)
  expect(scores.agentHeard).toBeGreaterThanOrEqual(0.95)
  expect(scores.callerHeard).toBeGreaterThanOrEqual(0.95)
  expect(scores.wrongVoice).toBeLessThan(0.5)
  expect(asterisk.console('core show channels')).toContain('0 active channels')
})
