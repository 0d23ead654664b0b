/** A language as people call it: "American English". */
export function plainLanguageName(tag: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** A language as people call it, with its tag: "American English · en-US". */
export function languageName(tag: string, inLanguage: string): string {
  const name = plainLanguageName(tag, inLanguage)
  return name === tag ? tag : `${name} · ${tag}`
}

/** Languages that flows are likely to speak. */
export const usualLanguages = ['zh-CN', 'en-US', 'en-GB', 'zh-HK', 'zh-TW', 'ja-JP', 'ko-KR', 'fr-FR', 'de-DE', 'es-ES', 'pt-BR', 'it-IT', 'ru-RU', 'th-TH', 'vi-VN', 'id-ID', 'ar-SA', 'hi-IN']
