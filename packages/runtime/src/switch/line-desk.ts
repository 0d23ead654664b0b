import { targetName } from '@callchart/flow'
import type { DialRequest, DialResponse } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { CallDirectory } from '../call/directory.js'
import type { ReadyVersion } from '../call/ready-version.js'
import type { Clock } from '../clock.js'
import type { LegUrl } from '../control/bridge-list.js'
import { RuntimeError } from '../errors.js'
import type { ShownNumber } from '../perform/line-plan.js'
import { FirstLeg } from './first-leg.js'
import { hopHeader } from './handover-headers.js'
import type { HeldLine, HeldLines } from './held-lines.js'
import type { AskedVersion } from './route.js'
import type { Arrival, CallOfLine, LineDesk, OriginateRequest, SwitchConnector, SwitchFact, SwitchLine, SwitchTarget } from './switch-port.js'

export interface LineDeskParts {
  readonly directory: CallDirectory
  readonly lines: HeldLines
  readonly clock: Clock
  readonly logger: Logger
  /** Live version of a flow, or of what answers a dialled number. @throws RUNTIME_NUMBER_CLOSED */
  versionFor(asked: AskedVersion): Promise<ReadyVersion | undefined>
  /** @throws RUNTIME_MEDIA_URL_UNKNOWN, RUNTIME_BUSY, RUNTIME_DRAINING */
  takeRoom(): LegUrl
  readonly shownNumber: ShownNumber
  callStarted(flow: string): void
  /** A bridge attaches a call again within this time, or another runtime renews its lease. */
  readonly adoptMs: number
}

/** Attributes of a call, as `POST /v1/calls` takes them. */
const mostVariables = 100
const longestValue = 1_000

/** From the end of the ringing to the bot leg of a call that was answered. */
const answerMs = 60_000

/** The calls of switches: those that come to us and those that we place, each from its line's first fact to its last. */
export class CallDesk implements LineDesk {
  /** Set once the connectors are there: each is made with this desk. */
  connectors: ReadonlyMap<string, SwitchConnector> = new Map()

  constructor(private readonly parts: LineDeskParts) {}

  async arrived(arrival: Arrival, line: SwitchLine): Promise<CallOfLine & { readonly mediaUrl: string }> {
    const { directory } = this.parts
    const { dnis, ani, variables, switchId } = arrival
    const ready = await this.parts.versionFor({ dnis, ani, variables, switchId })
    if (ready === undefined) throw new RuntimeError('RUNTIME_FLOW_UNKNOWN', `No flow answers ${dnis}: see GET /v1/flows for what is live.`)
    const legUrl = this.parts.takeRoom()
    const origin = { switchId: line.switchId, lineId: line.lineId, ...(cameByHop(arrival) && { cameByHop: true as const }) }
    const { callId, token } = await directory.create({ direction: 'inbound', dnis, variables: variablesOf(arrival), line: origin, ...(ani !== undefined && { ani }) }, ready)
    this.parts.callStarted(ready.manifest.flow)
    const first = this.firstLeg(callId, line, false)
    first.isConnecting()
    return { ...this.callOf(callId, line, first), mediaUrl: legUrl(token) }
  }

  async found(line: SwitchLine): Promise<CallOfLine | undefined> {
    const { directory, clock, logger, adoptMs } = this.parts
    const callId = await directory.callOfLine(line)
    if (callId === undefined) return undefined
    const call = this.callOf(callId, line, this.firstLeg(callId, line, false))
    const leaseUntil = await directory.leaseOf(callId)
    if (leaseUntil !== undefined)
      clock.after(adoptMs, () => void directory.adopt(callId, leaseUntil).catch((error: unknown) => logger.warn({ err: error, callId }, 'call of a line not taken over')))
    return call
  }

  /**
   * Places a call: it begins when it is answered, or ends with what came of it.
   * @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_SWITCH_UNKNOWN, RUNTIME_SWITCH_UNAVAILABLE, RUNTIME_NUMBER_NOT_OURS, RUNTIME_BUSY
   */
  async dial({ flow, target: asked, shows: asksToShow, switch: switchId, variables, ringMs, detectMachine }: DialRequest): Promise<DialResponse> {
    const { directory } = this.parts
    const ready = await this.parts.versionFor({ flow })
    if (ready === undefined) throw new RuntimeError('RUNTIME_FLOW_UNKNOWN', `Flow "${flow}" has no live version: see GET /v1/flows for what is live.`)
    const connector = this.connectorOf(switchId)
    const { target, shows } = this.shown(asked as SwitchTarget, asksToShow)
    this.parts.takeRoom()
    const callId = await directory.createDialled({ direction: 'outbound', dnis: targetName(target), variables, ...(shows !== undefined && { ani: shows }) }, ready, ringMs + answerMs)
    this.parts.callStarted(ready.manifest.flow)
    await this.originate(callId, connector, { target, ...(shows !== undefined && { shows }), ringMs, detectMachine, headers: { 'X-Callchart-Call': callId, 'X-Callchart-Flow': ready.manifest.flow } })
    return { callId, flow: ready.manifest.flow, version: ready.version }
  }

