import type { TranscriptEntry } from '@callchart/protocol'

/** What a caller did last, as the transcript has it. */
export interface LastAnswer {
  readonly by: 'keys' | 'voice'
  readonly text: string
  readonly nodeId: string | undefined
  /** One, or the two between which it was open. */
  readonly intents: readonly string[]
}

/** Only of speech is it known how long the silence after it was. */
const byOf = ({ endpointSilenceMs }: TranscriptEntry): LastAnswer['by'] => (endpointSilenceMs === undefined ? 'keys' : 'voice')

/** The last answer that says something; absent where the caller only listened. */
export function lastAnswer(transcript: readonly TranscriptEntry[]): LastAnswer | undefined {
  const entry = transcript.findLast(({ who, text }) => who === 'caller' && text !== '')
  if (entry === undefined) return undefined
  return { by: byOf(entry), text: entry.text, nodeId: entry.nodeId, intents: entry.intent === undefined ? (entry.ambiguous ?? []) : [entry.intent] }
}
