import type { CallEffect } from '@callchart/flow'
import type { MediaFact, VoiceRecording } from '@callchart/protocol'
import type { CallRecording } from '../call/call-recording.js'
import { isRecordingFact, messageRecordingId } from '../call/fold-recordings.js'
import { settled } from '../call/settled-note.js'
import { effectKey, type StepEffect } from '../call/state.js'
import type { CancelTimer } from '../clock.js'
import type { Recordings } from '../recordings/recordings.js'
import type { CallHands } from './hands.js'

/** What a call needs of the recordings of all. */
export type RecordingPort = Pick<Recordings, 'keyFor' | 'note'>

export interface CallRecordings {
  /** A start waits for its key to be in the database: without it nobody could ever hear what is written. */
  set(effect: StepEffect<Extract<CallEffect, { type: 'recording.set' }>>): Promise<void>
  /** Where the message of a turn goes; absent: it cannot be kept, and is measured only. */
  keepMessage(turnOnWire: string): Promise<VoiceRecording['keep']>
  /** What is known of a recording by now goes to its row. */
  write(recording: CallRecording): void
  /** A fact of the bridge is in the journal: what it says of a recording goes to its row. */
  noteFact(fact: MediaFact): void
  /** Tells the bridge again what an earlier runtime of this call has told it; what it knows it does not do twice. */
  rearm(): Promise<void>
  cancelAll(): void
}

const retryAfterMs = 5_000
const attemptCount = 60

/** The recordings of one call. */
export function createCallRecordings({ state, clock, log, command, record }: CallHands, port: RecordingPort | undefined): CallRecordings {
  const retries = new Set<CancelTimer>()
  const { callId } = state.origin
  /** One after the other, each with what is known by then: a row never falls back. */
  let writing: Promise<unknown> = Promise.resolve()

  const write = (recording: CallRecording, attempt = 1): void => {
    if (port === undefined) return
    writing = writing.then(() => port.note(recording)).catch((error: unknown) => {
      log.warn({ err: error, recordingId: recording.recordingId }, 'row of a recording not written yet')
      if (attempt >= attemptCount) return
      const cancel = clock.after(retryAfterMs, () => {
        retries.delete(cancel)
        write(recording, attempt + 1)
      })
      retries.add(cancel)
    })
  }

  const start = async (recordingId: string): Promise<string | undefined> => {
    if (port === undefined) return 'no-storage'
    try {
      command({ type: 'recording.set', recordingId, action: 'start', key: await port.keyFor({ callId, recordingId }) })
      return undefined
    } catch (error) {
      log.error({ err: error, recordingId }, 'recording not started')
      return 'no-key'
    }
  }

  return {
    async set(effect) {
      const recordingId = state.recordingSets.get(effectKey(effect))
      if (recordingId === undefined) return
      const { action } = effect.effect
      if (action !== 'start') return command({ type: 'recording.set', recordingId, action })
      const fault = await start(recordingId)
      if (fault !== undefined) await record([settled(effect, 'recording.set', fault)])
    },
    async keepMessage(turnOnWire) {
      const recordingId = messageRecordingId(state, turnOnWire)
      try {
        return port === undefined ? undefined : { recordingId, key: await port.keyFor({ callId, recordingId, turnId: turnOnWire }) }
      } catch (error) {
        log.error({ err: error, recordingId }, 'message not kept')
        return undefined
      }
    },
    write,
    noteFact(fact) {
      const recording = isRecordingFact(fact) ? state.recordings.get(fact.recordingId) : undefined
      if (recording !== undefined) return write(recording)
      if (fact.type === 'caller.hung-up') for (const lost of state.recordings.values()) if (lost.fault !== undefined) write(lost)
    },
    async rearm() {
      const { callRecordingId, shown } = state
      for (const recording of state.recordings.values()) if (recording.fromMs !== undefined) write(recording)
      if (callRecordingId === undefined || (shown.recording !== 'on' && shown.recording !== 'paused')) return
      await start(callRecordingId)
      if (shown.recording === 'paused') command({ type: 'recording.set', recordingId: callRecordingId, action: 'pause' })
    },
    cancelAll() {
      for (const cancel of retries) cancel()
      retries.clear()
    },
  }
}
