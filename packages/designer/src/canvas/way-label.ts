import type { DraftNode, Json, JsonObject, NodeKind, Way } from '@callchart/flow'
import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject, valueAt } from '../document/node-fields.js'
import { useEditor } from '../editor/EditorContext.js'
import type canvasTexts from '../locale/en/canvas.json'

/** What a port says. */
export interface WayLabel {
  readonly text: string
  /** A key of the telephone that takes this way. */
  readonly key?: string
  /** The text is an expression. */
  readonly isCode?: boolean
}

type WayText = keyof (typeof canvasTexts)['ways']

/** Ways that are called otherwise in one kind of node than in the rest. */
const ownTexts: Readonly<Partial<Record<NodeKind, Readonly<Record<string, WayText>>>>> = {
  collect: { next: 'kept' },
  request: { next: 'success', failure: 'requestFailed' },
  transfer: { next: 'humanLeft', failed: 'transferFailed' },
  voicemail: { next: 'messageKept', failed: 'messageFailed' },
  record: { next: 'done' },
  knowledge: { next: 'answered' },
  subflow: { next: 'cameBack' },
}

const builtIn = ['affirm', 'deny', 'refuse', 'doNotKnow', 'anyReply'] as const

/** An intent as people call it. */
export function intentName(intents: Json | undefined, id: string, t: TFunction<'canvas'>): string {
  const name = valueAt(intents, [id, 'name'])
  if (typeof name === 'string' && name.trim() !== '') return name
  const own = builtIn.find((intent) => intent === id)
  return own === undefined ? id : t(`intents.${own}`)
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value.trim() : '')

/** What reports call a choice is its name where it has no other and nothing can be said for it. */
const tagOf = ({ tags }: JsonObject): string | undefined => (Array.isArray(tags) && typeof tags[0] === 'string' && tags[0] !== '' ? tags[0] : undefined)

/** A way of a node as people call it: its own name, its intent, key or condition, or what happened. */
export function wayLabel(node: DraftNode, { way, path }: Way, intents: Json | undefined, t: TFunction<'canvas'>): WayLabel {
  const item = valueAt(node, path.slice(0, -1))
  if (typeof path[1] === 'number' && isObject(item)) {
    if (path[0] === 'keys') return { key: text(item.digit) || '?', text: t(`leaving.${item.type === 'call-back' ? 'callBack' : item.type === 'voicemail' ? 'voicemail' : 'leave'}`) }
    if (node.kind === 'decide') return text(item.when) === '' ? { text: t('ways.noCondition') } : { text: text(item.when), isCode: true }
    const intent = text(item.on)
    const digit = text(item.digit)
    const name = text(item.name) || (intent === '' ? tagOf(item) : intentName(intents, intent, t))
    return { text: name ?? (digit === '' ? t('ways.noIntent') : t('ways.key')), ...(digit !== '' && { key: digit }) }
  }
  return { text: t(`ways.${ownTexts[node.kind]?.[way] ?? (way as WayText)}`) }
}

/** The same as one text, for lists and screen readers. */
export const wayText = (label: WayLabel): string => (label.key === undefined ? label.text : `${label.key} · ${label.text}`)

/** Labels of ways in the language of the interface. */
export function useWayLabel(): (node: DraftNode, way: Way) => WayLabel {
  const { t } = useTranslation('canvas')
  const intents = useEditor(({ document }) => document.intents)
  return useCallback((node: DraftNode, way: Way) => wayLabel(node, way, intents, t), [intents, t])
}
