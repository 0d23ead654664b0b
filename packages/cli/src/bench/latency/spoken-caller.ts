import { msToSamples, samplesToMs } from '@callchart/protocol'
import type { CallLeg } from '../../caller/call-leg.js'

/** A prompt is over once nothing was heard for so long. */
const quietMs = 500
const lookEveryMs = 20

export interface SpokenCallPlan {
  readonly leg: CallLeg
  /** Said in every turn. */
  readonly answer: Int16Array
  /** From the beginning of one answer to that of the next, at least. */
  readonly everyMs: number
  /** So long after its connection the caller hangs up. */
  readonly lengthMs: number
}

/** Answers every question, and listens to nothing but the sound: no one is asked how the call stands. @returns ms from each answer's last sample to the reply, on the caller's clock */
export async function speakInCall({ leg, answer, everyMs, lengthMs }: SpokenCallPlan): Promise<number[]> {
  const { telephone } = leg
  const endSample = msToSamples(lengthMs)
  const repliesMs: number[] = []
  let spokenUntil = 0
  let dueSample = 0
  const look = async (): Promise<boolean> => {
    await Promise.race([telephone.reach(telephone.clockSamples + msToSamples(lookEveryMs)), leg.connection.closed])
    return leg.connection.isOpen && telephone.clockSamples < endSample
  }
  while (await look()) {
    const reply = telephone.runs.firstFrom(spokenUntil)
    const last = telephone.runs.runs.at(-1)
    if (reply === undefined || last === undefined || last.end < spokenUntil) continue
    if (telephone.clockSamples - last.end < msToSamples(quietMs) || telephone.clockSamples < dueSample) continue
    if (spokenUntil > 0) repliesMs.push(samplesToMs(reply.start - spokenUntil))
    dueSample = telephone.clockSamples + msToSamples(everyMs)
    spokenUntil = (await Promise.race([telephone.speak(answer), leg.connection.closed.then(() => ({ lastSample: Infinity }))])).lastSample
  }
  await leg.end()
  return repliesMs
}
