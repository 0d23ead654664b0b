import type { IntentSource, UnderstandingSource } from '@callchart/protocol'
import type { FlowManifest } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { compilerVersion } from '../identity/canonical.js'

const inLanguage = (texts: Readonly<Record<string, readonly string[]>>, language: string): readonly string[] =>
  Object.hasOwn(texts, language) ? (texts[language] ?? []) : []

const intentsOf = (document: FlowDocument, language: string): IntentSource[] =>
  Object.entries(document.intents).map(([id, intent]) => ({
    id,
    keywords: inLanguage(intent.keywords, language),
    patterns: inLanguage(intent.patterns, language),
    phrases: inLanguage(intent.phrases, language),
  }))

const understandingOf = (document: FlowDocument, language: string): UnderstandingSource => ({
  language,
  intents: intentsOf(document, language),
  keyIntents: Object.fromEntries(
    Object.entries(document.keyIntents).flatMap(([name, keyIntent]) =>
      keyIntent?.enabled === true ? [[name, inLanguage(keyIntent.phrases, language)]] : [],
    ),
  ),
})

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort()

/** `document` is canonical: its nodes are sorted by id. */
export const manifestOf = (document: FlowDocument): FlowManifest => ({
  flow: document.id,
  name: document.name,
  languages: document.languages,
  dnis: document.dnis,
  understanding: document.languages.map((language) => understandingOf(document, language)),
  maxCallMs: document.settings.maxCallMs,
  nodes: document.nodes.map(({ id, name, kind }) => ({ id, name, kind })),
  queues: unique(document.nodes.flatMap((node) => (node.kind === 'transfer' ? [node.queue] : []))),
  continuesWith: unique(document.nodes.flatMap((node) => (node.kind === 'jump' && node.flow !== undefined ? [node.flow] : []))),
  compilerVersion,
})
