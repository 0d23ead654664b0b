import type { Heard } from './messages.js'
import type { RecognitionPlan } from './request.js'

export function toDuration(ms: number): { seconds: number; nanos: number } {
  const whole = Math.round(ms)
  return { seconds: Math.floor(whole / 1_000), nanos: (whole % 1_000) * 1_000_000 }
}

/** One alternative, or none when nothing fitted. The decoder keeps one path, so that there is never a second. */
export function toAlternatives({ words, text, confidence }: Heard, plan: RecognitionPlan): object[] {
  const transcript = text ?? words.map(({ word }) => word).join(' ')
  if (transcript === '') return []
  const timed = words.map((word) => ({ word: word.word, start_time: toDuration(word.startMs), end_time: toDuration(word.endMs), confidence: word.confidence }))
  return [{ transcript, confidence, words: plan.wordTimes ? timed : [] }]
}

export function hypothesisResponse(heard: Heard, plan: RecognitionPlan): object {
  const endMs = heard.words.at(-1)?.endMs ?? 0
  return { results: [{ alternatives: toAlternatives(heard, plan), is_final: false, stability: heard.confidence, result_end_time: toDuration(endMs), language_code: plan.languageCode }] }
}

/** Final result; with no alternatives when nothing of the grammar was said. */
export function finalResponse(heard: Heard, audioMs: number, plan: RecognitionPlan): object {
  return {
    results: [{ alternatives: toAlternatives(heard, plan), is_final: true, stability: 0, result_end_time: toDuration(audioMs), language_code: plan.languageCode }],
    total_billed_time: toDuration(Math.ceil(audioMs / 1_000) * 1_000),
  }
}
