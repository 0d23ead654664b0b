import type { AgentConduct } from '../../caller/agent-conduct.js'
import type { Step } from '../../caller/step.js'

export const transferModes = ['attended', 'blind'] as const
export type TransferMode = (typeof transferModes)[number]

/** What the caller hears last, by the node that says it. */
export const endings = {
  after: 'Our colleague has left. Goodbye.',
  busy: 'All our colleagues are on the phone.',
  noAnswer: 'Nobody answers at the moment.',
  declined: 'Our colleague cannot take your call.',
  failed: 'We could not connect you.',
  closed: 'Our office is closed now.',
  overflow: 'Too many people are waiting already.',
  left: 'You have left the queue. Goodbye.',
} as const
export type Ending = keyof typeof endings

/** One way in which a transfer can go. */
export interface MatrixCell {
  readonly name: string
  /** Absent: nobody sits in the queue. */
  readonly conduct?: AgentConduct
  readonly steps: readonly Step[]
  /** What the call's record says of the transfer. */
  readonly outcome: string
  /** What the transfer's effect was settled with. */
  readonly settled: string
  /** The node that speaks last; absent where the caller is gone. */
  readonly ending?: Ending
  /** Both were connected. */
  readonly talk?: true
  /** The caller waited, and was told so. */
  readonly isTold?: true
  readonly node?: Readonly<Record<string, unknown>>
}

const gone = { outcome: 'caller-gone', settled: 'caller-gone' } as const
const hangUp = (at: NonNullable<Extract<Step, { type: 'hang-up' }>['at']>): readonly Step[] => [{ type: 'hang-up', at }]

/** Every way of a transfer; what differs with the mode is what can happen before both are joined. */
export const matrixCells = (mode: TransferMode): readonly MatrixCell[] => [
  { name: 'answer', conduct: { does: 'answer' }, steps: [], outcome: 'connected', settled: 'ended', ending: 'after', talk: true },
  { name: 'busy', conduct: { does: 'busy' }, steps: [], outcome: 'busy', settled: 'busy', ending: 'busy' },
  { name: 'declined', conduct: { does: 'decline' }, steps: [], outcome: 'declined', settled: 'declined', ending: 'declined' },
  {
    name: 'no-answer',
    conduct: { does: 'no-answer' },
    steps: [],
    outcome: 'no-answer',
    settled: 'no-answer',
    ending: 'noAnswer',
    node: { maxWaitMs: 3_000, ringMs: 1_500 },
  },
  { name: 'gone-in-announcement', steps: hangUp('announcement'), outcome: 'none', settled: 'none' },
  { name: 'gone-in-queue', steps: hangUp('queue'), ...gone, isTold: true },
  { name: 'gone-in-ringing', conduct: { does: 'no-answer' }, steps: hangUp('ringing'), ...gone },
  mode === 'attended'
    ? { name: 'gone-in-whisper', conduct: { does: 'answer' }, steps: hangUp('whisper'), ...gone }
    : { name: 'gone-before-joined', conduct: { does: 'dawdle', afterMs: 2_000 }, steps: hangUp('accepted'), ...gone },
  mode === 'attended'
    ? { name: 'agent-gone-in-whisper', conduct: { does: 'leave', afterMs: 400 }, steps: [], outcome: 'failed', settled: 'failed', ending: 'failed' }
    : { name: 'agent-gone-before-joined', conduct: { does: 'vanish' }, steps: [], outcome: 'failed', settled: 'failed', ending: 'failed' },
  { name: 'agent-gone-in-talk', conduct: { does: 'leave-talk', afterMs: 500 }, steps: [], outcome: 'connected', settled: 'ended', ending: 'after' },
  { name: 'closed', steps: [], outcome: 'closed', settled: 'closed', ending: 'closed', node: { calendar: 'never' } },
  { name: 'overflow', steps: [], outcome: 'overflow', settled: 'overflow', ending: 'overflow', node: { maxWaiting: 0 } },
  { name: 'left-by-key', steps: [{ type: 'press', digits: '1' }], outcome: 'left', settled: 'left', ending: 'left', isTold: true },
]
