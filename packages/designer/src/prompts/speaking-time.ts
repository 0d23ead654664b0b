import { plainTextOf, type Variant } from './variant.js'

/** Of voices at their usual speed. */
const chineseSignsASecond = 4.3
const wordsASecond = 2.6
/** Of a value that only the call knows. */
const expressionMs = 1_200
const sentenceMs = 350

const breaks = /<break\b[^>]*\btime="(\d+(?:\.\d+)?)(ms|s)"/g

const pausesIn = (ssml: string): number =>
  [...ssml.matchAll(breaks)].reduce((sum, [, time = '0', unit]) => sum + Number(time) * (unit === 's' ? 1_000 : 1), 0)

/** About how long it takes to say (ms); 0 where there is nothing to say. */
export function speakingTimeMs(variant: Variant): number {
  const text = variant.type === 'ssml' ? plainTextOf(variant.ssml) : variant.text
  const expressions = text.match(/\{\{[\s\S]*?\}\}/g)?.length ?? 0
  const plain = text.replace(/\{\{[\s\S]*?\}\}/g, ' ')
  const signs = plain.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0
  const words = plain.match(/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]+/gu)?.length ?? 0
  const sentences = plain.match(/[.!?。！？；;]/g)?.length ?? 0
  const pauses = variant.type === 'ssml' ? pausesIn(variant.ssml) : 0
  if (signs + words + expressions === 0) return 0
  return Math.round((signs / chineseSignsASecond + words / wordsASecond) * 1_000 + expressions * expressionMs + Math.max(0, sentences - 1) * sentenceMs + pauses)
}

/** Longer than a caller keeps in mind. */
export const tooLongMs = 20_000
