import type { CallEntry } from '../call/entries.js'
import type { CallState, OpenTransfer, StepEffect } from '../call/state.js'

/** How a caller's way to a human ended, or that it led to one. */
export interface TransferOutcome {
  readonly target: OpenTransfer['effect']['target']['type']
  /** Where the target is one. */
  readonly queue: string | undefined
  /** `connected`, `abandoned` (the caller has gone), or the way out that the flow took. */
  readonly outcome: string
  /** From the start of the transfer. */
  readonly waitedMs: number
}

/** Tells of each transfer of a call once: when a human has the caller, or when it is given up before. */
export class TransferWatch {
  private open: OpenTransfer | undefined
  private isTold: boolean

  constructor(
    private readonly state: CallState,
    private readonly tell: (outcome: TransferOutcome) => void,
  ) {
    this.open = state.transfer
    this.isTold = state.transfer?.connected ?? false
  }

  /** The state has the entry by now. */
  applied(entry: CallEntry, effects: readonly StepEffect[]): void {
    const { open } = this
    const now = this.state.transfer
    if (open !== undefined && !this.isTold) this.settle(open, entry, effects)
    if (now === open) return
    this.open = now
    this.isTold = false
  }

  private settle(open: OpenTransfer, entry: CallEntry, effects: readonly StepEffect[]): void {
    if (!open.connected && this.state.transfer === open) return
    const { target } = open.effect
    this.isTold = true
    this.tell({
      target: target.type,
      queue: target.type === 'queue' ? target.queue : undefined,
      outcome: open.connected ? 'connected' : this.wayOut(open, entry, effects),
      waitedMs: Math.max(0, entry.at - open.startedAt),
    })
  }

  private wayOut({ effect }: OpenTransfer, entry: CallEntry, effects: readonly StepEffect[]): string {
    const cancel = effects.map((each) => each.effect).find((each) => each.type === 'transfer.cancel' && each.transferId === effect.transferId)
    if (cancel?.type === 'transfer.cancel') return cancel.reason === 'caller-gone' ? 'abandoned' : cancel.reason
    if (this.state.caller === 'gone') return 'abandoned'
    return entry.kind === 'event' && 'transferId' in entry.body ? entry.body.type.slice('transfer.'.length) : 'dropped'
  }
}
