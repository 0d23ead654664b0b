import type { CompiledFlow } from '@callchart/flow'
import type { UnderstandingModel } from '@callchart/nlu'
import type { RankedIntent, UnrecognisedStatus } from '@callchart/protocol'
import type { ColumnType, Generated, Insertable, Selectable, Updateable } from 'kysely'
import type { Jsonb, Optional, OptionalTimestamp, Timestamp } from './columns.js'
import type { DraftTables, VersionOrigin } from './draft-tables.js'
import type { Json } from './json.js'
import type { LineHolderColumns, LineTables } from './line-tables.js'
import type { NumberTables } from './number-tables.js'

/**
 * A published flow, whole: never recompiled, never retrained, never changed.
 * Its columns are `json`, since `jsonb` would put the keys in another order.
 */
export interface VersionsTable {
  version: string
  flow: string
  name: string
  document: Jsonb<Json>
  compiled: Jsonb<CompiledFlow>
  createdAt: Timestamp
}

/** A trained model, large: read by its id alone. Versions with the same intents share it. */
export interface UnderstandingModelsTable {
  /** Of what it was trained from. */
  modelId: string
  model: Jsonb<UnderstandingModel>
  createdAt: Timestamp
}

/** Models of a version, one a language, in the order of its languages. */
export interface VersionModelsTable {
  version: string
  place: number
  modelId: string
}

/** The version that new calls of a flow get. */
export interface LiveVersionsTable {
  flow: string
  version: string
  /** Name of the file that it came from, or was written to. */
  file: string
  origin: ColumnType<VersionOrigin, VersionOrigin | undefined, VersionOrigin>
  publishedAt: Timestamp
}

export type CallStatus = 'waiting' | 'active' | 'ended'

export interface CallsTable extends LineHolderColumns {
  callId: string
  flow: string
  /** Pinned: a later publish does not touch a running call. */
  version: string
  status: CallStatus
  direction: 'inbound' | 'outbound'
  /** Its numbers and variables, under its key. */
  sealed: Optional<Uint8Array>
  /** Plain numbers and variables of a call that an earlier release has begun, until it is sealed. */
  ani: Optional<string>
  dnis: Optional<string>
  variables: ColumnType<Record<string, Json> | null, string | null | undefined, string | null>
  startedAt: Timestamp
  answeredAt: OptionalTimestamp
  endedAt: OptionalTimestamp
  disposition: Optional<string>
  /** Grows each time another runtime takes the call over; a journal append of an older one is refused. Starts at 1. */
  epoch: Generated<number>
  leaseOwner: Optional<string>
  leaseUntil: OptionalTimestamp
  /** Why somebody asked for the end of the call: its runtime sees to it. */
  hangUpAsked: Optional<string>
  /** Where the caller's line is, of a call that a switch controls. */
  switchId: Optional<string>
  lineId: Optional<string>
  /** The call came to us by an outside hop. */
  cameByHop: Generated<boolean>
  /** A call that we place is answered until then, or never was. */
  waitsUntil: OptionalTimestamp
  /** What is known of a call that is over. */
  turns: Optional<number>
  transfer: Optional<string>
  /** Where its caller hung up, if so it ended. */
  leftFlow: Optional<string>
  leftNode: Optional<string>
}

/** Nodes of the drawn chart that a call which is over came to. */
export interface CallNodesTable {
  callId: string
  flow: string
  node: string
  visits: number
}

export type JournalKind = 'event' | 'fact' | 'interpretation' | 'line' | 'leg.began' | 'effect.dispatched' | 'effect.settled'

export interface JournalTable {
  callId: string
  sequence: number
  /** Milliseconds since the epoch. */
  at: number
  kind: JournalKind
  step: Optional<number>
  /** Everything else of the entry, under the key of its call. */
  sealed: Optional<Uint8Array>
  /** Plain content of what an earlier release wrote, until its call is sealed. */
  body: ColumnType<Json | null, string | null | undefined, string | null>
  effectsHash: Optional<string>
}

