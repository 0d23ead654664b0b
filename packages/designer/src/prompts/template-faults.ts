import { expressionFault, findSsmlFaults, mostTextCharacters, splitTemplate, type DraftDocument, type ExpressionType, type ExpressionVariables, type Json, type Said } from '@callchart/flow'
import type { Sees } from './prompt-places.js'
import type { Variant } from './variant.js'

const types: readonly string[] = ['string', 'number', 'boolean', 'date', 'list']

const declared = new WeakMap<object, Map<Sees, ExpressionVariables>>()
const none = {}

/** What an expression may name at a place of the flow; the same object for the same variables and place, so that its checker is made once. */
export function variablesOf({ variables }: DraftDocument, sees: Sees): ExpressionVariables {
  const key = typeof variables === 'object' && variables !== null ? variables : none
  const known = declared.get(key) ?? new Map<Sees, ExpressionVariables>()
  declared.set(key, known)
  const found = known.get(sees)
  if (found !== undefined) return found
  const made = {
    ...Object.fromEntries(
      Object.entries(key).flatMap(([name, variable]): [string, ExpressionType][] => {
        const type = typeof variable === 'object' && variable !== null ? (variable as { type?: Json }).type : undefined
        return typeof type === 'string' && types.includes(type) ? [[name, type as ExpressionType]] : [[name, 'any']]
      }),
    ),
    ...sees,
  }
  known.set(sees, made)
  return made
}

const unclosed: Said = { en: 'A {{ is not closed by }}', zh: '有一个 {{ 没有用 }} 结束' }

/** What is wrong with the {{ … }} of a text. */
export function templateFaults(text: string, variables: ExpressionVariables): Said[] {
  if (!text.includes('{{')) return []
  return splitTemplate(text).flatMap((piece): Said[] => {
    if (typeof piece === 'string') return []
    if (piece.expression.startsWith('{{')) return [unclosed]
    const fault = expressionFault(piece.expression, variables)
    return fault === undefined ? [] : [{ en: `${piece.expression}: ${fault.en}`, zh: `${piece.expression}：${fault.zh}` }]
  })
}

const tooLong = (text: string): Said[] => {
  if (text.length <= mostTextCharacters) return []
  const [most, count] = [mostTextCharacters.toLocaleString('en'), text.length.toLocaleString('en')]
  return [{ en: `A prompt takes at most ${most} characters, and this one has ${count}: part it into several nodes`, zh: `一条话术最多 ${most} 个字符，现有 ${count} 个：请拆分到多个节点` }]
}

/** Everything that is wrong with a variant, of its length, its templates and its markup. */
export function variantFaults(variant: Variant, variables: ExpressionVariables): Said[] {
  const written = variant.type === 'ssml' ? variant.ssml : variant.text
  const ofTexts = [...tooLong(written), ...templateFaults(written, variables)]
  if (variant.type !== 'ssml' || variant.ssml.trim() === '') return ofTexts
  const ofPlain = templateFaults(variant.text, variables).filter(({ en }) => !ofTexts.some((other) => other.en === en))
  return [...ofTexts, ...ofPlain, ...findSsmlFaults(variant.ssml).map(({ message, wayOut }): Said => ({ en: `${message.en}. ${wayOut.en}`, zh: `${message.zh}。${wayOut.zh}` }))]
}
