import { setTimeout as pause } from 'node:timers/promises'
import { LegClock } from '@callchart/cli'
import { Desk } from './desk.js'
import type { Fleet } from './fleet.js'
import { openBalancedLine, type Connect } from './line.js'
import { LoadCaller } from './load-caller.js'
import type { Seeded } from './seeded.js'
import { callersWord } from './callers-word.js'

/** What a fault may find a call in. */
export const phases = ['mid-prompt', 'mid-utterance', 'mid-request', 'ringing', 'joined'] as const
export type Phase = (typeof phases)[number]

const peoplePerCall = 0.3
const humanShare = 0.5
const refusedPauseMs = 500

export interface Refusal {
  readonly message: string
  readonly atMs: number
  /** From the question to the refusal. */
  readonly afterMs: number
}

export interface LoadOptions {
  readonly calls: number
  /** How a caller comes; absent: by HTTP to any app, and to the next where that is not fit. */
  readonly connect?: Connect
}

/** So many calls at a time, one after the other, of people who order something. */
export class Load {
  readonly callers = new Set<LoadCaller>()
  /** Those that were not refused. */
  readonly ended: LoadCaller[] = []
  /** Calls that were not taken. */
  readonly refused: Refusal[] = []
  readonly clock = new LegClock()
  readonly desk: Desk
  private isOpen = true
  private readonly lines: Promise<void>[] = []

  private constructor(
    private readonly fleet: Fleet,
    private readonly seed: Seeded,
    private readonly connect: Connect,
    private readonly word: Int16Array,
  ) {
    this.desk = new Desk(() => fleet.urls, this.clock)
  }

  static async start(fleet: Fleet, seed: Seeded, { calls, connect = (clock) => openBalancedLine(seed.rotated(fleet.urls), clock) }: LoadOptions): Promise<Load> {
    const load = new Load(fleet, seed, connect, await callersWord())
    load.desk.open(Math.max(fleet.apps.length, Math.ceil(calls * peoplePerCall)))
    for (let index = 0; index < calls; index += 1) load.lines.push(load.work(seed.below(calls * 150)))
    return load
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

  /** For whoever looks on. */
  get state(): string {
    const places = [...this.callers].map(({ callId }) => this.fleet.tracks.nodeOf(callId))
    const errors = [...this.fleet.errors].map(([what, count]) => `${count} × ${what}`)
    return `${this.callers.size} calls (${places.join(' ')}), ${this.ended.length} over, ${this.refused.length} refused (${this.refused.at(-1)?.message ?? ''}) ${errors.join(', ')}`
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
      const askedAtMs = Date.now()
      const line = await this.connect(this.clock).catch((error: unknown) => this.refuse(error, askedAtMs))
      if (line === undefined) await pause(refusedPauseMs)
      else await this.stayWith(new LoadCaller({ tracks: this.fleet.tracks, word: this.word }, { code: String(1_000 + this.seed.below(9_000)), wantsHuman: this.seed.next() < humanShare }, line))
    }
  }

  private async stayWith(caller: LoadCaller): Promise<void> {
    this.callers.add(caller)
    await caller.staysOn()
    this.callers.delete(caller)
    this.ended.push(caller)
  }

  private refuse(error: unknown, askedAtMs: number): undefined {
    const message = error instanceof Error ? error.message.replaceAll(/\d+/g, 'n').slice(0, 160) : String(error)
    this.refused.push({ message, atMs: Date.now(), afterMs: Date.now() - askedAtMs })
    return undefined
  }
}
