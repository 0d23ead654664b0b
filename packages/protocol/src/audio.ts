/** Everything behind a dialect is mono PCM16 at 8 kHz, in frames of 20 ms. */
export const sampleRateHz = 8_000
export const frameMs = 20
export const frameSamples = (sampleRateHz * frameMs) / 1_000

/** What a switch may send and accept on its media WebSocket. */
export const mediaCodecs = ['ulaw', 'alaw', 'slin', 'slin16'] as const
export type MediaCodec = (typeof mediaCodecs)[number]

export const samplesToMs = (samples: number): number => (samples * 1_000) / sampleRateHz
export const msToSamples = (ms: number): number => Math.round((ms * sampleRateHz) / 1_000)
