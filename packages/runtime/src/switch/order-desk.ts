import { RuntimeError } from '../errors.js'
import type { HeldLines } from './held-lines.js'
import { act, answered, refused, type OrderAnswer } from './line-order.js'
import type { LineRows, TakenOrder } from './line-rows.js'
import { Rounds } from './rounds.js'
import type { OriginateRequest, SwitchLine } from './switch-port.js'

export interface OrderDeskParts {
  readonly rows: LineRows
  readonly held: HeldLines
  /** Whether this runtime may tell the switch something now. */
  holds(switchId: string): boolean
  /** @throws RUNTIME_SWITCH_UNAVAILABLE and what the connector throws */
  originate(callId: string, switchId: string, request: OriginateRequest): Promise<void>
  /** Something that the switch asks or tells, come by another runtime. */
  hear(switchId: string, told: unknown): Promise<unknown>
  /** Of a call that this runtime works on. @throws as `holdCaller` does */
  holdCaller(callId: string, isHeld: boolean): Promise<void>
  failed(error: unknown): void
}

/** Does what other runtimes ask of the lines and the calls that are here. */
export class OrderDesk {
  private readonly rounds: Rounds

  constructor(private readonly parts: OrderDeskParts) {
    this.rounds = new Rounds(
      () => this.round(),
      (error) => parts.failed(error),
    )
  }

  /** Orders may have come. */
  wake(): void {
    void this.rounds.wake()
  }

  /** Each is begun in its turn; none waits for the end of the one before. */
  private async round(): Promise<void> {
    for (const order of await this.parts.rows.take()) void this.serve(order).catch((error: unknown) => this.parts.failed(error))
  }

  private async serve(order: TakenOrder): Promise<void> {
    await this.parts.rows.answer(order.orderId, await this.obey(order))
  }

  private async obey({ callId, switchId, isCurrent, content }: TakenOrder): Promise<OrderAnswer> {
    if (!isCurrent) return refused(new RuntimeError('RUNTIME_STALE_EPOCH', `Call ${callId} belongs to another runtime by now: stop working on it.`, { fields: { callId } }))
    try {
      if (content.type === 'originate') return answered(await this.parts.originate(callId, switchId, content.request))
      if (content.type === 'hold-caller') return answered(await this.parts.holdCaller(callId, content.isHeld))
      const line = this.line(callId)
      if (line === undefined) return { isGone: true }
      if (content.type === 'ping') return answered(true)
      return answered(await (content.type === 'hear' ? this.parts.hear(switchId, content.told) : act(line, content)))
    } catch (error) {
      if (!(error instanceof RuntimeError)) this.parts.failed(error)
      return refused(error)
    }
  }

  private line(callId: string): SwitchLine | undefined {
    const held = this.parts.held.of(callId)
    return held !== undefined && this.parts.holds(held.line.switchId) ? held.line : undefined
  }
}
