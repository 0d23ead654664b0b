import type { Alternative, MediaFact } from '@callchart/protocol'

interface SpeechSpan {
  readonly startMs: number
  readonly lastVoiceMs: number
  readonly endpointSilenceMs: number
}

const alternativesCap = 10

/** The final of a stretch of speech, on the call's sample clock. */
export const utteranceOf = (turnId: string, speech: SpeechSpan, alternatives: readonly Alternative[], engine: string): MediaFact => ({
  type: 'utterance',
  turnId,
  alternatives: alternatives.slice(0, alternativesCap).map((alternative) => ({ ...alternative, words: [...alternative.words] })),
  startMs: speech.startMs,
  endMs: speech.lastVoiceMs,
  endpointSilenceMs: speech.endpointSilenceMs,
  engine,
})
