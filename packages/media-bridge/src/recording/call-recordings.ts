import { frameMs, type MediaFact, type RecordingPause, type RecordingSet, type TurnAppend, type TurnStart } from '@callchart/protocol'
import { MediaError } from '../errors.js'
import type { PlayoutTap } from '../speak/playout.js'
import type { ReportFact } from '../turn/ports.js'
import { CallRecorder } from './call-recorder.js'
import type { RecordingDesk } from './recording-desk.js'

/** After its outcome a caller may still be speaking or pressing what the turn asked for; the next turn says what holds then. */
const sensitiveTailMs = 1_000

export interface CallRecordingsParts {
  /** Absent: there is nowhere to record to. */
  readonly desk: RecordingDesk | undefined
  readonly report: ReportFact
  readonly fault: (error: MediaError) => void
  /** Of what the caller is given to hear. @returns takes the tap off */
  readonly tapHeard: (tap: PlayoutTap) => () => void
}

interface RunningRecording {
  readonly recordingId: string
  readonly recorder: CallRecorder
  readonly untap: () => void
  readonly discard: () => void
  isPausedByFlow: boolean
  pausedBy: RecordingPause | undefined
}

type File = { readonly recordingId: string; readonly key: string }
type PromptFact = Extract<MediaFact, { promptId: string }>

const outcomes: ReadonlySet<MediaFact['type']> = new Set(['utterance', 'digits', 'no-input', 'turn.finished', 'turn.recorded', 'turn.failed', 'turn.cancelled'])

/**
 * The recordings of one call: the call itself, and messages that its caller leaves. A sensitive turn, and a prompt that says what is sensitive,
 * are silence in all of them, whatever the flow forgot.
 */
export class CallRecordings {
  private readonly running = new Map<string, RunningRecording>()
  private readonly knownIds = new Set<string>()
  private readonly knownTurnIds = new Set<string>()
  private readonly secretPrompts = new Set<string>()
  private sensitiveTurnId: string | undefined
  /** Frames of silence that are left after a sensitive turn. */
  private tailFrames = 0
  private secretPrompt: string | undefined
  /** The turn that records a message, until its outcome. */
  private message: { readonly turnId: string; readonly file: File } | undefined
  private isClosed = false

  constructor(private readonly parts: CallRecordingsParts) {}

  set({ recordingId, action, key }: RecordingSet): void {
    if (action === 'start') return key === undefined ? undefined : this.start({ recordingId, key }, 2)
    const recording = this.running.get(recordingId)
    if (recording === undefined) return
    if (action === 'stop') return this.stop(recording)
    recording.isPausedByFlow = action === 'pause'
    this.settlePauses()
  }

  /** Before the turn starts; one that did so before says nothing. */
  turnStarts({ turnId, prompts, sensitive, record }: TurnStart): void {
    if (this.knownTurnIds.has(turnId)) return
    this.knownTurnIds.add(turnId)
    this.notePrompts({ turnId, prompts })
    this.sensitiveTurnId = sensitive === true ? turnId : undefined
    this.tailFrames = 0
    this.secretPrompt = undefined
    this.message = record?.keep === undefined ? undefined : { turnId, file: record.keep }
    this.settlePauses()
  }

  notePrompts({ turnId, prompts }: Pick<TurnAppend, 'turnId' | 'prompts'>): void {
    for (const { promptId, sensitive } of prompts) if (sensitive === true) this.secretPrompts.add(`${turnId}/${promptId}`)
  }

  /** Every fact of a turn, before it is reported. */
  note(fact: MediaFact): void {
    if ('promptId' in fact) this.notePrompt(fact)
    if (fact.type === 'listening.started' && fact.turnId === this.message?.turnId) this.start(this.message.file, 1)
    if (!outcomes.has(fact.type) || !('turnId' in fact)) return
    if (fact.turnId === this.message?.turnId) this.endMessage(fact)
    if (fact.turnId !== this.sensitiveTurnId) return
    this.sensitiveTurnId = undefined
    this.tailFrames = sensitiveTailMs / frameMs
  }

