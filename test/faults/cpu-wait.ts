import { setTimeout as pause } from 'node:timers/promises'
import { waitedMsOf, waitPercent } from '../../packages/cli/src/bench/measure/waited.js'

const lookEveryMs = 1_000
/** A process that has just begun waits for others that begin. */
const shortestMs = 10_000

interface Span {
  readonly fromMs: number
  readonly waitedBeforeMs: number
  toMs: number
  waitedMs: number
}

/** For how long processes were ready to run and had no CPU: where that is much, it is the machine that was late. */
export class CpuWait {
  private readonly spans = new Map<number, Span>()
  private readonly ended = new AbortController()

  /** @param pids of those that live now */
  constructor(private readonly pids: () => readonly number[]) {
    void this.watch()
  }

  /** Of the time of the process that waited most, among those that lived for a while; 0 where the system does not tell. */
  get percent(): number {
    const long = [...this.spans.values()].filter(({ fromMs, toMs }) => toMs - fromMs >= shortestMs)
    return Math.max(0, ...long.map(({ fromMs, toMs, waitedBeforeMs, waitedMs }) => waitPercent(waitedMs - waitedBeforeMs, toMs - fromMs)))
  }

  close(): void {
    this.ended.abort()
  }

  private async watch(): Promise<void> {
    while (!this.ended.signal.aborted) {
      for (const pid of this.pids()) this.look(pid)
      await pause(lookEveryMs, undefined, { signal: this.ended.signal }).catch(() => undefined)
    }
  }

  private look(pid: number): void {
    const waitedMs = waitedMsOf(pid)
    if (Number.isNaN(waitedMs)) return
    const toMs = performance.now()
    const span = this.spans.get(pid)
    if (span === undefined) this.spans.set(pid, { fromMs: toMs, waitedBeforeMs: waitedMs, toMs, waitedMs })
    else Object.assign(span, { toMs, waitedMs })
  }
}
