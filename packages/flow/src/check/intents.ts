import { builtInIntents } from '@callchart/protocol'
import { RE2JS } from 're2js'
import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { problemsOfChoices } from './choices.js'
import { flowProblem, named, nodeProblem, quoted, quotedZh } from './problem.js'
import type { FlowView } from './view.js'

const isBuiltIn = (intent: string): boolean => (builtInIntents as readonly string[]).includes(intent)

/** Every intent that a branch names is one of the flow's or a built-in one. */
export const checkIntentNames = (view: FlowView): FlowProblem[] =>
  view.nodes.flatMap(({ node, parts }) =>
    parts.intents
      .filter(({ intent }) => !isBuiltIn(intent) && !Object.hasOwn(view.document.intents, intent))
      .map(({ path, intent }) =>
        nodeProblem(
          'FLOW_INTENT_UNKNOWN',
          node,
          path,
          said(
            `${quoted(node)} branches on the intent "${intent}", and the flow has no such intent.`,
            `${quotedZh(node)}的分支使用意图“${intent}”，但流程中没有该意图。`,
          ),
          said('Add the intent, or branch on one that exists.', '请添加该意图，或改用已有的意图。'),
        ),
      ),
  )

const isReadable = (pattern: string): boolean => {
  try {
    RE2JS.compile(pattern)
    return true
  } catch {
    return false
  }
}

const correctPattern = said(
  'Correct the pattern; look-around and back-references are not known.',
  '请修正该正则表达式；不支持环视和反向引用。',
)

/** Banned words are a list that every text of a model is held against. */
export const checkBannedWords = (view: FlowView): FlowProblem[] =>
  Object.entries(view.document.bannedWords ?? {}).flatMap(([language, { patterns }]) =>
    patterns
      .filter((pattern) => !isReadable(pattern))
      .map((pattern) =>
        flowProblem(
          'FLOW_PATTERN_INVALID',
          said(`The banned words of ${language} have a pattern that cannot be read: ${pattern}`, `${language} 的禁用词中有无法解析的正则表达式：${pattern}`),
          correctPattern,
        ),
      ),
  )

/** Every intent can be heard: in each language of the flow it has a phrase, a keyword or a pattern, and its patterns can be read. */
export const checkIntents = (view: FlowView): FlowProblem[] =>
  Object.entries(view.document.intents).flatMap(([id, intent]) => {
    const name = named({ id, name: intent.name })
    const reserved = flowProblem(
      'FLOW_INTENT_RESERVED',
      said(`Intent "${id}" has the name of a built-in intent.`, `意图“${id}”与内置意图重名。`),
      said('Rename it.', '请修改其名称。'),
    )
    const silent = view.document.languages
      .filter((language) => [intent.phrases, intent.keywords, intent.patterns].every((texts) => (texts[language] ?? []).length === 0))
      .map((language) =>
        flowProblem(
          'FLOW_INTENT_EMPTY',
          said(`Intent ${name.en} has nothing to be heard by in ${language}.`, `意图${name.zh}在 ${language} 下没有任何可供识别的说法。`),
          said('Give it a few sample phrases.', '请为它添加几条示例说法。'),
        ),
      )
    const unreadable = Object.values(intent.patterns).flat().filter((pattern) => !isReadable(pattern))
      .map((pattern) =>
        flowProblem(
          'FLOW_PATTERN_INVALID',
          said(`Intent ${name.en} has a pattern that cannot be read: ${pattern}`, `意图${name.zh}中有无法解析的正则表达式：${pattern}`),
          correctPattern,
        ),
      )
    const unchoosable = Object.entries(intent.slots)
      .flatMap(([slot, { type, choices = [] }]) => problemsOfChoices(type, choices, said(`The slot "${slot}" of intent ${name.en}`, `意图${name.zh}的词槽“${slot}”`)))
      .map(({ code, message, wayOut }) => flowProblem(code, message, wayOut))
    return [...(isBuiltIn(id) ? [reserved] : []), ...silent, ...unreadable, ...unchoosable]
  })
