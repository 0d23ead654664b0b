import type { MediaCommand } from '@callchart/protocol'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import type { NewEvent } from '../call/entries.js'
import { emptyState, type OpenTransfer } from '../call/state.js'
import { scripted } from '../testing/scripted-version.js'
import type { Queues } from '../queue/queues.js'
import { ManualClock } from '../testing/manual-clock.js'
import { Transfers } from './transfer.js'

const open: OpenTransfer = {
  step: 4,
  index: 1,
  startedAt: 0,
  connected: false,
  effect: {
    type: 'transfer.start',
    transferId: 'x1',
    target: { type: 'queue', queue: 'cards' },
    mode: 'attended',
    maxWaitMs: 60_000,
    ringMs: 20_000,
    whisper: [],
    summary: '',
    music: 'default',
  },
}

/** A queue that fails in this way, and what the call was told to do then. */
async function startWith(queues: Partial<Queues>) {
  const commands: MediaCommand['type'][] = []
  const reported: NewEvent[] = []
  const withdrawn: string[] = []
  const state = emptyState({ callId: 'call', direction: 'inbound', variables: {}, startedAt: 0 }, scripted('v1', {}))
  const refuse = (): never => expect.unreachable()
  const transfers = new Transfers(
    {
      state,
      clock: new ManualClock(),
      log: pino({ level: 'silent' }),
      clockAt: refuse,
      command: ({ type }) => commands.push(type),
      mediaUrl: () => '',
      goTo: () => undefined,
      record: refuse,
      report: (event) => reported.push(event),
      post: refuse,
      whenStill: refuse,
    },
    {
      queues: {
        enqueue: () => Promise.reject(new Error('the database is away')),
        withdraw: async (callId, transferId, cause) => void withdrawn.push(`${callId} ${transferId} ${cause}`),
        admit: refuse,
        joined: refuse,
        held: refuse,
        release: refuse,
        takeOver: refuse,
        handOver: refuse,
        ...queues,
      },
      openingAt: refuse,
      settings: { legWaitMs: 1_000, legReturnMs: 1_000, newToken: refuse },
    },
  )
  await transfers.start(open)
  return { commands, reported, withdrawn }
}

const failed = { commands: ['hold.start', 'hold.stop'], reported: [{ type: 'transfer.failed', transferId: 'x1', cause: 'queue' }] }

it('fails, with the caller still on the line, where the queue cannot be entered', async () => {
  expect(await startWith({})).toEqual({ ...failed, withdrawn: ['call x1 failed'] })
})

it('fails as well where even taking the entry back fails', async () => {
  expect(await startWith({ withdraw: () => Promise.reject(new Error('still away')) })).toEqual({ ...failed, withdrawn: [] })
})
