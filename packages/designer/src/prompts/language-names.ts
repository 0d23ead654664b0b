import { useCallback } from 'react'
import { usePreferences } from '../app/preferences.js'

/** Names of languages in the language of the interface: `中文（中国）`, `English (United States)`. */
export function useLanguageName(): (tag: string) => string {
  const language = usePreferences((state) => state.language)
  return useCallback((tag: string) => languageName(tag, language), [language])
}

export function languageName(tag: string, uiLanguage: string): string {
  try {
    return new Intl.DisplayNames([uiLanguage], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
