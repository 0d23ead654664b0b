import { setTimeout as pause } from 'node:timers/promises'
import { LegClock } from '@callchart/cli'
import { Desk } from './desk.js'
import type { Fleet } from './fleet.js'
import { LoadCaller } from './load-caller.js'
import type { Seeded } from './seeded.js'
import { callersWord } from './callers-word.js'
import type { ExpectedCall } from './verdict.js'

/** What a fault may find a call in. */
export const phases = ['mid-prompt', 'mid-utterance', 'mid-request', 'ringing', 'joined'] as const
export type Phase = (typeof phases)[number]

const peoplePerCall = 0.3
const humanShare = 0.5
const refusedPauseMs = 500

/** So many calls at a time, one after the other, of people who order something. */
export class Load {
  readonly callers = new Set<LoadCaller>()
  readonly ended: LoadCaller[] = []
  /** Calls that were not taken, by what was said. */
  readonly refused = new Map<string, number>()
  readonly clock = new LegClock()
  readonly desk: Desk
  private isOpen = true
  private readonly lines: Promise<void>[] = []
  private count = 0

  private constructor(
    private readonly fleet: Fleet,
    private readonly seed: Seeded,
    private readonly word: Int16Array,
  ) {
    this.desk = new Desk(() => fleet.urls, this.clock)
  }

  static async start(fleet: Fleet, seed: Seeded, calls: number): Promise<Load> {
    const load = new Load(fleet, seed, await callersWord())
    load.desk.open(Math.ceil(calls * peoplePerCall))
    for (let index = 0; index < calls; index += 1) load.lines.push(load.work(seed.below(calls * 150)))
    return load
  }

  /** Those that were not refused. */
  get expected(): readonly ExpectedCall[] {
    return this.ended
  }

  /** Calls that are there now in this phase, and that some app is known to have. */
  inPhase(phase: Phase): readonly LoadCaller[] {
    return [...this.callers].filter((caller) => caller.isOpen && this.phaseOf(caller) === phase)
  }

  phaseOf(caller: LoadCaller): Phase | undefined {
    const { callId } = caller
    if (this.desk.ringing.has(callId)) return 'ringing'
    if (this.desk.joined.has(callId)) return 'joined'
    if (this.fleet.receiver.open.has(callId)) return 'mid-request'
    if (caller.isSpeaking) return 'mid-utterance'
    return caller.hears && ['notice', 'question', 'code', 'menu'].includes(this.fleet.tracks.nodeOf(callId)) ? 'mid-prompt' : undefined
  }

  /** No further call begins; resolves when the last has ended. */
  async end(): Promise<void> {
    this.isOpen = false
    await Promise.all(this.lines)
    await this.desk.close()
  }

  private async work(afterMs: number): Promise<void> {
    await pause(afterMs)
    while (this.isOpen) {
      this.count += 1
      const plan = { url: this.seed.choice(this.fleet.urls), code: String(1_000 + this.seed.below(9_000)), wantsHuman: this.seed.next() < humanShare }
      const caller = await LoadCaller.calls({ tracks: this.fleet.tracks, clock: this.clock, word: this.word }, plan).catch((error: unknown) => this.note(error))
      if (caller === undefined) await pause(refusedPauseMs)
      else await this.stayWith(caller)
    }
  }

  private async stayWith(caller: LoadCaller): Promise<void> {
    this.callers.add(caller)
    await caller.staysOn()
    this.callers.delete(caller)
    this.ended.push(caller)
  }

  private note(error: unknown): undefined {
    const message = error instanceof Error ? error.message.replaceAll(/\d+/g, 'n').slice(0, 160) : String(error)
    this.refused.set(message, (this.refused.get(message) ?? 0) + 1)
    return undefined
  }
}
