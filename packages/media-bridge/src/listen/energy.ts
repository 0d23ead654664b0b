/** The level of digital silence. */
export const silenceDbFs = -90

/** Mean level of a frame, mono PCM16, in dB of full scale. */
export const energyDbFs = (frame: Int16Array): number => {
  let sum = 0
  for (let index = 0; index < frame.length; index += 1) {
    const sample = frame[index] ?? 0
    sum += sample * sample
  }
  const meanSquare = frame.length === 0 ? 0 : sum / frame.length / (32_768 * 32_768)
  return meanSquare <= 1e-9 ? silenceDbFs : 10 * Math.log10(meanSquare)
}
