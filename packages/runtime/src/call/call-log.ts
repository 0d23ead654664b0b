import type { Logger } from 'pino'
import { passed, type Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { Journal, JournalEntry } from '../store/journal.js'
import { entryOf, toJournalEntry, type CallEntry, type CallNote } from './entries.js'
import { applyEntry, type KnownVersions } from './fold.js'
import type { CallState, StepEffect } from './state.js'
import type { CallWatch } from '../watch/call-watch.js'
import { stepAhead, type SteppedEntries } from './step-ahead.js'

export interface CallLog {
  /** Resolves after the commit; the state is as before. @throws RUNTIME_STORE_UNAVAILABLE, RUNTIME_STALE_EPOCH, RUNTIME_JOURNAL_CONFLICT */
  write(notes: readonly CallNote[]): Promise<CallEntry[]>
  /** Adds written entries to the state and gives the effects to perform. */
  apply(entries: readonly CallEntry[]): StepEffect[]
}

export interface CallLogParts {
  readonly state: CallState
  readonly epoch: number
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Logger
  readonly versions: KnownVersions
  readonly watch: Pick<CallWatch, 'timed' | 'measured' | 'applied' | 'personal'>
}

/** A database that is back within two seconds costs the caller a pause, and no more. */
const pausesMs = [100, 300, 600, 1_000]

/** Journal first: nothing is added to the state that is not committed. */
export function createCallLog({ state, epoch, journal, clock, log, versions, watch }: CallLogParts): CallLog {
  /** The same append may be repeated: it is written once. */
  async function appendPatiently(entries: readonly JournalEntry[]): Promise<void> {
    for (const pauseMs of pausesMs) {
      try {
        return await journal.append(state.origin.callId, epoch, entries)
      } catch (error) {
        if (!(error instanceof RuntimeError) || !error.retryable) throw error
        log.warn({ code: error.code, pauseMs }, 'journal append is tried again')
      }
      await passed(clock, pauseMs)
    }
    await journal.append(state.origin.callId, epoch, entries)
  }

  /** Of the latest write. */
  let ahead: SteppedEntries['ahead'] = new Map()

  return {
    async write(notes) {
      const at = clock.now()
      const stepped = watch.measured('decide', () => stepAhead(state, notes.map((note, index) => entryOf(note, state.sequence + index + 1, at)), versions))
      await watch.timed('journal', () => appendPatiently(stepped.entries.map(toJournalEntry)))
      ahead = stepped.ahead
      return [...stepped.entries]
    },
    apply(entries) {
      const personal = watch.personal(entries)
      return watch.measured('decide', () => entries.flatMap((entry) => {
        const from = state.ready.statePath(state.snapshot).join('.')
        const effects = applyEntry(state, entry, versions, ahead.get(entry.sequence))
        if (entry.kind === 'event') {
          const to = state.ready.statePath(state.snapshot).join('.')
          log.info({ from, event: entry.body.type, to, effects: effects.map(({ effect }) => effect.type), ...personal.get(entry.sequence) }, 'step')
        }
        watch.applied(entry, effects)
        return effects
      }))
    },
  }
}