  /** @throws RUNTIME_CALL_UNKNOWN, RUNTIME_SWITCH_UNABLE, RUNTIME_SWITCH_UNAVAILABLE */
  async sendDigits(callId: string, digits: string): Promise<void> {
    const line = this.parts.lines.of(callId)
    if (line === undefined) throw new RuntimeError('RUNTIME_CALL_UNKNOWN', `No line of a switch here has the call "${callId}".`)
    if (!line.abilities.sendDigits) throw new RuntimeError('RUNTIME_SWITCH_UNABLE', `The line of call ${callId} cannot send keys: its switch does not offer it.`)
    await line.sendDigits(digits)
  }

  private async originate(callId: string, connector: SwitchConnector, request: OriginateRequest): Promise<void> {
    const { directory } = this.parts
    try {
      await connector.originate(request, (line) => this.callOf(callId, line, this.firstLeg(callId, line, request.detectMachine), directory.noteLine(callId, line)))
    } catch (error) {
      await directory.closeWaiting(callId, 'failed')
      throw error
    }
  }

  private connectorOf(switchId: string | undefined): SwitchConnector {
    const [only, ...others] = this.connectors.values()
    const connector = switchId === undefined && others.length === 0 ? only : this.connectors.get(switchId ?? '')
    if (connector === undefined) throw new RuntimeError('RUNTIME_SWITCH_UNKNOWN', switchId === undefined ? 'No switch is named, and there is not exactly one: name one of the settings.' : `No switch is called "${switchId}": name one of the settings.`)
    if (connector.isConnected) return connector
    throw new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `Switch "${connector.switchId}" is not connected: try again when it is.`, { retryable: true })
  }

  /** An outside person sees a number of ours. */
  private shown(target: SwitchTarget, asked: string | undefined): { readonly target: SwitchTarget; readonly shows?: string } {
    const wanted = asked ?? (target.type === 'number' ? target.shows : undefined)
    const shows = this.parts.shownNumber(wanted, undefined)
    if (shows === undefined && (target.type === 'number' || wanted !== undefined))
      throw new RuntimeError('RUNTIME_NUMBER_NOT_OURS', `${wanted === undefined ? 'No number of ours is set' : 'The number to be shown is not one of ours'}: see the own numbers of the settings.`)
    return { target: target.type === 'number' ? { type: 'number', number: target.number, ...(shows !== undefined && { shows }) } : target, ...(shows !== undefined && { shows }) }
  }

  private firstLeg(callId: string, line: SwitchLine, detects: boolean): FirstLeg {
    const { clock, directory, logger } = this.parts
    return new FirstLeg(
      {
        clock,
        isHeard: () => directory.find(callId) !== undefined,
        connect: async () => line.connectMedia(await directory.newMediaUrl(callId)),
        giveUp: () => void directory.closeWaiting(callId, 'failed').catch((error: unknown) => logger.warn({ err: error, callId }, 'call without media not ended')),
      },
      detects,
    )
  }

  /** @param ready what has to be done before the first fact is taken */
  private callOf(callId: string, line: SwitchLine, first: FirstLeg, ready = Promise.resolve()): CallOfLine {
    const { directory, lines, logger } = this.parts
    const held = lines.hold(callId, line)
    let tail = ready
    const failed = (error: unknown): void => logger.error({ err: error, callId }, 'fact of a line not taken')
    return {
      callId,
      told: (fact) => {
        tail = tail.then(() => this.take(held, first, fact)).catch(failed)
      },
      endMedia: () => directory.find(callId)?.endMedia(),
    }
  }

  private async take(held: HeldLine, first: FirstLeg, fact: SwitchFact): Promise<void> {
    const { directory, lines } = this.parts
    if (!lines.has(held)) return
    if (fact.type === 'line.left') held.hasLeft = true
    const isTaken = await directory.takeLine(held.callId, fact)
    if (isTaken || held.hasLeft) first.end()
    if (held.hasLeft) return lines.letGo(held)
    if (isTaken) return
    held.early.push(fact)
    first.note(fact)
  }
}

const cameByHop = ({ variables }: Arrival): boolean => Object.keys(variables).some((name) => name.toLowerCase() === hopHeader.toLowerCase())

const variablesOf = ({ variables }: Arrival): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables)
      .slice(0, mostVariables)
      .map(([name, value]) => [name.slice(0, 100), value.slice(0, longestValue)]),
  )
