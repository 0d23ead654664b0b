import type { FlowNode, NodeOf } from '../nodes/schemas.js'
import { waysOut } from '../nodes/schemas.js'
import { canonicalJson } from '../identity/canonical.js'
import { ordered, type Assignment } from './assignments.js'
import { effectiveNode } from './effective.js'
import type { DiffSide } from './side.js'

/** One aspect of what a node does, by a name that is the same in both flows. */
export type Facets = ReadonlyMap<string, unknown>

/** What a node does, apart from where it leads. */
export interface NodeRecord {
  readonly node: FlowNode
  readonly facets: Facets
  /** Ids of the nodes that it leads to, by the name of the way: `on:pay`, `digit:1`, `noInput` … */
  readonly ways: ReadonlyMap<string, string | undefined>
  /** What the call is tagged with on a way, by its name. */
  readonly tags: ReadonlyMap<string, readonly string[]>
  /** Of a decision: its conditions in their order, each as it is written too, with the name of its way. */
  readonly conditions: readonly { readonly when: string; readonly written: string; readonly way: string }[]
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (part: unknown): part is Fields => part !== null && typeof part === 'object' && !Array.isArray(part)

/** Says nothing to a caller or a report. */
const unheard: ReadonlySet<string> = new Set(['id', 'kind', 'name', 'note', 'marks', 'disabled', 'to', 'next', 'version', 'faqFile'])
const expressions: ReadonlySet<string> = new Set(['validation'])
const expressionMaps: ReadonlySet<string> = new Set(['save', 'inputs', 'outputs'])
const variableNames: ReadonlySet<string> = new Set(['variable', 'consent', 'saveWords', 'saveStatus'])
const variableMaps: ReadonlySet<string> = new Set(['saveSlots'])
/** Only their own variables have the names of this flow as keys. */
const namedByVariable: ReadonlySet<string> = new Set(['save', 'outputs', 'defaults'])

/** Lists whose order says nothing, by what each item is known by. */
const keyOfItem = (field: string, item: Fields, side: DiffSide): string | undefined => {
  if (field === 'branches' && typeof item.on === 'string') return `on:${side.intent(item.on)}`
  if (field === 'keys' && typeof item.digit === 'string') return `key:${item.digit}`
  if ((field === 'faq' || field === 'choices') && typeof item.id === 'string') return item.id
  if (field === 'choices') return typeof item.digit === 'string' ? `digit:${item.digit}` : typeof item.on === 'string' ? `on:${side.intent(item.on)}` : undefined
  return undefined
}

const isLanguage = (field: string): boolean => /^[a-z]{2,3}-[A-Za-z0-9-]+$/.test(field)

const join = (path: string, field: string): string => (path === '' ? field : `${path}.${field}`)

const listFacets = (path: string, field: string, items: readonly unknown[], side: DiffSide): [string, unknown][] =>
  items.flatMap((item): [string, unknown][] => {
    const key = isFields(item) ? keyOfItem(field, item, side) : undefined
    return isFields(item) && key !== undefined ? [[join(path, key), true], ...fieldFacets(join(path, key), item, side, field)] : []
  })

const isKeyed = (field: string, items: readonly unknown[], side: DiffSide): boolean =>
  items.length > 0 && items.every((item) => isFields(item) && keyOfItem(field, item, side) !== undefined)

/** What a set node assigns that something reads, in the order that those have which do the same. */
export const assignmentsOf = ({ assign }: NodeOf<'set'>, side: DiffSide): Assignment[] =>
  ordered(assign.filter(({ variable }) => side.isRead(variable)).map(({ variable, value }): Assignment => [side.variable(variable), side.expression(value)]))

const plain = (part: unknown, read: (text: string) => string): unknown => {
  if (typeof part === 'string') return read(part)
  if (Array.isArray(part)) return part.map((item) => plain(item, read))
  return isFields(part) ? Object.fromEntries(Object.entries(part).map(([key, value]) => [key, plain(value, read)])) : part
}

/** What goes to another system goes with every blank. */
const isSent = (path: string): boolean => /^(body|url|headers)\b/.test(path)

/** Said in turn, where the last one repeats: the same once more at the end is no further one. */
const unrepeated = (texts: readonly unknown[]): unknown[] => {
  const last = texts.findLastIndex((text, index) => index === 0 || canonicalJson(text) !== canonicalJson(texts[index - 1]))
  return texts.slice(0, last + 1)
}

const valueFacet = (path: string, field: string, part: unknown, side: DiffSide): unknown => {
  if (typeof part === 'string' && expressions.has(field)) return side.expression(part)
  if (typeof part === 'string' && variableNames.has(field)) return side.variable(part)
  const value = plain(part, isSent(path) ? side.sent : side.text)
  if (!isLanguage(field) || !Array.isArray(value)) return value
  return /\b(questions|words)\.[^.]+$/.test(path) ? [...(value as unknown[])].sort() : unrepeated(value)
}

const mapFacets = (path: string, field: string, part: Fields, side: DiffSide): [string, unknown][] =>
  Object.entries(part).filter(([key, value]) => side.isRead(variableMaps.has(field) ? String(value) : key) || !(variableMaps.has(field) || field === 'defaults')).map(([key, value]): [string, unknown] => {
    const name = namedByVariable.has(field) ? side.variable(key) : key
    const read = expressionMaps.has(field) ? side.expression(String(value)) : variableMaps.has(field) ? side.variable(String(value)) : field === 'defaults' ? value : plain(value, isSent(path) ? side.sent : side.text)
    return [join(path, name), read]
  })

/** What is said in a language that the flow does not speak is not heard. */
const isUnspoken = (field: string, side: DiffSide): boolean => isLanguage(field) && !side.document.languages.includes(field)

const fieldFacets = (path: string, fields: Fields, side: DiffSide, within = ''): [string, unknown][] =>
  Object.entries(fields).flatMap(([field, part]): [string, unknown][] => {
    if (part === undefined || unheard.has(field) || isUnspoken(field, side)) return []
    if ((field === 'on' || field === 'digit') && within !== '') return field === 'digit' && within === 'choices' && 'words' in fields ? [[join(path, field), part]] : []
    if ((field === 'saveWords' || field === 'saveStatus') && typeof part === 'string' && !side.isRead(part)) return []
    const at = join(path, field)
    if (expressionMaps.has(field) || variableMaps.has(field) || field === 'defaults') return isFields(part) ? mapFacets(at, field, part, side) : []
    if (field === 'tags' && Array.isArray(part) && part.length === 0) return []
    if (Array.isArray(part) && isKeyed(field, part, side)) return listFacets(path, field, part, side)
    if (isFields(part) && field !== 'body') return fieldFacets(at, part, side)
    return Array.isArray(part) && part.length === 0 ? [] : [[at, valueFacet(at, field, part, side)]]
  })

const decisionFields: ReadonlySet<string> = new Set(['branches', 'else'])

/** Ways out of a transfer that are the one of a failure where they lead nowhere. */
const orFailed = ['declined', 'closed', 'overflow'] as const

/** A queue that has no hours is never closed, one without a longest line never too long. */
const endingsOf = (node: NodeOf<'transfer'>): [string, string | undefined][] => [
  ['declined', node.declined ?? node.failed],
  ...(node.calendar === undefined ? [] : [['closed', node.closed ?? node.failed] as [string, string | undefined]]),
  ...(node.maxWaiting === undefined ? [] : [['overflow', node.overflow ?? node.failed] as [string, string | undefined]]),
]

/** Targets stand in the ways; of a decision the conditions too. */
const withoutWays = (node: FlowNode, fields: Fields): Fields => {
  const targets = new Set<string>([...waysOut(node).flatMap(({ path }) => (path.length === 1 ? [String(path[0])] : [])), ...(node.kind === 'transfer' ? orFailed : [])])
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !targets.has(field) && !(node.kind === 'decide' && decisionFields.has(field))))
}

