import { randomUUID } from 'node:crypto'
import type { DraftDocument, Json } from '@callchart/flow'
import { RuntimeError } from '../errors.js'
import type { Drafts } from '../drafts/drafts.js'
import type { NewPhrase } from './phrase-file.js'
import { samenessOf } from './sameness.js'

type Fields = Readonly<Record<string, Json>>

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {})
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [])

interface Found {
  readonly intent: Fields
  readonly phrases: readonly Json[]
}

const same = (one: Json, other: string): boolean => typeof one === 'string' && samenessOf(one) === samenessOf(other)

/** @throws RUNTIME_INTENT_UNKNOWN, RUNTIME_PHRASE_REFUSED */
function findIntent(document: Pick<DraftDocument, 'id'>, { intent, language, phrase }: NewPhrase): Found {
  const intents = fieldsOf((document as { readonly intents?: unknown }).intents)
  if (!Object.hasOwn(intents, intent))
    throw new RuntimeError('RUNTIME_INTENT_UNKNOWN', `The draft of flow "${document.id}" has no intent "${intent}": name one of ${Object.keys(intents).join(', ') || 'its own, once it has any'}.`)
  const phrasesOf = (name: string): readonly Json[] => listOf(fieldsOf(fieldsOf(intents[name]).phrases)[language])
  const other = Object.keys(intents).find((name) => name !== intent && phrasesOf(name).some((known) => same(known, phrase)))
  const phrases = phrasesOf(intent)
  if (other !== undefined && !phrases.some((known) => same(known, phrase)))
    throw new RuntimeError('RUNTIME_PHRASE_REFUSED', `"${phrase}" is a phrase of the intent "${other}": remove it there first, or add it to that intent.`)
  return { intent: fieldsOf(intents[intent]), phrases }
}

/** An intent is one part of a draft: somebody who changes it at the same moment may be in the way once. */
const triedCount = 3

async function changePhrases(drafts: Pick<Drafts, 'view' | 'change'>, flow: string, asked: NewPhrase, author: string, next: (phrases: readonly Json[]) => readonly Json[]): Promise<boolean> {
  for (let tried = 0; tried < triedCount; tried += 1) {
    const { document } = await drafts.view(flow)
    const { intent, phrases } = findIntent(document as unknown as DraftDocument, asked)
    const changed = next(phrases)
    if (changed.length === phrases.length) return false
    const after = { ...intent, phrases: { ...fieldsOf(intent.phrases), [asked.language]: changed } }
    const { conflicts } = await drafts.change(flow, { author, client: `review-${randomUUID()}`, sequence: 0, changes: [{ part: `intents/${asked.intent}`, before: intent, after }] })
    if (conflicts.length === 0) return true
  }
  throw new RuntimeError('RUNTIME_FLOW_CHANGED', `The intent "${asked.intent}" is being changed by somebody else: try again.`)
}

/**
 * Adds a sample phrase to an intent of the flow's draft, which is begun where there is none. Resolves with false where the intent has it already.
 * @throws RUNTIME_INTENT_UNKNOWN, RUNTIME_PHRASE_REFUSED, RUNTIME_FLOW_CHANGED, RUNTIME_FLOW_UNKNOWN
 */
export const addPhraseToDraft = (drafts: Pick<Drafts, 'view' | 'change'>, flow: string, added: NewPhrase, author: string): Promise<boolean> =>
  changePhrases(drafts, flow, added, author, (phrases) => (phrases.some((known) => same(known, added.phrase)) ? phrases : [...phrases, added.phrase]))

/** Takes a sample phrase out of the draft again; resolves with false where it is not there. */
export const removePhraseFromDraft = (drafts: Pick<Drafts, 'view' | 'change'>, flow: string, removed: NewPhrase, author: string): Promise<boolean> =>
  changePhrases(drafts, flow, removed, author, (phrases) => phrases.filter((known) => known !== removed.phrase))
