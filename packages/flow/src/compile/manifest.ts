import type { BannedWords, IntentSource, SlotSpec, UnderstandingSource } from '@callchart/protocol'
import { splitTemplate } from '../cel/template.js'
import type { FlowManifest, KnowledgeSource, ManifestNode } from '../contract/compiled.js'
import { choicesIn } from '../document/choice.js'
import type { FlowIntent } from '../document/intent.js'
import { compilerVersion } from '../identity/canonical.js'
import { intentNameIn, placedFlows, placedNodes, variableNameIn, type PlacedFlow } from './place.js'
import type { PromptVariant } from '../document/prompt.js'
import type { FlowNode } from '../nodes/schemas.js'
import { calendarsAskedBy } from '../nodes/calendars.js'

const inLanguage = (texts: Readonly<Record<string, readonly string[]>>, language: string): readonly string[] =>
  Object.hasOwn(texts, language) ? (texts[language] ?? []) : []

const slotsOf = ({ slots }: FlowIntent, language: string): Record<string, SlotSpec> =>
  Object.fromEntries(
    Object.entries(slots).map(([slot, { type, minCount, maxCount, choices }]) => [
      slot,
      {
        type,
        ...(minCount === undefined ? {} : { minCount }),
        ...(maxCount === undefined ? {} : { maxCount }),
        ...(choices === undefined ? {} : { choices: choicesIn(choices, language) }),
      },
    ]),
  )

/** Intents of a flow, under the names that its nodes know them by in this chart. */
const intentsOf = (flow: PlacedFlow, language: string): IntentSource[] =>
  Object.entries(flow.document.intents).map(([id, intent]) => ({
    id: intentNameIn(flow, id),
    keywords: inLanguage(intent.keywords, language),
    patterns: inLanguage(intent.patterns, language),
    phrases: inLanguage(intent.phrases, language),
    ...(Object.keys(intent.slots).length === 0 ? {} : { slots: slotsOf(intent, language) }),
  }))

/** A sub-flow that is run at several sites is heard by one set of intents. */
const allIntents = (flow: PlacedFlow, language: string): IntentSource[] => [
  ...new Map(placedFlows(flow).flatMap((each) => intentsOf(each, language).map((source) => [source.id, source]))).values(),
]

const understandingOf = (flow: PlacedFlow, language: string): UnderstandingSource => ({
  language,
  intents: allIntents(flow, language),
  keyIntents: Object.fromEntries(
    Object.entries(flow.document.keyIntents).flatMap(([name, keyIntent]) =>
      keyIntent?.enabled === true ? [[name, inLanguage(keyIntent.phrases, language)]] : [],
    ),
  ),
  ...(flow.document.settings.falseAcceptCost === undefined ? {} : { falseAcceptCost: flow.document.settings.falseAcceptCost }),
})

/** The answer as it is written: an expression in it stands for no words. */
const answerText = ([variant]: readonly PromptVariant[]): string => {
  const text = typeof variant === 'string' ? variant : (variant?.text ?? '')
  return splitTemplate(text)
    .map((piece) => (typeof piece === 'string' ? piece : ' '))
    .join('')
}

const knowledgeOf = (path: string, node: FlowNode, language: string): KnowledgeSource[] => {
  if (node.kind !== 'knowledge') return []
  const entries = node.faq.map(({ id, questions, answer }) => ({
    id,
    questions: inLanguage(questions, language),
    answer: answerText(Object.hasOwn(answer, language) ? (answer[language] ?? []) : []),
  }))
  return [{ node: path, language, entries }]
}

const namedKeys = (node: FlowNode): Pick<ManifestNode, 'keys'> => {
  const named = node.kind === 'menu' ? node.choices.flatMap(({ digit, name }): [string, string][] => (digit === undefined || name === undefined ? [] : [[digit, name]])) : []
  return named.length === 0 ? {} : { keys: Object.fromEntries(named) }
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort()

const sensitiveIn = (flow: PlacedFlow): string[] =>
  Object.entries(flow.document.variables).flatMap(([name, { sensitive }]) => (sensitive ? [variableNameIn(flow, name)] : []))

/** What a sub-flow bans is banned in the whole call. */
const bannedIn = (flow: PlacedFlow): Pick<FlowManifest, 'bannedWords'> => {
  const lists = placedFlows(flow).flatMap(({ document }) => Object.entries(document.bannedWords ?? {}))
  const merged: Record<string, BannedWords> = {}
  for (const [language, { words, patterns }] of lists) {
    const known = merged[language] ?? { words: [], patterns: [] }
    merged[language] = { words: unique([...known.words, ...words]), patterns: unique([...known.patterns, ...patterns]) }
  }
  return lists.length === 0 ? {} : { bannedWords: merged }
}

export const manifestOf = (flow: PlacedFlow): FlowManifest => {
  const { document } = flow
  const nodes = placedNodes(flow)
  return {
    flow: document.id,
    name: document.name,
    languages: document.languages,
    dnis: document.dnis,
    understanding: document.languages.map((language) => understandingOf(flow, language)),
    ...bannedIn(flow),
    maxCallMs: document.settings.maxCallMs,
    nodes: nodes.map(({ path, node }) => ({ id: path, name: node.name, kind: node.kind, ...namedKeys(node) })),
    ...(document.settings.analysisConsent === undefined ? {} : { analysisConsent: document.settings.analysisConsent }),
    sensitive: placedFlows(flow).flatMap(sensitiveIn).sort(),
    queues: unique(nodes.flatMap(({ node }) => (node.kind === 'transfer' && node.queue !== undefined ? [node.queue] : []))),
    continuesWith: unique(nodes.flatMap(({ node }) => (node.kind === 'jump' && node.flow !== undefined ? [node.flow] : []))),
    calendars: unique(nodes.flatMap(({ node }) => calendarsAskedBy(node))),
    subflows: unique(nodes.flatMap(({ node }) => (node.kind === 'subflow' ? [node.flow] : []))),
    knowledge: nodes.flatMap(({ path, node }) => document.languages.flatMap((language) => knowledgeOf(path, node, language))),
    compilerVersion,
  }
}
