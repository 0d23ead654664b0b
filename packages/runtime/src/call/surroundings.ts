import type { CallView, Tracing } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { Clock } from '../clock.js'
import type { AnswerQuestion } from '../knowledge/question.js'
import type { PushHandover } from '../perform/handover-push.js'
import type { OpeningEvent } from '../perform/hours.js'
import type { RecordingPort } from '../perform/recording.js'
import type { SendRequest } from '../perform/request.js'
import type { WriteRow } from '../perform/rows.js'
import type { TransferParts, TransferSettings } from '../perform/transfer.js'
import type { Queues } from '../queue/queues.js'
import type { Journal } from '../store/journal.js'
import type { SwitchLine } from '../switch/switch-port.js'
import type { UnderstandingServices } from '../understanding/services.js'
import type { CallMeters } from './call-meters.js'
import type { LineSettings } from './line-side.js'
import type { ReadyVersion } from './ready-version.js'
import type { CallState, OpenCheck } from './state.js'
import type { KeepingRule } from './unrecognised.js'

export interface CallSettings extends TransferSettings, LineSettings {
  /** IANA name. */
  readonly timeZone: string
  /** Whether what was not understood is kept for review. */
  readonly keepUnrecognised: KeepingRule
  /** Of each turn, the most that the bridge is told of what it may be asked for next. */
  readonly promptsAhead: number
  /** A bridge that is gone for longer has lost the call's media. */
  readonly reattachMs: number
  /** A bridge that was told to hang up reports it within this time. */
  readonly hangUpGraceMs: number
  /** What follows a hang-up is done within this time. */
  readonly afterCallMs: number
  /** The chart ends a call that is too long; the bridge does so much later where no chart did. */
  readonly watchdogLagMs: number
}

/** A call as those around it see it. */
export interface HeldCall {
  readonly callId: string
  readonly state: CallState
  view(): CallView
}

/** What all calls of a runtime share. */
export interface CallSurroundings {
  readonly clock: Clock
  readonly logger: Logger
  readonly journal: Journal
  readonly queues: Queues
  readonly understanding: UnderstandingServices
  readonly openingAt: TransferParts['openingAt']
  readonly sendRequest: SendRequest
  readonly writeRow: WriteRow
  /** Tells the receiver of handovers; absent: nobody wants to know. */
  readonly pushHandover?: PushHandover
  /** A model that answers questions; absent: there is none. */
  readonly answers?: AnswerQuestion
  /** Absent: nothing is recorded. */
  readonly recordings?: RecordingPort
  /** What a calendar says of the moment of the question. */
  readonly opening: (open: OpenCheck) => OpeningEvent
  readonly meters: CallMeters
  /** Where the traces of calls go; absent: nobody wants them. */
  readonly tracing?: Tracing
  /** The log tells what was said, typed and dialled, but for what is sensitive. */
  readonly logsPersonal?: boolean
  readonly settings: CallSettings
  /** The live version of a flow, for a call that goes on with it. */
  liveVersion(flow: string): Promise<ReadyVersion | undefined>
  tag(callId: string, tag: string): void
  /** Something of the call may look otherwise than before. */
  changed(callId: string): void
  /** The call is over; it may still wait for answers of its last requests. */
  ended(call: HeldCall): void
  /** Nothing of the call is under way here any more. */
  gone(call: HeldCall): void
  /** Another runtime is to go on with the call. @see CallHands.goTo */
  goesTo(call: HeldCall, runtimeId: string, mayGo: () => boolean): void
  /** The caller's line, where its switch can be told something now. @param epoch of the call, as this runtime has it */
  lineOf(callId: string, epoch: number): SwitchLine | undefined
  /** Address for a further bot leg, with a token of its own; those given before and not used are worth nothing any more. @throws RUNTIME_MEDIA_URL_UNKNOWN, RUNTIME_STORE_UNAVAILABLE */
  newMediaUrl(callId: string): Promise<string>
  /** The number of ours that an outside person may be shown; undefined: none. @param asked by the flow */
  shownNumber(asked: string | undefined, dnis: string | undefined): string | undefined
}
