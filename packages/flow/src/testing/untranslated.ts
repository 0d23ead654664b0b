import type { FlowProblem } from '../contract/compiled.js'

/** Four words in a row are a sentence that was left in English; names, ids and file names are shorter. */
const englishSentence = /(?:\b[a-z]{2,} ){3}[a-z]{2,}/

const isChinese = (zh: string, en: string): boolean => /\p{Script=Han}/u.test(zh) && zh !== en && !englishSentence.test(zh)

/** Findings whose Chinese says nothing in Chinese, repeats the English, or holds a sentence of it. */
export const untranslated = (problems: readonly FlowProblem[]): FlowProblem[] =>
  problems.filter(({ message, wayOut, zh }) => !isChinese(zh.message, message) || !isChinese(zh.wayOut, wayOut))
