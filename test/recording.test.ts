import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { correlation } from '@callchart/cli'
import { msToSamples, readWav, samplesToMs, type VoicemailList } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ScriptedBucket } from '../packages/media-bridge/src/testing/scripted-bucket.js'
import type { Caller } from './driver/caller.js'
import { likenessIn, playedFor } from './driver/prompts-heard.js'
import { recorded, recordedMessage } from './driver/recorded-flows.js'
import { filesOf, hidesCode, keepsNothing, recordingUrl, sidesOf, stretchOf } from './driver/recordings.js'
import { firstAudible, lastAudible } from './driver/sound.js'
import { TestSystem } from './driver/system.js'

const there = new TestSystem([recorded('recorded'), recorded('refusing'), recorded('killed'), recordedMessage('mailbox')])
beforeAll(() => there.start({ recordings: { days: 90 } }))
afterAll(() => there.close())

const callerWords = 'i would like to know the balance of my account please'
const privateWords = 'nobody is going to keep this sentence of mine'
const lastWords = 'that was everything that i wanted to know today'

/** Where `sent` begins in `side`, near a sample: by its first audible half second. */
function offsetOf(sent: Int16Array, side: Int16Array, near: number): number {
  const begin = firstAudible(sent)
  const pattern = sent.subarray(begin, begin + 4_000)
  const best = { score: 0, at: Number.NaN }
  for (let at = Math.max(0, near + begin - 1_200); at <= near + begin + 1_200; at += 1) {
    let [product, energy] = [0, 1]
    for (let index = 0; index < pattern.length; index += 1) {
      const sample = side[at + index] ?? 0
      product += sample * (pattern[index] ?? 0)
      energy += sample * sample
    }
    const score = product / Math.sqrt(energy)
    if (score > best.score) Object.assign(best, { score, at: at - begin })
  }
  return best.at
}

async function agrees(caller: Caller): Promise<void> {
  await caller.isAsked('consent')
  await caller.says('yes')
}

