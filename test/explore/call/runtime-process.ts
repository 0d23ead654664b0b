import type { HttpRequestEffect } from '@callchart/flow'
import type { SeatEvent } from '@callchart/protocol'
import { pino, type Logger } from 'pino'
import { fromJournalEntry } from '../../../packages/runtime/src/call/entries.js'
import { foldCall } from '../../../packages/runtime/src/call/fold.js'
import { LiveCall } from '../../../packages/runtime/src/call/live-call.js'
import type { CallSurroundings } from '../../../packages/runtime/src/call/surroundings.js'
import type { MediaLink } from '../../../packages/runtime/src/call/outbox.js'
import type { ReadyVersion } from '../../../packages/runtime/src/call/ready-version.js'
import { emptyState, type CallOrigin, type CallState } from '../../../packages/runtime/src/call/state.js'
import { serveAttach, type AttachStream } from '../../../packages/runtime/src/control/attach.js'
import { RuntimeError } from '../../../packages/runtime/src/errors.js'
import type { RequestAnswer } from '../../../packages/runtime/src/perform/request.js'
import { QueueBoard } from '../../../packages/runtime/src/queue/board.js'
import { Alarms } from './alarms.js'
import type { ScriptedDatabase } from './database.js'

/** A request that reached the receiver, from whichever runtime. */
export interface ReceivedRequest {
  readonly key: string
  readonly effect: HttpRequestEffect
  readonly epoch: number
  answer(answer: RequestAnswer): void
  isAnswered: boolean
}

export const callOrigin: CallOrigin = { callId: 'c1', direction: 'inbound', ani: '+15550001', variables: {}, startedAt: 1_000 }

const legWaitMs = 5_000
const silentLog = pino({ level: 'silent' })
const never = new Promise<never>(() => undefined)
const ignore = (): void => undefined

export interface ProcessParts {
  readonly runtimeId: string
  readonly database: ScriptedDatabase
  readonly ready: ReadyVersion
  readonly nowMs: number
  readonly received: ReceivedRequest[]
  readonly newToken: () => string
  /** What it logged as an error. */
  readonly faults: string[]
}

/** One runtime process, on the database that all of them share. Killed, it does nothing more; left behind, it goes on. */
export class RuntimeProcess {
  readonly clock: Alarms
  readonly board: QueueBoard
  call: LiveCall | undefined
  isDead = false
  /** It dies right after its next commit, before anything is done about it. */
  diesAfterCommit = false
  /** Of its call, over or not. */
  lastState: CallState | undefined
  private readonly logger: Logger
  private readonly versions: Map<string, ReadyVersion>

  constructor(private readonly parts: ProcessParts) {
    this.clock = new Alarms(parts.nowMs)
    this.logger = pino({ level: 'error' }, { write: (line: string) => void (this.isDead || parts.faults.push(line)) })
    this.board = new QueueBoard({ runtimeId: parts.runtimeId, rows: parts.database.queueRows(parts.runtimeId), clock: this.clock, logger: this.logger, leavesSeats: ignore })
    this.versions = new Map([[parts.ready.version, parts.ready]])
  }

  serve(stream: AttachStream): void {
    serveAttach(stream, (hello, link) => this.attach(hello, link), silentLog)
  }

  seat(agentId: string, told: (event: SeatEvent) => void, closed: () => void): Promise<void> {
    return this.board.seat({ agentId, queue: 'cards', name: agentId, afterCallWork: false }, { send: (event) => void (this.isDead || told(event)), close: closed })
  }

  kill(): void {
    this.isDead = true
  }

  /** As the directory of calls does: begun once, found again, or taken over from its journal. */
  private async attach({ callId, mediaUrl, lastCommandNumber }: { callId?: string | undefined; mediaUrl: string; lastCommandNumber: number }, link: MediaLink): Promise<LiveCall> {
    if (this.isDead) return never
    const call = this.call ?? (callId === undefined ? this.begin() : this.takeOver(lastCommandNumber))
    call.attach(link, mediaUrl, lastCommandNumber)
    return call
  }

  private begin(): LiveCall {
    this.call = new LiveCall(this.surroundings(1), emptyState(callOrigin, this.parts.ready), 1, this.versions)
    this.lastState = this.call.state
    return this.call
  }

  /** Neither a runtime nor a bridge has the call: its journal gets the end that nobody reported. */
  endLost(): void {
    this.call ??= this.takeOver(0)
    this.call.loseMedia()
  }

  private takeOver(lastCommandNumber: number): LiveCall {
    const { database, ready } = this.parts
    if (database.isOver) throw new RuntimeError('RUNTIME_CALL_ENDED', 'The call is over.')
    database.epoch += 1
    const state = foldCall(callOrigin, ready, database.journal.map(fromJournalEntry), this.versions)
    this.call = new LiveCall(this.surroundings(database.epoch), state, database.epoch, this.versions, lastCommandNumber)
    this.lastState = state
    this.call.resume()
    return this.call
  }

  private surroundings(epoch: number): CallSurroundings {
    const { database, newToken } = this.parts
    return {
      clock: this.clock,
      logger: this.logger,
      journal: {
        append: async (_callId, ownEpoch, entries) => {
          if (database.isSlow) await database.ready()
          if (this.isDead) return never
          database.append(ownEpoch, entries)
          if (this.diesAfterCommit) this.kill()
          return this.isDead ? never : undefined
        },
        read: async () => database.journal,
        settled: async () => undefined,
      },
      queues: this.board,
      understanding: { serviceFor: () => undefined, close: ignore },
      openingAt: () => ({ open: true }),
      sendRequest: (effect, key) => this.send(effect, key, epoch),
      writeRow: async (effect, { callId }) => {
        if (this.isDead) return never
        database.rows.set(`${callId} ${effect.type} ${'turnId' in effect ? effect.turnId : ''}`, effect)
        return 'kept'
      },
      opening: ({ effect }) => ({ type: 'hours.open', checkId: effect.checkId }),
      meters: { outcomeTaken: ignore, transferSettled: ignore, factTaken: ignore, understood: ignore, requestSettled: ignore, effectSettled: ignore },
      settings: {
        timeZone: 'UTC',
        keepUnrecognised: 'never',
        promptsAhead: 0,
        reattachMs: 10_000,
        hangUpGraceMs: 60_000,
        afterCallMs: 300_000,
        watchdogLagMs: 30_000,
        legWaitMs,
        legReturnMs: legWaitMs,
        botLegWaitMs: 1_400,
        mediaEndMs: 500,
        lineLeaveMs: 10_000,
        newToken,
      },
      liveVersion: async () => undefined,
      lineOf: () => undefined,
      newMediaUrl: () => never,
      shownNumber: () => undefined,
      tag: ignore,
      changed: ignore,
      ended: () => {
        database.isOver = true
      },
      goesTo: ignore,
      gone: (call) => {
        if (this.call === call) this.call = undefined
      },
    }
  }

  private send(effect: HttpRequestEffect, key: string, epoch: number): Promise<RequestAnswer> {
    if (this.isDead) return never
    return new Promise((resolve) => {
      const request: ReceivedRequest = {
        key,
        effect,
        epoch,
        isAnswered: false,
        answer: (answer) => {
          request.isAnswered = true
          if (!this.isDead) resolve(answer)
        },
      }
      this.parts.received.push(request)
    })
  }
}
