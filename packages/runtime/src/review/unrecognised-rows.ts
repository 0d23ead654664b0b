import type { UnrecognisedGroup, UnrecognisedGroupsQuery, UnrecognisedQuery, UnrecognisedStatus, UnrecognisedView } from '@callchart/protocol'
import { sql } from 'kysely'
import { RuntimeError } from '../errors.js'
import type { Store } from '../store/store.js'
import type { UnrecognisedRow } from '../store/tables.js'
import { groupAlike } from './sameness.js'

/** What callers said and no branch took. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface UnrecognisedRows {
  /** The latest first. */
  list(flow: string, query: UnrecognisedQuery): Promise<{ utterances: UnrecognisedView[]; nextCursor?: string }>
  /** Equal and nearly equal texts together, the most frequent first. */
  groups(flow: string, query: UnrecognisedGroupsQuery): Promise<UnrecognisedGroup[]>
  /** @throws RUNTIME_UTTERANCE_UNKNOWN */
  find(flow: string, utteranceId: string): Promise<UnrecognisedRow>
  /** Settles it, and those of its flow and language that are new and equal. Resolves with how many. */
  settle(row: UnrecognisedRow, status: Exclude<UnrecognisedStatus, 'new'>, intent?: string): Promise<number>
  /** It and the equal ones that were settled are new again. Resolves with how many. */
  reopen(row: UnrecognisedRow): Promise<number>
  /** Deletes what was said before. Resolves with how many. */
  forget(before: Date): Promise<number>
}

type Db = Store['db']

const viewOf = ({ utteranceId, turnId: _turn, sameness: _sameness, at, intent, ...row }: UnrecognisedRow): UnrecognisedView => ({
  id: utteranceId,
  ...row,
  losing: [...row.losing],
  at: at.toISOString(),
  ...(intent !== null && { intent }),
})

const cursorOf = ({ at, utteranceId }: UnrecognisedRow): string => Buffer.from(`${at.getTime()} ${utteranceId}`).toString('base64url')

/** An unreadable cursor starts at the beginning. */
function behind(cursor: string): { readonly at: Date; readonly utteranceId: string } | undefined {
  const [ms, utteranceId] = Buffer.from(cursor, 'base64url').toString().split(' ')
  const at = new Date(Number(ms))
  return utteranceId === undefined || Number.isNaN(at.getTime()) ? undefined : { at, utteranceId }
}

interface Filter {
  readonly status: UnrecognisedStatus
  readonly node?: string | undefined
  readonly language?: string | undefined
}

function filtered(db: Db, flow: string, { status, node, language }: Filter) {
  let query = db.selectFrom('unrecognisedUtterances').where('flow', '=', flow).where('status', '=', status)
  if (node !== undefined) query = query.where('nodeId', '=', node)
  if (language !== undefined) query = query.where('language', '=', language)
  return query
}

async function list(db: Db, flow: string, query: UnrecognisedQuery): Promise<{ utterances: UnrecognisedView[]; nextCursor?: string }> {
  const { limit, cursor } = query
  let rowsOf = filtered(db, flow, query).selectAll().orderBy('at', 'desc').orderBy('utteranceId', 'desc').limit(limit + 1)
  const after = cursor === undefined ? undefined : behind(cursor)
  if (after !== undefined) rowsOf = rowsOf.where(sql<boolean>`(at, utterance_id) < (${after.at}, ${after.utteranceId})`)
  const rows = await rowsOf.execute()
  const last = rows.slice(0, limit).at(-1)
  return { utterances: rows.slice(0, limit).map(viewOf), ...(rows.length > limit && last !== undefined && { nextCursor: cursorOf(last) }) }
}

/** Different texts that are compared with each other; rarer ones are not looked at. */
const comparedCount = 1_000

