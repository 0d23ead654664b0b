import { createHash } from 'node:crypto'
import type { RowOrigin, WriteRow } from '../perform/rows.js'
import { samenessOf } from '../review/sameness.js'
import { toJsonb } from '../store/json.js'
import type { CallKeys } from '../store/seal/call-keys.js'
import { sealCallBack } from '../store/seal/call-back.js'
import type { Store } from '../store/store.js'
import type { RowEffectOf } from './state.js'

type Db = Store['db']

/** A number that stands on the list already stays as it was first written. */
async function addNumber(db: Db, { number, reason }: RowEffectOf<'do-not-call.add'>, { callId, at }: RowOrigin): Promise<string> {
  const result = await db
    .insertInto('doNotCall')
    .values({ number, reason, callId, addedAt: new Date(at) })
    .onConflict((conflict) => conflict.column('number').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n ? 'added' : 'already-listed'
}

async function keepMessage(db: Db, effect: RowEffectOf<'voicemail.keep'>, { callId, flow, at }: RowOrigin): Promise<string> {
  const { mailbox, turnId, durationMs } = effect
  await db
    .insertInto('voicemails')
    .values({ callId, turnId, mailbox, flow, durationMs: Math.round(durationMs), recordedAt: new Date(at) })
    .onConflict((conflict) => conflict.columns(['callId', 'turnId']).doNothing())
    .execute()
  return 'kept'
}

/** One request a call and queue, however often the caller asks. */
async function keepCallBack(db: Db, keys: CallKeys, { queue, number, summary }: RowEffectOf<'call-back.request'>, { callId, at }: RowOrigin): Promise<string> {
  await db
    .insertInto('callBacks')
    .values({ callId, queue, sealed: sealCallBack({ callId, queue }, { number, summary }, await keys.keyOf(callId)), requestedAt: new Date(at) })
    .onConflict((conflict) => conflict.columns(['callId', 'queue']).doNothing())
    .execute()
  return 'kept'
}

/** One row a turn: what it was is told by the call and the turn. */
async function keepUtterance(db: Db, effect: RowEffectOf<'utterance.keep'>, { callId, at }: RowOrigin): Promise<string> {
  const { turnId, nodeId, flow, version, language, text, alternatives, losing } = effect
  const utteranceId = createHash('sha256').update(`${callId}/${turnId}`).digest('hex').slice(0, 32)
  const lists = { alternatives: toJsonb(alternatives), losing: toJsonb(losing) }
  await db
    .insertInto('unrecognisedUtterances')
    .values({ utteranceId, callId, turnId, flow, version, nodeId, language, text, sameness: samenessOf(text), ...lists, at: new Date(at) })
    .onConflict((conflict) => conflict.column('utteranceId').doNothing())
    .execute()
  return 'kept'
}

export const createWriteRow =
  (db: Db, keys: CallKeys): WriteRow =>
  (effect, origin) => {
    switch (effect.type) {
      case 'do-not-call.add':
        return addNumber(db, effect, origin)
      case 'voicemail.keep':
        return keepMessage(db, effect, origin)
      case 'call-back.request':
        return keepCallBack(db, keys, effect, origin)
      case 'utterance.keep':
        return keepUtterance(db, effect, origin)
    }
  }
