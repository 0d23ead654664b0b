import { readFileSync } from 'node:fs'
import type { UiLanguage } from './browser.js'

type Area = 'app' | 'calls' | 'canvas' | 'editor' | 'fields' | 'inspector' | 'intents' | 'kinds' | 'library' | 'numbers' | 'prompts' | 'seat' | 'simulator' | 'softphone' | 'versions'
type Texts = { readonly [key: string]: string | Texts }

/** What the interface says in a language: its own words, so that a test reads alike in both. */
export class Words {
  private readonly areas = new Map<Area, Texts>()

  constructor(readonly language: UiLanguage) {}

  /** @throws where the interface has no such text */
  text(area: Area, key: string, values: Readonly<Record<string, string>> = {}): string {
    const texts = this.areas.get(area) ?? this.read(area)
    const text = Object.hasOwn(texts, key) ? texts[key] : key.split('.').reduce<string | Texts | undefined>((within, part) => (typeof within === 'object' ? within[part] : undefined), texts)
    if (typeof text !== 'string') throw new Error(`The interface has no text "${key}" in ${area}.`)
    return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole)
  }

  private read(area: Area): Texts {
    const texts = JSON.parse(readFileSync(new URL(`../../../packages/designer/src/locale/${this.language}/${area}.json`, import.meta.url), 'utf8')) as Texts
    this.areas.set(area, texts)
    return texts
  }
}

/** The whole text, or its beginning, as a person reads it. */
export const startingWith = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)