  /** Every 20 ms of the call's clock. @param frame mono PCM16, 160 samples at 8 kHz; copied */
  hear(frame: Int16Array): void {
    for (const { recorder } of this.running.values()) recorder.hear(frame)
    if (this.tailFrames === 0) return
    this.tailFrames -= 1
    if (this.tailFrames === 0) this.settlePauses()
  }

  pressed(): void {
    for (const { recorder } of this.running.values()) recorder.pressed()
  }

  /** Before it is reported that the caller has gone. */
  close(): void {
    for (const recording of [...this.running.values()]) this.stop(recording)
    this.isClosed = true
  }

  private start({ recordingId, key }: File, channelCount: 1 | 2): void {
    if (this.isClosed || this.knownIds.has(recordingId)) return
    this.knownIds.add(recordingId)
    const file = this.parts.desk?.create({ recordingId, channelCount, key: Buffer.from(key, 'base64'), failed: (cause) => this.fail(recordingId, cause) })
    if (file === undefined) return this.tellFailure(recordingId, 'no-storage')
    const recorder = new CallRecorder(file, channelCount)
    const untap = recorder.heard === undefined ? () => undefined : this.parts.tapHeard(recorder.heard)
    this.running.set(recordingId, { recordingId, recorder, untap, discard: () => this.parts.desk?.discard(recordingId), isPausedByFlow: false, pausedBy: undefined })
    this.parts.report({ type: 'recording.started', recordingId })
    this.settlePauses()
  }

  private stop({ recordingId, recorder, untap }: RunningRecording): void {
    if (!this.running.delete(recordingId)) return
    untap()
    this.parts.report({ type: 'recording.ended', recordingId, ...recorder.end() })
  }

  private fail(recordingId: string, cause: string): void {
    const recording = this.running.get(recordingId)
    this.tellFailure(recordingId, cause)
    if (recording !== undefined) this.stop(recording)
  }

  private tellFailure(recordingId: string, cause: string): void {
    this.parts.fault(new MediaError('MEDIA_RECORDING_FAILED', `The recording "${recordingId}" cannot be written any further (${cause}): the call goes on without it.`))
    if (!this.isClosed) this.parts.report({ type: 'recording.failed', recordingId, cause })
  }

  /** A message in which nothing was said is none. */
  private endMessage(fact: MediaFact): void {
    const recording = this.running.get(this.message?.file.recordingId ?? '')
    this.message = undefined
    if (recording === undefined) return
    if (fact.type === 'turn.recorded' && fact.durationMs > 0) return this.stop(recording)
    this.running.delete(recording.recordingId)
    recording.recorder.end()
    recording.discard()
    this.parts.report({ type: 'recording.ended', recordingId: recording.recordingId, durationMs: 0, bytes: 0, digest: '' })
  }

  private notePrompt({ type, turnId, promptId }: PromptFact): void {
    const prompt = `${turnId}/${promptId}`
    if (!this.secretPrompts.has(prompt)) return
    if (type === 'prompt.started' || type === 'prompt.resumed') this.secretPrompt = prompt
    else if (this.secretPrompt === prompt) this.secretPrompt = undefined
    this.settlePauses()
  }

  private settlePauses(): void {
    const isSensitive = this.sensitiveTurnId !== undefined || this.tailFrames > 0 || this.secretPrompt !== undefined
    for (const recording of this.running.values()) {
      const by = recording.isPausedByFlow ? 'flow' : isSensitive ? 'sensitive' : undefined
      if (by === recording.pausedBy) continue
      const { recordingId, pausedBy } = recording
      recording.pausedBy = by
      recording.recorder.mute(by !== undefined)
      if (by === undefined) this.parts.report({ type: 'recording.resumed', recordingId })
      else if (pausedBy === undefined) this.parts.report({ type: 'recording.paused', recordingId, by })
    }
  }
}
