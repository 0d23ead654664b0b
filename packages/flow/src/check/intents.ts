import { builtInIntents } from '@callchart/protocol'
import { RE2JS } from 're2js'
import type { FlowProblem } from '../contract/compiled.js'
import { flowProblem, nodeProblem, quoted } from './problem.js'
import type { FlowView } from './view.js'

const isBuiltIn = (intent: string): boolean => (builtInIntents as readonly string[]).includes(intent)

/** Every intent that a branch names is one of the flow's or a built-in one. */
export const checkIntentNames = (view: FlowView): FlowProblem[] =>
  view.nodes.flatMap(({ node, parts }) =>
    parts.intents
      .filter(({ intent }) => !isBuiltIn(intent) && !Object.hasOwn(view.document.intents, intent))
      .map(({ path, intent }) => nodeProblem('FLOW_INTENT_UNKNOWN', node, path, `${quoted(node)} branches on the intent "${intent}", and the flow has no such intent.`, 'Add the intent, or branch on one that exists.')),
  )

const isReadable = (pattern: string): boolean => {
  try {
    RE2JS.compile(pattern)
    return true
  } catch {
    return false
  }
}

/** Banned words are a list that every text of a model is held against. */
export const checkBannedWords = (view: FlowView): FlowProblem[] =>
  Object.entries(view.document.bannedWords ?? {}).flatMap(([language, { patterns }]) =>
    patterns
      .filter((pattern) => !isReadable(pattern))
      .map((pattern) => flowProblem('FLOW_PATTERN_INVALID', `The banned words of ${language} have a pattern that cannot be read: ${pattern}`, 'Correct the pattern; look-around and back-references are not known.')),
  )

/** Every intent can be heard: in each language of the flow it has a phrase, a keyword or a pattern, and its patterns can be read. */
export const checkIntents = (view: FlowView): FlowProblem[] =>
  Object.entries(view.document.intents).flatMap(([id, intent]) => {
    const reserved = isBuiltIn(id)
      ? [flowProblem('FLOW_INTENT_RESERVED', `Intent "${id}" has the name of a built-in intent.`, 'Rename it.')]
      : []
    const silent = view.document.languages
      .filter((language) => [intent.phrases, intent.keywords, intent.patterns].every((texts) => (texts[language] ?? []).length === 0))
      .map((language) => flowProblem('FLOW_INTENT_EMPTY', `Intent "${intent.name}" (${id}) has nothing to be heard by in ${language}.`, 'Give it a few sample phrases.'))
    const unreadable = Object.values(intent.patterns).flat().filter((pattern) => !isReadable(pattern))
      .map((pattern) => flowProblem('FLOW_PATTERN_INVALID', `Intent "${intent.name}" (${id}) has a pattern that cannot be read: ${pattern}`, 'Correct the pattern; look-around and back-references are not known.'))
    return [...reserved, ...silent, ...unreadable]
  })
