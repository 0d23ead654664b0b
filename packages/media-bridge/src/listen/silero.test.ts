import { expect, test } from 'vitest'
import { loadSilero } from './silero.js'
import { spoken } from './testing/audio.js'
import { voiceWindowSamples, type VoiceModel } from './voice-model.js'

const windowsOf = (pcm: Int16Array): Float32Array[] =>
  Array.from({ length: Math.floor(pcm.length / voiceWindowSamples) }, (_, index) =>
    Float32Array.from(pcm.subarray(index * voiceWindowSamples, (index + 1) * voiceWindowSamples), (sample) => sample / 32_768),
  )

const scoresOf = async (model: VoiceModel, windows: readonly Float32Array[]): Promise<number[]> => {
  const scorer = model.open()
  const scores: number[] = []
  for (const window of windows) scores.push(await scorer.score(window))
  return scores
}

/** Time on which nothing waits. */
const noWait = { nowMs: () => 0, after: (_: number, elapsed: () => void) => (queueMicrotask(elapsed), () => undefined) }

test('each call is scored as if it were alone, whoever speaks at the same time', async () => {
  const model = await loadSilero(noWait)
  const sentence = windowsOf(spoken('sentence'))
  const prompt = windowsOf(spoken('prompt'))
  const alone = [await scoresOf(model, sentence), await scoresOf(model, prompt), await scoresOf(model, sentence.slice(5))]

  const together = await Promise.all([scoresOf(model, sentence), scoresOf(model, prompt), scoresOf(model, sentence.slice(5))])

  expect(Math.max(...together.flat())).toBeGreaterThan(0.9)
  for (const [call, scores] of together.entries()) for (const [index, score] of scores.entries()) expect(score).toBeCloseTo(alone[call]?.[index] ?? -1, 3)
})
