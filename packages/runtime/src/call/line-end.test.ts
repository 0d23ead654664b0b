import { expect, it } from 'vitest'
import { pino } from 'pino'
import { RuntimeError } from '../errors.js'
import type { SwitchLine } from '../switch/switch-port.js'
import { inSteps, ManualClock } from '../testing/manual-clock.js'
import { LineEnd } from './line-end.js'

const away = new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'No runtime has the line.', { retryable: true })

/** @param refusals how often the switch could not be told */
function ends(refusals: number, error: RuntimeError) {
  const [clock, left, logged]: [ManualClock, string[], string[]] = [new ManualClock(), [], []]
  let toldCount = 0
  const log = pino({}, { write: (line: string) => void logged.push((JSON.parse(line) as { msg: string }).msg) })
  const end = new LineEnd({ clock, log }, { line: () => ({}) as SwitchLine, left: (detail) => void left.push(detail), leaveMs: 10_000 })
  const tell = async (): Promise<void> => {
    toldCount += 1
    if (toldCount <= refusals) throw error
  }
  end.begin(tell)
  return { end, tell, left, logged, told: () => toldCount, passes: inSteps(clock) }
}

it('is told again while nobody can be told, which is logged once, and the switch has its whole time from then on', async () => {
  const { left, logged, told, passes } = ends(100, away)

  await passes(27_000)
  expect([told(), left, logged]).toEqual([101, [], ['line not ended']])

  await passes(8_000)
  expect([told(), left]).toEqual([101, ['the switch did not say']])
})

it('is given up after a minute, and at once where telling again helps nothing', async () => {
  const unable = ends(Infinity, new RuntimeError('RUNTIME_SWITCH_UNABLE', 'There is no such line.'))
  await unable.passes(10_000)
  expect([unable.told(), unable.left, unable.logged]).toEqual([1, ['the switch did not say'], ['line not ended']])

  const gone = ends(Infinity, away)
  await gone.passes(60_000)
  expect(gone.left).toEqual([])
  await gone.passes(10_500)
  expect([gone.left, gone.logged.length]).toEqual([['the switch did not say'], 2])
})

it('is told again at once where something is heard meanwhile, and once only where it could be told', async () => {
  const { end, tell, told, passes } = ends(1, away)
  await passes(50)
  end.begin(tell)
  end.begin(tell)
  await passes(2_000)

  expect(told()).toBe(2)
})

it('is told nothing more once its call is let go', async () => {
  const { end, told, left, passes } = ends(Infinity, away)
  await passes(1_000)
  end.close()
  const before = told()

  await passes(20_000)

  expect([told(), left]).toEqual([before, []])
})
