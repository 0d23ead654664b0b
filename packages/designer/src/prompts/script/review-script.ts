import type { DraftDocument, DraftNode, Json, Way } from '@callchart/flow'
import type { TFunction } from 'i18next'
import { draftWays } from '../../document/draft-ways.js'
import { valueAt } from '../../document/node-fields.js'
import type promptTexts from '../../locale/en/prompts.json'
import { callOrder, type OrderedNode } from '../call-order.js'
import { languageName } from '../language-names.js'
import { promptPlaces, type PromptPlace } from '../prompt-places.js'
import { variantsIn, type Variant } from '../variant.js'
import { whenSaid } from '../when-said.js'

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)

type WayText = keyof (typeof promptTexts)['script']['ways']
type Text = TFunction<'prompts'>

const text = (value: Json | undefined): string => (typeof value === 'string' ? value.trim() : '')
const builtIn = ['affirm', 'deny', 'refuse', 'doNotKnow', 'anyReply'] as const

function intentName({ intents }: DraftDocument, id: string, t: Text): string {
  const name = text(valueAt(intents, [id, 'name']))
  const own = builtIn.find((intent) => intent === id)
  return name !== '' ? name : own === undefined ? id : t(`script.intents.${own}`)
}

/** When a call takes this way. */
export function conditionOf(document: DraftDocument, node: DraftNode, { way, path }: Way, t: Text): string {
  const item = valueAt(node, path.slice(0, -1))
  if (typeof path[1] !== 'number') return t(`script.ways.${way as WayText}`, { defaultValue: way })
  const [digit, on, when] = ['digit', 'on', 'when'].map((field) => text(valueAt(item, [field])))
  const parts = [
    ...(digit === undefined || digit === '' ? [] : [t('script.key', { digit })]),
    ...(on === undefined || on === '' ? [] : [t('script.says', { intent: intentName(document, on, t) })]),
    ...(when === undefined || when === '' ? [] : [t('script.holds', { condition: when })]),
  ]
  return parts.length === 0 ? t('script.undecided') : parts.join(t('script.or'))
}

const shownVariant = (variant: Variant, t: Text): string => {
  const words = safe(variant.text === '' && variant.type === 'ssml' ? variant.ssml : variant.text).replace(/\{\{[\s\S]*?\}\}/g, (expression) => `<code>${expression}</code>`)
  return variant.type === 'audio' ? `<span class="mark">${safe(t('script.recording'))}</span> ${words}` : words
}

function placeHtml(place: PromptPlace, document: DraftDocument, uiLanguage: string, t: Text): string {
  const blocks = document.languages.map((language) => {
    const variants = variantsIn(place.value, language)
    const lines = variants.map((variant, index) => {
      const when = variants.length > 1 ? `<span class="when">${safe(whenSaid(index, variants.length, place.several, t))}</span>` : ''
      return `<p lang="${safe(language)}">${when}${shownVariant(variant, t)}</p>`
    })
    const head = document.languages.length > 1 ? `<div class="language">${safe(languageName(language, uiLanguage))}</div>` : ''
    return head + (lines.length === 0 ? `<p class="missing">${safe(t('missing'))}</p>` : lines.join(''))
  })
  return `<div class="place"><h3>${safe(t(`places.${place.name}`))}</h3>${blocks.join('')}</div>`
}

function nodeHtml({ node, from, isStray }: OrderedNode, number: number, numbers: ReadonlyMap<string, number>, document: DraftDocument, uiLanguage: string, t: Text): string {
  const place = (id: string): string => `${numbers.get(id) ?? '?'} ${document.nodes.find((each) => each.id === id)?.name ?? id}`
  const places = promptPlaces({ ...document, auxiliary: [] }, [node])
  const comesFrom = from.map((each) => `<li>${safe(t('script.from', { node: place(each.node.id), condition: conditionOf(document, each.node, each.way, t) }))}</li>`)
  const goesTo = draftWays(node).map((way) => `<li>${safe(conditionOf(document, node, way, t))} → ${way.to === undefined ? `<span class="missing">${safe(t('script.open'))}</span>` : safe(place(way.to))}</li>`)
  return [
    `<section${node.disabled === true ? ' class="disabled"' : ''}><h2><span class="number">${number}</span> ${safe(node.name)} <small>${safe(t(`script.kinds.${node.kind}`))}</small></h2>`,
    isStray && node.kind !== 'start' ? `<p class="missing">${safe(t('script.stray'))}</p>` : '',
    comesFrom.length > 0 ? `<ul class="from">${comesFrom.join('')}</ul>` : '',
    ...places.map((each) => placeHtml(each, document, uiLanguage, t)),
    goesTo.length > 0 ? `<ul class="to">${goesTo.join('')}</ul>` : `<p class="end">${safe(t('script.end'))}</p>`,
    '</section>',
  ].join('')
}

