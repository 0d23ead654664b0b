import type { DraftDocument, Json } from '@callchart/flow'
import type { TFunction } from 'i18next'
import type { Interpretation } from '@callchart/protocol'
import { unconnectedId } from './playable-ids.js'

const fieldOf = (value: Json | undefined, field: string): Json | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, field) ? (value as Readonly<Record<string, Json>>)[field] : undefined)

/** The node of this flow in which a call is: one of a sub-flow is within the node that runs it. */
export const nodeInFlow = (id: string): string => id.split('.', 1)[0] ?? id

export const nodeName = ({ nodes }: DraftDocument, id: string): string => {
  const name = nodes.find((node) => node.id === nodeInFlow(id))?.name
  return name === undefined || name.trim() === '' ? id : name
}

const isBuiltIn = (id: string): id is 'affirm' | 'deny' | 'refuse' | 'doNotKnow' | 'anyReply' | 'value' => ['affirm', 'deny', 'refuse', 'doNotKnow', 'anyReply', 'value'].includes(id)
const isKeyIntent = (id: string): id is 'human' | 'complaint' | 'displeasure' | 'doNotCall' | 'repeat' | 'goBack' | 'end' => ['human', 'complaint', 'displeasure', 'doNotCall', 'repeat', 'goBack', 'end'].includes(id)

/** What people call an intent of the flow, a key intent, or one that every flow has. */
export function intentName(t: TFunction<'simulator'>, document: DraftDocument, id: string): string {
  const own = fieldOf(fieldOf(document.intents, id.split('__').at(-1) ?? id), 'name')
  if (typeof own === 'string' && own !== '') return own
  if (isBuiltIn(id)) return t(`builtIn.${id}`)
  return isKeyIntent(id) ? t(`keyIntent.${id}`) : id
}

/** Keys that choose something in a menu. */
export function menuKeys({ nodes }: DraftDocument, id: string | undefined): string[] {
  const choices = fieldOf(nodes.find((node) => node.id === id), 'choices')
  return Array.isArray(choices) ? choices.flatMap((choice: Json) => fieldOf(choice, 'digit') ?? []).filter((digit): digit is string => typeof digit === 'string') : []
}

const valueText = (value: Extract<Interpretation, { type: 'value' }>['value']): string => (typeof value === 'object' ? `${value.amount} ${value.currency}` : String(value))

/** What was understood; empty where nothing was. */
export function meantName(t: TFunction<'simulator'>, document: DraftDocument, heard: Interpretation): string {
  switch (heard.type) {
    case 'intent':
    case 'auxiliary':
      return intentName(t, document, heard.intent)
    case 'key-intent':
      return intentName(t, document, heard.keyIntent)
    case 'value':
      return valueText(heard.value)
    case 'ambiguous':
      return heard.intents.map((intent) => intentName(t, document, intent)).join(' / ')
    case 'no-match':
      return ''
  }
}

/** What was understood, as a sentence. */
export function tellMeaning(t: TFunction<'simulator'>, document: DraftDocument, heard: Interpretation): string {
  switch (heard.type) {
    case 'value':
      return t('why.value', { value: valueText(heard.value) })
    case 'ambiguous':
      return t('why.either', { first: intentName(t, document, heard.intents[0]), second: intentName(t, document, heard.intents[1]) })
    case 'no-match':
      return t('why.nothing')
    default:
      return t('why.understood', { name: meantName(t, document, heard) })
  }
}

/** Nodes of the chart that a call came to, each stay once. */
export function pathInFlow(path: readonly string[]): string[] {
  const shown: string[] = []
  for (const id of path.map(nodeInFlow)) if (shown.at(-1) !== id && id !== unconnectedId) shown.push(id)
  return shown
}
