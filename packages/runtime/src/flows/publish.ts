import { canonicalFileText, noResources, type DraftDocument, type FlowDocument, type FlowProblem, type FlowResources } from '@callchart/flow'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { ReadyVersion } from '../call/ready-version.js'
import { RuntimeError } from '../errors.js'
import type { Database } from '../store/tables.js'
import { checkDraft, takenNumbers } from './check-draft.js'
import { DraftRefused } from './draft-refused.js'
import { hasError, type FlowFile } from './flow-files.js'
import type { LibraryState } from './library-state.js'
import { prepareVersion, type PreparedVersion } from './prepare-version.js'
import { publishedAs } from './published-flows.js'
import { notPrepared } from './problems.js'
import { isReadable, type ReloadParts } from './reload.js'
import { publishVersion, type LiveVersion, type Publication } from './version-store.js'
import { fileNameOf, writeBack } from './write-back.js'

export interface PublishOrder extends Publication {
  readonly flow: string
  /** The draft, to the letter. */
  readonly document: DraftDocument
  /** Part of the transaction that makes the version live; what it throws leaves everything as it was. */
  readonly settle: (transaction: Kysely<Database>, version: string) => Promise<void>
}

export interface RollBackOrder extends Publication {
  readonly flow: string
  readonly version: string
}

export interface PublisherParts {
  readonly db: Kysely<Database>
  readonly parts: ReloadParts
  /** Whether what is published is written into the folder. */
  readonly writesBack: boolean
  readonly logger?: Pick<Logger, 'warn'> | undefined
  /** Aborted when the library closes. */
  readonly closing: AbortSignal
  readonly state: () => LibraryState
  /** Puts in what a reload need not check again. */
  readonly keep: (file: FlowFile) => void
  /** Runs it while the folder is not being read, and reads the folder afterwards. */
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>
}

/** Makes live what people draw, beside what the folder brings. */
export class Publisher {
  readonly #settings: PublisherParts
  /** A draft is called, and then published, as it was called. */
  readonly #lastChecked = new Map<string, FlowFile>()

  constructor(settings: PublisherParts) {
    this.#settings = settings
  }

  /**
   * Checks, compiles and trains a draft, and makes it live. Running calls stay on their versions.
   * @throws RUNTIME_DRAFT_REFUSED, RUNTIME_STORE_UNAVAILABLE, and what `settle` throws
   */
  async publish({ flow, document, author, note, settle }: PublishOrder): Promise<LiveVersion> {
    const file = this.#fileOf(flow)
    const { prepared, good, checked } = await this.#prepare(flow, document, file)
    const { db, parts, state, keep, alone } = this.#settings
    return alone(async () => {
      // The folder may have brought another flow that answers the number.
      const taken = takenNumbers(flow, file, good.dnis, state())
      if (hasError(taken)) throw new DraftRefused(flow, taken)
      const live: LiveVersion = { flow, version: prepared.version, file, origin: 'designer', publishedAt: new Date(parts.now()), isRollback: false }
      await db.transaction().execute(async (transaction) => {
        await settle(transaction, prepared.version)
        await publishVersion(transaction, live, { author, note })
      })
      keep({ ...checked, ...publishedAs(live) })
      await this.#write(flow, file, document)
      return live
    })
  }

  /**
   * Makes an earlier version live again, as it was.
   * @throws RUNTIME_VERSION_UNKNOWN, RUNTIME_DNIS_TAKEN, RUNTIME_STORE_UNAVAILABLE
   */
  async rollBack({ flow, version, author, note }: RollBackOrder): Promise<LiveVersion> {
    const { db, parts, state, alone } = this.#settings
    const file = this.#fileOf(flow)
    const { manifest } = await parts.cache.get(version)
    return alone(async () => {
      const [taken] = takenNumbers(flow, file, manifest.dnis, state())
      if (taken !== undefined) throw new RuntimeError('RUNTIME_DNIS_TAKEN', `${taken.message} ${taken.wayOut}`)
      const live: LiveVersion = { flow, version, file, origin: 'designer', publishedAt: new Date(parts.now()), isRollback: true }
      await db.transaction().execute((transaction) => publishVersion(transaction, live, { author, note }))
      const document = await parts.versions.findDocument(version)
      if (document !== undefined) await this.#write(flow, file, document as unknown as DraftDocument)
      return live
    })
  }

