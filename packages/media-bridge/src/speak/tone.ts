import { msToSamples, sampleRateHz } from '@callchart/protocol'

/** The tone before a message: the pitch and length that people know from answering machines. */
const toneHz = 440
const toneMs = 300
/** As loud as a prompt: about -15 dB of full scale. */
const tonePeak = 8_000
/** Without a ramp the ends of a tone click. */
const rampMs = 10
/** Two soft notes, a fourth apart, and then nothing for a while: no telephone network signals so. */
const lifeHz = [392, 523.25] as const
const lifeMs = 90
const lifePeak = 2_500
const lifeEveryMs = 2_000

const toneAt = (target: Int16Array, from: number, hz: number, ms: number, peak: number): void => {
  const length = msToSamples(ms)
  const ramp = msToSamples(rampMs)
  for (let index = 0; index < length; index += 1) {
    const gain = Math.min(1, index / ramp, (length - 1 - index) / ramp)
    target[from + index] = Math.round(peak * gain * Math.sin((2 * Math.PI * hz * index) / sampleRateHz))
  }
}

const composeTone = (): Int16Array => {
  const tone = new Int16Array(msToSamples(toneMs))
  toneAt(tone, 0, toneHz, toneMs, tonePeak)
  return tone
}

const composeSignOfLife = (): Int16Array => {
  const loop = new Int16Array(msToSamples(lifeEveryMs))
  lifeHz.forEach((hz, index) => toneAt(loop, index * msToSamples(lifeMs), hz, lifeMs, lifePeak))
  return loop
}

let tone: Int16Array | undefined
let life: Int16Array | undefined

/** Tells the caller to speak: mono PCM16 at 8 kHz; read only, made once. */
export const messageTone = (): Int16Array => (tone ??= composeTone())

/** Tells a caller who waits that somebody is there: a loop of 2 s, mono PCM16 at 8 kHz; read only, made once. */
export const signOfLife = (): Int16Array => (life ??= composeSignOfLife())
