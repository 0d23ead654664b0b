import { frameMs, frameSamples, msToSamples } from '@callchart/protocol'
import type { StereoSound } from './seal-sound.js'

/** Of a known length, of each side. */
export interface LineSides extends StereoSound {
  readonly sampleCount: number
}

/**
 * From the moment at which a switch was told to record until the caller's first frame that it wrote, less what lies before that frame in the file.
 * MixMonitor writes frame by frame, from the first one on that comes from either side; the other side has silence in its place (read_frame_both of
 * audiohook.c). Frames of both sides come every 20 ms, each side's at any time of these: the mean is given, at most 13 ms beside the truth.
 */
export async function leadMs(sides: LineSides): Promise<number> {
  if (sides.sampleCount < frameSamples) return 0
  const first = new Int16Array(2 * frameSamples)
  await sides.read(0, first)
  const [callerIsSilent, otherIsSilent] = [0, 1].map((side) => first.every((sample, index) => index % 2 !== side || sample === 0))
  if (callerIsSilent === true) return otherIsSilent === true ? 0 : -frameMs / 3
  return otherIsSilent === true ? frameMs / 3 : frameMs / 2
}

/** The same sound from the moment on at which the switch was told. @param ms of `leadMs` */
export function withLead(sides: LineSides, ms: number): LineSides {
  const lead = msToSamples(ms)
  return {
    sampleCount: Math.max(0, sides.sampleCount + lead),
    async read(sample, into) {
      const missing = Math.min(into.length / 2, Math.max(0, lead - sample))
      into.fill(0, 0, 2 * missing)
      if (2 * missing < into.length) await sides.read(sample + missing - lead, into.subarray(2 * missing))
    },
  }
}
