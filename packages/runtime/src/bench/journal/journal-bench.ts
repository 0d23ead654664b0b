import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../store/embedded/embedded-postgres.js'
import type { JournalEntry } from '../../store/journal.js'
import { createPool } from '../../store/pool.js'
import { openStore, type Store } from '../../store/store.js'
import { createRawJournal, rawTable, type Append } from './raw-journal.js'

export interface JournalBenchPlan {
  /** Appends of one event with its fact each. */
  readonly eventsPerSecond: number
  readonly seconds: number
  /** Of ours and of the raw group commit, in turns. */
  readonly rounds: number
  readonly note: (progress: object) => void
}

/** Milliseconds from each append to its commit. */
export interface JournalTimes {
  readonly journalMs: readonly number[]
  readonly rawMs: readonly number[]
}

const callCount = 100
const answerWithinMs = 5_000

/** How long a call waits until its event is kept, against a bare group commit of the same rows into a like table of the same database. */
export async function benchJournal(plan: JournalBenchPlan): Promise<JournalTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'callchart-bench-'))
  const server = await startEmbeddedPostgres({ dataDir: folder, temporary: true })
  const store = await openStore(server.url, { masterKey: randomBytes(32) })
  const pool = createPool(server.url, { answerWithinMs, connectionCount: 2 })
  try {
    await addCalls(store)
    await pool.query(rawTable)
    const raw = createRawJournal(pool)
    const load = new Load(plan)
    const ours: Append = (callId, entries) => store.journal.append(callId, 1, entries)
    await load.run(ours, 2)
    await load.run(raw, 2)
    const [journalMs, rawMs]: [number[], number[]] = [[], []]
    for (let round = 0; round < plan.rounds; round += 1) {
      journalMs.push(...(await load.run(ours, plan.seconds)))
      rawMs.push(...(await load.run(raw, plan.seconds)))
      plan.note({ round, appends: journalMs.length })
    }
    return { journalMs, rawMs }
  } finally {
    await pool.end()
    await store.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const nameOf = (index: number): string => `bench-${index}`

async function addCalls({ db }: Store): Promise<void> {
  const at = new Date()
  await db.insertInto('versions').values({ version: 'bench', flow: 'bench', name: 'Bench', document: '{}', compiled: '{}', createdAt: at }).execute()
  const calls = Array.from({ length: callCount }, (_, index) => ({ callId: nameOf(index), flow: 'bench', version: 'bench', status: 'active', direction: 'inbound', startedAt: at }) as const)
  await db.insertInto('calls').values(calls).execute()
}

/** What the utterance of a caller leaves in the journal. */
const factOf = (turnId: string) => ({
  number: 12,
  atMs: 8_000,
  fact: {
    type: 'utterance',
    turnId,
    alternatives: [{ text: 'i want to order a new card', confidence: 0.91, words: ['i', 'want', 'to', 'order', 'a', 'new', 'card'].map((text, index) => ({ text, startMs: index * 200, endMs: index * 200 + 180, confidence: 0.9 })) }],
    startMs: 5_000,
    endMs: 6_500,
    endpointSilenceMs: 700,
    engine: 'embedded',
  },
})

class Load {
  private sequence = 0

  constructor(private readonly plan: JournalBenchPlan) {}

  /** Appends come one by one, evenly, whether or not those before are done. */
  async run(append: Append, seconds: number): Promise<number[]> {
    const count = this.plan.eventsPerSecond * seconds
    const everyMs = 1_000 / this.plan.eventsPerSecond
    const tookMs: number[] = []
    const open = new Set<Promise<void>>()
    const startedAtMs = performance.now()
    for (let sent = 0; sent < count; ) {
      for (const nowMs = performance.now(); sent < count && startedAtMs + sent * everyMs <= nowMs; sent += 1) {
        const fromMs = performance.now()
        const done = append(nameOf(sent % callCount), this.entries()).then(() => void tookMs.push(performance.now() - fromMs))
        open.add(done)
        void done.finally(() => open.delete(done))
      }
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await Promise.all(open)
    return tookMs
  }

  private entries(): JournalEntry[] {
    const at = Date.now()
    this.sequence += 2
    const turnId = `1.${this.sequence}`
    return [
      { sequence: this.sequence, at, kind: 'fact', body: factOf(turnId) },
      { sequence: this.sequence + 1, at, kind: 'event', step: this.sequence, effectsHash: '0123456789abcdef', body: { type: 'utterance.understood', turnId, text: 'i want to order a new card', intent: 'order', confidence: 0.91, slots: {}, at } },
    ]
  }
}
