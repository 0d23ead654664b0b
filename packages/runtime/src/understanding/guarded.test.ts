import type { Interpretation } from '@callchart/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import { ManualClock } from '../testing/manual-clock.js'
import { askedAfter } from '../testing/questions.js'
import { guardUnderstander, type GuardedUnderstander } from './guarded.js'

const { context, turn } = askedAfter()
const meaning: Interpretation = { type: 'intent', intent: 'order', text: 'x', confidence: 1, slots: {}, why: { by: 'service', losing: [] } }
const refusal = (code: 'RUNTIME_SERVICE_STATUS' | 'RUNTIME_SERVICE_OUT_OF_FENCE') => new RuntimeError(code, 'No.')
const never = (): Promise<Interpretation> => new Promise(() => undefined)

let clock: ManualClock
let work: (signal: AbortSignal) => Promise<Interpretation>
let asked: number
let guarded: GuardedUnderstander
beforeEach(() => {
  clock = new ManualClock()
  asked = 0
  const inner = {
    name: 'chat' as const,
    understand: (_heard: unknown, _expect: unknown, _context: unknown, signal: AbortSignal) => {
      asked += 1
      return work(signal)
    },
  }
  guarded = guardUnderstander(inner, { deadlineMs: 1_000, failureCount: 3, restMs: 30_000, mostTurns: 20, sureFrom: 2 }, clock)
})

const ask = (signal = new AbortController().signal, before = 0) => guarded.ask([], turn.effect.expect ?? { intents: [], keyIntents: [] }, context, before, signal)
const outcome = (promise: Promise<unknown>) => promise.then(() => 'answered', (error: unknown) => (error as RuntimeError).code)

async function fails(count: number, code: 'RUNTIME_SERVICE_STATUS' | 'RUNTIME_SERVICE_OUT_OF_FENCE' = 'RUNTIME_SERVICE_STATUS'): Promise<void> {
  work = () => Promise.reject(refusal(code))
  for (let count_ = 0; count_ < count; count_ += 1) await outcome(ask())
}

describe('a guarded service', () => {
  it('that answers in time is heard, and leaves no timer behind', async () => {
    work = () => Promise.resolve(meaning)

    expect(await ask()).toBe(meaning)
    expect(clock.pending).toBe(0)
  })

  it('that does not answer is given up at the deadline, and told so', async () => {
    let told = false
    work = (signal) => {
      signal.addEventListener('abort', () => (told = true))
      return never()
    }
    const end = outcome(ask())
    clock.advance(999)
    expect(told).toBe(false)
    clock.advance(1)

    expect(await end).toBe('RUNTIME_SERVICE_TIMEOUT')
    expect(told).toBe(true)
  })

  it('is given up at once when the call does not wait any more', async () => {
    work = never
    const abort = new AbortController()
    const end = outcome(ask(abort.signal))
    abort.abort()

    expect(await end).toBe('RUNTIME_SERVICE_CANCELLED')
    expect(await outcome(ask(abort.signal))).toBe('RUNTIME_SERVICE_CANCELLED')
    expect(asked).toBe(1)
  })

  it('is asked so often in a call and no more', async () => {
    work = () => Promise.resolve(meaning)

    expect(await outcome(ask(undefined, 19))).toBe('answered')
    expect(await outcome(ask(undefined, 20))).toBe('RUNTIME_SERVICE_TURN_LIMIT')
    expect(asked).toBe(1)
  })

  it('that fails three times in a row is left alone for a while, then tried once', async () => {
    await fails(3)
    expect(await outcome(ask())).toBe('RUNTIME_SERVICE_RESTING')
    expect(asked).toBe(3)

    clock.advance(30_000)
    work = never
    const trial = outcome(ask())
    expect(await outcome(ask())).toBe('RUNTIME_SERVICE_RESTING')
    clock.advance(1_000)
    expect(await trial).toBe('RUNTIME_SERVICE_TIMEOUT')
    expect(await outcome(ask())).toBe('RUNTIME_SERVICE_RESTING')

    clock.advance(30_000)
    work = () => Promise.resolve(meaning)
    expect(await outcome(ask())).toBe('answered')
    expect(await outcome(ask())).toBe('answered')
  })

  it('is not left alone for failures between which it answered, for what it may not say, or for callers who hang up', async () => {
    await fails(2)
    work = () => Promise.resolve(meaning)
    await ask()
    await fails(2)
    await fails(4, 'RUNTIME_SERVICE_OUT_OF_FENCE')
    await fails(2)
    const gone = new AbortController()
    gone.abort()
    for (let count = 0; count < 4; count += 1) await outcome(ask(gone.signal))

    work = () => Promise.resolve(meaning)
    expect(await outcome(ask())).toBe('answered')
  })
})
