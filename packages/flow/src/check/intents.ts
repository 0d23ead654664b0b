import { builtInIntents, isPattern } from '@callchart/protocol'
import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { problemsOfChoices } from './choices.js'
import { field } from './field-labels.js'
import { flowProblem, named, nodeProblem, quoted, quotedZh, warning } from './problem.js'
import { isHeard } from './speech.js'
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
            `${quoted(node)} waits for the intent "${intent}", and the flow has no such intent.`,
            `${quotedZh(node)}的分支使用意图“${intent}”，但流程中没有该意图。`,
          ),
          said('Add the intent, or choose one that exists.', '请添加该意图，或改用已有的意图。'),
          { intent },
        ),
      ),
  )

const correctPattern = said(
  'Correct the pattern; look-around and back-references are not known, and it may not be long or repeat much by numbers.',
  '请修正该正则表达式；不支持环视和反向引用，长度和重复次数也不能过大。',
)

/** Banned words are a list that every text of a model is held against. */
export const checkBannedWords = (view: FlowView): FlowProblem[] =>
  Object.entries(view.document.bannedWords ?? {}).flatMap(([language, { patterns }]) =>
    patterns
      .filter((pattern) => !isPattern(pattern))
      .map((pattern) => ({
        ...flowProblem(
          'FLOW_PATTERN_INVALID',
          said(`The banned words of ${language} have a pattern that cannot be read: ${pattern}`, `${language} 的禁用词中有无法解析的正则表达式：${pattern}`),
          correctPattern,
          { pattern },
        ),
        path: `bannedWords.${language}.patterns`,
      })),
  )

/** Where no recognizer hears the language, callers press keys: what they would say can wait. */
const whereHeard = ({ resources }: FlowView, language: string, problem: FlowProblem): FlowProblem => {
  const hears = resources.speech?.hears
  return hears === undefined || isHeard(hears, language) ? problem : warning(problem)
}

/** Every intent can be heard: in each language of the flow it has a phrase, a keyword or a pattern, and its patterns can be read. */
export const checkIntents = (view: FlowView): FlowProblem[] =>
  Object.entries(view.document.intents).flatMap(([id, intent]) => {
    const name = named({ id, name: intent.name })
    const at = (path: string, problem: FlowProblem): FlowProblem => ({ ...problem, path: `intents.${id}${path}` })
    const reserved = flowProblem(
      'FLOW_INTENT_RESERVED',
      said(`The intent ${name.en} has the id of a built-in intent.`, `意图${name.zh}的标识与内置意图重复。`),
      said('Give it another id.', '请修改其标识。'),
      { intent: id },
    )
    const silent = view.document.languages
      .filter((language) => [intent.phrases, intent.keywords, intent.patterns].every((texts) => (texts[language] ?? []).length === 0))
      .map((language) =>
        at(
          `.phrases.${language}`,
          whereHeard(
            view,
            language,
            flowProblem(
              'FLOW_INTENT_EMPTY',
              said(`The intent ${name.en} has nothing to be heard by in ${language}.`, `意图${name.zh}在 ${language} 下没有任何可供识别的说法。`),
              said(`Write a few sentences under ${field('flow.intents.phrases').en}.`, `请在${field('flow.intents.phrases').zh}中添加几条。`),
              { intent: id, language },
            ),
          ),
        ),
      )
    const unreadable = Object.entries(intent.patterns).flatMap(([language, patterns]) =>
      patterns
        .filter((pattern) => !isPattern(pattern))
        .map((pattern) =>
          at(
            `.patterns.${language}`,
            flowProblem(
              'FLOW_PATTERN_INVALID',
              said(`The intent ${name.en} has a pattern that cannot be read: ${pattern}`, `意图${name.zh}中有无法解析的正则表达式：${pattern}`),
              correctPattern,
              { pattern },
            ),
          ),
        ),
    )
    const unchoosable = Object.entries(intent.slots).flatMap(([slot, { type, choices = [] }]) =>
      problemsOfChoices(type, choices, said(`The detail "${slot}" of the intent ${name.en}`, `意图${name.zh}的词槽“${slot}”`)).map(({ problem }) => at(`.slots.${slot}.choices`, problem)),
    )
    return [...(isBuiltIn(id) ? [at('', reserved)] : []), ...silent, ...unreadable, ...unchoosable]
  })