/** A choice of a menu may be known by its key and by what is said. */
const choiceWays = (node: Extract<FlowNode, { kind: 'menu' }>, side: DiffSide): [string, string | undefined][] =>
  node.choices.flatMap(({ digit, on, to }): [string, string | undefined][] => [
    ...(digit === undefined ? [] : [[`digit:${digit}`, to] as [string, string | undefined]]),
    ...(on === undefined ? [] : [[`on:${side.intent(on)}`, to] as [string, string | undefined]]),
  ])

const waysOf = (node: FlowNode, side: DiffSide): [string, string | undefined][] => {
  const others = waysOut(node).filter(({ way }) => !way.includes('.'))
  const named = others.map(({ way, to }): [string, string | undefined] => [way, to])
  switch (node.kind) {
    case 'ask':
    case 'knowledge': {
      const any = node.branches.find(({ on }) => on === 'anyReply')?.to
      return [...node.branches.map(({ on, to }): [string, string | undefined] => [`on:${side.intent(on)}`, to]), ...named.map(([way, to]): [string, string | undefined] => [way, way === 'noMatch' ? (to ?? any) : to])]
    }
    case 'menu':
      return [...choiceWays(node, side), ...named.filter(([way]) => way !== 'invalidDigit'), ['invalidDigit', node.invalidDigit?.to ?? node.noMatch.to]]
    case 'collect':
      return [...named.filter(([way]) => way !== 'invalid'), ['invalid', node.invalid?.to ?? node.noMatch.to]]
    case 'transfer':
      return [...named.filter(([way]) => !orFailed.some((each) => each === way)), ...endingsOf(node), ...node.keys.map(({ digit, to }): [string, string | undefined] => [`key:${digit}`, to])]
    case 'request':
      return node.wait ? [...named.filter(([way]) => way !== 'outcomeUnknown'), ['outcomeUnknown', node.outcomeUnknown ?? node.failure]] : [['next', node.next]]
    case 'decide':
      return [...node.branches.map(({ to }, index): [string, string | undefined] => [`branches.${index}`, to]), ['else', node.else]]
    default:
      return named
  }
}

const tagsOf = (node: FlowNode, side: DiffSide): [string, readonly string[]][] => {
  if (node.kind === 'menu')
    return node.choices.flatMap(({ digit, on, tags }): [string, readonly string[]][] => [
      ...(digit === undefined ? [] : [[`digit:${digit}`, tags] as [string, readonly string[]]]), ...(on === undefined ? [] : [[`on:${side.intent(on)}`, tags] as [string, readonly string[]]]),
    ])
  return node.kind === 'ask' || node.kind === 'knowledge' ? node.branches.map(({ on, tags }): [string, readonly string[]] => [`on:${side.intent(on)}`, tags]) : []
}

const facetsOf = (node: FlowNode, side: DiffSide): [string, unknown][] => {
  const { assign: _assigned, ...fields } = withoutWays(node, effectiveNode(node, side.document.settings))
  const assigned = node.kind === 'set' ? assignmentsOf(node, side) : []
  return [...fieldFacets('', fields, side), ...(assigned.length > 0 ? [['assign', assigned] as [string, unknown]] : [])]
}

export const nodeRecord = (node: FlowNode, side: DiffSide): NodeRecord => ({
  node,
  facets: new Map(facetsOf(node, side)),
  ways: new Map(waysOf(node, side)),
  tags: new Map(tagsOf(node, side)),
  conditions: node.kind === 'decide' ? node.branches.map(({ when }, index) => ({ when: side.expression(when), written: when, way: `branches.${index}` })) : [],
})