describe('a call whose caller agrees to be recorded', () => {
  it('is heard again as it was: both sides, in time, silent where nobody may listen', async () => {
    const caller = await there.calls('recorded')
    await agrees(caller)
    await caller.isAsked('code')
    await caller.presses('4711')
    await caller.isAsked('question')
    await caller.says(callerWords)
    await caller.isAsked('private')
    await caller.says(privateWords)
    await caller.isAsked('last')
    await caller.says(lastWords)
    const view = await caller.isHungUpOn()
    const sides = await sidesOf(there, view)
    const gaps = view.recordings?.[0]?.gaps ?? []

    // Both sides, from after the consent on, and nothing that was not to be kept.
    expect(view).toMatchObject({ recording: 'on', cdr: [{ recorded: true }], recordings: [{ state: 'ended' }] })
    for (const words of [callerWords, lastWords]) expect(correlation(await there.speech(words), sides.caller)).toBeGreaterThanOrEqual(0.9)
    expect(correlation(await there.speech(privateWords), sides.caller)).toBeLessThan(0.6)
    for (const words of ['Thank you. What can I do for you today?', 'Is there anything else that I can do for you?']) expect(likenessIn(sides.heard, await playedFor(there.system, words)), words).toBeGreaterThanOrEqual(0.9)
    expect(sides.fromMs).toBeGreaterThan(view.transcript.find(({ who }) => who === 'caller')?.endMs ?? Infinity)

    // Pauses are silence to the sample: the flow's own, the code that is asked for, and the prompt that reads it back.
    expect(gaps.map(({ by }) => by)).toEqual(['sensitive', 'sensitive', 'flow'])
    hidesCode(view, sides, '4711')

    // The journal and the sound agree within 20 ms.
    for (const { text, startMs } of view.transcript.filter(({ who, nodeId }) => who === 'bot' && (nodeId === 'question' || nodeId === 'last'))) {
      const due = startMs - sides.fromMs
      expect(Math.abs(samplesToMs(offsetOf(await playedFor(there.system, text), sides.heard, msToSamples(due))) - due), text).toBeLessThanOrEqual(20)
    }
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
  })

  it('has no tone of a key in its recording, whoever pressed it when', async () => {
    const caller = await there.calls('recorded')
    await agrees(caller)
    await caller.isAsked('code')
    await caller.presses('4711')
    await caller.isAsked('question')
    await caller.sounds(keyTone())
    await caller.waits(1_000)
    caller.hangsUp()
    const view = await there.ended(caller.callId)
    const { caller: side } = await sidesOf(there, view)

    expect(correlation(keyTone(), side)).toBeLessThan(0.3)
  })

  it('keeps what was recorded when the bridge is killed in its midst', async () => {
    const caller = await there.calls('killed')
    await agrees(caller)
    await caller.isAsked('code')
    await caller.presses('4711')
    await caller.isAsked('question')
    await caller.says(callerWords)
    await caller.isAsked('private')
    await caller.waits(2_000)
    const pid = there.system.pids.mediaBridge
    if (pid === undefined) throw new Error('the media bridge does not run')
    process.kill(pid, 'SIGKILL')
    await there.until('another media bridge', () => there.system.pids.mediaBridge !== undefined && there.system.pids.mediaBridge !== pid)
    const view = await there.ended(caller.callId)

    expect(view.recordings).toMatchObject([{ state: 'cut', fault: 'media-lost' }])
    expect(correlation(await there.speech(callerWords), (await sidesOf(there, view)).caller)).toBeGreaterThanOrEqual(0.9)
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
    const caller = await there.calls('mailbox')
    await caller.until('the tone being over', ({ listening }) => listening !== null)
    await caller.says(callerWords)
    const { callId } = await caller.isHungUpOn()
    const { voicemails } = (await (await fetch(`${there.system.url}/v1/voicemails`)).json()) as VoicemailList
    const [message] = voicemails

    expect(message).toMatchObject({ callId, mailbox: 'sales', audio: 'kept' })
    let wav: ReturnType<typeof readWav>
    await there.until('the stored message', async () => {
      const response = await fetch(`${there.system.url}/v1/voicemails/${callId}/${message?.turnId ?? ''}/audio`)
      if (response.ok) wav = readWav(new Uint8Array(await response.arrayBuffer()))
      return response.ok
    })
    const samples = new Int16Array(Uint8Array.from(wav?.audio ?? []).buffer)
    expect(wav?.channelCount).toBe(1)
    expect(correlation(await there.speech(callerWords), samples)).toBeGreaterThanOrEqual(0.9)
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
    const caller = await elsewhere.calls('mailbox')
    await caller.until('the tone being over', ({ listening }) => listening !== null)
    bucket.unavailableCount = 1
    await caller.says(callerWords)
    const { callId } = await caller.isHungUpOn()
    await elsewhere.until('the stored message', () => bucket.objects.size === 1)
    const [name = ''] = bucket.objects.keys()
    const { voicemails } = (await (await fetch(`${elsewhere.system.url}/v1/voicemails`)).json()) as VoicemailList
    const path = `${elsewhere.system.url}/v1/voicemails/${callId}/${voicemails[0]?.turnId ?? ''}`

    expect(name.startsWith(callId)).toBe(true)
    const whole = new Uint8Array(await (await fetch(`${path}/audio`)).arrayBuffer())
    expect(correlation(await elsewhere.speech(callerWords), new Int16Array(Uint8Array.from(readWav(whole)?.audio ?? []).buffer))).toBeGreaterThanOrEqual(0.9)
    const part = new Uint8Array(await (await fetch(`${path}/audio`, { headers: { range: 'bytes=20000-29999' } })).arrayBuffer())
    expect(Buffer.from(part).equals(whole.subarray(20_000, 30_000))).toBe(true)
    expect((await fetch(path, { method: 'DELETE' })).status).toBe(204)
    expect(bucket.objects.size).toBe(0)
  })
})

/** Key 5 for 400 ms, as a line has it that carries keys as sound. */
function keyTone(): Int16Array {
  return Int16Array.from({ length: 3_200 }, (_, n) => 5_000 * (Math.sin((2 * Math.PI * 770 * n) / 8_000) + Math.sin((2 * Math.PI * 1_336 * n) / 8_000)))
}
