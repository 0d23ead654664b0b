import type { Logger } from 'pino'
import type { Clock } from '../../clock.js'
import type { AsteriskManager } from '../asterisk-manager/manager.js'
import { FactPath } from '../fact-path.js'
import type { CallOfLine, SwitchFact } from '../switch-port.js'
import type { AriCalls } from './calls.js'
import { bridgeName } from './names.js'
import { appOf, type AriSettings } from './settings.js'

export interface LineParts {
  readonly settings: AriSettings
  readonly calls: AriCalls
  readonly clock: Clock
  readonly logger: Logger
  /** Resolves when the switch can be told something. @throws RUNTIME_SWITCH_UNAVAILABLE */
  ready(): Promise<void>
  /** Absent: the settings name no manager interface. */
  readonly manager?: AsteriskManager
  /** The line is over. */
  gone(lineId: string): void
}

/** What the sides of a line (bot, humans, dialplan) share: facts to its call, one work at a time, and what is to be cleared away. */
export class LineState {
  isOver = false
  readonly app: string
  readonly bridgeId: string
  private readonly facts = new FactPath()
  private last: Promise<unknown> = Promise.resolve()
  private readonly channels = new Set<string>()
  private readonly bridges = new Set<string>()
  /** We put the caller into the bridge of the line, and know of nothing that took them out. */
  private isCallerIn = false

  constructor(
    readonly lineId: string,
    readonly parts: LineParts,
  ) {
    this.app = appOf(parts.settings)
    this.bridgeId = bridgeName(this.app, lineId)
  }

  get calls(): AriCalls {
    return this.parts.calls
  }

  belongsTo(call: CallOfLine): void {
    this.facts.belongsTo(call)
  }

  tell(fact: SwitchFact): void {
    if (this.isOver && fact.type !== 'line.left') return
    this.facts.tell(fact)
  }

  /** Works on legs and bridges come one after the other; what the line is too late for is left out. */
  inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(async () => {
      if (this.isOver) return
      await this.parts.ready()
      await work()
    })
    this.last = done.catch(() => undefined).then(() => (this.isOver ? this.clear() : undefined))
    return done
  }

  /** The same where nobody waits for it. */
  soon(work: () => Promise<void>): void {
    this.inTurn(work).catch((error: unknown) => this.parts.logger.warn({ err: error, switchId: this.parts.settings.switchId }, 'a line of the switch was not served'))
  }

  /** Names a channel that is to go with the line at the latest. */
  owns(channelId: string): void {
    this.channels.add(channelId)
  }

  disowns(channelId: string): void {
    this.channels.delete(channelId)
  }

  ownsBridge(bridgeId: string): void {
    this.bridges.add(bridgeId)
  }

  async bridge(bridgeId: string = this.bridgeId): Promise<string> {
    if (!this.bridges.has(bridgeId)) {
      this.bridges.add(bridgeId)
      await this.calls.createBridge(bridgeId)
    }
    return bridgeId
  }

  /**
   * The caller and who else is in the bridge of the line hear each other. Who is in it stays as they are: Asterisk would take them out and in again,
   * and with that a moment of their voice.
   * @returns false where the caller has gone
   */
  async callerEnters(): Promise<boolean> {
    const bridgeId = await this.bridge()
    if (!this.isCallerIn) this.isCallerIn = await this.calls.enterBridge(bridgeId, this.lineId)
    return this.isCallerIn
  }

  callerLeaves(): Promise<boolean> {
    this.callerMayHaveLeft()
    return this.calls.leaveBridge(this.bridgeId, this.lineId)
  }

  /** The dialplan takes the caller. */
  async callerGoesTo(context: string): Promise<void> {
    this.callerMayHaveLeft()
    await this.calls.continueAt(this.lineId, context)
  }

  callerMayHaveLeft(): void {
    this.isCallerIn = false
  }

  async dropBridge(bridgeId: string): Promise<void> {
    if (this.bridges.delete(bridgeId)) await this.calls.deleteBridge(bridgeId)
  }

  async dropChannel(channelId: string): Promise<void> {
    if (this.channels.delete(channelId)) await this.calls.hangUp(channelId)
  }

  /** Ends what is left. What the switch cannot be told now is found when it is connected again. */
  async clear(): Promise<void> {
    const work = [...[...this.channels].map((id) => this.dropChannel(id)), ...[...this.bridges].map((id) => this.dropBridge(id))]
    await Promise.allSettled(work)
  }
}