/** What opens the content of a call. Once it is destroyed, nobody can read what was said and typed in it. */
export interface CallKeysTable {
  callId: string
  /** Under the master key; null once it was destroyed. */
  wrappedKey: Optional<Uint8Array>
  createdAt: Generated<Date>
  destroyedAt: OptionalTimestamp
  /** Who asked for it. */
  destroyedBy: Optional<string>
  /** What is left of the view of the call. */
  frame: ColumnType<Json | null, string | null | undefined, string | null>
}

export interface MediaTokensTable {
  /** SHA-256 of the token, hex: the token itself is nowhere. */
  tokenHash: string
  callId: string
  legId: string
  expiresAt: Timestamp
  usedAt: OptionalTimestamp
}

export type QueueEntryState = 'waiting' | 'offered' | 'joined' | 'left'

/** A caller in a queue. Claim with `FOR UPDATE SKIP LOCKED`, highest priority first, then longest waiting. */
export interface QueueEntriesTable {
  callId: string
  transferId: string
  queue: string
  priority: Generated<number>
  enqueuedAt: Timestamp
  state: QueueEntryState
  agentId: Optional<string>
  /** The runtime that holds the call. */
  runtimeId: string
  /** The talk with the human: from its beginning to the end of the entry. */
  joinedAt: OptionalTimestamp
  leftAt: OptionalTimestamp
}

/** `wrap-up`: at work on what a call has left; `paused`: not there for a while. */
export type SeatState = 'expected' | 'free' | 'offered' | 'joined' | 'wrap-up' | 'paused' | 'gone'

/** A human in a queue. */
export interface SeatsTable {
  agentId: string
  queue: string
  name: string
  state: SeatState
  controlTokenHash: string
  /** The control token is refused after this time. */
  expiresAt: Timestamp
  controlUsedAt: OptionalTimestamp
  /** The runtime that holds the seat's control connection. */
  runtimeId: string
  freeSince: OptionalTimestamp
  afterCallWork: Generated<boolean>
}

export type OfferState = 'offered' | 'accepted' | 'declined' | 'withdrawn' | 'expired'

/** One offer of one caller to one human. */
export interface OffersTable {
  offerId: string
  callId: string
  transferId: string
  queue: string
  agentId: string
  state: OfferState
  cause: Optional<string>
  createdAt: Timestamp
  answerBy: Timestamp
  settledAt: OptionalTimestamp
}

/** What a human said of a call after it. */
export interface WrapUpsTable {
  offerId: string
  callId: string
  agentId: string
  agentName: string
  queue: string
  code: string
  note: string
  /** From the end of the talk. */
  workMs: number
  at: Timestamp
}

/** A caller who left the queue to be called back. */
export interface CallBacksTable {
  callId: string
  queue: string
  /** Number and summary, under the key of the call. */
  sealed: Optional<Uint8Array>
  /** Plain, where an earlier release wrote them. */
  number: Optional<string>
  summary: Optional<string>
  requestedAt: Timestamp
}

export interface CallTagsTable {
  callId: string
  tag: string
  at: Timestamp
}

/** A calendar as its last good file had it, or as somebody drew it since. */
export interface LiveCalendarsTable {
  calendar: string
  document: Jsonb<Json>
  file: string
  publishedAt: Timestamp
  /** Somebody changed it in the designer, or its file did. */
  origin: ColumnType<VersionOrigin, VersionOrigin | undefined, VersionOrigin>
  /** Name of the one who changed it in the designer. */
  author: Optional<string>
  /** Grows with every change. */
  revision: Generated<number>
  /** Digest of its file as it was last taken in or written; null: there was none. */
  importedDigest: Optional<string>
}

/** People who asked not to be called. */
export interface DoNotCallTable {
  number: string
  /** Who or what said so: `key-intent`, `flow`. */
  reason: string
  callId: Optional<string>
  addedAt: Timestamp
}

