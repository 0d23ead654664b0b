import { Kysely, Migrator, sql, type Migration } from 'kysely'
import { RuntimeError } from '../errors.js'
import { draftTables } from './draft-migration.js'
import { lineLeaseTables } from './line-tables.js'
import { numberTables } from './number-tables.js'
import { codedDialect, createPool } from './pool.js'

const wayTables = [
  'alter table calls add column turns integer, add column transfer text, add column left_flow text, add column left_node text',
  `create table call_nodes (
    call_id text not null references calls on delete cascade, flow text not null, node text not null, visits integer not null, primary key (call_id, flow, node))`,
  'create index call_nodes_by_node on call_nodes (flow, node, call_id)',
  'create index calls_by_flow on calls (flow, started_at desc, call_id desc)',
  'create index calls_by_version on calls (version, started_at desc, call_id desc)',
  'create index calls_by_disposition on calls (disposition, started_at desc, call_id desc)',
  'create index call_tags_by_tag on call_tags (tag, call_id)',
]

const audioFiles = `create table audio_files (
  audio text primary key, file bytea not null, sample_rate_hz integer not null, duration_ms integer not null, created_at timestamptz not null)`

const seatWorkTables = [
  'alter table seats add column after_call_work boolean not null default false',
  'alter table seats drop constraint seats_state_check',
  `alter table seats add constraint seats_state_check
    check (state in ('expected', 'free', 'offered', 'joined', 'wrap-up', 'paused', 'gone'))`,
  `create table wrap_ups (
    offer_id text primary key references offers, call_id text not null references calls, agent_id text not null, agent_name text not null,
    queue text not null, code text not null, note text not null, work_ms integer not null, at timestamptz not null)`,
  'create index wrap_ups_by_call on wrap_ups (call_id, at)',
]

/** A model of an earlier release has the id of its own text: nothing that is trained later is taken for it. */
const modelTables = [
  'create table understanding_models (model_id text primary key, model json not null, created_at timestamptz not null)',
  `create table version_models (
    version text not null references versions on delete cascade, place integer not null,
    model_id text not null references understanding_models, primary key (version, place))`,
  `create temporary view models_so_far as
    select version, created_at, (place - 1)::integer as place, model, 'text:' || encode(sha256(convert_to(model::text, 'UTF8')), 'hex') as model_id
    from versions cross join json_array_elements(models) with ordinality as each (model, place)`,
  `insert into understanding_models select distinct on (model_id) model_id, model, created_at from models_so_far order by model_id, created_at`,
  'insert into version_models select version, place, model_id from models_so_far',
  'drop view models_so_far',
  'alter table versions drop column models',
]

const unrecognisedTables = [
  `create table unrecognised_utterances (
    utterance_id text primary key, call_id text not null references calls on delete cascade, turn_id text not null,
    flow text not null, version text not null, node_id text not null, language text not null,
    text text not null, sameness text not null, alternatives jsonb not null, losing jsonb not null, at timestamptz not null,
    status text not null default 'new' check (status in ('new', 'added', 'dismissed')), intent text)`,
  'create index unrecognised_by_flow on unrecognised_utterances (flow, status, at desc, utterance_id desc)',
  'create index unrecognised_by_age on unrecognised_utterances (at)',
  'create index unrecognised_by_call on unrecognised_utterances (call_id)',
]

const outcomeTables = [
  `create table live_calendars (
    calendar text primary key, document json not null, file text not null, published_at timestamptz not null)`,
  `create table do_not_call (
    number text primary key, reason text not null, call_id text references calls, added_at timestamptz not null)`,
  `create table voicemails (
    call_id text not null references calls, turn_id text not null, mailbox text not null, flow text not null, ani text,
    duration_ms integer not null, recorded_at timestamptz not null,
    primary key (call_id, turn_id))`,
  'create index voicemails_by_mailbox on voicemails (mailbox, recorded_at desc)',
  'alter table calls add column hang_up_asked text',
  `create index calls_to_hang_up on calls (lease_owner) where hang_up_asked is not null and status = 'active'`,
]

