import { describe, expect, test } from 'vitest'
import { aListen, aPrompt, aTurn, keysOf, TurnDriver } from './testing/turn-driver.js'

type Act = (call: TurnDriver) => void

/** What may come at any moment, in any order, from the player, the caller, the engine, the clock and the runtime. */
const acts: Record<string, Act> = {
  plays: (call) => call.plays(),
  playedOut: (call) => call.playedOut(),
  fails: (call) => call.input({ type: 'prompt.failed', cause: 'no engine' }),
  speaksShortly: (call) => call.speaks(160),
  speaksLong: (call) => call.speaks(600),
  pauses: (call) => call.passes(240),
  isSilent: (call) => call.passes(700),
  waits: (call) => call.passes(5_000),
  guesses: (call) => call.guesses('yes'),
  recognises: (call) => call.recognises('check my balance'),
  recognisesNothing: (call) => call.recognises(),
  engineFails: (call) => call.recogniserFails(),
  presses: (call) => call.presses('1'),
  terminates: (call) => call.presses('#'),
  cancels: (call) => call.input({ type: 'cancel', turnId: 't1' }),
  hangsUp: (call) => call.input({ type: 'hang-up' }),
  restarts: (call) => call.start(turn),
  leaves: (call) => call.input({ type: 'caller.leaves' }),
  sounds: (call) => call.input({ type: 'tone.over' }),
}

/** More of the turn's prompts, and the last of them. */
const appends: Record<string, Act> = {
  appends: (call) => call.input({ type: 'append', turnId: 't1', prompts: [aPrompt(`more-${call.outputs.length}`)] }),
  closes: (call) => call.input({ type: 'append', turnId: 't1', prompts: [aPrompt('last')], then: 'listen' }),
  closesAtOnce: (call) => call.input({ type: 'append', turnId: 't1', prompts: [], then: 'finish' }),
}

const recording = aTurn('t1', {
  prompts: [aPrompt('a'), aPrompt('law', { interruptible: false }), aPrompt('b')],
  record: { maxMs: 20_000, endSilenceMs: 2_000, endKey: '#', beep: true },
})

const turn = aTurn('t1', {
  prompts: [aPrompt('a'), aPrompt('law', { interruptible: false }), aPrompt('b')],
  listen: aListen({ digits: keysOf({ minCount: 1, maxCount: 2 }) }),
})

/** Mulberry32: the same orders in every run. */
const randomOf = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

/** Commands to the player in their order keep to its contract: one prompt at a time, resumed only when paused. */
const keepsToPlayer = (call: TurnDriver): boolean => {
  let playing: 'idle' | 'playing' | 'paused' = 'idle'
  for (const { type } of call.outputs) {
    if (type === 'prompt.play' || type === 'tone.play') playing = 'playing'
    else if (type === 'prompt.stop' || type === 'tone.stop') {
      if (playing === 'idle') return false
      playing = 'idle'
    } else if (type === 'prompt.pause') {
      if (playing !== 'playing') return false
      playing = 'paused'
    } else if (type === 'prompt.resume') {
      if (playing !== 'paused') return false
      playing = 'playing'
    }
  }
  return true
}

const names = Object.keys(acts)

describe('in every order', () => {
  const run = (order: readonly string[], first = turn): void => {
    const call = new TurnDriver()
    call.start(first)
    for (const name of order) (acts[name] ?? appends[name])?.(call)
    appends.closesAtOnce?.(call)
    call.passes(40_000)
    for (let more = 0; more < 16; more += 1) {
      call.plays()
      call.playedOut()
      call.input({ type: 'tone.over' })
      call.passes(40_000)
    }
    expect(call.outcomes(), order.join(' ')).toHaveLength(1)
    expect(call.state.turn).toBeUndefined()
    expect(keepsToPlayer(call), order.join(' ')).toBe(true)
    expect(call.log.filter((entry) => entry.startsWith('stop law') || entry.startsWith('pause law')).every((entry) => /cancel|hang-up|^stop law$/.test(entry))).toBe(true)
  }

  test('of three things a turn has exactly one outcome', () => {
    for (const first of names) for (const second of names) for (const third of names) run([first, second, third])
  })

  test('a recording has exactly one outcome, too', () => {
    for (const first of names) for (const second of names) for (const third of names) run([first, second, third], recording)
    const random = randomOf(11)
    for (let round = 0; round < 500; round += 1)
      run(
        Array.from({ length: 12 }, () => names[Math.floor(random() * names.length)] ?? 'plays'),
        recording,
      )
  })

  test('an open turn has exactly one outcome once it is closed', () => {
    const more = [...names, ...Object.keys(appends)]
    const open = { ...turn, prompts: [], open: true }
    for (const first of more) for (const second of more) for (const third of Object.keys(appends)) run([first, second, third], open)
    const random = randomOf(23)
    for (let round = 0; round < 1_500; round += 1)
      run(
        Array.from({ length: 12 }, () => more[Math.floor(random() * more.length)] ?? 'appends'),
        open,
      )
  })

  test('of twelve things, drawn at random, too', () => {
    const random = randomOf(7)
    for (let round = 0; round < 1_000; round += 1) run(Array.from({ length: 12 }, () => names[Math.floor(random() * names.length)] ?? 'plays'))
  })
})
