import type { CallRecording } from '../call/call-recording.js'
import type { LineFact } from '../call/entries.js'
import { lineRecordings, nextLineRecordingId, openLineRecording, wantsLineRecording } from '../call/fold-line-recordings.js'
import type { CancelTimer } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { LineRecorder, SwitchLine } from '../switch/switch-port.js'
import type { CallHands } from './hands.js'
import type { RecordingPort } from './recording.js'

export interface LineRecordingParts {
  /** Undefined while the switch cannot be told anything. */
  line(): SwitchLine | undefined
  /** What the runtime states itself, taken as if the switch had told it. */
  told(fact: LineFact): void
  /** Absent: nothing is recorded. */
  readonly port: Pick<RecordingPort, 'keyFor'> | undefined
  /** What is known of a recording goes to its row; the sound of one that is over is brought in then. */
  noted(recording: CallRecording): void
}

/** A switch that cannot be told now may be told later. */
const pausesMs = [1_000, 5_000, 15_000, 30_000]

/** Has the switch record caller and human while no bridge hears them: begun, ended and brought in as the state of the call asks for. */
export class LineRecordings {
  private askedId: string | undefined
  /** A human whose talk cannot be recorded. */
  private vainLegId: string | undefined
  private readonly ended = new Set<string>()
  private readonly pauses = new Set<CancelTimer>()
  /** What the switch is told comes one after the other: nothing begins after its end. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly hands: CallHands,
    private readonly parts: LineRecordingParts,
  ) {}

  /** What follows from the state alone, after every fact and event. */
  follow(): void {
    const { state } = this.hands
    for (const recording of lineRecordings(state)) if (recording.end !== undefined && !this.ended.has(recording.recordingId)) this.end(recording)
    if (this.parts.port === undefined || !wantsLineRecording(state) || openLineRecording(state) !== undefined || this.parts.line()?.recorder === undefined) return
    const recordingId = nextLineRecordingId(state)
    if (recordingId === this.askedId || state.line?.awayAt === this.vainLegId) return
    this.askedId = recordingId
    this.parts.told({ type: 'recording.asked', recordingId })
  }

  /** The journal has it: only now anything is recorded. */
  noteLine(fact: LineFact): void {
    if (fact.type !== 'recording.asked' && fact.type !== 'recording.started' && fact.type !== 'recording.failed') return
    const recording = this.hands.state.recordings.get(fact.recordingId)
    if (recording?.switchId === undefined || recording.end !== undefined) return
    if (fact.type === 'recording.asked') this.start(recording)
    else this.parts.noted(recording)
  }

  /** Goes on with what an earlier runtime began. */
  rearm(): void {
    const open = openLineRecording(this.hands.state)
    if (open !== undefined) this.start(open)
    this.follow()
  }

  cancelAll(): void {
    for (const cancel of this.pauses) cancel()
    this.pauses.clear()
  }

  private start(recording: CallRecording): void {
    const { recordingId, asked } = recording
    this.inTurn(async () => {
      if (recording.end !== undefined || !(await this.hasKey(recording))) return
      const answer = await this.patiently((recorder) => recorder.start(recordingId), () => recording.end === undefined)
      if (answer === undefined || answer === 'gone') return this.fail(recordingId, answer === undefined ? 'switch-away' : 'line-gone')
      if (answer !== 'running') return this.started(recordingId, answer.begunAgoMs)
      // An earlier runtime had it begin, and may not have said so.
      if (recording.fromMs === undefined && asked !== undefined) this.parts.told({ type: 'recording.started', recordingId, ...asked })
    })
  }

  private started(recordingId: string, agoMs: number): void {
    const startedAt = this.hands.clock.now() - agoMs
    this.parts.told({ type: 'recording.started', recordingId, fromMs: this.hands.clockAt(startedAt), startedAt })
  }

  /** Without a key nobody could ever hear what the switch writes. */
  private async hasKey({ recordingId, switchId }: CallRecording): Promise<boolean> {
    try {
      await this.parts.port?.keyFor({ recordingId, callId: this.hands.state.origin.callId, ...(switchId !== undefined && { switchId }) })
      return true
    } catch (error) {
      this.hands.log.error({ err: error, recordingId }, 'recording of a line not started')
      this.fail(recordingId, error instanceof RuntimeError && error.code === 'RUNTIME_RECORDING_UNREACHABLE' ? 'no-storage' : 'no-key')
      return false
    }
  }

  private fail(recordingId: string, cause: string): void {
    this.vainLegId = this.hands.state.line?.awayAt
    this.parts.told({ type: 'recording.failed', recordingId, cause })
  }

  /** A line that everybody has left is recorded no more, without being told. */
  private end(recording: CallRecording): void {
    this.ended.add(recording.recordingId)
    const isThere = (): boolean => this.hands.state.line?.hasLeft !== true
    if (!isThere()) return this.parts.noted(recording)
    this.inTurn(async () => {
      const isStopped = isThere() ? await this.patiently((recorder) => recorder.stop(), isThere) : true
      if (isStopped === undefined && isThere()) this.hands.log.error({ recordingId: recording.recordingId }, 'recording of a line not stopped: what it has beyond its end is thrown away')
      this.parts.noted(recording)
    })
  }

  private inTurn(work: () => Promise<void>): void {
    this.last = this.last.then(work).catch((error: unknown) => this.hands.log.error({ err: error }, 'recording of a line not served'))
  }

  /** @returns undefined where the switch could not be told, or it makes no sense any more */
  private async patiently<Answer>(ask: (recorder: LineRecorder) => Promise<Answer>, isStillWanted: () => boolean): Promise<Answer | undefined> {
    for (const pauseMs of [0, ...pausesMs]) {
      if (pauseMs > 0) await this.pause(pauseMs)
      const recorder = this.parts.line()?.recorder
      if (!isStillWanted()) return undefined
      if (recorder === undefined) continue
      try {
        return await ask(recorder)
      } catch (error) {
        this.hands.log.warn({ err: error }, 'switch not told of a recording')
        if (error instanceof RuntimeError && !error.retryable) return undefined
      }
    }
    return undefined
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.hands.clock.after(ms, () => {
        this.pauses.delete(cancel)
        resolve()
      })
      this.pauses.add(cancel)
    })
  }
}