const keyIntents = ['human', 'complaint', 'displeasure', 'doNotCall', 'end', 'repeat', 'goBack'] as const

function everywhereHtml(document: DraftDocument, numbers: ReadonlyMap<string, number>, uiLanguage: string, t: Text): string {
  const target = (to: Json | undefined): string => (typeof to === 'string' ? `${numbers.get(to) ?? '?'} ${document.nodes.find(({ id }) => id === to)?.name ?? to}` : '')
  const keys = keyIntents.flatMap((name) => {
    const intent = valueAt(document.keyIntents, [name])
    if (intent === undefined || valueAt(intent, ['enabled']) === false) return []
    const to = target(valueAt(intent, ['to']))
    return [`<li>${safe(t(`script.keyIntents.${name}`))}${to === '' ? '' : ` → ${safe(to)}`}</li>`]
  })
  const questions = (Array.isArray(document.auxiliary) ? (document.auxiliary as readonly Json[]) : []).map(
    (question) => `<li>${safe(t('script.says', { intent: intentName(document, text(valueAt(question, ['intent'])), t) }))} → ${safe(target(valueAt(question, ['to'])))}</li>`,
  )
  const pullBacks = promptPlaces(document, []).map((place) => placeHtml(place, document, uiLanguage, t))
  if (keys.length + questions.length === 0) return ''
  return `<section><h2>${safe(t('script.everywhere'))}</h2><ul class="to">${[...keys, ...questions].join('')}</ul>${pullBacks.join('')}</section>`
}

const style = `
body { font: 14px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; color: #1a1b1e; max-width: 820px; margin: 32px auto; padding: 0 16px; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 0; } h3 { font-size: 12px; margin: 8px 0 0; color: #495057; font-weight: 600; }
small { color: #5c636a; font-weight: 400; } p { margin: 2px 0 2px 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
section { border-top: 1px solid #ced4da; padding: 12px 0; break-inside: avoid; } section.disabled { opacity: .6; }
ul { margin: 4px 0; padding-left: 24px; color: #495057; font-size: 13px; } .from { list-style: "↳ "; } .number { display: inline-block; min-width: 24px; color: #5c636a; }
.when, .mark { display: inline-block; font-size: 12px; color: #495057; background: #f1f3f5; border-radius: 4px; padding: 0 6px; margin-right: 6px; }
.language { font-size: 12px; color: #5c636a; margin: 4px 0 0 12px; } .missing { color: #b02525; } .end { color: #495057; font-size: 13px; } code { background: #e7f5ff; border-radius: 3px; padding: 0 3px; }
.sign { margin-top: 24px; display: flex; gap: 32px; } .sign div { flex: 1; border-top: 1px solid #868e96; padding-top: 4px; font-size: 12px; color: #495057; }
@media print { body { margin: 0; max-width: none; } }`

export interface ScriptOptions {
  readonly uiLanguage: string
  readonly t: Text
  /** When it was made, as people write it. */
  readonly date: string
}

/** Everything that the flow says, in the order of a call, with what leads there: a page for reviewers, to be printed or kept. */
export function reviewScript(document: DraftDocument, { uiLanguage, t, date }: ScriptOptions): string {
  const ordered = callOrder(document)
  const numbers = new Map(ordered.map(({ node }, index) => [node.id, index + 1]))
  const languages = document.languages.map((language) => languageName(language, uiLanguage)).join(', ')
  return [
    `<!doctype html><html lang="${safe(uiLanguage)}"><head><meta charset="utf-8"><title>${safe(t('script.title', { flow: document.name }))}</title><style>${style}</style></head><body>`,
    `<h1>${safe(t('script.title', { flow: document.name }))}</h1><p style="margin-left:0"><small>${safe(`${languages} · ${date}`)}</small></p>`,
    typeof document.description === 'string' ? `<p style="margin-left:0">${safe(document.description)}</p>` : '',
    ...ordered.map((each, index) => nodeHtml(each, index + 1, numbers, document, uiLanguage, t)),
    everywhereHtml(document, numbers, uiLanguage, t),
    `<div class="sign"><div>${safe(t('script.reviewer'))}</div><div>${safe(t('script.decision'))}</div><div>${safe(t('script.date'))}</div></div>`,
    '</body></html>',
  ].join('\n')
}
