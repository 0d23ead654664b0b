import type { Logger } from 'pino'
import type { CallDirectory } from '../call/directory.js'
import type { ReadyVersion } from '../call/ready-version.js'
import { passed, type Clock } from '../clock.js'
import type { LegUrl } from '../control/bridge-list.js'
import { RuntimeError } from '../errors.js'
import { isStoreAway } from '../store/failure.js'
import type { CallLines } from './call-lines.js'
import { FirstLeg } from './first-leg.js'
import { hopHeader } from './handover-headers.js'
import { abilitiesOf, factNumber, HeldLine, type NumberedLineFact } from './held-lines.js'
import { giveBack, type LineNews } from './line-order.js'
import type { LineName, LineRows } from './line-rows.js'
import type { AskedVersion } from './route.js'
import type { Arrival, CallOfLine, LineDesk, SwitchLine } from './switch-port.js'

export interface LineDeskParts {
  readonly directory: CallDirectory
  readonly lines: CallLines
  readonly rows: LineRows
  readonly clock: Clock
  readonly logger: Logger
  /** Live version of a flow, or of what answers a dialled number. @throws RUNTIME_NUMBER_CLOSED */
  versionFor(asked: AskedVersion): Promise<ReadyVersion | undefined>
  /** @throws RUNTIME_MEDIA_URL_UNKNOWN, RUNTIME_BUSY, RUNTIME_DRAINING */
  takeRoom(): LegUrl
  callStarted(flow: string): void
  /** Whether this runtime may tell the switch something now. */
  holds(switchId: string): boolean
  /** A bridge attaches a call again within this time, or another runtime renews its lease. */
  readonly adoptMs: number
}

/** Attributes of a call, as `POST /v1/calls` takes them. */
const mostVariables = 100
const longestValue = 1_000

/** Which holder of its line the runtime is that brings a call, or places it. */
const firstEpoch = 1
/** Between the tries to bring a fact on its way while the database is away. */
const pauseMs = 500

/** The calls of switches, each from its line's first fact to its last: this runtime works on them, or another one does. */
export class CallDesk implements LineDesk {
  constructor(private readonly parts: LineDeskParts) {}

  async arrived(arrival: Arrival, line: SwitchLine): Promise<CallOfLine & { readonly mediaUrl: string }> {
    const { directory } = this.parts
    const { dnis, ani, variables, switchId } = arrival
    const ready = await this.parts.versionFor({ dnis, ani, variables, switchId })
    if (ready === undefined) throw new RuntimeError('RUNTIME_FLOW_UNKNOWN', `No flow answers ${dnis}: see GET /v1/flows for what is live.`)
    const legUrl = this.parts.takeRoom()
    const origin = { switchId: line.switchId, lineId: line.lineId, ...(cameByHop(arrival) && { cameByHop: true as const }) }
    const attributes = { direction: 'inbound' as const, dnis, variables: variablesOf(arrival), line: origin, ...(ani !== undefined && { ani }) }
    const { callId, token } = await directory.create(attributes, ready, undefined, abilitiesOf(line))
    this.parts.callStarted(ready.manifest.flow)
    const held = this.held(callId, line, firstEpoch, false)
    held.first.isConnecting()
    return { ...this.callOf(held), mediaUrl: legUrl(token) }
  }

