import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { correlation } from '@callchart/cli'
import { msToSamples, samplesToMs, type CallView, type VoicemailEntry, type VoicemailList } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ScriptedBucket } from '../packages/media-bridge/src/testing/scripted-bucket.js'
import type { Caller } from './driver/caller.js'
import { likenessIn, playedFor } from './driver/prompts-heard.js'
import { recorded, recordedMessage } from './driver/recorded-flows.js'
import { offsetOf, recordingUrl, samplesIn, sidesOf, stretchOf, type Sides } from './driver/recorded-sides.js'
import { filesOf, hidesCode, keepsNothing } from './driver/recordings.js'
import { firstAudible, lastAudible } from './driver/sound.js'
import { TestSystem } from './driver/system.js'

const there = new TestSystem([recorded('recorded'), recorded('refusing'), recorded('killed'), recordedMessage('mailbox')])
beforeAll(() => there.start({ recordings: { days: 90 } }))
afterAll(() => there.close())

const callerWords = 'i would like to know the balance of my account please'
const privateWords = 'nobody is going to keep this sentence of mine'
const lastWords = 'that was everything that i wanted to know today'

async function agrees(caller: Caller): Promise<void> {
  await caller.isAsked('consent')
  await caller.says('yes')
}

/** The message that was left last, and where it is read. */
async function latestMessage({ system }: TestSystem): Promise<{ readonly message: VoicemailEntry | undefined; readonly url: string }> {
  const { voicemails } = (await (await fetch(`${system.url}/v1/voicemails`)).json()) as VoicemailList
  const [message] = voicemails
  return { message, url: `${system.url}/v1/voicemails/${message?.callId ?? ''}/${message?.turnId ?? ''}` }
}

/** Leaves a message after the tone. */
async function leavesMessage(system: TestSystem, meanwhile = (): void => undefined): Promise<string> {
  const caller = await system.calls('mailbox')
  await caller.until('the tone being over', ({ listening }) => listening !== null)
  meanwhile()
  await caller.says(callerWords)
  return (await caller.isHungUpOn()).callId
}

/** A caller who agrees and has given the code is asked what they want. */
async function comesToQuestion(flow: string): Promise<Caller> {
  const caller = await there.calls(flow)
  await agrees(caller)
  await caller.isAsked('code')
  await caller.presses('4711')
  await caller.isAsked('question')
  return caller
}

/** A whole call whose caller agrees, and what was recorded of it. */
async function recordedCall(): Promise<{ readonly view: CallView; readonly sides: Sides }> {
  const caller = await comesToQuestion('recorded')
  await caller.says(callerWords)
  await caller.isAsked('private')
  await caller.says(privateWords)
  await caller.isAsked('last')
  await caller.says(lastWords)
  const view = await caller.isHungUpOn()
  return { view, sides: await sidesOf(there, view) }
}

/** How far apart journal and sound have the prompts of a call: the most, in milliseconds. */
async function mostApart({ view, sides }: Awaited<ReturnType<typeof recordedCall>>): Promise<number> {
  const prompts = view.transcript.filter(({ who, nodeId }) => who === 'bot' && (nodeId === 'question' || nodeId === 'last'))
  const apart = await Promise.all(
    prompts.map(async ({ text, startMs }) => {
      const due = startMs - sides.fromMs
      return Math.abs(samplesToMs(offsetOf(await playedFor(there.system, text), sides.heard, msToSamples(due))) - due)
    }),
  )
  return prompts.length === 2 ? Math.max(...apart) : Infinity
}

