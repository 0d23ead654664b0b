import { z } from 'zod'
import { problemViewSchema } from './flows.js'

/** Who did something; a name until there are accounts. */
export const authorSchema = z.string().trim().min(1).max(100)

/** A call flow as it is being drawn: JSON that need not fit the schema of flows yet. */
export const draftDocumentSchema = z.looseObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9-]*$/).max(60),
  name: z.string().max(100),
  languages: z.array(z.string().max(35)).max(10),
  nodes: z.array(z.looseObject({ id: z.string().min(1).max(60), kind: z.string().min(1).max(40), name: z.string().max(100) })).max(5_000),
})

/** What became of one part of a draft: `nodes/greeting`, `variables/balance`, `name`; see `changesBetween` of the flow package. */
export const draftChangeSchema = z.strictObject({
  part: z.string().min(1).max(200),
  before: z.json().optional(),
  after: z.json().optional(),
  at: z.int().min(0).optional(),
})

export const draftStatusSchema = z.enum(['draft', 'submitted', 'approved', 'rejected'])

/** One step of a draft on its way: who did it, and what they said. */
export const draftReviewSchema = z.object({ status: draftStatusSchema, author: z.string(), note: z.string(), at: z.string() })

export const draftViewSchema = z.object({
  flow: z.string(),
  /** Grows with every change and never goes back, also when the draft is published; 0 where nobody ever changed the flow. */
  revision: z.int(),
  /** Something waits to be published; else this is the live version. */
  changed: z.boolean(),
  document: draftDocumentSchema,
  status: draftStatusSchema,
  /** The version from which it was begun; absent for a new flow. */
  baseVersion: z.string().optional(),
  /** The version that new calls get; another one than `baseVersion` when somebody published meanwhile. */
  liveVersion: z.string().optional(),
  author: z.string().optional(),
  updatedAt: z.string().optional(),
  reviews: z.array(draftReviewSchema),
})

/** A new flow, or a draft anew from a version or a file; `replace` puts it in the place of a draft that is there, which is kept as a copy. */
export const createDraftRequestSchema = z.strictObject({
  document: draftDocumentSchema,
  author: authorSchema,
  /** The version that it restores. */
  baseVersion: z.string().max(64).optional(),
  replace: z.boolean().default(false),
})

export const changeDraftRequestSchema = z.strictObject({
  author: authorSchema,
  /** The page that makes the change: it is not told of it again. */
  client: z.string().min(1).max(64),
  /** Numbered by the page: a change that is sent again is made once. */
  sequence: z.int().min(0),
  changes: z.array(draftChangeSchema).min(1).max(20_000),
})

export const draftConflictSchema = z.object({
  part: z.string(),
  before: z.json().optional(),
  kept: z.json().optional(),
  lost: z.json().optional(),
})

export const changeDraftResponseSchema = z.object({
  revision: z.int(),
  /** Parts that somebody else had changed to something else: theirs stand, and what was sent is kept as a copy. */
  conflicts: z.array(draftConflictSchema),
  copyId: z.string().optional(),
})

/** Of the page that listens. */
export const draftEventsQuerySchema = z.strictObject({
  author: authorSchema,
  client: z.string().min(1).max(64),
  /** The revision that the page holds; the header Last-Event-ID goes before it. */
  since: z.coerce.number().int().min(0).optional(),
  /** The live version that the page knows of: it is told when there is another one. */
  live: z.string().max(64).optional(),
})

/** Server to page, as `data` of server-sent events; `id` is the revision. */
export const draftEventSchema = z.discriminatedUnion('type', [
  /** A change of somebody, this page's own included. */
  z.object({ type: z.literal('changed'), revision: z.int(), author: z.string(), client: z.string(), changes: z.array(draftChangeSchema) }),
  /** More was missed than is kept: the draft is to be read again. */
  z.object({ type: z.literal('reload'), revision: z.int() }),
  z.object({ type: z.literal('status'), revision: z.int(), status: draftStatusSchema, review: draftReviewSchema }),
  /** People who have the draft open now. */
  z.object({ type: z.literal('present'), authors: z.array(z.object({ author: z.string(), client: z.string() })) }),
  z.object({ type: z.literal('published'), version: z.string(), author: z.string() }),
])

/** A losing side, or a draft that was replaced: kept whole under a name. */
export const draftCopyViewSchema = z.object({
  copyId: z.string(),
  flow: z.string(),
  name: z.string(),
  reason: z.enum(['conflict', 'replaced', 'kept']),
  author: z.string(),
  at: z.string(),
  document: draftDocumentSchema.optional(),
})
export const draftCopyListSchema = z.object({ copies: z.array(draftCopyViewSchema) })
export const keepCopyRequestSchema = z.strictObject({
  author: authorSchema,
  name: z.string().trim().min(1).max(200),
  reason: z.enum(['conflict', 'kept']),
  document: draftDocumentSchema,
})

