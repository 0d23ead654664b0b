/** A frame under this peak holds no speech that anybody would miss: about -47 dBFS. */
const quietPeak = 150

export const isQuiet = (pcm: Int16Array): boolean => {
  for (let index = 0; index < pcm.length; index += 1) if (Math.abs(pcm[index] ?? 0) > quietPeak) return false
  return true
}