describe('a call whose caller agrees to be recorded', () => {
  it('is heard again as it was: both sides, in time, silent where nobody may listen', async () => {
    const { view, sides } = await recordedCall()
    const gaps = view.recordings?.[0]?.gaps ?? []

    // Both sides, from after the consent on, and nothing that was not to be kept.
    expect(view).toMatchObject({ recording: 'on', cdr: [{ recorded: true }], recordings: [{ state: 'ended' }] })
    for (const words of [callerWords, lastWords]) expect(await correlation(await there.speech(words), sides.caller)).toBeGreaterThanOrEqual(0.9)
    expect(await correlation(await there.speech(privateWords), sides.caller)).toBeLessThan(0.6)
    for (const words of ['Thank you. What can I do for you today?', 'Is there anything else that I can do for you?']) expect(await likenessIn(sides.heard, await playedFor(there.system, words)), words).toBeGreaterThanOrEqual(0.9)
    expect(sides.fromMs).toBeGreaterThan(view.transcript.find(({ who }) => who === 'caller')?.endMs ?? Infinity)

    // Pauses are silence to the sample: the flow's own, the code that is asked for, and the prompt that reads it back.
    expect(gaps.map(({ by }) => by)).toEqual(['sensitive', 'sensitive', 'flow'])
    hidesCode(view, sides, '4711')

    // The journal and the sound agree within 20 ms. A line whose frames come late has a clock that is late by up to three of them: such a call says nothing.
    let apart = await mostApart({ view, sides })
    for (let tries = 1; tries < 3 && !(apart <= 20); tries += 1) apart = await mostApart(await recordedCall())
    expect(apart).toBeLessThanOrEqual(20)
    const said = view.transcript.filter(({ who, nodeId }) => who === 'caller' && (nodeId === 'question' || nodeId === 'last'))
    for (const { startMs, endMs } of said) {
      const around = stretchOf(sides.caller, sides, { fromMs: startMs - 300, toMs: endMs + 300 })
      expect(Math.abs(samplesToMs(firstAudible(around)) - 300)).toBeLessThanOrEqual(60)
      expect(Math.abs(samplesToMs(lastAudible(around)) - 300 - (endMs - startMs))).toBeLessThanOrEqual(60)
    }

    // A part of it is asked for by range.
    const part = await fetch(recordingUrl(there, view.callId), { headers: { range: 'bytes=44-32043' } })
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 32_000])
    const lying = readFileSync(join(there.dataDir, 'recordings', filesOf(there, view.callId)[0] ?? ''))
    expect(lying.subarray(0, 8).toString()).toBe('CALLREC1')
  }, 300_000)

  it('has no tone of a key in its recording, whoever pressed it when', async () => {
    const caller = await comesToQuestion('recorded')
    await caller.sounds(keyTone())
    await caller.waits(1_000)
    caller.hangsUp()
    const view = await there.ended(caller.callId)
    const { caller: side } = await sidesOf(there, view)

    expect(await correlation(keyTone(), side)).toBeLessThan(0.3)
  })

  it('keeps what was recorded when the bridge is killed in its midst', async () => {
    const caller = await comesToQuestion('killed')
    await caller.says(callerWords)
    await caller.isAsked('private')
    await caller.waits(2_000)
    const pid = there.system.pids.mediaBridge
    if (pid === undefined) throw new Error('the media bridge does not run')
    process.kill(pid, 'SIGKILL')
    await there.until('another media bridge', () => there.system.pids.mediaBridge !== undefined && there.system.pids.mediaBridge !== pid)
    const view = await there.ended(caller.callId)

    expect(view.recordings).toMatchObject([{ state: 'cut', fault: 'media-lost' }])
    expect(await correlation(await there.speech(callerWords), (await sidesOf(there, view)).caller)).toBeGreaterThanOrEqual(0.9)
    expect(readdirSync(join(there.dataDir, 'recording-spool'))).toEqual([])
  })
})

describe('a call whose caller does not agree', () => {
  it.each([
    ['refuses', (caller: Caller) => caller.says('no')],
    ['does not answer', (caller: Caller) => caller.waits(100)],
  ])('leaves no file and no row where the caller %s', async (_, answer) => {
    const caller = await there.calls('refusing')
    await caller.isAsked('consent')
    await answer(caller)
    await caller.isAsked('code')
    await caller.presses('4711')
    await caller.isAsked('question')
    await caller.says(callerWords)
    await caller.isAsked('private')
    caller.hangsUp()
    const view = await there.ended(caller.callId)

    await keepsNothing(there, view)
  })
})

describe('a message', () => {
  it('is kept as it was said and can be heard again', async () => {
    const callId = await leavesMessage(there)
    const { message, url } = await latestMessage(there)

    expect(message).toMatchObject({ callId, mailbox: 'sales', audio: 'kept' })
    let wav: ArrayBuffer | undefined
    await there.until('the stored message', async () => {
      const response = await fetch(`${url}/audio`)
      if (response.ok) wav = await response.arrayBuffer()
      return response.ok
    })
    const samples = samplesIn(wav ?? new ArrayBuffer(0))
    expect(new DataView(wav ?? new ArrayBuffer(44)).getUint16(22, true)).toBe(1)
    expect(await correlation(await there.speech(callerWords), samples)).toBeGreaterThanOrEqual(0.9)
  })
})

describe('a bucket', () => {
  const bucket = new ScriptedBucket()
  const elsewhere = new TestSystem([recordedMessage('mailbox')])
  beforeAll(async () => {
    await bucket.start()
    await elsewhere.start({ recordings: { days: 90, storage: bucket.storage } })
  })
  afterAll(async () => {
    await elsewhere.close()
    bucket.stop()
  })

  it('gets what was recorded once it is complete, is read by ranges, and loses what is destroyed', async () => {
    const callId = await leavesMessage(elsewhere, () => void (bucket.unavailableCount = 1))
    await elsewhere.until('the stored message', () => bucket.objects.size === 1)
    const [name = ''] = bucket.objects.keys()
    const { url } = await latestMessage(elsewhere)

    expect(name.startsWith(callId)).toBe(true)
    const whole = await (await fetch(`${url}/audio`)).arrayBuffer()
    expect(await correlation(await elsewhere.speech(callerWords), samplesIn(whole))).toBeGreaterThanOrEqual(0.9)
    const part = Buffer.from(await (await fetch(`${url}/audio`, { headers: { range: 'bytes=20000-29999' } })).arrayBuffer())
    expect(part.equals(new Uint8Array(whole, 20_000, 10_000))).toBe(true)
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(204)
    expect(bucket.objects.size).toBe(0)
  })
})

/** Key 5 for 400 ms, as a line has it that carries keys as sound. */
function keyTone(): Int16Array {
  return Int16Array.from({ length: 3_200 }, (_, n) => 5_000 * (Math.sin((2 * Math.PI * 770 * n) / 8_000) + Math.sin((2 * Math.PI * 1_336 * n) / 8_000)))
}
