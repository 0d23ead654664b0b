import { languageName as plainName } from '../prompts/language-names.js'

/** A language as people call it, with its tag: "American English · en-US". */
export function languageName(tag: string, inLanguage: string): string {
  const name = plainName(tag, inLanguage)
  return name === tag ? tag : `${name} · ${tag}`
}

/** Languages that flows are likely to speak. */
export const usualLanguages = ['zh-CN', 'en-US', 'en-GB', 'zh-HK', 'zh-TW', 'ja-JP', 'ko-KR', 'fr-FR', 'de-DE', 'es-ES', 'pt-BR', 'it-IT', 'ru-RU', 'th-TH', 'vi-VN', 'id-ID', 'ar-SA', 'hi-IN']
