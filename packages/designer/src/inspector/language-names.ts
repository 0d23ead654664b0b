/** A language as people call it, with its tag: "Chinese (China) · zh-CN". */
export function languageName(tag: string, inLanguage: string): string {
  try {
    const name = new Intl.DisplayNames([inLanguage], { type: 'language' }).of(tag)
    return name === undefined || name === tag ? tag : `${name} · ${tag}`
  } catch {
    return tag
  }
}

/** Languages that flows are likely to speak. */
export const usualLanguages = ['zh-CN', 'en-US', 'en-GB', 'zh-HK', 'zh-TW', 'ja-JP', 'ko-KR', 'fr-FR', 'de-DE', 'es-ES', 'pt-BR', 'it-IT', 'ru-RU', 'th-TH', 'vi-VN', 'id-ID', 'ar-SA', 'hi-IN']
