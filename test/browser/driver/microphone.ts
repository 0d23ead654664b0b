import { writeMonoWav } from '@callchart/cli'

export interface Spoken {
  /** Silence before it. */
  readonly afterMs: number
  /** Mono PCM16 at 8 kHz. */
  readonly speech: Int16Array
}

/** A file for the microphone of a browser, which hears it again and again from when a page asks for it. */
export async function writeMicrophone(file: string, spoken: readonly Spoken[], silenceBehindMs: number): Promise<void> {
  const parts = [...spoken.flatMap(({ afterMs, speech }) => [new Int16Array(afterMs * 8), speech]), new Int16Array(silenceBehindMs * 8)]
  const samples = new Int16Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    samples.set(part, at)
    at += part.length
  }
  await writeMonoWav(file, samples)
}
