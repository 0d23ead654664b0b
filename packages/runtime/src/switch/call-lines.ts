import type { Logger } from 'pino'
import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import { repeat } from '../repeat.js'
import type { Notices } from '../store/notices.js'
import type { CallRow } from '../store/tables.js'
import { FactReader, type FactTaker } from './fact-reader.js'
import { abilitiesOf, HeldLines, type HeldAbilities, type HeldLine } from './held-lines.js'
import type { LineName, LineRows } from './line-rows.js'
import { OrderDesk } from './order-desk.js'
import { OrderSender } from './order-sender.js'
import { PatientWork } from './patient-work.js'
import { RemoteLine } from './remote-line.js'
import type { SwitchLeases } from './switch-leases.js'
import type { OriginateRequest, SwitchLine } from './switch-port.js'

/** Calls, as their lines need them. */
export interface CallsOfLines {
  /** The call, where this runtime works on it. */
  find(callId: string): FactTaker | undefined
  /** Another runtime has the call that this one works on in that epoch. */
  giveWay(callId: string, epoch: number, error: RuntimeError): void
  /** Ends may have been asked for. */
  pollHangUps(): Promise<void>
}

/** The desk that serves lines which are here. */
export interface DeskOfLines {
  originate(callId: string, switchId: string, request: OriginateRequest): Promise<void>
  hear(switchId: string, told: unknown): Promise<unknown>
  holdCaller(callId: string, isHeld: boolean): Promise<void>
  /** A call whose line is here has its media at another runtime. */
  heardElsewhere(callId: string): void
}

export interface CallLinesParts {
  readonly runtimeId: string
  readonly rows: LineRows
  readonly leases: SwitchLeases
  readonly clock: Clock
  readonly logger: Logger
}

/** How a line ends. */
type Tell = (line: SwitchLine) => Promise<void>

interface DistantLine extends LineName {
  readonly abilities: HeldAbilities
}

/** What a notice would have told is looked for this often. */
const lookMs = 1_000
/** Between the tries to end a line whose switch cannot be told. */
const endAgainMs = 1_000
const sweepMs = 60_000

/**
 * The lines of calls, wherever their connectors are. A line of this runtime is used as it is; what goes to and comes from a line of another one
 * lies in rows, of which a notice tells, and which are looked through each second.
 */
export class CallLines {
  readonly held = new HeldLines()
  readonly sender: OrderSender
  /** Lines that connectors here have, by the ids of their calls: those of calls that are over, too. */
  private readonly standing = new Map<string, HeldLine>()
  /** Those of them whose switches are being told to end them. */
  private readonly ending = new Set<HeldLine>()
  private readonly toEnd: PatientWork
  /** Of calls that this runtime works on. */
  private readonly distant = new Map<string, DistantLine>()
  private calls: CallsOfLines | undefined
  private readonly closing: (() => void)[] = []

  constructor(private readonly parts: CallLinesParts) {
    this.sender = new OrderSender({ rows: parts.rows, clock: parts.clock, failed: (error) => this.failed(error) })
    this.toEnd = new PatientWork(parts.clock, endAgainMs)
  }

  /** Begins to serve other runtimes, and to hear of them. */
  open(calls: CallsOfLines, desk: DeskOfLines, notices: Notices): void {
    const { rows, leases, runtimeId, clock } = this.parts
    const failed = (error: unknown): void => this.failed(error)
    const orders = new OrderDesk({ rows, held: this.held, holds: (switchId) => leases.holds(switchId), originate: (...placed) => desk.originate(...placed), hear: (...heard) => desk.hear(...heard), holdCaller: (...asked) => desk.holdCaller(...asked), failed })
    const facts = new FactReader({ rows, find: (callId) => calls.find(callId), failed })
    const look = (): void => {
      orders.wake()
      facts.wake()
      this.sender.wake()
    }
    const told: Readonly<Record<string, (more: string | undefined) => void>> = {
      orders: () => orders.wake(),
      answers: () => this.sender.wake(),
      facts: () => facts.wake(),
      heard: (callId = '') => desk.heardElsewhere(callId),
      'hang-ups': () => void calls.pollHangUps().catch(failed),
    }
    this.calls = calls
    this.look = look
    this.closing.push(
      notices.listen('callchart_lines', (payload) => {
        if (payload === undefined) {
          void leases.wake()
          return look()
        }
        const [kind = '', receiver, more] = payload.split(' ')
        if (kind === 'lease') void leases.wake()
        else if (receiver === runtimeId) told[kind]?.(more)
      }),
      repeat(clock, lookMs, async () => look()),
      repeat(clock, sweepMs, () => rows.sweep(), failed),
    )
  }

  /** The line of a call that this runtime works on; undefined: nobody can tell its switch anything now. @param epoch of the call */
  of(callId: string, epoch: number): SwitchLine | undefined {
    const held = this.held.of(callId)
    if (held !== undefined) return this.parts.leases.holds(held.line.switchId) ? held.line : undefined
    const distant = this.distant.get(callId)
    return distant === undefined ? undefined : this.remote(callId, epoch, distant)
  }

