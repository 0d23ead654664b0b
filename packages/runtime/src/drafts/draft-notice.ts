import { z } from 'zod'
import { tell } from '../store/notices.js'
import type { Db } from './draft-rows.js'

/** What has happened to a draft; those who show it look it up. */
export const draftNews = ['changed', 'status', 'published', 'present'] as const
export type DraftNews = (typeof draftNews)[number]

const noticeSchema = z.object({ flow: z.string(), news: z.enum(draftNews) })
export type DraftNotice = z.infer<typeof noticeSchema>

/** Part of the transaction that makes it so. */
export const tellOfDraft = (db: Db, flow: string, news: DraftNews): Promise<void> => tell(db, 'callchart_drafts', JSON.stringify({ flow, news } satisfies DraftNotice))

/** Undefined where it is none of ours. */
export function readNotice(payload: string): DraftNotice | undefined {
  try {
    return noticeSchema.safeParse(JSON.parse(payload)).data
  } catch {
    return undefined
  }
}
