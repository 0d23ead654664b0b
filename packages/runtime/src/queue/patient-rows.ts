import type { Logger } from 'pino'
import { isStoreAway } from '../store/failure.js'
import type { QueueRows } from './queue-rows.js'

/** Rows of queues that are written later where the database is away. */
export interface PatientRows extends QueueRows {
  /** Writes what waits, if the database is there. */
  flush(): Promise<void>
}

/** What a runtime without its database can have changed at its seats by any measure. */
const mostKept = 100_000

/**
 * What is to be written while the database is away is kept, in its order, and nothing is written past it; nobody is offered to anybody
 * until then. So a caller who is brought to a queue waits there and hears its music, and a talk goes on and ends.
 */
export function patientRows(rows: QueueRows, logger: Pick<Logger, 'warn' | 'error'>): PatientRows {
  const kept: (() => Promise<void>)[] = []
  let flushing: Promise<void> | undefined

  const flushAll = async (): Promise<void> => {
    for (let [next] = kept; next !== undefined; [next] = kept) {
      try {
        await next()
      } catch (error) {
        if (isStoreAway(error)) return
        logger.error({ err: error }, 'row of a queue cannot be written')
      }
      kept.shift()
    }
  }
  const flush = (): Promise<void> => (flushing ??= flushAll().finally(() => (flushing = undefined)))

  const keep = (work: () => Promise<void>): void => {
    if (kept.length === 0) logger.warn('database is away: rows of queues are written later')
    if (kept.length < mostKept) kept.push(work)
  }
  const write = async (work: () => Promise<void>): Promise<void> => {
    if (kept.length > 0) return keep(work)
    try {
      await work()
    } catch (error) {
      if (!isStoreAway(error)) throw error
      keep(work)
    }
  }
  /** @param away the answer of nobody knows */
  const read = async <Answer>(work: () => Promise<Answer>, away: Answer): Promise<Answer> => {
    if (kept.length > 0) await flush()
    if (kept.length > 0) return away
    try {
      return await work()
    } catch (error) {
      if (isStoreAway(error)) return away
      throw error
    }
  }

  return {
    ...rows,
    flush,
    insertEntry: (entry, now) => write(() => rows.insertEntry(entry, now)),
    setEntry: (key, state, now, agentId) => write(() => rows.setEntry(key, state, now, agentId)),
    settleOffer: (offerId, state, cause, now) => write(() => rows.settleOffer(offerId, state, cause, now)),
    setSeat: (agentId, state, now) => write(() => rows.setSeat(agentId, state, now)),
    keepWrapUp: (wrapUp, now) => write(() => rows.keepWrapUp(wrapUp, now)),
    snapshot: (queue) => read(() => rows.snapshot(queue), { seats: [], entries: [], had: () => false }),
    claim: (entry, agentId, now) => read(() => rows.claim(entry, agentId, now), undefined),
    line: (queue) => read(() => rows.line(queue), []),
    pace: (queue) => read(() => rows.pace(queue), { seatCount: 0 }),
    // Somebody may be left: the caller waits on.
    othersLeft: (key, queue) => read(() => rows.othersLeft(key, queue), 1),
  }
}