async function groups(db: Db, flow: string, query: UnrecognisedGroupsQuery): Promise<UnrecognisedGroup[]> {
  const texts = await filtered(db, flow, query)
    .select(({ fn }) => [
      'language',
      'sameness',
      fn.min('utteranceId').as('id'),
      fn.min('text').as('text'),
      fn.countAll<string>().as('count'),
      fn.min('at').as('firstAt'),
      fn.max('at').as('lastAt'),
    ])
    .groupBy(['language', 'sameness'])
    .orderBy(({ fn }) => fn.countAll(), 'desc')
    .orderBy('sameness')
    .limit(comparedCount)
    .execute()
  const languages = [...new Set(texts.map(({ language }) => language))]
  const alike = languages.flatMap((language) => groupAlike(texts.filter((text) => text.language === language), ({ sameness }) => sameness))
  const found = alike.flatMap((members): (Omit<UnrecognisedGroup, keyof Occasions> & { readonly members: readonly string[] })[] => {
    const [most, ...others] = members
    if (most === undefined) return []
    return [
      {
        id: most.id,
        text: most.text,
        language: most.language,
        count: members.reduce((sum, { count }) => sum + Number(count), 0),
        firstAt: new Date(Math.min(...members.map(({ firstAt }) => firstAt.getTime()))).toISOString(),
        lastAt: new Date(Math.max(...members.map(({ lastAt }) => lastAt.getTime()))).toISOString(),
        variants: others.map(({ id, text, count }) => ({ id, text, count: Number(count) })),
        members: members.map(({ sameness }) => sameness),
      },
    ]
  })
  const shown = found.sort((left, right) => right.count - left.count).slice(0, query.limit)
  const rows = await occasionsOf(db, flow, query, shown.flatMap(({ members }) => members))
  return shown.map(({ members, ...group }) => ({ ...group, ...tellOccasions(rows.filter(({ language, sameness }) => language === group.language && members.includes(sameness))) }))
}

type Occasions = Pick<UnrecognisedGroup, 'nodes' | 'losing' | 'calls' | 'version'>
type OccasionRow = Pick<UnrecognisedRow, 'language' | 'sameness' | 'nodeId' | 'losing' | 'callId' | 'version' | 'at'>

/** Of the texts that are shown; what was said longest ago is not looked at. */
const mostOccasions = 5_000
const shownCalls = 5
const shownLosing = 9

async function occasionsOf(db: Db, flow: string, query: Filter, sameness: readonly string[]): Promise<OccasionRow[]> {
  if (sameness.length === 0) return []
  return filtered(db, flow, query)
    .select(['language', 'sameness', 'nodeId', 'losing', 'callId', 'version', 'at'])
    .where('sameness', 'in', [...sameness])
    .orderBy('at', 'desc')
    .orderBy('utteranceId', 'desc')
    .limit(mostOccasions)
    .execute()
}

function tellOccasions(rows: readonly OccasionRow[]): Occasions {
  const nodes = new Map<string, number>()
  const losing = new Map<string, number>()
  const calls = new Map<string, Date>()
  for (const row of rows) {
    nodes.set(row.nodeId, (nodes.get(row.nodeId) ?? 0) + 1)
    for (const { intent, confidence } of row.losing) losing.set(intent, Math.max(losing.get(intent) ?? 0, confidence))
    if (!calls.has(row.callId)) calls.set(row.callId, row.at)
  }
  return {
    nodes: [...nodes].map(([nodeId, count]) => ({ nodeId, count })).sort((left, right) => right.count - left.count),
    losing: [...losing].map(([intent, confidence]) => ({ intent, confidence })).sort((left, right) => right.confidence - left.confidence).slice(0, shownLosing),
    calls: [...calls].slice(0, shownCalls).map(([callId, at]) => ({ callId, at: at.toISOString() })),
    version: rows[0]?.version ?? '',
  }
}

export const createUnrecognisedRows = (db: Db): UnrecognisedRows => ({
  list: (flow, query) => list(db, flow, query),
  groups: (flow, query) => groups(db, flow, query),
  async find(flow, utteranceId) {
    const row = await db
      .selectFrom('unrecognisedUtterances')
      .selectAll()
      .where('utteranceId', '=', utteranceId)
      .where('flow', '=', flow)
      .executeTakeFirst()
    if (row !== undefined) return row
    throw new RuntimeError('RUNTIME_UTTERANCE_UNKNOWN', `Flow "${flow}" has no kept utterance "${utteranceId}": it may have been deleted with its call, or by its age.`)
  },
  async settle({ utteranceId, flow, language, sameness }, status, intent) {
    const result = await db
      .updateTable('unrecognisedUtterances')
      .set({ status, intent: intent ?? null })
      .where((eb) =>
        eb.or([eb('utteranceId', '=', utteranceId), eb.and([eb('flow', '=', flow), eb('language', '=', language), eb('sameness', '=', sameness), eb('status', '=', 'new')])]),
      )
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },
  async reopen({ flow, language, sameness }) {
    const result = await db
      .updateTable('unrecognisedUtterances')
      .set({ status: 'new', intent: null })
      .where('flow', '=', flow)
      .where('language', '=', language)
      .where('sameness', '=', sameness)
      .where('status', '!=', 'new')
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },
  async forget(before) {
    const result = await db.deleteFrom('unrecognisedUtterances').where('at', '<', before).executeTakeFirst()
    return Number(result.numDeletedRows)
  },
})
