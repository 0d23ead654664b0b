import { msToSamples, sampleRateHz } from '@callchart/protocol'

/** The tone before a message: the pitch and length that people know from answering machines. */
const toneHz = 440
const toneMs = 300
/** As loud as a prompt: about -15 dB of full scale. */
const peak = 8_000
/** Without a ramp the ends of the tone click. */
const rampMs = 10

const composeTone = (): Int16Array => {
  const length = msToSamples(toneMs)
  const ramp = msToSamples(rampMs)
  return Int16Array.from({ length }, (_, index) => {
    const gain = Math.min(1, index / ramp, (length - 1 - index) / ramp)
    return Math.round(peak * gain * Math.sin((2 * Math.PI * toneHz * index) / sampleRateHz))
  })
}

let composed: Int16Array | undefined

/** Tells the caller to speak: mono PCM16 at 8 kHz; read only, made once. */
export const messageTone = (): Int16Array => (composed ??= composeTone())
