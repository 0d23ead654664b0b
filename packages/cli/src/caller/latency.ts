import { msToSamples, samplesToMs, type TranscriptEntry } from '@callchart/protocol'
import type { FlushAt } from './call-leg.js'
import type { HeardRun } from './heard-runs.js'
import type { SpokenAt } from './telephone.js'

/** Something said by the caller; `interrupts` when it was said while a prompt played. */
export interface SpokenStep extends SpokenAt {
  readonly interrupts: boolean
}

/** What was heard and said on the caller's own sample clock. */
export interface CallSound {
  readonly runs: readonly HeardRun[]
  readonly flushes: readonly FlushAt[]
  readonly spoken: readonly SpokenStep[]
  /** The last audible sample at or before a sample, -1 for none. */
  lastHeardUntil(sample: number): number
}

export interface Reply {
  /** First reply sample heard − last speech sample. */
  readonly ms: number
  /** Of it, the silence that ended the utterance; null where nobody reports it. */
  readonly endpointSilenceMs: number | null
}

export interface LatencyMs {
  /** First prompt sample heard − MEDIA_START; null where nothing was heard. */
  readonly greeting: number | null
  readonly replies: readonly Reply[]
  /** Last prompt sample heard − first sample of the caller; null where the prompt did not stop. */
  readonly bargeInStop: readonly (number | null)[]
}

/** A prompt that an interruption stopped at once is flushed at most this long after the caller fell silent. */
const stopWithinSamples = msToSamples(2_000)
/** After the caller's last sample nothing can be a reply yet: no endpoint is shorter. */
const noReplyWithinSamples = msToSamples(150)
/** Clocks of both sides start within this. */
const clockToleranceMs = 1_000

/** All times in ms, to the tenth. */
export function measureLatency(sound: CallSound, transcript: readonly TranscriptEntry[]): LatencyMs {
  const first = sound.runs[0]
  return {
    greeting: first === undefined ? null : tenth(samplesToMs(first.start)),
    replies: sound.spoken.flatMap((spoken) => replyTo(spoken, sound, transcript)),
    bargeInStop: sound.spoken.filter((spoken) => spoken.interrupts).map((spoken) => bargeInStop(spoken, sound)),
  }
}

function replyTo(spoken: SpokenStep, sound: CallSound, transcript: readonly TranscriptEntry[]): Reply[] {
  const nextSpoken = sound.spoken.find((other) => other.firstSample > spoken.lastSample)
  const run = sound.runs.find((each) => each.start > spoken.lastSample)
  if (run === undefined || (nextSpoken !== undefined && run.start > nextSpoken.lastSample)) return []
  return [{ ms: tenth(samplesToMs(run.start - spoken.lastSample)), endpointSilenceMs: endpointSilence(spoken, transcript) }]
}

/** Of the caller's utterance whose end, on the bridge's clock, is nearest to the last sample said. */
function endpointSilence(spoken: SpokenStep, transcript: readonly TranscriptEntry[]): number | null {
  const endMs = samplesToMs(spoken.lastSample)
  const distance = (entry: TranscriptEntry): number => Math.abs(entry.endMs - endMs)
  const nearest = transcript
    .filter((entry) => entry.who === 'caller' && entry.endpointSilenceMs !== undefined && distance(entry) <= clockToleranceMs)
    .sort((one, other) => distance(one) - distance(other))[0]
  return nearest?.endpointSilenceMs ?? null
}

function bargeInStop(spoken: SpokenStep, sound: CallSound): number | null {
  const stop = sound.flushes.find(
    (flush) => flush.atSample >= spoken.firstSample && flush.atSample <= spoken.lastSample + stopWithinSamples,
  )
  if (stop === undefined) return null
  const last = sound.lastHeardUntil(Math.max(stop.atSample, spoken.lastSample + noReplyWithinSamples))
  return tenth(samplesToMs(Math.max(0, last - spoken.firstSample)))
}

const tenth = (ms: number): number => Math.round(ms * 10) / 10
