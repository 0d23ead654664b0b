import { canonicalDocument, canonicalFileText, type DraftDocument } from '@callchart/flow'
import type { VersionDocument, VersionView } from '@callchart/protocol'
import { sql } from 'kysely'
import { RuntimeError } from '../errors.js'
import type { Store } from '../store/store.js'
import { versionNumberOf } from './version-number.js'

/** Versions with who made them live. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface VersionList {
  /** Those of a flow that were live once, the latest first. */
  of(flow: string): Promise<VersionView[]>
  /** Any version, those of calls to a draft too. @throws RUNTIME_VERSION_UNKNOWN */
  document(version: string): Promise<VersionDocument>
  /** The text of the live version, as it stands in a file. @throws RUNTIME_FLOW_UNKNOWN */
  fileText(flow: string): Promise<string>
}

interface Row {
  readonly version: string
  readonly flow: string
  readonly name: string
  readonly number: number | null
  readonly createdAt: Date
  readonly author: string | null
  readonly note: string | null
  readonly origin: 'designer' | 'file' | null
  readonly publishedAt: Date | null
  readonly live: boolean
}

const viewOf = ({ version, flow, name, number, createdAt, author, note, origin, publishedAt, live }: Row): VersionView => ({
  version, flow, name,
  ...(number !== null && { number }),
  author: author ?? '',
  note: note ?? '',
  origin: origin ?? 'designer',
  createdAt: createdAt.toISOString(),
  ...(publishedAt !== null && { publishedAt: publishedAt.toISOString() }),
  live,
})

/** Who published a version first hand is its author; who brought it back is not. */
const select = sql`select versions.version, versions.flow, versions.name, versions.created_at, made.author, made.note, made.origin, last.published_at,
    ${versionNumberOf('versions')} as number,
    exists (select from live_versions where live_versions.version = versions.version and live_versions.flow = versions.flow) as live
  from versions
  left join lateral (select author, note, origin from publications
    where publications.version = versions.version and not is_rollback order by publication desc limit 1) as made on true
  left join lateral (select publication, published_at from publications
    where publications.version = versions.version order by publication desc limit 1) as last on true`

const plain = (document: unknown): DraftDocument => canonicalDocument(JSON.parse(JSON.stringify(document)) as DraftDocument)

const unknownFlow = (flow: string): RuntimeError => new RuntimeError('RUNTIME_FLOW_UNKNOWN', `Flow "${flow}" has no live version: see GET /v1/library.`)

export function createVersionList(db: Store['db']): VersionList {
  const documentOf = async (version: string): Promise<DraftDocument | undefined> => {
    const row = await db.selectFrom('versions').select('document').where('version', '=', version).executeTakeFirst()
    return row === undefined ? undefined : plain(row.document)
  }
  return {
    async of(flow) {
      const { rows } = await sql<Row>`${select} where versions.flow = ${flow} and last.publication is not null order by last.publication desc`.execute(db)
      return rows.map(viewOf)
    },
    async document(version) {
      const { rows } = await sql<Row>`${select} where versions.version = ${version}`.execute(db)
      const document = await documentOf(version)
      if (rows[0] === undefined || document === undefined)
        throw new RuntimeError('RUNTIME_VERSION_UNKNOWN', `No version has the id "${version}": see GET /v1/flows/:flow/versions.`)
      return { ...viewOf(rows[0]), document: document as unknown as VersionDocument['document'] }
    },
    async fileText(flow) {
      const live = await db.selectFrom('liveVersions').select('version').where('flow', '=', flow).executeTakeFirst()
      const document = live === undefined ? undefined : await documentOf(live.version)
      if (document === undefined) throw unknownFlow(flow)
      return canonicalFileText(document)
    },
  }
}
