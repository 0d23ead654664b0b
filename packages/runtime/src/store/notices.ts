import { sql, type Kysely } from 'kysely'
import pg from 'pg'
import { systemClock, type CancelTimer, type Clock } from '../clock.js'
import { repeat } from '../repeat.js'
import type { Database } from './tables.js'

/** What runtimes tell each other by the database, in the order in which it was committed. */
export interface Notices {
  /**
   * @param told with what was said; undefined: the line was gone for a while, and anything may have been missed
   * @returns the way to stop
   */
  listen(channel: NoticeChannel, told: (payload: string | undefined) => void): () => void
  close(): Promise<void>
}

export type NoticeChannel = 'callchart_drafts' | 'callchart_flows' | 'callchart_calendars' | 'callchart_numbers' | 'callchart_lines' | 'callchart_queues'

/** Told to every runtime, this one too, when the transaction is committed. @param payload short */
export async function tell(db: Kysely<Database>, channel: NoticeChannel, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(db)
}

const channels: readonly NoticeChannel[] = ['callchart_drafts', 'callchart_flows', 'callchart_calendars', 'callchart_numbers', 'callchart_lines', 'callchart_queues']
const retryMs = 1_000
/** A line on which nothing is said for long is cut by networks without a word. */
const askEveryMs = 15_000
const answerWithinMs = 5_000

class ListeningLine implements Notices {
  readonly #listeners = new Map<NoticeChannel, Set<(payload: string | undefined) => void>>(channels.map((channel) => [channel, new Set()]))
  readonly #databaseUrl: string
  readonly #clock: Clock
  #client: pg.Client | undefined
  readonly #stopAsking: () => void
  #cancelRetry: CancelTimer = () => undefined
  #wasOpen = false
  #closed = false

  constructor(databaseUrl: string, clock: Clock) {
    this.#databaseUrl = databaseUrl
    this.#clock = clock
    this.#stopAsking = repeat(clock, askEveryMs, () => this.#ask())
  }

  listen(channel: NoticeChannel, told: (payload: string | undefined) => void): () => void {
    const listeners = this.#listeners.get(channel)
    listeners?.add(told)
    return () => void listeners?.delete(told)
  }

  async open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#databaseUrl, connectionTimeoutMillis: answerWithinMs, keepAlive: true, application_name: 'callchart' })
    client.on('error', () => undefined)
    client.on('end', () => this.#lost(client))
    client.on('notification', ({ channel, payload }) => this.#tell(channel as NoticeChannel, payload ?? ''))
    try {
      await client.connect()
      for (const channel of channels) await client.query(`listen ${channel}`)
    } catch {
      await client.end().catch(() => undefined)
      this.#retry()
      return
    }
    if (this.#closed) return void client.end().catch(() => undefined)
    this.#client = client
    if (this.#wasOpen) for (const channel of channels) this.#tell(channel, undefined)
    this.#wasOpen = true
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopAsking()
    this.#cancelRetry()
    await this.#client?.end().catch(() => undefined)
  }

  /** One that does not answer is given up for another. */
  async #ask(): Promise<void> {
    const client = this.#client
    if (client === undefined) return
    const cancel = this.#clock.after(answerWithinMs, () => void client.end().catch(() => undefined))
    await client.query('select 1').catch(() => undefined)
    cancel()
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = undefined
    this.#retry()
  }

  #retry(): void {
    this.#cancelRetry()
    if (!this.#closed) this.#cancelRetry = this.#clock.after(retryMs, () => void this.open())
  }

  #tell(channel: NoticeChannel, payload: string | undefined): void {
    for (const told of this.#listeners.get(channel) ?? []) told(payload)
  }
}

/** Opens the line; where the database is away, as soon as it is there again. */
export async function openNotices(databaseUrl: string, clock: Clock = systemClock): Promise<Notices> {
  const line = new ListeningLine(databaseUrl, clock)
  await line.open()
  return line
}
