import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock } from '../../clock.js'
import type { LineDesk } from '../switch-port.js'
import type { FreeSwitchLine } from './line.js'
import { PatientWork } from '../patient-work.js'
import { hangUpCauses, marks, uuidSchema, valueOf } from './words.js'

const channelsSchema = z.object({ rows: z.array(z.object({ uuid: uuidSchema })).max(5_000).default([]) })
/** The database may be away for a moment. */
const againMs = 1_000

export interface RecoveryParts {
  readonly switchId: string
  readonly clock: Clock
  readonly logger: Logger
  readonly desk: LineDesk
  readonly lines: ReadonlyMap<string, FreeSwitchLine>
  /** By channels whose events are somebody's. */
  readonly watched: ReadonlyMap<string, unknown>
  /** @see EventSocket.run */
  readonly run: (command: string) => Promise<string>
  /** A line that an earlier process had. */
  readonly lineNamed: (lineId: string) => FreeSwitchLine
}

/** What follows from a connection: lines that ended meanwhile have left, those of an earlier process are taken up or ended, and so are the humans sent for. */
export class Recovery {
  /** Channels that nobody waits for any more, and of which the switch has not said that they are ended. */
  private readonly ending = new Set<string>()
  /** Lines of an earlier process, some of whose humans may not be taken up yet. */
  private readonly takenUp = new Set<FreeSwitchLine>()
  private readonly work: PatientWork
  private connectionCount = 0

  constructor(private readonly parts: RecoveryParts) {
    this.work = new PatientWork(parts.clock, againMs)
  }

  /** Ends a channel: now, or after the next connection. */
  async end(uuid: string): Promise<void> {
    this.ending.add(uuid)
    await this.parts.run(`uuid_kill ${uuid}`)
    this.ending.delete(uuid)
  }

  /** A connection has begun. What the switch does not answer in time is asked again, as long as it is this one. */
  begin(): void {
    const { logger, switchId } = this.parts
    this.connectionCount += 1
    const connection = this.connectionCount
    this.work.begin(
      async () => (connection === this.connectionCount ? this.recover() : undefined),
      (error) => logger.warn({ switchId, err: error }, 'the calls of the switch were not looked for yet'),
    )
  }

  close(): void {
    this.work.close()
  }

  private async recover(): Promise<void> {
    const { clock, watched, switchId, desk, logger } = this.parts
    // What comes while the switch answers is not in its list.
    const known = new Set(watched.keys())
    const since = clock.now()
    const ending = new Set(this.ending)
    const { rows } = channelsSchema.parse(JSON.parse(await this.parts.run('show channels as json')))
    const running = new Set(rows.map(({ uuid }) => uuid))
    for (const uuid of ending) this.end(uuid).catch(() => undefined)
    await this.catchUp(new Set([...known].filter((uuid) => !running.has(uuid))))
    // One that was known and is no more has ended since the list was made.
    const isStrange = (uuid: string): boolean => !watched.has(uuid) && !known.has(uuid) && !ending.has(uuid)
    for (const uuid of running) if (isStrange(uuid)) await this.takeUp(uuid, await this.variable(uuid, marks.line))
    for (const uuid of running) if (isStrange(uuid)) await this.takeUpLeg(uuid, (await this.variable(uuid, marks.legOf)).split('/'))
    for (const line of this.takenUp) this.seek(line)
    this.takenUp.clear()
    this.work.begin(
      () => desk.stand(switchId, [...running], since),
      (error) => logger.warn({ switchId, err: error }, 'calls whose lines are gone were not looked for yet'),
    )
  }

  private async catchUp(gone: ReadonlySet<string>): Promise<void> {
    for (const line of [...this.parts.lines.values()]) {
      if (gone.has(line.lineId)) line.left('switch', 'failed', 'gone while the switch was away')
      else await line.catchUp(gone)
    }
  }

  private async takeUp(uuid: string, switchId: string): Promise<void> {
    if (switchId !== this.parts.switchId || this.parts.watched.has(uuid)) return
    const line = this.parts.lineNamed(uuid)
    this.takenUp.add(line)
    await line.takeUp()
    if (await this.isGone(uuid)) line.left('switch', 'failed', 'gone while it was looked for')
  }

  /** What the line tells waits until its call is known; who is with the caller comes before any order of that call. */
  private seek(line: FreeSwitchLine): void {
    line.found()
    this.work.begin(
      () => this.find(line),
      (error) => this.parts.logger.warn({ switchId: line.switchId, lineId: line.lineId, err: error }, 'a line of an earlier connection was not found again yet'),
    )
  }

  private async find(line: FreeSwitchLine): Promise<void> {
    const call = await this.parts.desk.found(line)
    if (call !== undefined) return line.belongsTo(call)
    await this.parts.run(`uuid_kill ${line.lineId} ${hangUpCauses.congestion}`)
    line.left('switch', 'failed', 'no call has it')
  }

  private async takeUpLeg(uuid: string, [switchId, lineId = '']: readonly string[]): Promise<void> {
    if (switchId !== this.parts.switchId) return
    const line = this.parts.lines.get(lineId)
    if (line === undefined) return this.end(uuid)
    await line.adopt(uuid)
    if (await this.isGone(uuid)) line.lostLeg(uuid)
  }

  /** Its end was told before anybody listened. */
  private async isGone(uuid: string): Promise<boolean> {
    return (await this.parts.run(`uuid_exists ${uuid}`)) === 'false'
  }

  private async variable(uuid: string, name: string): Promise<string> {
    return valueOf(await this.parts.run(`uuid_getvar ${uuid} ${name}`))
  }
}