const firstTables = [
  `create table versions (
    version text primary key, flow text not null, name text not null,
    document json not null, compiled json not null, models json not null, created_at timestamptz not null)`,
  `create table live_versions (
    flow text primary key, version text not null references versions, file text not null, published_at timestamptz not null)`,
  `create table calls (
    call_id text primary key, flow text not null, version text not null references versions,
    status text not null check (status in ('waiting', 'active', 'ended')),
    direction text not null check (direction in ('inbound', 'outbound')),
    ani text, dnis text, variables jsonb not null,
    started_at timestamptz not null, answered_at timestamptz, ended_at timestamptz, disposition text,
    epoch integer not null default 1, lease_owner text, lease_until timestamptz)`,
  'create index calls_by_start on calls (started_at desc, call_id desc)',
  `create index calls_running on calls (lease_until) where status <> 'ended'`,
  `create table journal (
    call_id text not null references calls, sequence integer not null, at bigint not null,
    kind text not null, step integer, body jsonb not null,
    primary key (call_id, sequence))`,
  `create table media_tokens (
    token_hash text primary key, call_id text not null references calls, leg_id text not null,
    expires_at timestamptz not null, used_at timestamptz)`,
  `create table queue_entries (
    call_id text not null references calls, transfer_id text not null, queue text not null,
    priority integer not null default 0, enqueued_at timestamptz not null,
    state text not null check (state in ('waiting', 'offered', 'joined', 'left')),
    agent_id text, runtime_id text not null, details jsonb not null,
    primary key (call_id, transfer_id))`,
  `create index queue_entries_waiting on queue_entries (queue, priority desc, enqueued_at) where state = 'waiting'`,
  `create table seats (
    agent_id text primary key, queue text not null, name text not null,
    state text not null check (state in ('expected', 'free', 'offered', 'joined', 'gone')),
    control_token_hash text not null unique, expires_at timestamptz not null, control_used_at timestamptz,
    runtime_id text not null, free_since timestamptz)`,
  `create index seats_free on seats (queue, free_since) where state = 'free'`,
  `create table offers (
    offer_id text primary key, call_id text not null, transfer_id text not null, queue text not null,
    agent_id text not null references seats,
    state text not null check (state in ('offered', 'accepted', 'declined', 'withdrawn', 'expired')),
    cause text, created_at timestamptz not null, answer_by timestamptz not null, settled_at timestamptz,
    foreign key (call_id, transfer_id) references queue_entries)`,
  `create index offers_of_entry on offers (call_id, transfer_id)`,
  `create table call_tags (
    call_id text not null references calls, tag text not null, at timestamptz not null, primary key (call_id, tag))`,
]

const waitingTables = [
  'alter table queue_entries add column joined_at timestamptz, add column left_at timestamptz',
  'create index queue_entries_talked on queue_entries (queue, left_at desc) where joined_at is not null',
  `create table call_backs (
    call_id text not null references calls, queue text not null,
    number text not null, summary text not null, requested_at timestamptz not null, primary key (call_id, queue))`,
  'create index call_backs_by_queue on call_backs (queue, requested_at)',
  'create index media_tokens_by_expiry on media_tokens (expires_at)',
]

/** Calendars are changed in the designer too. */
const calendarChanges = [
  `alter table live_calendars
    add column origin text not null default 'file' check (origin in ('designer', 'file')),
    add column author text,
    add column revision integer not null default 1,
    add column imported_digest text`,
]

const recordingTables = [
  `create table recordings (
    recording_id text primary key, call_id text not null references calls on delete cascade, leg_id text not null,
    kind text not null check (kind in ('call', 'message')), turn_id text, wrapped_key bytea,
    storage text not null check (storage in ('folder', 's3')), created_at timestamptz not null, expires_at timestamptz not null,
    from_ms double precision, duration_ms double precision, gaps jsonb not null, bytes integer, digest text, fault text,
    destroyed_at timestamptz, destroyed_by text, file_removed_at timestamptz)`,
  'create index recordings_by_call on recordings (call_id, kind)',
  'create index recordings_by_expiry on recordings (expires_at) where wrapped_key is not null',
  'create index recordings_to_remove on recordings (destroyed_at) where wrapped_key is null and file_removed_at is null',
  'create index voicemails_by_time on voicemails (recorded_at desc, call_id desc, turn_id desc)',
]