  /** The line of a call that any runtime may work on. */
  ofRow({ callId, epoch, switchId, lineId, lineAbilities: abilities }: CallRow): SwitchLine | undefined {
    const here = this.of(callId, epoch)
    if (here !== undefined || switchId === null || lineId === null || abilities === null) return here
    return this.remote(callId, epoch, { switchId, lineId, abilities })
  }

  /** This runtime works on the call from now on; what its line has told meanwhile is given to it. */
  begins(row: CallRow): void {
    const { callId, switchId, lineId, lineAbilities: abilities, lineHolder } = row
    if (switchId === null || lineId === null || this.held.of(callId) !== undefined) return
    if (abilities !== null) this.distant.set(callId, { switchId, lineId, abilities })
    if (lineHolder !== null) this.parts.rows.tellHeard(lineHolder, callId).catch((error: unknown) => this.failed(error))
    this.look()
  }

  /** It works on it no more. */
  ends(callId: string): void {
    this.distant.delete(callId)
  }

  hold(held: HeldLine): void {
    this.held.hold(held)
    this.standing.set(held.callId, held)
    this.distant.delete(held.callId)
    this.look()
  }

  /** Another runtime has the switch: calls that are worked on here use their lines from afar. */
  lose(switchId: string): void {
    for (const { callId, line } of this.held.letGoOf(switchId))
      if (this.calls?.find(callId) !== undefined) this.distant.set(callId, { switchId, lineId: line.lineId, abilities: abilitiesOf(line) })
    for (const held of this.standing.values()) if (held.line.switchId === switchId) this.forget(held)
  }

  /** Lines of a switch that are here, whatever became of their calls. @param lineIds those that stand there */
  standingAt(switchId: string, lineIds: readonly string[]): readonly HeldLine[] {
    const there = new Set(lineIds)
    return [...this.standing.values()].filter(({ line }) => line.switchId === switchId && there.has(line.lineId))
  }

  /** The line has left, or another runtime has it: nothing more is done to it. */
  forget(held: HeldLine): void {
    if (this.isHere(held)) this.standing.delete(held.callId)
  }

  /** The call of a line is over: so is the line, as soon as its switch can be told. */
  end(held: HeldLine, tell: Tell): void {
    if (this.ending.has(held)) return
    this.ending.add(held)
    this.toEnd.begin(() => this.tellEnd(held, tell), (error) => this.notEnded(held, error))
  }

  /** What the line told and no journal has goes to the call, which this runtime works on from now on. */
  giveUntaken(callId: string, call: FactTaker): void {
    const held = this.held.of(callId)
    if (held === undefined) return
    for (const { fact, number } of [...held.posted.values(), ...held.untaken.values()])
      call.takeLine(fact, number, () => {
        held.posted.delete(number)
        this.held.settle(held, number)
      })
  }

  /** A call that waited for its media is over: so is its line. */
  unheard(row: Pick<CallRow, 'callId' | 'switchId' | 'lineHolder'>): void {
    const { callId, switchId, lineHolder } = row
    const held = this.held.of(callId)
    if (held === undefined) {
      // Where it cannot be told now, whoever has the line ends it at the next thing that is heard of it.
      if (switchId !== null && lineHolder !== null) this.sender.send({ callId, switchId, content: { type: 'hang-up', cause: 'congestion' } }).catch(() => undefined)
      return
    }
    if (held.hasLeft) return
    held.first.end()
    this.held.letGo(held)
    this.end(held, (line) => line.hangUp('congestion'))
  }

  close(): void {
    for (const close of this.closing.splice(0)) close()
    this.standing.clear()
    this.toEnd.close()
    this.sender.close()
  }

  private look: () => void = () => undefined

  private isHere(held: HeldLine): boolean {
    return this.standing.get(held.callId) === held
  }

  private async tellEnd(held: HeldLine, tell: Tell): Promise<void> {
    try {
      if (this.isHere(held)) await tell(held.line)
    } catch (error) {
      if (isToTellAgain(error)) throw error
      this.notEnded(held, error)
    }
    this.ending.delete(held)
  }

  private notEnded({ callId }: HeldLine, error: unknown): void {
    this.parts.logger.warn({ err: error, callId }, 'line not ended')
  }

  private remote(callId: string, epoch: number, { switchId, lineId, abilities }: DistantLine): RemoteLine {
    return new RemoteLine({
      switchId,
      lineId,
      abilities,
      ask: (act) => this.sender.send({ callId, switchId, callEpoch: epoch, content: act }),
      stale: (error) => this.calls?.giveWay(callId, epoch, error),
    })
  }

  private failed(error: unknown): void {
    this.parts.logger.warn({ err: error }, 'lines of other runtimes not served')
  }
}

/** A carrier that refuses for a reason of its own does so as one that cannot be told now. */
const isToTellAgain = (error: unknown): boolean => error instanceof RuntimeError && (error.retryable || error.code === 'RUNTIME_SWITCH_UNAVAILABLE')
