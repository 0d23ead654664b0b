import { beforeEach, describe, expect, it } from 'vitest'
import { pino } from 'pino'
import { RuntimeError } from '../errors.js'
import { defaultTuning } from '../settings.js'
import type { CallHands } from '../perform/hands.js'
import type { SwitchLine } from '../switch/switch-port.js'
import { inSteps, ManualClock } from '../testing/manual-clock.js'
import { LineSide } from './line-side.js'

interface Aside {
  readonly clock?: ManualClock
  readonly stated?: string[]
  readonly connected?: boolean
  /** What becomes of commands. */
  readonly told?: string[]
  readonly newMediaUrl?: () => Promise<string>
}

const mediaUrl = 'ws://bridge.test/media?token=t'

/** Of a caller whose bot leg is gone, or between turns on it. */
function aSide(line: Partial<SwitchLine>, { clock = new ManualClock(), stated = [], connected = false, told = [], newMediaUrl = async () => mediaUrl }: Aside) {
  const turns = new Map<string, object>()
  const state = { line: {}, caller: 'connected', botLeg: { number: 1, fromMs: 0, state: connected ? 'connected' : 'gone' }, turns, legs: new Map(), shown: { listening: null } }
  const hands = {
    clock,
    state,
    log: pino({ level: 'silent' }),
    post: (task: () => Promise<void>) => void task().then(() => side.conclude(false)),
  }
  const side: LineSide = new LineSide(hands as unknown as CallHands, {
    line: () => line as SwitchLine,
    newMediaUrl,
    state: ({ type }) => void stated.push(type),
    outbox: { hold: () => void told.push('held'), release: () => void told.push('released') },
    settings: defaultTuning,
  })
  return Object.assign(side, { facts: state })
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

describe('a bot leg whose bridge is to end', () => {
  const asked: string[] = []
  const line = { connectMedia: async (url: string) => void asked.push(url), mediaEnded: () => undefined }
  beforeEach(() => void asked.splice(0))

  function leaving({ connectMedia = line.connectMedia, ...more }: Partial<Aside> & Pick<Partial<SwitchLine>, 'connectMedia'> = {}) {
    const clock = new ManualClock()
    const told: string[] = []
    const side = aSide({ ...line, connectMedia }, { clock, told, connected: true, ...more })
    side.leave()
    side.conclude(false)
    return { side, told, passes: inSteps(clock) }
  }

  it('goes to another bridge, where alone it is spoken of from then on', async () => {
    const { side, told, passes } = leaving()
    await passes(0)
    expect([asked, told, side.isMoving]).toEqual([[mediaUrl], ['held'], true])

    side.arrive()

    expect([told, side.isMoving]).toEqual([['held', 'released'], false])
  })

  it('is asked for once, though the old one has ended before the new one is there', async () => {
    const { side, passes } = leaving()
    await passes(0)

    side.facts.botLeg.state = 'gone'
    side.conclude(false)
    await passes(4_000)

    expect(asked).toEqual([mediaUrl])
  })

  it('is asked for again where it does not come', async () => {
    const { side, told, passes } = leaving()
    await passes(0)

    side.facts.botLeg.state = 'gone'
    side.conclude(false)
    await passes(5_500)

    expect([asked.length, told]).toEqual([2, ['held', 'released']])
  })

  it('stays where a turn has begun before there was an address for it, and goes when that one is over', async () => {
    let given: (url: string) => void = () => undefined
    const { side, told, passes } = leaving({ newMediaUrl: () => new Promise((resolve) => (given = resolve)) })
    side.facts.turns.set('t1', {})
    given(mediaUrl)
    await passes(0)
    expect([asked, told]).toEqual([[], []])

    side.facts.turns.clear()
    side.conclude(false)
    given(mediaUrl)
    await passes(0)

    expect([asked, told]).toEqual([[mediaUrl], ['held']])
  })

  it('stays where the switch cannot take the caller on', async () => {
    const { side, told, passes } = leaving({ connectMedia: () => Promise.reject(nobody) })
    await passes(100)
    expect([told, side.isMoving]).toEqual([['held', 'released'], false])
  })

  it('does not go any more when the call is let go of', async () => {
    let given: (url: string) => void = () => undefined
    const { side, passes } = leaving({ newMediaUrl: () => new Promise((resolve) => (given = resolve)) })
    side.close()
    given(mediaUrl)
    await passes(5_000)

    expect(asked).toEqual([])
  })

  it('is waited for by whoever needs a bridge that stays', async () => {
    const done: string[] = []
    const { side, passes } = leaving()
    side.whenStill(async () => void done.push('at once'))
    await passes(0)
    side.whenStill(async () => void done.push('later'))
    await passes(1_000)
    expect(done).toEqual(['at once'])

    side.arrive()
    await passes(0)

    expect(done).toEqual(['at once', 'later'])
  })
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
