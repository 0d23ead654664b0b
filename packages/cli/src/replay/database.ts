import { stat } from 'node:fs/promises'
import { findEmbeddedPostgres, openCallArchive, startEmbeddedPostgres, type CallArchive } from '@callchart/runtime'
import { CliError } from '../errors.js'
import { masterKeyFor } from '../system/master-key.js'
import type { SystemSettings } from '../system/settings.js'

/** The calls of the system that the settings name; opened when somebody first asks for them. */
export class CallDatabase {
  private opened: Promise<CallArchive> | undefined
  private stop: () => Promise<void> = async () => undefined

  constructor(private readonly settings: Pick<SystemSettings, 'databaseUrl' | 'dataDir' | 'masterKey'>) {}

  /** @throws CliError CLI_DATABASE_MISSING; RuntimeError of the database */
  archive(): Promise<CallArchive> {
    this.opened ??= this.open()
    return this.opened
  }

  /** Absent where a database would have to be started for it. */
  async runningArchive(): Promise<CallArchive | undefined> {
    if (this.opened !== undefined) return this.opened
    const { databaseUrl, dataDir } = this.settings
    const url = databaseUrl ?? (await findEmbeddedPostgres({ dataDir }))
    return url === undefined ? undefined : this.archive()
  }

  async close(): Promise<void> {
    await this.opened?.then(
      (archive) => archive.close(),
      () => undefined,
    )
    await this.stop()
  }

  private async open(): Promise<CallArchive> {
    const { masterKey, dataDir } = this.settings
    const url = await this.url()
    return openCallArchive(url, await masterKeyFor(masterKey, dataDir))
  }

  /** A system may be running on the embedded database: it is looked into while it does. */
  private async url(): Promise<string> {
    const { databaseUrl, dataDir } = this.settings
    if (databaseUrl !== undefined) return databaseUrl
    const running = await findEmbeddedPostgres({ dataDir })
    if (running !== undefined) return running
    if (!(await isFolder(dataDir))) throw new CliError('CLI_DATABASE_MISSING', `There are no calls in ${dataDir}: name the folder of their system in CALLCHART_DATA, its database in DATABASE_URL, or a file of journals.`)
    const postgres = await startEmbeddedPostgres({ dataDir })
    this.stop = () => postgres.stop()
    return postgres.url
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