/** A caller's line at a switch outlives the media. */
const lineTables = [
  `alter table calls add column switch_id text, add column line_id text, add column came_by_hop boolean not null default false, add column waits_until timestamptz`,
  `create unique index calls_by_line on calls (switch_id, line_id) where line_id is not null and status <> 'ended'`,
]

const lineRecordings = [
  'alter table recordings add column switch_id text',
  'create index recordings_to_import on recordings (created_at) where switch_id is not null and bytes is null and wrapped_key is not null',
]

/** What is plain stays so until its call is sealed: the key is not the database's. */
const sealedContent = [
  `create table call_keys (
    call_id text primary key references calls on delete cascade, wrapped_key bytea, created_at timestamptz not null default now(),
    destroyed_at timestamptz, destroyed_by text, frame jsonb)`,
  'create index call_keys_destroyed on call_keys (call_id) where wrapped_key is null',
  'alter table journal add column sealed bytea, alter column body drop not null',
  'alter table calls add column sealed bytea, alter column variables drop not null',
  'create index calls_in_plain on calls (ended_at) where variables is not null',
  'alter table call_backs add column sealed bytea, alter column number drop not null, alter column summary drop not null',
  // Nobody reads it; a runtime of the release before writes it until it ends.
  `update queue_entries set details = '{}'`,
  `alter table queue_entries alter column details set default '{}'`,
]

/** Of those who wait or ring, in their order; those who have left stay for ever. */
const queueLines = [
  'drop index queue_entries_waiting',
  `create index queue_entries_in_line on queue_entries (queue, priority desc, enqueued_at, call_id) where state in ('waiting', 'offered')`,
]

const running = (statements: readonly string[]): Migration => ({
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
})

/** Once released, a migration never changes: a further one is added. Names sort in the order they run. */
const migrations: Readonly<Record<string, Migration>> = {
  '001-first-tables': running(firstTables),
  '002-outcomes-of-calls': running(outcomeTables),
  '003-waiting': running(waitingTables),
  '004-models-apart': running(modelTables),
  '005-unrecognised': running(unrecognisedTables),
  '006-effects-hash': running(['alter table journal add column effects_hash text']),
  '007-drafts': running(draftTables),
  '008-seat-work': running(seatWorkTables),
  '009-audio-files': running([audioFiles]),
  '020-ways-of-calls': running(wayTables),
  '030-calendar-changes': running(calendarChanges),
  '040-lines': running(lineTables),
  '050-numbers': running(numberTables),
  '060-recordings': running(recordingTables),
  '070-line-leases': running(lineLeaseTables),
  '071-line-recordings': running(lineRecordings),
  '080-sealed-content': running(sealedContent),
  '090-queue-lines': running(queueLines),
}

/**
 * Brings the tables to this release; several processes may do it at once, one of them works.
 * @param reachWithinMs for the connection; a migration itself may take its time
 * @param release name of a migration: the tables of that release instead
 * @throws RUNTIME_STORE_UNAVAILABLE, RUNTIME_MIGRATION_FAILED
 */
export async function migrate(databaseUrl: string, reachWithinMs: number, release?: string): Promise<void> {
  const pool = createPool(databaseUrl, { answerWithinMs: 0, connectionCount: 2 })
  pool.options.connectionTimeoutMillis = reachWithinMs
  const db = new Kysely<unknown>({ dialect: codedDialect(pool) })
  try {
    await sql`select 1`.execute(db)
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } })
    const { error } = await (release === undefined ? migrator.migrateToLatest() : migrator.migrateTo(release))
    if (error !== undefined) throw error instanceof RuntimeError ? error : migrationFailed(error)
  } finally {
    await db.destroy()
  }
}

function migrationFailed(cause: unknown): RuntimeError {
  const said = cause instanceof Error ? cause.message : JSON.stringify(cause)
  const message = `The tables could not be brought to this release: ${said}. Check that the database user may create tables.`
  return new RuntimeError('RUNTIME_MIGRATION_FAILED', message, { cause })
}