  async found(line: SwitchLine): Promise<CallOfLine | undefined> {
    // Whoever has the switch by now finds it too: nobody is to end it.
    if (!this.parts.holds(line.switchId)) throw new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `Switch "${line.switchId}" is with another runtime by now.`, { retryable: true })
    const row = await this.parts.directory.byLine.hold(line, abilitiesOf(line))
    if (row === undefined) return undefined
    const { callId, lineEpoch, status, leaseUntil } = row
    const call = this.callOf(this.held(callId, line, lineEpoch, false))
    if (status === 'active' && leaseUntil !== null) this.adoptLater(callId, leaseUntil.getTime())
    return call
  }

  async stand(switchId: string, lineIds: readonly string[], since: number): Promise<void> {
    const { directory, lines } = this.parts
    for (const { callId, lineEpoch } of await directory.byLine.lost(switchId, lineIds, since)) {
      const left = { type: 'line.left', by: 'switch', detail: 'it ended while the switch was not connected' } as const
      const number = factNumber(lineEpoch, 1)
      const taken = await directory.takeLine(callId, lineEpoch, { number, fact: left })
      if (taken === 'elsewhere') await this.post({ callId, epoch: lineEpoch }, number, { fact: left })
    }
    for (const held of lines.standingAt(switchId, lineIds)) await this.endIfOver(held)
  }

  hearElsewhere(line: LineName, told: unknown): Promise<{ readonly value: unknown } | undefined> {
    return this.parts.lines.sender.sendByLine(line, { type: 'hear', told })
  }

  async isElsewhere(line: LineName): Promise<boolean> {
    return (await this.parts.lines.sender.sendByLine(line, { type: 'ping' })) !== undefined
  }

  /** A call that we placed. @param line as its connector gives it */
  placed(callId: string, line: SwitchLine, detects: boolean): CallOfLine {
    const held = this.held(callId, line, firstEpoch, detects)
    held.inTurn(() => this.patiently(callId, () => this.parts.directory.byLine.note(callId, line, abilitiesOf(line))))
    return this.callOf(held)
  }

  /** A call whose line is here has its media at another runtime. */
  heardElsewhere(callId: string): void {
    const held = this.parts.lines.held.of(callId)
    if (held === undefined) return
    held.first.end()
    held.inTurn(() => this.patiently(held.callId, () => this.parts.directory.heardElsewhere(callId)))
    held.inTurn(() => this.patiently(held.callId, () => this.passOn(held)))
  }

  private held(callId: string, line: SwitchLine, epoch: number, detects: boolean): HeldLine {
    const held = new HeldLine(callId, line, epoch, this.firstLeg(callId, line, detects))
    this.parts.lines.hold(held)
    return held
  }

  private firstLeg(callId: string, line: SwitchLine, detects: boolean): FirstLeg {
    const { clock, directory, logger } = this.parts
    return new FirstLeg(
      {
        clock,
        isHeard: () => directory.find(callId) !== undefined,
        connect: async (isAgain) => {
          if (isAgain && (await directory.row(callId))?.status === 'active') return this.heardElsewhere(callId)
          await line.connectMedia(await directory.newMediaUrl(callId))
        },
        giveUp: () => void directory.closeWaiting(callId, 'failed').catch((error: unknown) => logger.warn({ err: error, callId }, 'call without media not ended')),
      },
      detects,
    )
  }

  private callOf(held: HeldLine): CallOfLine {
    const { callId } = held
    return {
      callId,
      told: (fact) => this.bring(held, held.number(fact)),
      endMedia: () => {
        const call = this.parts.directory.find(callId)
        if (call !== undefined) call.endMedia()
        else held.inTurn(() => this.patiently(callId, () => this.post(held, held.nextNumber(), { endMedia: true })))
      },
    }
  }

  private bring(held: HeldLine, fact: NumberedLineFact): void {
    held.inTurn(() => this.patiently(held.callId, () => this.take(held, fact)))
  }

  /** What the database is needed for waits until it is there. */
  private async patiently(callId: string, work: () => Promise<void>): Promise<void> {
    const { clock, logger } = this.parts
    for (;;) {
      try {
        return await work()
      } catch (error) {
        const isAway = isStoreAway(error)
        logger.error({ err: error, callId }, isAway ? 'fact of a line waits for the database' : 'fact of a line not taken')
        if (!isAway) return
      }
      await passed(clock, pauseMs)
    }
  }

  private async take(held: HeldLine, fact: NumberedLineFact): Promise<void> {
    const { lines } = this.parts
    if (fact.fact.type === 'line.left') {
      held.hasLeft = true
      lines.forget(held)
    }
    if (!lines.held.has(held)) return lines.end(held, hangUp)
    // A leg that never came is none of the call's, which begins with one that did; one that is lost is looked for by whoever works on the call next.
    if (fact.fact.type !== 'media.lost') held.untaken.set(fact.number, fact)
    const taken = await this.parts.directory.takeLine(held.callId, held.epoch, fact, () => lines.held.settle(held, fact.number))
    if (taken === 'elsewhere') {
      held.untaken.set(fact.number, fact)
      await this.passOn(held)
    }
    if (taken !== 'waiting' || held.hasLeft) held.first.end()
    if (taken === 'lost') lines.forget(held)
    if (taken === 'lost' || (taken === 'waiting' && held.hasLeft)) return lines.held.letGo(held)
    if (taken === 'waiting') held.first.note(fact.fact)
    if (taken === 'here' && !held.hasLeft) await this.endIfOver(held)
  }

  /** A line outlives its call where its switch could not be told: whoever is on it would hear nothing any more. */
  private async endIfOver(held: HeldLine): Promise<void> {
    const { directory, lines } = this.parts
    const call = directory.find(held.callId)
    if (call !== undefined) return call.state.line?.hasLeft === true ? lines.end(held, hangUp) : undefined
    const row = await directory.row(held.callId)
    // One that another runtime had last is that one's to end.
    if (row?.status !== 'ended' || row.lineEpoch !== held.epoch) return
    // It may be on its way back to the switch just now.
    lines.end(held, row.disposition === 'failed' && row.direction === 'inbound' ? giveBack : hangUp)
  }

  /** To the runtime that works on the call: all that no journal has, those that one has by now are known by their numbers there. */
  private async passOn(held: HeldLine): Promise<void> {
    for (const { number, fact } of held.untaken.values()) {
      await this.post(held, number, { fact })
      held.posted.set(number, { number, fact })
      this.parts.lines.held.settle(held, number)
    }
  }

  /** A runtime that does not renew its lease of the call is gone: the call is taken up here. */
  private async post({ callId, epoch }: Pick<HeldLine, 'callId' | 'epoch'>, number: number, content: LineNews): Promise<void> {
    const leaseUntil = await this.parts.rows.post({ callId, number, content }, epoch)
    if (leaseUntil !== undefined) this.adoptLater(callId, leaseUntil)
  }

  private adoptLater(callId: string, leaseUntil: number): void {
    const { clock, directory, logger, adoptMs } = this.parts
    clock.after(adoptMs, () => {
      directory.adopt(callId, leaseUntil).catch((error: unknown) => {
        logger.warn({ err: error, callId }, 'call of a line not taken over')
        // Whoever has the call could not say so either: they get the same time once more.
        if (isStoreAway(error)) this.adoptLater(callId, leaseUntil)
      })
    })
  }
}

const hangUp = (line: SwitchLine): Promise<void> => line.hangUp('normal')

const cameByHop = ({ variables }: Arrival): boolean => Object.keys(variables).some((name) => name.toLowerCase() === hopHeader.toLowerCase())

const variablesOf = ({ variables }: Arrival): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables)
      .slice(0, mostVariables)
      .map(([name, value]) => [name.slice(0, 100), value.slice(0, longestValue)]),
  )
