import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { ManualClock } from '../testing/manual-clock.js'
import { CallSweeps, type SweepParts } from './call-sweeps.js'
import type { LiveCall } from './live-call.js'

const world = () => {
  const clock = new ManualClock()
  const asked: { callId: string; cause: string }[] = []
  const live = new Map<string, LiveCall>()
  const done: string[] = []
  const rows = {
    renew: async (callIds: readonly string[]) => (done.push('renewed'), [...callIds]),
    waitingSince: async () => [],
    leaseLost: async () => ['lost'],
    hangUpsAsked: async () => [...asked],
    hangUpTaken: async (callId: string) => void asked.splice(asked.findIndex((ask) => ask.callId === callId), 1),
  }
  const tokens = { forgetSpent: async () => Promise.reject(new Error('statement timeout')) }
  const parts = {
    runtimeId: 'us',
    clock,
    logger: pino({ level: 'silent' }),
    store: { tokens, spool: undefined },
    settings: { sweepMs: 5_000, hangUpPollMs: 1_000, leaseMs: 15_000, tokenLifetimeMs: 60_000, reattachMs: 10_000 },
    rows,
    ends: { writeAgain: async () => undefined },
    live,
    isResuming: () => false,
    adopt: (callId: string) => done.push(callId),
  } as unknown as SweepParts
  return { clock, live, asked, done, sweeps: new CallSweeps(parts) }
}

it('a clean-up that fails is no reason to leave out what keeps calls alive', async () => {
  const { clock, done, sweeps } = world()

  for (const sweep of [1, 2]) {
    clock.advance(5_000)
    await vi.waitFor(() => expect(done).toHaveLength(2 * sweep))
  }

  expect(done).toEqual(['renewed', 'lost', 'renewed', 'lost'])
  sweeps.close()
})

it('an end that was asked for is passed on once, and again when it is asked for again', async () => {
  const { live, asked, sweeps } = world()
  const hungUp: string[] = []
  let settle = (): void => undefined
  const call = { callId: 'c', hangUp: (cause: string) => hungUp.push(cause), settled: () => new Promise<void>((resolve) => (settle = resolve)) }
  live.set('c', call as unknown as LiveCall)
  asked.push({ callId: 'c', cause: 'operator' })

  await sweeps.pollHangUps()
  await sweeps.pollHangUps()
  expect(hungUp).toEqual(['operator'])
  settle()
  await vi.waitFor(() => expect(asked).toEqual([]))
  asked.push({ callId: 'c', cause: 'supervisor' })
  await sweeps.pollHangUps()

  expect(hungUp).toEqual(['operator', 'supervisor'])
  sweeps.close()
})
