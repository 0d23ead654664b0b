import type { CompiledFlow } from '../../contract/compiled.js'
import type { CallEffect } from '../../contract/effects.js'
import { canonicalJson } from '../../identity/canonical.js'

/** Names that the newer version gives to what the older calls otherwise. */
export type Renamed = Readonly<Record<string, string>>

const ownIds: ReadonlySet<string> = new Set(['nodeId', 'node', 'turnId', 'requestId', 'timerId', 'transferId', 'checkId', 'questionId', 'message'])
const sets: ReadonlySet<string> = new Set(['intents', 'keyIntents', 'auxiliary', 'phrases', 'keywords', 'patterns', 'questions', 'dnis', 'words'])

const sorted = (list: readonly unknown[]): unknown[] => [...list].sort((left, right) => (canonicalJson(left) < canonicalJson(right) ? -1 : 1))

/** A part of what is observed, without names that nobody hears, without order that means nothing. */
const bare = (part: unknown, renamed: Renamed, field = ''): unknown => {
  const known = typeof part === 'string' ? (renamed[part] ?? part) : undefined
  if (known !== undefined) return field === 'text' ? known.replace(/ {2,}/g, ' ') : known
  if (Array.isArray(part)) return part.map((each) => bare(each, renamed, field))
  if (part === null || typeof part !== 'object') return part
  const fields = Object.entries(part).filter(([key]) => !ownIds.has(key))
  return Object.fromEntries(
    fields.map(([key, value]): [string, unknown] => {
      const known = bare(value, renamed, key)
      return [Object.hasOwn(renamed, key) ? (renamed[key] ?? key) : key, sets.has(key) && Array.isArray(known) ? sorted(known) : known]
    }),
  )
}

/** Two versions with the same chart do the same in every call. */
export const isSameChart = (left: CompiledFlow, right: CompiledFlow): boolean => JSON.stringify(left.config) === JSON.stringify(right.config)

/** What the effects of a step do to the caller and to the records of the call. */
export const observedEffects = (effects: readonly CallEffect[], renamed: Renamed = {}): string =>
  canonicalJson(bare(effects.filter(({ type }) => type !== 'node.entered'), renamed))

/** What the call hears by, knows, and keeps secret; intents that no question takes aside. */
export const observedManifest = ({ manifest, config }: CompiledFlow, renamed: Renamed = {}): string => {
  const { dnis, understanding, bannedWords, analysisConsent, sensitive, knowledge, languages, maxCallMs } = manifest
  const chart = JSON.stringify(config)
  const heard = understanding.map((source) => ({ ...source, intents: source.intents.filter(({ id }) => chart.includes(JSON.stringify(id))) }))
  const known = sorted(knowledge.map((source) => ({ ...source, entries: sorted(bare(source.entries, {}) as unknown[]) })))
  return canonicalJson(bare({ dnis, understanding: heard, bannedWords, analysisConsent, sensitive, knowledge: known, languages, maxCallMs }, renamed))
}
