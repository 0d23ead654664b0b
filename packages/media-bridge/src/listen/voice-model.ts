/** Windows of a voice model: 32 ms at 8 kHz. */
export const voiceWindowSamples = 256

/** One call's run through a voice model. */
export interface VoiceScorer {
  /** Probability 0..1 that the window holds a voice. The window is copied before the call returns. */
  score(window: Float32Array): Promise<number>
  /** What follows is not connected with what came before. */
  reset(): void
}

export interface VoiceModel {
  open(): VoiceScorer
}
