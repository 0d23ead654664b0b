import { expect, it } from 'vitest'
import { promptOf, ScriptedSynthesiser } from '../testing/scripted-speech.js'
import type { AudioFiles } from './audio-files.js'
import type { PromptAudio } from './prompt-audio.js'
import { PromptStore, type CacheResult } from './prompt-store.js'
import { PromptsAhead } from './prompts-ahead.js'

const calls = { call: {}, one: {}, other: {}, busy: {}, over: {} }

const openBridge = (files?: AudioFiles) => {
  const synthesiser = new ScriptedSynthesiser()
  const looked: CacheResult[] = []
  const noted: string[] = []
  const store = new PromptStore({
    synthesiser,
    disk: { read: async () => undefined, write: async () => undefined },
    ...(files !== undefined && { files }),
    maxMemoryBytes: 1_000_000,
    looked: (result) => looked.push(result),
    fault: () => undefined,
  })
  const [told, results] = [new Set<() => void>(), noted]
  const ahead = new PromptsAhead(store, (result) => {
    results.push(result)
    for (const tell of told) tell()
  })
  /** Until so many prompts were spoken, or given up, ahead. */
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      const tell = (): void => (noted.length >= count ? resolve() : undefined)
      told.add(tell)
      tell()
    })
  return { synthesiser, store, ahead, looked, noted, until }
}

const whole = (audio: PromptAudio) =>
  new Promise<PromptAudio>((resolve) => {
    if (audio.complete) resolve(audio)
    audio.watch(() => audio.complete && resolve(audio))
  })

/** Holds back whatever an engine speaks from now on. */
const holdBack = (synthesiser: ScriptedSynthesiser): (() => void) => {
  let release = (): void => undefined
  synthesiser.gate = new Promise((open) => (release = open))
  return () => release()
}

it('has what was expected at hand when it is asked for', async () => {
  const { ahead, store, synthesiser, looked, until } = openBridge()

  ahead.expect(calls.call, [promptOf('a'), promptOf('b')])
  await until(2)

  expect(store.open(promptOf('b')).complete).toBe(true)
  expect(synthesiser.spoken).toEqual(['a', 'b'])
  expect(looked).toEqual(['memory'])
})

it('speaks each only once, and one call after the other', async () => {
  const { ahead, synthesiser, until } = openBridge()
  const release = holdBack(synthesiser)
  ahead.expect(calls.one, [promptOf('a'), promptOf('b'), promptOf('c')])
  ahead.expect(calls.other, [promptOf('x'), promptOf('b')])

  release()
  await until(4)

  expect(synthesiser.spoken).toEqual(['a', 'x', 'b', 'c'])
})

it('gives way to a caller who waits, and begins again behind them', async () => {
  const { ahead, store, synthesiser, noted, until } = openBridge()
  const release = holdBack(synthesiser)
  ahead.expect(calls.call, [promptOf('a')])
  await Promise.resolve()

  const asked = store.open(promptOf('x'))
  release()
  await whole(asked)
  await until(2)

  expect(noted).toEqual(['gave-way', 'spoken'])
  expect(synthesiser.spoken.at(-1)).toBe('a')
  expect(store.has(promptOf('a'))).toBe(true)
})

it('speaks nothing while a caller waits', async () => {
  const { ahead, store, synthesiser, until } = openBridge()
  const release = holdBack(synthesiser)
  const asked = store.open(promptOf('x'))
  await expect.poll(() => synthesiser.spoken).toEqual(['x'])

  ahead.expect(calls.call, [promptOf('a')])
  expect(store.busy).toBe(true)
  release()
  await whole(asked)
  await until(1)

  expect(synthesiser.spoken).toEqual(['x', 'a'])
})

it('goes on with what a caller asks for meanwhile, as for anybody', async () => {
  const { ahead, store, synthesiser, noted, until } = openBridge()
  const release = holdBack(synthesiser)
  ahead.expect(calls.call, [promptOf('ab')])
  await expect.poll(() => synthesiser.spoken).toEqual(['ab'])

  const asked = store.open(promptOf('ab'))
  const other = store.open(promptOf('x'))
  release()
  await Promise.all([whole(asked), whole(other)])
  await until(1)

  expect(asked.failure).toBeUndefined()
  expect(asked.length).toBe(1_600)
  expect(noted).toEqual(['spoken'])
})

it('forgets what a call expected before, and all of a call that is over', async () => {
  const { ahead, synthesiser, until } = openBridge()
  const release = holdBack(synthesiser)
  ahead.expect(calls.busy, [promptOf('z')])
  ahead.expect(calls.call, [promptOf('a'), promptOf('b')])
  ahead.expect(calls.call, [promptOf('c')])
  ahead.expect(calls.over, [promptOf('d')])

  ahead.forget(calls.over)
  release()
  await until(2)

  expect(synthesiser.spoken).toEqual(['z', 'c'])
})

it('does not try again what no engine can speak', async () => {
  const { ahead, noted, until } = openBridge()

  ahead.expect(calls.call, [promptOf('!'), promptOf('a')])
  await until(2)

  expect(noted).toEqual(['failed', 'spoken'])
})

it('leaves a recording that cannot be had to whoever is to hear it', async () => {
  const { ahead, store, synthesiser, noted, until } = openBridge({ read: () => Promise.reject(new Error('away')) })
  const recorded = promptOf('a', { audio: 'sha256:00' })

  ahead.expect(calls.call, [recorded, promptOf('b')])
  await until(2)
  await whole(store.open(recorded))

  expect(noted).toEqual(['failed', 'spoken'])
  expect(synthesiser.spoken).toEqual(['b', 'a'])
})
