/** Of a telephone's keys, in Hz (ITU-T Q.23). */
const rows = [697, 770, 852, 941]
const columns = [1_209, 1_336, 1_477]
const keys = ['123', '456', '789', '*0#']

/** Peak of a tone: well under a voice. */
const gain = 0.06
const rampS = 0.008

function playTogether(context: AudioContext, frequenciesHz: readonly number[], fromS: number, lengthS: number, volume = gain): void {
  const envelope = context.createGain()
  envelope.gain.setValueAtTime(0, fromS)
  envelope.gain.linearRampToValueAtTime(volume, fromS + rampS)
  envelope.gain.setValueAtTime(volume, fromS + lengthS - rampS)
  envelope.gain.linearRampToValueAtTime(0, fromS + lengthS)
  envelope.connect(context.destination)
  for (const frequency of frequenciesHz) {
    const oscillator = context.createOscillator()
    oscillator.frequency.value = frequency
    oscillator.connect(envelope)
    oscillator.start(fromS)
    oscillator.stop(fromS + lengthS)
  }
}

/** What a key sounds like under the finger; the line is told of the key by a message, not by its tone. */
export function playKey(context: AudioContext, digit: string): void {
  const row = keys.findIndex((each) => each.includes(digit))
  const column = keys[row]?.indexOf(digit) ?? -1
  const [low, high] = [rows[row], columns[column]]
  if (low !== undefined && high !== undefined) playTogether(context, [low, high], context.currentTime, 0.12)
}

/** One ring of a telephone on the desk: two soft strokes. */
export function playRing(context: AudioContext): void {
  const at = context.currentTime + 0.02
  playTogether(context, [523.25, 659.25], at, 0.35, 0.1)
  playTogether(context, [523.25, 659.25], at + 0.45, 0.35, 0.1)
}
