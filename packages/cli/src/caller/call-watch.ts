import { setTimeout as wait } from 'node:timers/promises'
import type { CallView, TranscriptEntry } from '@callchart/protocol'
import type { ApiClient } from './api-client.js'

const pollMs = 50

export interface CallWatchOptions {
  /** Each entry of the dialogue once, when it is complete. */
  readonly onSaid?: (entry: TranscriptEntry) => void
  readonly onEntered?: (nodeId: string) => void
}

interface Condition {
  readonly holds: (view: CallView) => boolean
  readonly resolve: (view: CallView) => void
}

/** Follows a call by asking for it every 50 ms: nothing else shows a switch that the bot listens. */
export class CallWatch {
  private latest: CallView | undefined
  private readonly conditions = new Set<Condition>()
  private running = true
  private saidCount = 0
  private enteredCount = 0
  /** Rejects when the call can no longer be asked for. */
  readonly failed: Promise<never>
  private readonly finished: Promise<void>

  constructor(
    private readonly api: ApiClient,
    private readonly callId: string,
    private readonly options: CallWatchOptions = {},
  ) {
    let reject: (error: unknown) => void = () => undefined
    this.failed = new Promise<never>((_, fail) => (reject = fail))
    this.failed.catch(() => undefined)
    this.finished = this.poll().catch(reject)
  }

  get view(): CallView | undefined {
    return this.latest
  }

  /** Resolves with the first view of which the condition holds, the latest one included. */
  until(holds: (view: CallView) => boolean, signal?: AbortSignal): Promise<CallView> {
    if (this.latest !== undefined && holds(this.latest)) return Promise.resolve(this.latest)
    return new Promise((resolve, reject) => {
      const condition = { holds, resolve }
      this.conditions.add(condition)
      signal?.addEventListener('abort', () => {
        this.conditions.delete(condition)
        reject(signal.reason as Error)
      })
    })
  }

  /** Asks a last time, so that `view` holds the end of the call. */
  async stop(): Promise<void> {
    this.running = false
    await this.finished
  }

  private async poll(): Promise<void> {
    for (;;) {
      const isLast = !this.running
      this.take(await this.api.call(this.callId))
      if (isLast) return
      if (this.running) await wait(pollMs)
    }
  }

  private take(view: CallView): void {
    this.latest = view
    for (const nodeId of view.path.slice(this.enteredCount)) this.options.onEntered?.(nodeId)
    this.enteredCount = Math.max(this.enteredCount, view.path.length)
    for (const entry of view.transcript.slice(this.saidCount)) this.options.onSaid?.(entry)
    this.saidCount = Math.max(this.saidCount, view.transcript.length)
    for (const condition of [...this.conditions]) {
      if (!condition.holds(view)) continue
      this.conditions.delete(condition)
      condition.resolve(view)
    }
  }
}
