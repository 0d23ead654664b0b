import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { ChineseTexts, Texts } from './en.js'

/** Languages of the app itself; those of flows are any. */
export const uiLanguages = ['zh-CN', 'en'] as const
export type UiLanguage = (typeof uiLanguages)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'app'
    readonly resources: Texts
    readonly returnNull: false
  }
}

const load: Readonly<Record<UiLanguage, () => Promise<Texts | ChineseTexts>>> = {
  en: async () => (await import('./en.js')).en,
  'zh-CN': async () => (await import('./zh-cn.js')).zhCN,
}

/** Loads a language's texts, once, and speaks it from now on. */
export async function speakLanguage(language: UiLanguage): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'app'))
    for (const [area, texts] of Object.entries(await load[language]())) i18next.addResourceBundle(language, area, texts)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

export async function startLocale(language: UiLanguage): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    supportedLngs: [...uiLanguages],
    defaultNS: 'app',
    ns: [],
    resources: {},
    interpolation: { escapeValue: false },
    // React escapes. A key without a text is a defect: it is told, not hidden behind another language.
    saveMissing: true,
    missingKeyHandler: (_languages, area, key) => console.error(`No text for "${area}:${key}" in ${language}.`),
    react: { useSuspense: false },
  })
  await speakLanguage(language)
}
