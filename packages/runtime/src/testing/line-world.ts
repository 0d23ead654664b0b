import { compileFlow, noResources, parseFlow } from '@callchart/flow'
import type { MediaFact, NumberedCommand } from '@callchart/protocol'
import { pino } from 'pino'
import { viewOfState } from '../call/call-view.js'
import { fromJournalEntry, type CallEntry } from '../call/entries.js'
import { foldCall } from '../call/fold.js'
import { LiveCall } from '../call/live-call.js'
import { makeReady } from '../call/make-ready.js'
import type { Acceptance, MediaLink } from '../call/outbox.js'
import type { ReadyVersion } from '../call/ready-version.js'
import { emptyState, type CallOrigin } from '../call/state.js'
import type { CallSurroundings } from '../call/surroundings.js'
import { defaultTuning } from '../settings.js'
import type { JournalEntry } from '../store/journal.js'
import { ManualClock } from './manual-clock.js'
import { ScriptedLine } from './scripted-switch.js'

const ignore = (): void => undefined
const never = new Promise<never>(ignore)

export const readyFrom = (file: unknown): ReadyVersion => {
  const parsed = parseFlow(file)
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return makeReady({ version: parsed.document.id, document: parsed.document, compiled: compileFlow(parsed.document, noResources), models: [] })
}

/** One bot leg as a bridge that says nothing by itself. */
class Leg implements MediaLink {
  readonly isOpen = true
  readonly commands: NumberedCommand[] = []
  factNumber = 0
  acceptance: Acceptance | undefined

  accept(acceptance: Acceptance): void {
    this.acceptance = acceptance
    this.factNumber = acceptance.lastFactNumber
  }

  send(command: NumberedCommand): void {
    this.commands.push(command)
  }

  ack(): void {}
  end(): void {}
}

/** One call of a scripted line, without network or database: runtimes die and go on from its journal. */
export class LineWorld {
  readonly clock = new ManualClock()
  readonly journal: JournalEntry[] = []
  readonly line = new ScriptedLine('scripted', 'line-1')
  readonly origin: CallOrigin = { callId: 'c1', direction: 'inbound', variables: {}, startedAt: this.clock.now(), line: { switchId: 'scripted', lineId: 'line-1' } }
  endCount = 0
  call: LiveCall
  leg: Leg | undefined
  private epoch = 1
  private readonly versions: Map<string, ReadyVersion>
  private answeredOrders = 0

  constructor(private readonly ready: ReadyVersion) {
    this.versions = new Map([[ready.version, ready]])
    this.call = new LiveCall(this.surroundings(1), emptyState(this.origin, ready), 1, this.versions)
    this.line.call = { callId: 'c1', told: (fact) => this.call.takeLine(fact), endMedia: () => this.call.endMedia() }
  }

  /** The first bot leg is there, and what the chart says first is heard. */
  async begins(): Promise<void> {
    this.attach()
    await this.fact({ type: 'call.connected', dialect: 'scripted', codec: 'ulaw', variables: {} })
    await this.finishes()
  }

  private attach(): void {
    this.leg = new Leg()
    this.call.attach(this.leg, 'ws://bridge.test', 0)
  }

  async fact(fact: MediaFact): Promise<void> {
    const { leg } = this
    if (leg === undefined) return
    leg.factNumber += 1
    this.call.take({ number: leg.factNumber, atMs: leg.factNumber * 100, fact }, leg)
    await this.settles()
  }

  /** Every turn that speaks is heard to its end. */
  async finishes(): Promise<void> {
    for (const turn of [...this.call.state.turns.values()]) await this.fact({ type: 'turn.finished', turnId: turn.effect.turnId })
  }

  /** The runtime is killed, another one goes on from the journal; the bridge attaches again where it still has the leg. */
  async restarts(hasBridge: boolean): Promise<void> {
    // Of a call that is over nothing goes on.
    if (this.endCount > 0) return
    this.epoch += 1
    const state = foldCall(this.origin, this.ready, this.entries, this.versions)
    const { leg } = this
    this.call = new LiveCall(this.surroundings(this.epoch), state, this.epoch, this.versions, leg?.commands.at(-1)?.number ?? 0)
    this.call.resume()
    if (hasBridge && leg !== undefined) this.call.attach(leg, 'ws://bridge.test', leg.commands.at(-1)?.number ?? 0)
    await this.settles()
  }

  /** Everything that is under way comes to rest; the switch does what it is told. */
  async settles(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet += 1) {
      await this.call.settled()
      if (await this.obeys()) quiet = -1
    }
  }

  /** Time passes with room for what it brings about. */
  async passes(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 500) {
      this.clock.advance(500)
      await this.settles()
    }
  }

  get entries(): CallEntry[] {
    return this.journal.map(fromJournalEntry)
  }

  /** Types of the events that the chart took. */
  get events(): string[] {
    return this.entries.flatMap((entry) => (entry.kind === 'event' ? [entry.body.type] : []))
  }

  /** What people see of the call, and of the fold of its journal. */
  views(): readonly [live: unknown, again: unknown] {
    return [viewOfState(this.call.state), viewOfState(foldCall(this.origin, this.ready, this.entries, this.versions))]
  }

  private async obeys(): Promise<boolean> {
    const order = this.line.orders[this.answeredOrders]
    if (order === undefined) return false
    this.answeredOrders += 1
    if (this.line.isOver) return true
    if (order.type === 'connect-media') await this.connects()
    if (order.type === 'join' && this.line.legs.has(order.legId)) {
      this.leg = undefined
      this.line.tells({ type: 'leg.joined', legId: order.legId })
    }
    if (order.type === 'hang-up') this.line.tells({ type: 'line.left', by: 'runtime' })
    return true
  }

  private async connects(): Promise<void> {
    const leg = new Leg()
    await this.call.beginLeg(leg, 'ws://bridge.test').then(
      async () => {
        this.leg = leg
        await this.fact({ type: 'call.connected', dialect: 'scripted', codec: 'ulaw', variables: {} })
      },
      () => undefined,
    )
  }

  private surroundings(epoch: number): CallSurroundings {
    return {
      clock: this.clock,
      logger: pino({ level: 'silent' }),
      journal: {
        append: async (_callId, _epoch, entries) => {
          if (epoch !== this.epoch) return never
          this.journal.push(...entries.map((entry) => JSON.parse(JSON.stringify(entry)) as JournalEntry))
        },
        read: async () => this.journal,
        settled: async () => undefined,
      },
      queues: { enqueue: async () => undefined, withdraw: async () => undefined, admit: ignore, joined: ignore, held: ignore, takeOver: async () => undefined, handOver: async () => undefined, release: async () => undefined },
      understanding: { serviceFor: () => undefined, close: ignore },
      openingAt: () => ({ open: true }),
      sendRequest: () => never,
      writeRow: async () => 'kept',
      opening: ({ effect }) => ({ type: 'hours.open', checkId: effect.checkId }),
      meters: { factTaken: ignore, outcomeTaken: ignore, transferSettled: ignore, understood: ignore, requestSettled: ignore, effectSettled: ignore },
      settings: { ...defaultTuning, newToken: () => 'a-token-that-is-long-enough' },
      liveVersion: async () => undefined,
      tag: ignore,
      changed: ignore,
      ended: () => void (this.endCount += 1),
      goesTo: ignore,
      gone: ignore,
      lineOf: () => this.line,
      recordings: { keyFor: async () => Buffer.alloc(32).toString('base64'), note: async () => undefined },
      newMediaUrl: async () => 'ws://bridge.test/media?token=a-token-that-is-long-enough',
      shownNumber: () => undefined,
    }
  }
}
