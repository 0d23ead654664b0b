import type { VoicemailEntry, VoicemailList, VoicemailListQuery } from '@callchart/protocol'
import { sql } from 'kysely'
import type { RecordingAddress } from './recordings.js'
import type { Store } from '../store/store.js'

/** Messages that callers have left. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface Voicemails {
  /** The latest first. */
  list(query: VoicemailListQuery): Promise<VoicemailList>
  /** @returns false where there is none */
  remove(address: Required<RecordingAddress>): Promise<boolean>
}

interface ListedVoicemail {
  readonly callId: string
  readonly turnId: string
  readonly mailbox: string
  readonly flow: string
  readonly ani: string | null
  readonly durationMs: number
  readonly recordedAt: Date
  readonly expiresAt: Date | null
  readonly hasKey: boolean | null
}

const entryOf = ({ ani, recordedAt, expiresAt, hasKey, ...row }: ListedVoicemail): VoicemailEntry => ({
  ...row,
  ...(ani === null ? {} : { ani }),
  at: recordedAt.toISOString(),
  audio: hasKey === null ? 'none' : hasKey ? 'kept' : 'gone',
  ...(hasKey === true && expiresAt !== null && { expiresAt: expiresAt.toISOString() }),
})

const cursorOf = ({ recordedAt, callId, turnId }: ListedVoicemail): string => Buffer.from(`${recordedAt.getTime()} ${callId} ${turnId}`).toString('base64url')

/** An unreadable cursor starts at the beginning. */
function behind(cursor: string | undefined) {
  const [at, callId, turnId] = Buffer.from(cursor ?? '', 'base64url').toString().split(' ')
  const recordedAt = new Date(Number(at))
  if (callId === undefined || turnId === undefined || Number.isNaN(recordedAt.getTime())) return undefined
  return sql<boolean>`(voicemails.recorded_at, voicemails.call_id, voicemails.turn_id) < (${recordedAt}, ${callId}, ${turnId})`
}

export function createVoicemails(db: Store['db']): Voicemails {
  return {
    async list({ mailbox, limit, cursor }) {
      let query = db
        .selectFrom('voicemails')
        .leftJoin('recordings', (join) => join.onRef('recordings.callId', '=', 'voicemails.callId').onRef('recordings.turnId', '=', 'voicemails.turnId').on('recordings.kind', '=', 'message').on('recordings.fromMs', 'is not', null))
        .select(['voicemails.callId', 'voicemails.turnId', 'voicemails.mailbox', 'voicemails.flow', 'voicemails.ani', 'voicemails.durationMs', 'voicemails.recordedAt', 'recordings.expiresAt'])
        .select(sql<boolean | null>`case when recordings.recording_id is null then null else recordings.wrapped_key is not null end`.as('hasKey'))
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
      return { voicemails: shown.map(entryOf), ...(rows.length > limit && last !== undefined ? { nextCursor: cursorOf(last) } : {}) }
    },
    async remove({ callId, turnId }) {
      const { numDeletedRows } = await db.deleteFrom('voicemails').where('callId', '=', callId).where('turnId', '=', turnId ?? '').executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
