import { targetName } from '@callchart/flow'
import type { DialRequest, DialResponse } from '@callchart/protocol'
import type { CallDirectory } from '../call/directory.js'
import type { ReadyVersion } from '../call/ready-version.js'
import { RuntimeError } from '../errors.js'
import type { ShownNumber } from '../perform/line-plan.js'
import type { CallLines } from './call-lines.js'
import type { CallDesk } from './line-desk.js'
import type { AskedVersion } from './route.js'
import type { OriginateRequest, SwitchConnector, SwitchLine, SwitchTarget } from './switch-port.js'

export interface DiallingParts {
  readonly directory: CallDirectory
  readonly lines: CallLines
  readonly desk: CallDesk
  readonly connectors: ReadonlyMap<string, SwitchConnector>
  /** Whether another runtime may have the switch's control connection. */
  mayBeElsewhere(switchId: string): boolean
  versionFor(asked: AskedVersion): Promise<ReadyVersion | undefined>
  /** @throws RUNTIME_MEDIA_URL_UNKNOWN, RUNTIME_BUSY, RUNTIME_DRAINING */
  takeRoom(): unknown
  readonly shownNumber: ShownNumber
  callStarted(flow: string): void
}

/** From the end of the ringing to the bot leg of a call that was answered. */
const answerMs = 60_000

/** Calls that we place, and keys that we press: at the switch, by this runtime or by the one that has it. */
export class Dialling {
  constructor(private readonly parts: DiallingParts) {}

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
    await this.place(callId, connector, { target, ...(shows !== undefined && { shows }), ringMs, detectMachine, headers: { 'X-Callchart-Call': callId, 'X-Callchart-Flow': ready.manifest.flow } })
    return { callId, flow: ready.manifest.flow, version: ready.version }
  }

  /** Another runtime places a call at a switch that this one has. @throws RUNTIME_SWITCH_UNAVAILABLE and what the connector throws */
  async originate(callId: string, switchId: string, request: OriginateRequest): Promise<void> {
    const connector = this.parts.connectors.get(switchId)
    if (connector?.isConnected !== true) throw away(switchId)
    await connector.originate(request, (line) => this.parts.desk.placed(callId, line, request.detectMachine))
  }

  /** Something that the switch asks or tells, come by another runtime. @throws RUNTIME_SWITCH_UNABLE */
  hear(switchId: string, told: unknown): Promise<unknown> {
    const connector = this.parts.connectors.get(switchId)
    if (connector?.hear !== undefined) return connector.hear(told)
    throw new RuntimeError('RUNTIME_SWITCH_UNABLE', `Switch "${switchId}" is told nothing by other runtimes: run the same settings in all of them.`)
  }

  /** @throws RUNTIME_CALL_UNKNOWN, RUNTIME_SWITCH_UNABLE, RUNTIME_SWITCH_UNAVAILABLE */
  async sendDigits(callId: string, digits: string): Promise<void> {
    const line = this.parts.lines.held.of(callId)?.line ?? (await this.distantLine(callId))
    if (line === undefined) throw new RuntimeError('RUNTIME_CALL_UNKNOWN', `No line of a switch has the call "${callId}".`)
    if (!line.abilities.sendDigits) throw new RuntimeError('RUNTIME_SWITCH_UNABLE', `The line of call ${callId} cannot send keys: its switch does not offer it.`)
    await line.sendDigits(digits)
  }

  private async distantLine(callId: string): Promise<SwitchLine | undefined> {
    const row = await this.parts.directory.row(callId)
    return row === undefined || row.status === 'ended' ? undefined : this.parts.lines.ofRow(row)
  }

  private async place(callId: string, connector: SwitchConnector, request: OriginateRequest): Promise<void> {
    const { switchId } = connector
    try {
      if (connector.isConnected) await this.originate(callId, switchId, request)
      else await this.parts.lines.sender.send({ callId, switchId, content: { type: 'originate', request } })
    } catch (error) {
      await this.parts.directory.closeWaiting(callId, 'failed')
      throw error
    }
  }

  private connectorOf(switchId: string | undefined): SwitchConnector {
    const [only, ...others] = this.parts.connectors.values()
    const connector = switchId === undefined && others.length === 0 ? only : this.parts.connectors.get(switchId ?? '')
    if (connector === undefined) throw new RuntimeError('RUNTIME_SWITCH_UNKNOWN', switchId === undefined ? 'No switch is named, and there is not exactly one: name one of the settings.' : `No switch is called "${switchId}": name one of the settings.`)
    if (connector.isConnected || this.parts.mayBeElsewhere(connector.switchId)) return connector
    throw away(connector.switchId)
  }

  /** An outside person sees a number of ours. */
  private shown(target: SwitchTarget, asked: string | undefined): { readonly target: SwitchTarget; readonly shows?: string } {
    const wanted = asked ?? (target.type === 'number' ? target.shows : undefined)
    const shows = this.parts.shownNumber(wanted, undefined)
    if (shows === undefined && (target.type === 'number' || wanted !== undefined))
      throw new RuntimeError('RUNTIME_NUMBER_NOT_OURS', `${wanted === undefined ? 'No number of ours is set' : 'The number to be shown is not one of ours'}: see the own numbers of the settings.`)
    return { target: target.type === 'number' ? { type: 'number', number: target.number, ...(shows !== undefined && { shows }) } : target, ...(shows !== undefined && { shows }) }
  }
}

const away = (switchId: string): RuntimeError => new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `Switch "${switchId}" is not connected: try again when it is.`, { retryable: true })