/** A message that a caller left; its audio is not kept yet. */
export interface VoicemailsTable {
  callId: string
  turnId: string
  mailbox: string
  flow: string
  /** Where an earlier release wrote it; otherwise it is in the row of the call. */
  ani: Optional<string>
  durationMs: number
  recordedAt: Timestamp
}

/** A file of sound: of a call, or of a message that its caller left. Without its key nobody can hear it any more. */
export interface RecordingsTable {
  /** Also the name of its file. */
  recordingId: string
  callId: string
  legId: string
  kind: 'call' | 'message'
  /** Of a message: the turn on the wire. */
  turnId: Optional<string>
  /** Of what a switch has recorded: which one. */
  switchId: Optional<string>
  /** Its key under the master key; null once it was destroyed. */
  wrappedKey: Optional<Uint8Array>
  storage: 'folder' | 's3'
  createdAt: Timestamp
  expiresAt: Timestamp
  /** On the call's sample clock; null until the bridge began. */
  fromMs: Optional<number>
  /** Null where the bridge never told of its end. */
  durationMs: Optional<number>
  gaps: Jsonb<Json>
  bytes: Optional<number>
  /** Sha-256 of the sealed file, hex. */
  digest: Optional<string>
  /** Why it ends before it should. */
  fault: Optional<string>
  destroyedAt: OptionalTimestamp
  /** `retention`, or who asked for it. */
  destroyedBy: Optional<string>
  fileRemovedAt: OptionalTimestamp
}

/** Something that a caller said and no branch took, kept for review; gone with its call. */
export interface UnrecognisedUtterancesTable {
  utteranceId: string
  callId: string
  turnId: string
  flow: string
  version: string
  nodeId: string
  language: string
  /** Digits and numbers are masked. */
  text: string
  /** Equal for texts that differ in case and punctuation only. */
  sameness: string
  alternatives: Jsonb<string[]>
  losing: Jsonb<RankedIntent[]>
  at: Timestamp
  status: Generated<UnrecognisedStatus>
  /** It was added to. */
  intent: Optional<string>
}

/** A recording that prompts name by its content address; never changed. */
export interface AudioFilesTable {
  /** `sha256:<hex>` of the file. */
  audio: string
  /** WAV: 16 bit PCM, mono. */
  file: Buffer
  sampleRateHz: number
  durationMs: number
  createdAt: Timestamp
}

/** Columns are snake_case in PostgreSQL and camelCase here. */
export interface Database extends DraftTables, LineTables, NumberTables {
  versions: VersionsTable
  understandingModels: UnderstandingModelsTable
  versionModels: VersionModelsTable
  liveVersions: LiveVersionsTable
  calls: CallsTable
  journal: JournalTable
  callKeys: CallKeysTable
  mediaTokens: MediaTokensTable
  queueEntries: QueueEntriesTable
  seats: SeatsTable
  offers: OffersTable
  wrapUps: WrapUpsTable
  callTags: CallTagsTable
  callNodes: CallNodesTable
  liveCalendars: LiveCalendarsTable
  doNotCall: DoNotCallTable
  voicemails: VoicemailsTable
  recordings: RecordingsTable
  callBacks: CallBacksTable
  unrecognisedUtterances: UnrecognisedUtterancesTable
  audioFiles: AudioFilesTable
}

export type VersionRow = Selectable<VersionsTable>
export type CallRow = Selectable<CallsTable>
export type NewCall = Insertable<CallsTable>
export type CallChange = Updateable<CallsTable>
export type MediaTokenRow = Selectable<MediaTokensTable>
export type QueueEntryRow = Selectable<QueueEntriesTable>
export type QueueEntryChange = Updateable<QueueEntriesTable>
export type SeatRow = Selectable<SeatsTable>
export type OfferRow = Selectable<OffersTable>
export type CallBackRow = Selectable<CallBacksTable>
export type CallTagRow = Selectable<CallTagsTable>
export type UnrecognisedRow = Selectable<UnrecognisedUtterancesTable>
