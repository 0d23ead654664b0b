import type { FlowManifest } from '../contract/compiled.js'

/** Words for what every flow understands; elsewhere than in Chinese the English ones do. */
const builtIn: Readonly<Record<string, readonly [english: string, chinese: string]>> = {
  affirm: ['yes', '是的'],
  deny: ['no', '不是'],
  refuse: ["I don't want to", '我不想'],
  doNotKnow: ["I don't know", '我不知道'],
  human: ['I want to talk to a person', '我要转人工'],
  complaint: ['I want to complain', '我要投诉'],
  displeasure: ['this is ridiculous', '你们太过分了'],
  doNotCall: ["don't call me again", '不要再给我打电话了'],
  end: ['goodbye', '再见'],
  repeat: ['say that again', '再说一遍'],
  goBack: ['go back', '返回上一步'],
}
const nothingThatFits = ['something else entirely', '别的什么事'] as const

export const isChinese = (language: string): boolean => /^(zh|yue|cmn)\b/.test(language)

const inLanguage = ([english, chinese]: readonly [string, string], language: string): string => (isChinese(language) ? chinese : english)

const found = ({ understanding }: Pick<FlowManifest, 'understanding'>, language: string, intent: string | undefined): string => {
  if (intent === undefined) return inLanguage(nothingThatFits, language)
  const own = understanding.find((source) => source.language === language) ?? understanding[0]
  const source = own?.intents.find(({ id }) => id === intent)
  const spoken = source?.phrases[0] ?? source?.keywords[0]
  if (spoken !== undefined) return spoken
  const known = Object.hasOwn(builtIn, intent) ? builtIn[intent] : undefined
  return known === undefined ? intent : inLanguage(known, language)
}

const known = new WeakMap<object, Map<string, string>>()

/** How a caller may say an intent or key intent: in the flow's own words where it has any. @param intent absent: words that fit nothing */
export const wordsFor = (manifest: Pick<FlowManifest, 'understanding'>, language: string, intent: string | undefined): string => {
  const words = known.get(manifest) ?? new Map<string, string>()
  known.set(manifest, words)
  const key = `${language} ${intent ?? ''}`
  const before = words.get(key)
  if (before !== undefined) return before
  const text = found(manifest, language, intent)
  words.set(key, text)
  return text
}
