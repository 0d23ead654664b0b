import { describe, expect, it } from 'vitest'
import { pino } from 'pino'
import { RuntimeError } from '../errors.js'
import { defaultTuning } from '../settings.js'
import type { CallHands } from '../perform/hands.js'
import type { SwitchLine } from '../switch/switch-port.js'
import { ManualClock } from '../testing/manual-clock.js'
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
  return { stated, passes: passesOn(clock) }
}

/** In steps, so that each refusal is heard before the next timer. */
const passesOn = (clock: ManualClock) => async (ms: number): Promise<void> => {
  for (let gone = 0; gone < ms; gone += 50) {
    clock.advance(50)
    for (let tasks = 0; tasks < 5; tasks += 1) await Promise.resolve()
  }
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

describe('a line that is to end', () => {
  const away = new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'No runtime has the line.', { retryable: true })
  /** @param tells how often the switch could not be told */
  const ends = (refusals: number, error: RuntimeError) => {
    const [clock, stated, told]: [ManualClock, string[], string[]] = [new ManualClock(), [], []]
    const side = aSide(
      {
        hangUp: async (cause) => {
          told.push(cause)
          if (told.length <= refusals) throw error
        },
      },
      { clock, stated },
    )
    side.hangUp('normal')
    return { side, stated, told, passes: passesOn(clock) }
  }

  it('is told again while nobody can be told, and the switch has its whole time from then on', async () => {
    const { stated, told, passes } = ends(100, away)

    await passes(27_000)
    expect(told).toEqual(Array.from({ length: 101 }, () => 'normal'))
    expect(stated).toEqual([])

    await passes(8_000)
    expect([told.length, stated]).toEqual([101, ['line.left']])
  })

  it('is given up after a minute, and at once where telling again helps nothing', async () => {
    const unable = ends(Infinity, new RuntimeError('RUNTIME_SWITCH_UNABLE', 'There is no such line.'))
    await unable.passes(10_000)
    expect([unable.told.length, unable.stated]).toEqual([1, ['line.left']])

    const gone = ends(Infinity, away)
    await gone.passes(60_000)
    expect(gone.stated).toEqual([])
    await gone.passes(10_500)
    expect(gone.stated).toEqual(['line.left'])
  })

  it('is told nothing more once its call is let go', async () => {
    const { side, told, passes } = ends(Infinity, away)
    await passes(1_000)
    side.close()
    const { length } = told

    await passes(20_000)

    expect(told).toHaveLength(length)
  })
})
