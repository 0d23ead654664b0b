import type { Store } from '../store/store.js'
import { frameText, type ContentFrame, type Deletion } from './content-frame.js'

/** What of a call can be deleted. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface ContentRows {
  /** Of a call whose content was deleted; else undefined. There is no frame where the master key was lost. */
  deleted(callId: string): Promise<{ readonly deletion: Deletion; readonly frame?: ContentFrame } | undefined>
  /** Destroys the key, and with it what lies under it; what an earlier release has left in plain goes too. */
  destroy(callId: string, frame: ContentFrame, deletion: Deletion): Promise<'deleted' | 'running' | 'deleted-before'>
}

export const createContentRows = (db: Store['db']): ContentRows => ({
  async deleted(callId) {
    const row = await db.selectFrom('callKeys').select(['frame', 'destroyedAt', 'destroyedBy']).where('callId', '=', callId).where('wrappedKey', 'is', null).executeTakeFirst()
    if (row === undefined) return undefined
    const deletion = { at: row.destroyedAt?.getTime() ?? 0, by: row.destroyedBy ?? '' }
    // Written by `destroy` alone.
    return { deletion, ...(row.frame !== null && { frame: row.frame as unknown as ContentFrame }) }
  },
  destroy: (callId, frame, deletion) =>
    db.transaction().execute(async (transaction) => {
      const call = await transaction.selectFrom('calls').select('status').where('callId', '=', callId).forUpdate().executeTakeFirst()
      if (call?.status !== 'ended') return 'running'
      if (!(await destroyKey(transaction, callId, frame, deletion))) return 'deleted-before'
      await clearPlain(transaction, callId)
      return 'deleted'
    }),
})

async function destroyKey(db: Store['db'], callId: string, frame: ContentFrame, { at, by }: Deletion): Promise<boolean> {
  const destroyed = { wrappedKey: null, destroyedAt: new Date(at), destroyedBy: by, frame: frameText(frame) }
  const result = await db
    .insertInto('callKeys')
    .values({ callId, ...destroyed })
    .onConflict((conflict) => conflict.column('callId').doUpdateSet(destroyed).where('callKeys.destroyedAt', 'is', null))
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Beside the journal: what the call has left for people, and what is not under its key. */
async function clearPlain(db: Store['db'], callId: string): Promise<void> {
  await db.updateTable('journal').set({ body: null, effectsHash: null }).where('callId', '=', callId).where('body', 'is not', null).execute()
  await db.updateTable('calls').set({ sealed: null, ani: null, dnis: null, variables: null }).where('callId', '=', callId).execute()
  await db.updateTable('wrapUps').set({ note: '' }).where('callId', '=', callId).execute()
  for (const table of ['unrecognisedUtterances', 'callBacks', 'voicemails', 'lineOrders', 'lineFacts'] as const) await db.deleteFrom(table).where('callId', '=', callId).execute()
}
