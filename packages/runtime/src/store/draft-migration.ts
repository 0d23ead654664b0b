/** Drafts, who published what, and what was taken in from files. Versions so far all came from files and went live when they were made. */
export const draftTables = [
  `alter table live_versions add column origin text not null default 'file' check (origin in ('designer', 'file'))`,
  `create table publications (
    publication bigint generated always as identity primary key, flow text not null, version text not null references versions on delete cascade,
    origin text not null check (origin in ('designer', 'file')), is_rollback boolean not null default false,
    author text not null, note text not null, published_at timestamptz not null)`,
  'create index publications_by_flow on publications (flow, publication desc)',
  'create index publications_by_version on publications (version, publication desc)',
  `insert into publications (flow, version, origin, author, note, published_at)
    select versions.flow, versions.version, 'file', coalesce(live.file, versions.flow || '.flow.json'), '', coalesce(live.published_at, versions.created_at)
    from versions left join live_versions as live on live.version = versions.version and live.flow = versions.flow
    order by coalesce(live.published_at, versions.created_at)`,
  'create table imported_files (file text primary key, flow text not null, digest text not null, imported_at timestamptz not null)',
  `create table drafts (
    flow text primary key, revision integer not null, base_revision integer not null,
    document json not null, name text not null, node_count integer not null,
    status text not null check (status in ('draft', 'submitted', 'approved', 'rejected')),
    base_version text references versions on delete set null, author text not null, updated_at timestamptz not null)`,
  `create table draft_changes (
    flow text not null references drafts on delete cascade, client text not null, sequence integer not null, revision integer not null,
    author text not null, changes json not null, conflicts json not null, copy_id text, at timestamptz not null,
    primary key (flow, client, sequence))`,
  'create index draft_changes_by_revision on draft_changes (flow, revision)',
  `create table draft_reviews (
    review bigint generated always as identity primary key, flow text not null, revision integer not null,
    status text not null check (status in ('draft', 'submitted', 'approved', 'rejected')),
    author text not null, note text not null, at timestamptz not null)`,
  'create index draft_reviews_by_flow on draft_reviews (flow, review)',
  `create table draft_copies (
    copy_id text primary key, flow text not null, name text not null,
    reason text not null check (reason in ('conflict', 'replaced', 'kept')),
    author text not null, document json not null, at timestamptz not null)`,
  'create index draft_copies_by_flow on draft_copies (flow, at desc)',
  `create table draft_pages (
    flow text not null, client text not null, author text not null, seen_at timestamptz not null, primary key (flow, client))`,
]