export const reviewDraftRequestSchema = z.strictObject({
  author: authorSchema,
  /** What is being said of: refused with 409 when the draft has moved on. */
  revision: z.int(),
  note: z.string().max(2_000).default(''),
})

export const publishDraftRequestSchema = reviewDraftRequestSchema

export const publishDraftResponseSchema = z.object({ version: z.string(), publishedAt: z.string() })

/** What stands in the way of a publish: the body of a 422. */
export const publishRefusalSchema = z.object({ problems: z.array(problemViewSchema) })

export const versionViewSchema = z.object({
  version: z.string(),
  /** As people call it: 1 is the first that went live; absent of one that never did. */
  number: z.int().optional(),
  flow: z.string(),
  name: z.string(),
  author: z.string(),
  note: z.string(),
  /** Where it came from: the designer, or a file of the flows folder. */
  origin: z.enum(['designer', 'file']),
  createdAt: z.string(),
  /** When it went live last; absent when it never did. */
  publishedAt: z.string().optional(),
  live: z.boolean(),
})
export const versionListSchema = z.object({ versions: z.array(versionViewSchema) })
export const versionDocumentSchema = versionViewSchema.extend({ document: draftDocumentSchema })
export const rollBackRequestSchema = z.strictObject({ author: authorSchema, version: z.string().max(64), note: z.string().max(2_000).default('') })

/** A flow in the list of flows. */
export const libraryEntrySchema = z.object({
  flow: z.string(),
  name: z.string(),
  languages: z.array(z.string()),
  dnis: z.array(z.string()),
  nodeCount: z.int(),
  live: z.object({ version: z.string(), number: z.int().optional(), publishedAt: z.string(), author: z.string() }).optional(),
  draft: z.object({ revision: z.int(), status: draftStatusSchema, author: z.string(), updatedAt: z.string() }).optional(),
  /** Of what is live or waits to go live in the folder; of a flow that never was live, of its draft. */
  problems: z.array(problemViewSchema),
  /** The draft is being checked: its problems are not known yet. */
  checking: z.literal(true).optional(),
  callsLastDay: z.int(),
})
export const librarySchema = z.object({ flows: z.array(libraryEntrySchema) })

/** What a page needs to know of the installation. */
export const workspaceSchema = z.object({
  /** WebSocket base of the media bridge; empty while there is none. */
  mediaUrl: z.string(),
  /** HTTP base of the bridge, which plays prompts for listening to them; empty while there is none. */
  speechUrl: z.string(),
  /** Languages that an engine hears, and what of them; those that a voice speaks. Absent: unknown. */
  hears: z.array(z.object({ language: z.string(), freely: z.boolean() })).optional(),
  speaks: z.array(z.string()).optional(),
  /** One person does everything: what they submit they may approve. */
  singleUser: z.boolean(),
  version: z.string(),
})

/** Everything beside a draft that its checks look at. */
export const resourcesViewSchema = z.object({
  /** Files of the library by name: the live documents of other flows, calendars, lists of questions, rules. */
  files: z.array(z.object({ name: z.string(), text: z.string() })),
  /** Earlier versions that sub-flow nodes are pinned to. */
  versions: z.array(z.object({ version: z.string(), document: draftDocumentSchema })),
  hasModel: z.boolean(),
  speech: z.unknown().optional(),
})

/** A call to a draft as it stands, before any publish. */
export const callDraftRequestSchema = z.strictObject({
  document: draftDocumentSchema,
  ani: z.string().max(64).optional(),
  variables: z.record(z.string().max(100), z.union([z.string().max(1_000), z.number(), z.boolean()])).default({}),
})

export type DraftView = z.infer<typeof draftViewSchema>
export type DraftStatus = z.infer<typeof draftStatusSchema>
export type DraftReview = z.infer<typeof draftReviewSchema>
export type DraftEvent = z.infer<typeof draftEventSchema>
export type DraftCopyView = z.infer<typeof draftCopyViewSchema>
export type CreateDraftRequest = z.input<typeof createDraftRequestSchema>
export type ChangeDraftRequest = z.input<typeof changeDraftRequestSchema>
export type ChangeDraftResponse = z.infer<typeof changeDraftResponseSchema>
export type KeepCopyRequest = z.input<typeof keepCopyRequestSchema>
export type ReviewDraftRequest = z.input<typeof reviewDraftRequestSchema>
export type PublishDraftResponse = z.infer<typeof publishDraftResponseSchema>
export type PublishRefusal = z.infer<typeof publishRefusalSchema>
export type VersionView = z.infer<typeof versionViewSchema>
export type VersionDocument = z.infer<typeof versionDocumentSchema>
export type RollBackRequest = z.input<typeof rollBackRequestSchema>
export type LibraryEntry = z.infer<typeof libraryEntrySchema>
export type Workspace = z.infer<typeof workspaceSchema>
export type ResourcesView = z.infer<typeof resourcesViewSchema>
export type CallDraftRequest = z.input<typeof callDraftRequestSchema>
