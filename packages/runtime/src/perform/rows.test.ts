import { expect, it } from 'vitest'
import { pino } from 'pino'
import type { CallNote } from '../call/entries.js'
import type { ReadyVersion } from '../call/ready-version.js'
import { emptyState, type OpenRow } from '../call/state.js'
import { ManualClock } from '../testing/manual-clock.js'
import type { CallHands } from './hands.js'
import { createRows, type RowOrigin } from './rows.js'

const open: OpenRow = { step: 3, index: 1, effect: { type: 'do-not-call.add', number: '+1', reason: 'flow' }, at: 7_000 }

const world = () => {
  const clock = new ManualClock()
  const ready = { manifest: { flow: 'desk' }, start: () => ({}) } as unknown as ReadyVersion
  const state = emptyState({ callId: 'c1', direction: 'inbound', ani: '+2', variables: {}, startedAt: 0 }, ready)
  state.rows.set('3/1', open)
  const recorded: CallNote[] = []
  const metered: string[] = []
  const writes: RowOrigin[] = []
  let failures = 0
  const hands = {
    state,
    clock,
    log: pino({ level: 'silent' }),
    post: (task: () => Promise<void>) => void task(),
    record: async (notes: readonly CallNote[]) => {
      recorded.push(...notes)
      state.rows.delete('3/1')
      return []
    },
  } as unknown as CallHands
  const rows = createRows(
    hands,
    async (_effect, origin) => {
      writes.push(origin)
      failures -= 1
      if (failures >= 0) throw new Error('away')
      return 'added'
    },
    (type, outcome) => metered.push(`${type} ${outcome}`),
  )
  const done = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  }
  return { clock, rows, recorded, metered, writes, done, state, fails: (times: number) => (failures = times) }
}

const settledNote = { kind: 'effect.settled', step: 3, body: { index: 1, type: 'do-not-call.add', outcome: 'added' } }

it('writes a row with where it came from, and notes what came of it', async () => {
  const { rows, recorded, metered, writes, done } = world()

  rows.start(open)
  await done()

  expect(writes).toEqual([{ callId: 'c1', flow: 'desk', ani: '+2', at: 7_000 }])
  expect(recorded).toEqual([settledNote])
  expect(metered).toEqual(['do-not-call.add added'])
})

it('tries again, with longer and longer pauses, until the row is written', async () => {
  const { rows, recorded, writes, done, clock, fails } = world()
  fails(3)
  rows.start(open)
  await done()
  expect(writes).toHaveLength(1)

  for (const pauseMs of [1_000, 5_000, 15_000]) {
    clock.advance(pauseMs - 1)
    await done()
    expect(recorded).toEqual([])
    clock.advance(1)
    await done()
  }

  expect(writes).toHaveLength(4)
  expect(recorded).toEqual([settledNote])
})

it('writes what an earlier runtime left open', async () => {
  const { rows, recorded, done } = world()

  rows.rearm()
  await done()

  expect(recorded).toEqual([settledNote])
})

it('tries no more once the call is given up, and notes nothing twice', async () => {
  const { rows, recorded, done, clock, fails, writes, state } = world()
  fails(2)
  rows.start(open)
  await done()
  rows.cancelAll()
  expect(clock.pending).toBe(0)
  rows.start(open)
  await done()
  expect(clock.pending).toBe(0)

  state.rows.clear()
  rows.start(open)
  await done()

  expect(writes).toHaveLength(3)
  expect(recorded).toEqual([])
})
