import type { TimeSource } from './clock/ticker.js'

/** Mean lateness of the ticker over a look, in milliseconds: a frame that is played later than this is heard as a gap by some telephones. */
const lateMeanMs = 20
const calmMeanMs = 8
const lookEveryMs = 500
/** Looks in a row that say the same: 2 s late, 1 s calm. */
const lateCount = 4
const calmCount = 2
const idleMs = 2_000

/** Whether this process works so late, for seconds, that no further call should come to it. What runs in it goes on. */
export class LoadGauge {
  private late = false
  private notedAtMs = 0
  private sumMs = 0
  private count = 0
  private lookAtMs = 0
  private sameCount = 0

  constructor(private readonly time: Pick<TimeSource, 'nowMs'>) {}

  /** Without calls nothing ticks, and nothing is late. */
  get isLate(): boolean {
    if (this.late && this.time.nowMs() - this.notedAtMs > idleMs) this.late = false
    return this.late
  }

  /** How late one phase of the ticker ran. */
  note(lateMs: number): void {
    this.sumMs += lateMs
    this.count += 1
    const nowMs = this.time.nowMs()
    this.notedAtMs = nowMs
    if (nowMs < this.lookAtMs) return
    this.look(this.sumMs / this.count)
    this.sumMs = 0
    this.count = 0
    this.lookAtMs = nowMs + lookEveryMs
  }

  private look(meanMs: number): void {
    const isOther = this.late ? meanMs <= calmMeanMs : meanMs > lateMeanMs
    this.sameCount = isOther ? this.sameCount + 1 : 0
    if (this.sameCount < (this.late ? calmCount : lateCount)) return
    this.late = !this.late
    this.sameCount = 0
  }
}
