import { msToSamples, sampleRateHz } from '@callchart/protocol'

/** A quiet turn through four chords, notes in Hz (equal temperament, A4 = 440). */
const chords = [
  [130.81, 261.63, 329.63, 392.0, 493.88],
  [110.0, 261.63, 329.63, 392.0, 440.0],
  [87.31, 220.0, 261.63, 349.23, 440.0],
  [98.0, 246.94, 293.66, 392.0, 440.0],
] as const
const chordMs = 3_200
/** Notes of a chord come one after the other, then ring. */
const noteGapMs = 400
const decayPerSecond = 1.1
const attackMs = 30
/** Peak of the loop: well under speech, so that nobody takes the phone from the ear. */
const peak = 5_000

/** A struck string: a fundamental and two soft overtones, dying away. */
const noteAt = (hz: number, seconds: number): number => {
  if (seconds < 0) return 0
  const attack = Math.min(1, (seconds * 1_000) / attackMs)
  const phase = 2 * Math.PI * hz * seconds
  return attack * Math.exp(-decayPerSecond * seconds) * (Math.sin(phase) + 0.35 * Math.sin(2 * phase) + 0.12 * Math.sin(3 * phase))
}

/** Notes ring over the end of the loop into its beginning, so that it has no seam. */
const addNote = (loop: Float32Array, hz: number, from: number): void => {
  const ringSamples = loop.length / 2
  for (let index = 0; index < ringSamples; index += 1) {
    const at = (from + index) % loop.length
    const fade = 1 - index / ringSamples
    loop[at] = (loop[at] ?? 0) + fade * noteAt(hz, index / sampleRateHz)
  }
}

const composeLoop = (): Int16Array => {
  const chordSamples = msToSamples(chordMs)
  const loop = new Float32Array(chords.length * chordSamples)
  for (const [chordIndex, notes] of chords.entries()) {
    for (const [noteIndex, hz] of notes.entries()) addNote(loop, hz, chordIndex * chordSamples + msToSamples(noteIndex * noteGapMs))
  }
  const loudest = loop.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  return Int16Array.from(loop, (sample) => Math.round((sample / loudest) * peak))
}

let composed: Int16Array | undefined

/** What a waiting caller hears: a loop of 12.8 s, mono PCM16 at 8 kHz; read only, made once. `silence` is none. */
export const holdMusic = (name: string): Int16Array | undefined => {
  if (name === 'silence' || name === '') return undefined
  composed ??= composeLoop()
  return composed
}
