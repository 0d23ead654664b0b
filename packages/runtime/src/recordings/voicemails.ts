import type { VoicemailEntry, VoicemailList, VoicemailListQuery } from '@callchart/protocol'
import { sql } from 'kysely'
import { numbersOf, wrappedKeyOf, type NumbersRow } from '../call/call-numbers.js'
import type { CallKeys } from '../store/seal/call-keys.js'
import type { RecordingAddress } from './recordings.js'
import type { Store } from '../store/store.js'

/** Messages that callers have left. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface Voicemails {
  /** The latest first. */
  list(query: VoicemailListQuery): Promise<VoicemailList>
  /** @returns false where there is none */
  remove(address: Required<RecordingAddress>): Promise<boolean>
}

interface ListedVoicemail extends NumbersRow {
  readonly turnId: string
  readonly mailbox: string
  readonly flow: string
  readonly aniThen: string | null
  readonly durationMs: number
  readonly recordedAt: Date
  readonly expiresAt: Date | null
  readonly hasKey: boolean | null
}

const entryOf = ({ callId, turnId, mailbox, flow, durationMs, aniThen, recordedAt, expiresAt, hasKey, ...row }: ListedVoicemail, keys: CallKeys): VoicemailEntry => ({
  callId,
  turnId,
  mailbox,
  flow,
  durationMs,
  ...callerOf(aniThen ?? numbersOf({ callId, ...row }, keys).ani),
  at: recordedAt.toISOString(),
  audio: hasKey === null ? 'none' : hasKey ? 'kept' : 'gone',
  ...(hasKey === true && expiresAt !== null && { expiresAt: expiresAt.toISOString() }),
})

const callerOf = (ani: string | undefined) => (ani === undefined ? {} : { ani })

const cursorOf = ({ recordedAt, callId, turnId }: ListedVoicemail): string => Buffer.from(`${recordedAt.getTime()} ${callId} ${turnId}`).toString('base64url')

/** An unreadable cursor starts at the beginning. */
function behind(cursor: string | undefined) {
  const [at, callId, turnId] = Buffer.from(cursor ?? '', 'base64url').toString().split(' ')
  const recordedAt = new Date(Number(at))
  if (callId === undefined || turnId === undefined || Number.isNaN(recordedAt.getTime())) return undefined
  return sql<boolean>`(voicemails.recorded_at, voicemails.call_id, voicemails.turn_id) < (${recordedAt}, ${callId}, ${turnId})`
}

const filesOfIt = sql`recordings where recordings.call_id = voicemails.call_id and recordings.turn_id = voicemails.turn_id and recordings.kind = 'message' and recordings.from_ms is not null`

export function createVoicemails(db: Store['db'], keys: CallKeys): Voicemails {
  return {
    async list({ mailbox, limit, cursor }) {
      let query = db
        .selectFrom('voicemails')
        .innerJoin('calls', 'calls.callId', 'voicemails.callId')
        .select(['voicemails.callId', 'voicemails.turnId', 'voicemails.mailbox', 'voicemails.flow', 'voicemails.ani as aniThen', 'voicemails.durationMs', 'voicemails.recordedAt'])
        .select(['calls.sealed', 'calls.ani', 'calls.dnis', 'calls.variables', wrappedKeyOf])
        // A message may be in several files, where the line was lost in its midst.
        .select(sql<boolean | null>`(select bool_or(wrapped_key is not null) from ${filesOfIt})`.as('hasKey'))
        .select(sql<Date | null>`(select min(expires_at) from ${filesOfIt})`.as('expiresAt'))
        .orderBy('voicemails.recordedAt', 'desc')
        .orderBy('voicemails.callId', 'desc')
        .orderBy('voicemails.turnId', 'desc')
        .limit(limit + 1)
      if (mailbox !== undefined) query = query.where('voicemails.mailbox', '=', mailbox)
      const after = behind(cursor)
      if (after !== undefined) query = query.where(after)
      const rows = await query.execute()
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return { voicemails: shown.map((row) => entryOf(row, keys)), ...(rows.length > limit && last !== undefined ? { nextCursor: cursorOf(last) } : {}) }
    },
    async remove({ callId, turnId }) {
      const { numDeletedRows } = await db.deleteFrom('voicemails').where('callId', '=', callId).where('turnId', '=', turnId ?? '').executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
