import type { SealedJournal } from '../journal.js'
import type { Spool } from './spool.js'

/** The journal of calls that go on while the database is away. */
export const spooledJournal = (journal: SealedJournal, spool: Spool): SealedJournal => ({
  async append(callId, epoch, entries) {
    if (entries.length === 0) return
    spool.expectOwn(callId, epoch)
    await spool.write(
      async () => {
        // What was spooled before may have been refused meanwhile.
        spool.expectOwn(callId, epoch)
        await journal.append(callId, epoch, entries)
      },
      () => ({ records: [{ type: 'append', callId, epoch, entries }], result: undefined }),
    )
  },
  async read(callId) {
    await spool.flushed(callId)
    return journal.read(callId)
  },
  settled: () => journal.settled(),
})
