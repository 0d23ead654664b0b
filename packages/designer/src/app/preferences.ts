import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { speakLanguage, uiLanguages, type UiLanguage } from '../locale/locale.js'

interface Preferences {
  readonly language: UiLanguage
  /** Stands beside every change; there are no accounts yet. */
  readonly author: string
  speak(language: UiLanguage): void
  signAs(author: string): void
}

/** The browser's own wish, the first of ours that fits. */
export function wishedLanguage(wishes: readonly string[]): UiLanguage {
  const found = wishes.map((wish) => uiLanguages.find((language) => language.split('-')[0] === wish.toLowerCase().split('-')[0])).find((language) => language !== undefined)
  return found ?? 'en'
}

/** What a person chose in this browser. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      language: wishedLanguage(typeof navigator === 'undefined' ? [] : navigator.languages),
      author: '',
      speak: (language) => void speakLanguage(language).then(() => set({ language })),
      signAs: (author) => set({ author }),
    }),
    { name: 'callchart.preferences', partialize: ({ language, author }) => ({ language, author }) },
  ),
)

export const chosenLanguage = (): UiLanguage => usePreferences.getState().language

/** The name under which changes are made; someone without one is still somebody. */
export const authorOf = (): string => usePreferences.getState().author.trim() || (chosenLanguage() === 'zh-CN' ? '我' : 'Me')
