import { msToSamples, readWav, type CallView } from '@callchart/protocol'
import { firstAudible } from './sound.js'
import type { TestSystem } from './system.js'

/** Both sides of a call, as its recording has them. */
export interface Sides {
  readonly caller: Int16Array
  readonly heard: Int16Array
  /** Where the file begins on the call's clock. */
  readonly fromMs: number
}

export const recordingUrl = ({ system }: TestSystem, callId: string): string => `${system.url}/v1/calls/${callId}/recording`

/** Samples of a WAV file, its channels interleaved; none where it is no such file. */
export const samplesIn = (file: ArrayBuffer): Int16Array => new Int16Array(Uint8Array.from(readWav(new Uint8Array(file))?.audio ?? []).buffer)

/** The recording of a call, once all of it is stored. */
export async function sidesOf(there: TestSystem, { callId, recordings }: CallView): Promise<Sides> {
  let file: ArrayBuffer | undefined
  await there.until('the stored recording', async () => {
    const response = await fetch(recordingUrl(there, callId))
    if (response.ok) file = await response.arrayBuffer()
    return response.ok
  })
  const both = samplesIn(file ?? new ArrayBuffer(0))
  const side = (channel: number): Int16Array => Int16Array.from({ length: both.length / 2 }, (_, index) => both[index * 2 + channel] ?? 0)
  return { caller: side(0), heard: side(1), fromMs: recordings?.[0]?.fromMs ?? 0 }
}

/** Where `sent` begins in `side`, near a sample: by its first audible half second. @param within samples to either side */
export function offsetOf(sent: Int16Array, side: Int16Array, near: number, within = 1_200): number {
  const begin = firstAudible(sent)
  const pattern = sent.subarray(begin, begin + 4_000)
  const best = { score: 0, at: Number.NaN }
  for (let at = Math.max(0, near + begin - within); at <= near + begin + within; at += 1) {
    let [product, energy] = [0, 1]
    for (let index = 0; index < pattern.length; index += 1) {
      const sample = side[at + index] ?? 0
      product += sample * (pattern[index] ?? 0)
      energy += sample * sample
    }
    const score = product / Math.sqrt(energy)
    if (score > best.score) Object.assign(best, { score, at: at - begin })
  }
  return best.at
}

/** What the recording has of a stretch of the call. */
export const stretchOf = (side: Int16Array, { fromMs }: Sides, stretch: { readonly fromMs: number; readonly toMs: number }): Int16Array =>
  side.subarray(msToSamples(stretch.fromMs - fromMs), msToSamples(stretch.toMs - fromMs))

export const isSilent = (samples: Int16Array): boolean => samples.length > 0 && samples.every((sample) => sample === 0)