  /**
   * A draft made ready to be called, and not live.
   * @throws RUNTIME_DRAFT_REFUSED, RUNTIME_STORE_UNAVAILABLE
   */
  async makeCallable(flow: string, document: DraftDocument): Promise<ReadyVersion> {
    const { prepared } = await this.#prepare(flow, document, this.#fileOf(flow))
    return this.#settings.parts.cache.get(prepared.version)
  }

  /**
   * A flow of the runtime's own made ready to be called: no file, no draft, and the folder's rules are not its.
   * @throws RUNTIME_STORE_UNAVAILABLE
   */
  async makeOwn(document: FlowDocument): Promise<ReadyVersion> {
    const { parts } = this.#settings
    const prepared = await this.#storedOrNew(document, noResources)
    await parts.versions.save(prepared, new Date(parts.now()))
    parts.cache.put(prepared)
    return parts.cache.get(prepared.version)
  }

  /**
   * What is wrong with a draft that may be published.
   * @throws RUNTIME_DRAFT_REFUSED, RUNTIME_STORE_UNAVAILABLE
   */
  async warningsOf(flow: string, document: object): Promise<readonly FlowProblem[]> {
    const { parts, state } = this.#settings
    return (await checkDraft(flow, document, this.#fileOf(flow), state(), parts)).file.problems
  }

  async #prepare(flow: string, draft: DraftDocument, file: string): Promise<{ readonly prepared: PreparedVersion; readonly good: FlowDocument; readonly checked: FlowFile }> {
    const { parts, state } = this.#settings
    const last = this.#lastChecked.get(flow)
    const earlier = last === undefined ? state().files : new Map([...state().files, [file, last]])
    const { document, neighbours, file: checked } = await checkDraft(flow, draft, file, state(), parts, earlier)
    this.#lastChecked.set(flow, checked)
    try {
      const prepared = await this.#storedOrNew(document, neighbours.resources)
      await parts.versions.save(prepared, new Date(parts.now()))
      parts.cache.put(prepared)
      return { prepared, good: document, checked }
    } catch (error) {
      if (error instanceof RuntimeError && (error.retryable || error.code === 'RUNTIME_TRAINING_CANCELLED')) throw error
      throw new DraftRefused(flow, [notPrepared(error)])
    }
  }

  async #storedOrNew(document: FlowDocument, resources: FlowResources): Promise<PreparedVersion> {
    const { parts, closing } = this.#settings
    const found = await parts.versions.find(parts.tools.versionIdentity(document, resources))
    if (found !== undefined && isReadable(found)) return { ...found, document }
    return prepareVersion(document, resources, parts.tools, closing)
  }

  #fileOf(flow: string): string {
    const { files, live } = this.#settings.state()
    const others = [...[...files.values()].filter((file) => file.flow !== flow), ...[...live].flatMap(([other, at]) => (other === flow ? [] : [at]))]
    const own = live.get(flow)?.file ?? [...files.values()].find((file) => file.flow === flow)?.file
    return fileNameOf(flow, own, others.map(({ file }) => file))
  }

  /** A folder that cannot be written is no failure: what is live is in the database. */
  async #write(flow: string, file: string, document: DraftDocument): Promise<void> {
    const { parts, writesBack, logger } = this.#settings
    if (!writesBack) return
    try {
      const imported = (await parts.imported.all()).get(file)
      const record = (digest: string): Promise<void> => parts.imported.record(file, flow, digest, new Date(parts.now()))
      const written = await writeBack({ folder: parts.folder, file, text: canonicalFileText(document), imported, record })
      if (!written) logger?.warn({ flow, file }, 'a flow file was changed by somebody else: what was published is not written into it')
    } catch (error) {
      logger?.warn({ flow, file, error: String(error) }, 'what was published could not be written into the flows folder')
    }
  }
}
