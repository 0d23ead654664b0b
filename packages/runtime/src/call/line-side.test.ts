import { describe, expect, it } from 'vitest'
import { pino } from 'pino'
import { RuntimeError } from '../errors.js'
import { defaultTuning } from '../settings.js'
import type { CallHands } from '../perform/hands.js'
import type { SwitchLine } from '../switch/switch-port.js'
import { inSteps, ManualClock } from '../testing/manual-clock.js'
import { LineSide } from './line-side.js'

/** Of a caller whose bot leg is gone, or between turns on it. */
function aSide(line: Partial<SwitchLine>, { clock = new ManualClock(), stated = [], connected = false }: { clock?: ManualClock; stated?: string[]; connected?: boolean }): LineSide {
  const state = { line: {}, caller: 'connected', botLeg: { number: 1, fromMs: 0, state: connected ? 'connected' : 'gone' }, turns: new Map(), legs: new Map(), shown: { listening: null } }
  return new LineSide({ clock, state, log: pino({ level: 'silent' }) } as unknown as CallHands, {
    line: () => line as SwitchLine,
    newMediaUrl: async () => 'ws://bridge.test/media?token=t',
    state: ({ type }) => void stated.push(type),
    settings: defaultTuning,
  })
}

/** A caller whose bot leg is gone; of their line nothing is there but what asks for another. */
function aCallerUnheard(connectMedia: () => Promise<void>) {
  const clock = new ManualClock()
  const stated: string[] = []
  const side = aSide({ connectMedia }, { clock, stated })
  side.conclude(false, true)
  return { stated, passes: inSteps(clock) }
}

const nobody = new RuntimeError('RUNTIME_MEDIA_URL_UNKNOWN', 'No media bridge is there.', { retryable: true })

it('tells the switch of the end of a bot leg, but where the next one was asked for', async () => {
  let told = 0
  const side = aSide({ connectMedia: async () => undefined, mediaEnded: () => void (told += 1) }, { connected: true })
  side.mediaEnded()
  expect(told).toBe(1)

  side.leave()
  side.conclude(false)
  await new Promise((resolve) => setImmediate(resolve))
  side.mediaEnded()
  expect(told).toBe(1)

  side.arrive()
  side.mediaEnded()
  expect(told).toBe(2)
})

describe('another bot leg for a caller', () => {
  it('is asked for until there is somebody to ask, and no try is used up by that', async () => {
    let asked = 0
    let isThere = false
    const { stated, passes } = aCallerUnheard(async () => {
      if (!isThere) throw nobody
      asked += 1
    })

    await passes(9_500)
    isThere = true
    await passes(500)

    expect(asked).toBe(1)
    expect(stated).toEqual([])
  })

  it('is given up where nobody comes who could be asked', async () => {
    const { stated, passes } = aCallerUnheard(() => Promise.reject(nobody))

    await passes(12_000)

    expect(stated).toEqual(['media.unavailable'])
  })

  it('is given up at once where asking again helps nothing', async () => {
    let asked = 0
    const { stated, passes } = aCallerUnheard(() => {
      asked += 1
      return Promise.reject(new RuntimeError('RUNTIME_SWITCH_UNABLE', 'There is no such line.'))
    })

    await passes(1_000)

    expect(asked).toBe(3)
    expect(stated).toEqual(['media.unavailable'])
  })
})
