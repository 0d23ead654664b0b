import { enabledKeyIntents } from '../compile/router.js'
import { settingsOf } from '../compile/listen.js'
import type { FlowProblem } from '../contract/compiled.js'
import { said, type Said } from '../contract/said.js'
import { choiceName } from '../document/choice-name.js'
import { isKeyed } from '../nodes/collect/schema.js'
import type { FlowNode, NodeOf } from '../nodes/schemas.js'
import { field, fieldLabels } from './field-labels.js'
import { flowProblem, nodeProblem, quoted, quotedZh, warning } from './problem.js'
import type { FlowView } from './view.js'

type KeyIntentName = ReturnType<typeof enabledKeyIntents>[number]

/** A key that means a key intent wherever a question does not take it itself. */
export interface GlobalKey {
  readonly key: string
  readonly keyIntent: KeyIntentName
  readonly to: string | undefined
}

export const globalKeysIn = ({ document }: Pick<FlowView, 'document'>): GlobalKey[] =>
  enabledKeyIntents(document).flatMap((keyIntent) => {
    const found = document.keyIntents[keyIntent]
    return found?.key === undefined ? [] : [{ key: found.key, keyIntent, to: 'to' in found ? found.to : undefined }]
  })

const nameOf = (keyIntent: KeyIntentName): Said => field(`flow.keyIntents.${keyIntent}`)

const ofKey = ({ keyIntent }: GlobalKey, problem: FlowProblem): FlowProblem => ({ ...problem, path: `keyIntents.${keyIntent}.key` })

const twice = (keys: readonly GlobalKey[]): FlowProblem[] =>
  keys.flatMap((each, index) => {
    const { key } = each
    const first = keys.find((other) => other.key === key)
    if (first === undefined || keys.indexOf(first) === index) return []
    const [one, other] = [nameOf(first.keyIntent), nameOf(each.keyIntent)]
    const problem = flowProblem(
      'FLOW_GLOBAL_KEY_DUPLICATE',
      said(`The key ${key} stands for both ${one.en} and ${other.en}: it would only ever mean the first.`, `按键 ${key} 同时用于${one.zh}和${other.zh}，只有前一个会生效。`),
      said('Give one of the two another key, or none.', '请为其中一个设置其他按键，或不设按键。'),
      { digit: key },
    )
    return [ofKey(each, problem)]
  })

const terminatorOf = ({ document }: FlowView, node: NodeOf<'collect'>): string => settingsOf(document.settings, node.settings).terminator

/** A key that ends entries means nothing else where they are made. */
const endsEntries = (view: FlowView, each: GlobalKey): FlowProblem[] => {
  const ended = view.nodes.flatMap(({ node }) => (node.kind === 'collect' && isKeyed(node) && terminatorOf(view, node) === each.key ? [node] : []))
  const [first] = ended
  if (first === undefined) return []
  const name = nameOf(each.keyIntent)
  const more = ended.length === 1 ? said('', '') : said(` and ${ended.length - 1} more`, `等 ${ended.length} 个节点`)
  const problem = flowProblem(
    'FLOW_GLOBAL_KEY_ENDS_ENTRY',
    said(
      `The key ${each.key} of ${name.en} ends the entry at ${quoted(first)}${more.en}: there it does not mean ${name.en}.`,
      `${name.zh}的按键 ${each.key} 在${quotedZh(first)}${more.zh}处用于结束输入，在那里不表示${name.zh}。`,
    ),
    said('Choose another key for one of the two.', '请为其中之一改用其他按键。'),
    { digit: each.key },
  )
  return [ofKey(each, warning(problem))]
}

interface OwnKey {
  readonly path: string
  readonly key: string | undefined
  readonly to?: string | undefined
}

/** Keys that lead on from a question, figures of an entry apart. */
const ownKeysAt = (node: FlowNode): OwnKey[] => {
  if (node.kind === 'menu') return node.choices.map(({ digit, to }, index) => ({ path: `choices.${index}.digit`, key: digit, to }))
  if (node.kind !== 'collect') return []
  const { affirmDigit, denyDigit } = node.confirm ?? {}
  const choices = node.valueType === 'choice' ? node.choices.map(({ digit }, index) => ({ path: `choices.${index}.digit`, key: digit })) : []
  return [...choices, { path: 'confirm.affirmDigit', key: affirmDigit }, { path: 'confirm.denyDigit', key: denyDigit }]
}

/** A choice that leads where the key intent leads hides nothing. */
const hidden = (node: FlowNode, keys: readonly GlobalKey[]): FlowProblem[] =>
  ownKeysAt(node).flatMap(({ path, key, to }) => {
    const global = keys.find((each) => each.key === key)
    if (global === undefined || (to !== undefined && to === global.to)) return []
    const meant = fieldLabels[`flow.keyIntents.${global.keyIntent}`]
    const name = choiceName(node, path)
    const here = name === undefined ? said('means something else here', '另有含义') : said(`means "${name}" here`, `表示“${name}”`)
    return [
      warning(
        nodeProblem(
          'FLOW_GLOBAL_KEY_HIDDEN',
          node,
          path,
          said(
            `At every other question the key ${global.key} means "${meant.en}"; at ${quoted(node)} it ${here.en}.`,
            `在其他提问处按键 ${global.key} 表示“${meant.zh}”，而在${quotedZh(node)}处${here.zh}。`,
          ),
          said('Take another key here, if callers may expect the other meaning.', '如果客户可能以为是原来的含义，请在此处改用其他按键。'),
          { digit: global.key },
        ),
      ),
    ]
  })

/** Keys of key intents: one for each, none that means something else where callers may expect it. */
export const checkGlobalKeys = (view: FlowView): FlowProblem[] => {
  const keys = globalKeysIn(view)
  if (keys.length === 0) return []
  return [...twice(keys), ...keys.flatMap((each) => endsEntries(view, each)), ...view.nodes.flatMap(({ node }) => hidden(node, keys))]
}
