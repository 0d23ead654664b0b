import { readFile, realpath, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { FlowDocument } from '@callchart/flow'
import { RuntimeError } from '../errors.js'
import type { FlowTools } from '../flows/flow-tools.js'
import { replaceFile } from '../flows/write-back.js'
import { appendTo, memberOf, placesOf } from './json-text.js'
import { samenessOf } from './sameness.js'

export interface NewPhrase {
  /** As the file names it. */
  readonly intent: string
  readonly language: string
  readonly phrase: string
}

/** The text of a flow file with a further sample phrase; everything else stays as it is written. */
export function textWithPhrase(text: string, { intent, language, phrase }: NewPhrase): string {
  const added = JSON.stringify(phrase)
  const node = memberOf(memberOf(placesOf(text), 'intents'), intent)
  const phrases = memberOf(node, 'phrases')
  const inLanguage = memberOf(phrases, language)
  const list = `${JSON.stringify(language)}: [${added}]`
  if (inLanguage !== undefined) return appendTo(text, inLanguage, added)
  if (phrases !== undefined) return appendTo(text, phrases, list)
  return node === undefined ? text : appendTo(text, node, `"phrases": { ${list} }`)
}

export interface PhraseFileParts {
  readonly tools: Pick<FlowTools, 'parseFlow'>
  /** Puts a file in the place of another one. */
  readonly replaceFile?: (path: string, text: string, mode: number) => Promise<void>
}

const changed = (path: string): RuntimeError =>
  new RuntimeError('RUNTIME_FLOW_CHANGED', `${basename(path)} is being changed by somebody else: look at the flow as it is now, and try again.`)

const readOnly = (path: string, cause: unknown): RuntimeError =>
  new RuntimeError(
    'RUNTIME_FLOWS_FOLDER_READ_ONLY',
    `${basename(path)} cannot be written (${cause instanceof Error ? cause.message : String(cause)}): let the runtime write the flows folder, or add the phrase where the flows are kept.`,
    { cause },
  )

function parsed(path: string, text: string, tools: PhraseFileParts['tools'], phrase: string): FlowDocument {
  const found = tools.parseFlow(JSON.parse(text))
  if ('document' in found) return found.document
  const [problem] = found.problems
  throw new RuntimeError('RUNTIME_PHRASE_REFUSED', `"${phrase}" cannot be added to ${basename(path)}: ${problem?.message ?? ''} ${problem?.wayOut ?? ''}`.trim())
}

/** @throws RUNTIME_INTENT_UNKNOWN, RUNTIME_PHRASE_REFUSED; true where the intent has the phrase already */
function hasPhrase({ id, intents }: FlowDocument, { intent, language, phrase }: NewPhrase): boolean {
  const same = (known: string): boolean => Object.hasOwn(intents, known) && (intents[known]?.phrases[language] ?? []).some((other) => samenessOf(other) === samenessOf(phrase))
  if (!Object.hasOwn(intents, intent))
    throw new RuntimeError('RUNTIME_INTENT_UNKNOWN', `Flow "${id}" has no intent "${intent}": name one of ${Object.keys(intents).join(', ') || 'its own, once it has any'}.`)
  const other = Object.keys(intents).find((known) => known !== intent && same(known))
  if (other !== undefined && !same(intent))
    throw new RuntimeError('RUNTIME_PHRASE_REFUSED', `"${phrase}" is a phrase of the intent "${other}": remove it there first, or add it to that intent.`)
  return same(intent)
}

/**
 * Adds a sample phrase to an intent of a flow file. Resolves with false where the intent has it already.
 * @param isAsRead whether the text is the one that was last read from the file, and so is what people look at
 * @throws RUNTIME_INTENT_UNKNOWN, RUNTIME_PHRASE_REFUSED, RUNTIME_FLOW_CHANGED, RUNTIME_FLOWS_FOLDER_READ_ONLY
 */
export async function addPhrase(file: string, added: NewPhrase, isAsRead: (text: string) => boolean, parts: PhraseFileParts): Promise<boolean> {
  const path = await realpath(file).catch(() => Promise.reject(changed(file)))
  const text = await readFile(path, 'utf8')
  if (!isAsRead(text)) throw changed(path)
  if (hasPhrase(parsed(path, text, parts.tools, added.phrase), added)) return false
  const next = textWithPhrase(text, added)
  parsed(path, next, parts.tools, added.phrase)
  const { mode } = await stat(path)
  if ((await readFile(path, 'utf8')) !== text) throw changed(path)
  await (parts.replaceFile ?? replaceFile)(path, next, mode).catch((error: unknown) => Promise.reject(readOnly(path, error)))
  return true
}
