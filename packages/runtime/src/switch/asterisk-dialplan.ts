import { z } from 'zod'
import { RuntimeError } from '../errors.js'
import { DialplanLine, type Done } from './asterisk-dialplan/line.js'
import { byeFor, type NumberedOrder } from './asterisk-dialplan/order.js'
import { areGiven } from './basic-credentials.js'
import { usualDialStrings, type DialStrings } from './dial-string.js'
import type { SwitchParts } from './switch-parts.js'
import type { Arrival, SwitchConnector } from './switch-port.js'

export interface DialplanSettings {
  readonly switchId: string
  /** What the dialplan asks with: CALLCHART_LOGIN of deploy/asterisk. */
  readonly user: string
  readonly password: string
  readonly dialStrings?: DialStrings
  /** @see AriSettings.referHeaders */
  readonly referHeaders?: boolean
}


/**
 * An Asterisk without ARI: its dialplan asks by HTTP what to do with a caller, does it and asks again ([callchart-do] of
 * deploy/asterisk/etc/extensions_callchart.conf). Tested with Asterisk 22.10.1.
 */
export class AsteriskDialplan implements SwitchConnector {
  /** It is told something whenever it asks. */
  readonly isConnected = true
  private readonly lines = new Map<string, DialplanLine>()
  private readonly looking = new Map<string, Promise<DialplanLine | undefined>>()

  constructor(
    private readonly settings: DialplanSettings,
    private readonly parts: SwitchParts,
  ) {}

  get switchId(): string {
    return this.settings.switchId
  }

  /** @param authorization header of a request, RFC 7617 */
  knows(authorization: string | undefined): boolean {
    return areGiven(this.settings, authorization)
  }

  /** A caller has come. @throws RuntimeError nobody takes the call, as `LineDesk.arrived` says */
  async arrived(arrival: Omit<Arrival, 'switchId'>): Promise<NumberedOrder> {
    const { lineId } = arrival
    const line = this.lineNamed(lineId)
    this.lines.set(lineId, line)
    try {
      const call = await this.parts.desk.arrived({ ...arrival, switchId: this.switchId }, line)
      line.belongsTo(call)
      await line.connectMedia(call.mediaUrl)
    } catch (error) {
      this.lines.delete(lineId)
      throw error
    }
    return line.asks({ n: 0, status: '', cause: '' })
  }

  /** What the line is to do next. @param closed the request is given up */
  next(lineId: string, done: Done, closed: AbortSignal): Promise<NumberedOrder> {
    return this.serve({ what: 'next', lineId, done }, done.n, (line) => nextOf(line, done, closed))
  }

  answered(lineId: string, legId: string): Promise<void> {
    return this.serve({ what: 'answered', lineId, legId }, 0, async (line) => line?.answeredBy(legId))
  }

  left(lineId: string, cause: string): Promise<void> {
    return this.serve({ what: 'left', lineId, cause }, 0, async (line) => line?.left(cause))
  }

  async hear(told: unknown): Promise<NumberedOrder | undefined> {
    const asked = askedSchema.parse(told)
    const line = this.lines.get(asked.lineId)
    switch (asked.what) {
      case 'next':
        return nextOf(line, asked.done)
      case 'answered':
        line?.answeredBy(asked.legId)
        return undefined
      case 'left':
        line?.left(asked.cause)
        return undefined
    }
  }

  /** Of a line that a living runtime has, that one answers. @param n number of the order that the dialplan has carried out */
  private async serve<Answer>(asked: z.input<typeof askedSchema>, n: number, take: (line: DialplanLine | undefined) => Promise<Answer>): Promise<Answer> {
    const { lineId } = asked
    const known = this.lines.get(lineId)
    if (known !== undefined) return take(known)
    const elsewhere = await this.parts.desk.hearElsewhere({ switchId: this.switchId, lineId }, asked)
    // Made by the same `take`, of the same release.
    return elsewhere === undefined ? take(await this.find(lineId, n)) : ((elsewhere.value ?? undefined) as Answer)
  }

  originate(): Promise<never> {
    return Promise.reject(new RuntimeError('RUNTIME_SWITCH_UNABLE', `Switch "${this.switchId}" is asked by its dialplan and cannot place calls: connect it by ARI.`))
  }

  close(): Promise<void> {
    for (const line of this.lines.values()) line.close()
    this.lines.clear()
    return Promise.resolve()
  }

  private lineNamed(lineId: string, n = 0): DialplanLine {
    const { switchId, dialStrings = usualDialStrings, referHeaders = false } = this.settings
    return new DialplanLine({ switchId, lineId, dialStrings, referHeaders, clock: this.parts.clock, gone: () => this.lines.delete(lineId) }, n)
  }

  /** A line that an earlier process had is looked for once. */
  private async find(lineId: string, n: number): Promise<DialplanLine | undefined> {
    const known = this.lines.get(lineId)
    if (known !== undefined) return known
    const looking = this.looking.get(lineId) ?? this.look(lineId, n).finally(() => this.looking.delete(lineId))
    this.looking.set(lineId, looking)
    return looking
  }

  private async look(lineId: string, n: number): Promise<DialplanLine | undefined> {
    const line = this.lineNamed(lineId, n)
    const call = await this.parts.desk.found(line)
    this.parts.logger.info({ switchId: this.switchId, isOurs: call !== undefined }, 'a line of an earlier connection asks')
    if (call === undefined) return undefined
    this.lines.set(lineId, line)
    line.belongsTo(call)
    return line
  }
}

const askedSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('next'), lineId: z.string(), done: z.object({ n: z.number(), status: z.string(), cause: z.string() }) }),
  z.object({ what: z.literal('answered'), lineId: z.string(), legId: z.string() }),
  z.object({ what: z.literal('left'), lineId: z.string(), cause: z.string() }),
])

const nextOf = (line: DialplanLine | undefined, done: Done, closed?: AbortSignal): Promise<NumberedOrder> =>
  line === undefined ? Promise.resolve({ n: done.n + 1, order: byeFor('normal') }) : line.asks(done, closed)
