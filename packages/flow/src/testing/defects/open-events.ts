import { digitKeys } from '@callchart/protocol'
import type { CallEvent, VariableValue } from '../../contract/events.js'
import type { FlowNode } from '../../nodes/schemas.js'
import type { EventInput } from '../driven-chart.js'
import { contextOf, placeOf, type CallPoint, type Chart, type TurnStart } from './call-point.js'
import { valuesOf, type Vocabulary } from './vocabulary.js'

/**
 * What an event is to the call: something that the caller gives, nothing usable, a failure of somebody else, an outcome of somebody else,
 * the passing of time, or the end of the line.
 */
export type Part = 'answer' | 'nothing' | 'failure' | 'service' | 'time' | 'gone'

export interface OpenEvent {
  readonly part: Part
  readonly event: CallEvent
}

const as = (part: Part, inputs: readonly EventInput[]): OpenEvent[] => inputs.map((input) => ({ part, event: { ...input, at: 0 } }))

const slotValue = (type: string, vocabulary: Vocabulary): string | number => {
  if (type === 'number') return vocabulary.numbers[0] ?? 5
  if (type === 'date') return vocabulary.dates[0] ?? '2026-12-05'
  return spokenOf(type, vocabulary)[0] ?? 'word'
}

const spokenOf = (type: string, { numbers, texts, dates }: Vocabulary): (string | number)[] => {
  switch (type) {
    case 'number':
    case 'money':
      return [...numbers]
    case 'date':
      return [...dates, '2027-03-01', '2025-01-01']
    case 'dateRange':
      return ['2026-12-05/2026-12-08']
    case 'time':
      return ['15:30']
    case 'phone':
      return ['13800138000']
    case 'idNumber':
      return ['11010519491231002X']
    case 'plate':
      return ['AB1234']
    default:
      return [...texts, 'Ann Smith']
  }
}

const digitsOf = (minCount: number, maxCount: number, { numbers, texts }: Vocabulary): string[] => {
  const fitting = [...numbers.map(String), ...texts].filter((text) => /^\d+$/.test(text) && text.length >= minCount && text.length <= maxCount)
  return [...new Set(['4321987650'.repeat(4).slice(0, minCount), '4321987650'.repeat(4).slice(0, maxCount), '0'.repeat(minCount), ...fitting])]
}

const valuesAsked = (node: FlowNode | undefined, vocabulary: Vocabulary): (string | number)[] => {
  if (node?.kind !== 'collect') return ['a question of the caller']
  if (node.valueType === 'choice') return node.choices.map(({ id }) => id)
  return node.valueType === 'digits' ? digitsOf(node.minCount, node.maxCount, vocabulary) : spokenOf(node.valueType, vocabulary)
}

const keysAsked = (node: FlowNode | undefined, vocabulary: Vocabulary): string[] => {
  if (node?.kind !== 'collect') return [...digitKeys]
  const { confirm, valueType, choices } = node
  const own = [confirm?.affirmDigit, confirm?.denyDigit].filter((key) => key !== undefined)
  if (valueType === 'choice') return [...own, ...choices.flatMap(({ digit }) => digit ?? [])]
  if (valueType === 'number' || valueType === 'money') return [...own, ...vocabulary.numbers.filter((number) => number >= 0).map((number) => String(number).replace('.', '*'))]
  if (valueType === 'date') return [...own, ...vocabulary.dates.map((date) => date.replaceAll('-', ''))]
  return valueType === 'digits' ? [...own, ...digitsOf(node.minCount, node.maxCount, vocabulary)] : own
}

const takesKey = (node: FlowNode | undefined, key: string): boolean => {
  if (node?.kind === 'menu') return node.choices.some(({ digit }) => digit === key)
  return node?.kind === 'collect' || (node?.kind === 'transfer' && node.keys.some(({ digit }) => digit === key))
}

/** Keys that nothing is connected to are all alike: one stands for them. */
const pressed = (turnId: string, node: FlowNode | undefined, vocabulary: Vocabulary): OpenEvent[] => {
  const keys = keysAsked(node, vocabulary)
  const entered = (digits: string): EventInput => ({ type: 'digits.entered', turnId, digits, endedBy: 'terminator' })
  const [unfit] = node?.kind === 'collect' ? ['*#*'] : keys.filter((key) => !takesKey(node, key))
  return [...as('answer', keys.filter((key) => takesKey(node, key)).map(entered)), ...as('nothing', unfit === undefined ? [] : [entered(unfit)])]
}

const slotsOf = (intent: string, { flow }: Chart): Readonly<Record<string, { readonly type: string }>> => {
  const [own, inner] = intent.split('/')
  const document = inner === undefined ? flow.document : flow.resources.flows.get(own ?? '')
  const name = inner ?? intent
  return document !== undefined && Object.hasOwn(document.intents, name) ? (document.intents[name]?.slots ?? {}) : {}
}

const meant = (chart: Chart, turnId: string, intent: string): EventInput[] => {
  const slots = Object.entries(slotsOf(intent, chart)).map(([name, { type }]) => [name, slotValue(type, chart.vocabulary)])
  const said = { type: 'utterance.understood' as const, turnId, text: `the words for ${intent}`, intent, confidence: 0.9 }
  return [{ ...said, slots: {} }, ...(slots.length === 0 ? [] : [{ ...said, slots: Object.fromEntries(slots) as Record<string, string | number> }])]
}

const spoken = (chart: Chart, turn: TurnStart, node: FlowNode | undefined): OpenEvent[] => {
  const { turnId, expect } = turn
  const { keyIntents = [], intents = [], auxiliary = [], value } = expect ?? {}
  const [first, second] = [...intents, ...auxiliary]
  const either: EventInput[] =
    expect?.disambiguates === true && first !== undefined && second !== undefined
      ? [{ type: 'utterance.ambiguous', turnId, text: 'either', intents: [first, second], confidence: 0.4, slotsByIntent: {} }]
      : []
  return [
    ...as('answer', [
      ...intents.flatMap((intent) => meant(chart, turnId, intent)),
      ...(value === undefined ? [] : valuesAsked(node, chart.vocabulary).map((given): EventInput => ({ type: 'value.understood', turnId, text: String(given), value: given, confidence: 0.9 }))),
      ...keyIntents.map((keyIntent): EventInput => ({ type: 'key-intent.heard', turnId, text: keyIntent, keyIntent, confidence: 0.9 })),
      ...auxiliary.map((intent): EventInput => ({ type: 'auxiliary.heard', turnId, text: intent, intent, confidence: 0.9 })),
      ...either,
      ...(node?.kind === 'ask' ? [{ type: 'utterance.not-understood' as const, turnId, text: 'something else' }] : []),
    ]),
    ...as('nothing', [{ type: 'utterance.not-understood', turnId, text: '' }]),
  ]
}

/** The call is in a state of one of these names. */
const isWithin = (point: CallPoint, names: readonly string[]): boolean => {
  const place = JSON.stringify(placeOf(point))
  return names.some((name) => place.includes(`"${name}"`))
}

/** What was to be said in an open turn has all been given to it. */
const isClosing = (point: CallPoint, turn: TurnStart): boolean => turn.open === true && isWithin(point, ['finishing', 'unanswered', 'failing'])

const inTurn = (chart: Chart, point: CallPoint): OpenEvent[] => {
  const { turn } = point
  const { turnId, node: path } = contextOf(point)
  if (turnId === null || turn?.turnId !== turnId) return []
  const node = chart.vocabulary.nodes.get(path)
  if (turn.record !== undefined)
    return [
      ...as('answer', [{ type: 'turn.recorded', turnId, durationMs: 4_000, endedBy: 'silence' }]),
      ...as('nothing', [{ type: 'turn.recorded', turnId, durationMs: 0, endedBy: 'silence' }]),
      ...as('failure', [{ type: 'turn.failed', turnId, cause: 'engine' }]),
    ]
  const { listen } = turn
  if (listen === undefined) return as('time', [{ type: 'turn.finished', turnId }])
  if (isClosing(point, turn)) return as('time', [{ type: 'turn.finished', turnId }])
  return [
    ...as('nothing', [{ type: 'no-input', turnId }]),
    ...(listen.speech ? spoken(chart, turn, node) : []),
    ...(listen.digits === undefined ? [] : pressed(turnId, node, chart.vocabulary)),
  ]
}

const put = (body: Record<string, VariableValue>, [key = '', ...rest]: readonly string[], value: VariableValue): Record<string, VariableValue> => {
  if (rest.length === 0) return { ...body, [key]: value }
  const inner = (body[key] ?? {}) as Record<string, VariableValue>
  return { ...body, [key]: put(inner, rest, value) }
}

/** Bodies that hold what the node saves: each value of each field comes in at least one of them. */
const bodiesFor = (node: Extract<FlowNode, { kind: 'request' }>, vocabulary: Vocabulary): VariableValue[] => {
  const fields = Object.entries(node.save).flatMap(([variable, expression]) =>
    [...expression.matchAll(/\bbody((?:\.[A-Za-z_]\w*)+)/g)].map(([, path = '']) => ({ path: path.slice(1).split('.'), variable, type: vocabulary.types.get(variable), isDeciding: vocabulary.deciding.has(variable) })),
  )
  const values = fields.map(({ variable, type, isDeciding }) => valuesOf(variable, type, vocabulary).slice(0, isDeciding ? undefined : 1))
  const count = Math.max(1, ...values.map(({ length }) => length))
  const rounds = fields.length > 1 ? count * 2 : count
  return Array.from({ length: rounds }, (_, round) =>
    fields.reduce<Record<string, VariableValue>>((body, { path }, index) => {
      const own = values[index] ?? []
      const shift = index === 0 ? round : round + Math.floor(round / count) * index
      return put(body, path, own[shift % own.length] ?? '')
    }, {}),
  )
}

const answers = (chart: Chart, requestId: string, path: string): OpenEvent[] => {
  const node = chart.vocabulary.nodes.get(path)
  if (node?.kind !== 'request') return []
  const statuses = [...new Set([404, 500, ...chart.vocabulary.numbers.filter((number) => number >= 400 && number < 600)])]
  return [
    ...as('service', bodiesFor(node, chart.vocabulary).map((body): EventInput => ({ type: 'request.succeeded', requestId, status: 200, body }))),
    ...as('failure', [
      ...(node.saveStatus === undefined ? [] : statuses.map((status): EventInput => ({ type: 'request.failed', requestId, cause: 'status', status }))),
      { type: 'request.failed', requestId, cause: 'no-answer' },
      { type: 'request.outcome-unknown', requestId },
    ]),
  ]
}

const inTransfer = (chart: Chart, point: CallPoint): OpenEvent[] => {
  const { transferId, node: path } = contextOf(point)
  const node = chart.vocabulary.nodes.get(path)
  if (transferId === null || node?.kind !== 'transfer') return []
  if (isWithin(point, ['connected'])) return as('service', [{ type: 'transfer.ended', transferId }])
  return [
    ...as('service', [{ type: 'transfer.connected', transferId, agentId: 'anna' }, ...(node.keys.length === 0 ? [] : [{ type: 'transfer.queued' as const, transferId, position: 1, estimatedWaitMs: 60_000 }])]),
    ...as('failure', [
      { type: 'transfer.busy', transferId },
      { type: 'transfer.no-answer', transferId },
      { type: 'transfer.declined', transferId },
      { type: 'transfer.failed', transferId, cause: 'line' },
      ...(node.calendar === undefined ? [] : [{ type: 'transfer.closed' as const, transferId }]),
      ...(node.maxWaiting === undefined ? [] : [{ type: 'transfer.overflow' as const, transferId }]),
    ]),
  ]
}

const inHours = (point: CallPoint): OpenEvent[] => {
  const { checkId } = contextOf(point)
  if (checkId === null) return []
  return [
    ...as('time', [{ type: 'hours.open', checkId }, { type: 'hours.closed', checkId, reason: 'hours' }]),
    ...as('failure', [{ type: 'hours.failed', checkId, cause: 'away' }]),
  ]
}

const inQuestion = (chart: Chart, point: CallPoint): OpenEvent[] => {
  const { questionId, node: path } = contextOf(point)
  const node = chart.vocabulary.nodes.get(path)
  if (questionId === null || node?.kind !== 'knowledge') return []
  const answered: EventInput = node.source === 'faq' ? { type: 'knowledge.answered', questionId, source: 'faq', entryId: node.faq[0]?.id ?? 'first' } : { type: 'knowledge.answered', questionId, source: 'llm' }
  return [
    ...as('service', [answered]),
    ...as('failure', [
      { type: 'knowledge.failed', questionId, cause: 'no-answer' },
      { type: 'knowledge.failed', questionId, cause: 'away' },
    ]),
  ]
}

/** Everything that may happen at this point of a call, with values that the conditions of the flow tell apart. */
export const openEvents = (chart: Chart, point: CallPoint): OpenEvent[] => {
  if (point.snapshot.status !== 'active') return []
  const { timerId, requests, gone } = contextOf(point)
  return [
    ...inTurn(chart, point),
    ...Object.entries(requests).flatMap(([requestId, path]) => answers(chart, requestId, path)),
    ...inTransfer(chart, point),
    ...inHours(point),
    ...inQuestion(chart, point),
    ...(timerId === null ? [] : as('time', [{ type: 'timer.elapsed', timerId }])),
    ...(gone || chart.flow.document.onHangup === undefined ? [] : as('gone', [{ type: 'caller.hung-up', cause: 'normal' }])),
  ]
}

type Started = Extract<CallEvent, { type: 'call.started' }>

/** Every combination of values, so many at most. */
const combinations = (choices: readonly (readonly [string, readonly VariableValue[]])[], limit: number): Record<string, VariableValue>[] =>
  choices
    .reduce<Record<string, VariableValue>[]>((all, [name, values]) => all.flatMap((given) => values.map((value) => ({ ...given, [name]: value }))).slice(0, limit * 4), [{}])
    .slice(0, limit)

/** So few combinations that each value comes in one of them. */
const samples = (choices: readonly (readonly [string, readonly VariableValue[]])[]): Record<string, VariableValue>[] =>
  Array.from({ length: Math.max(1, ...choices.map(([, values]) => values.length)) }, (_, round) =>
    Object.fromEntries(choices.map(([name, values], index) => [name, values[(round === 0 ? 0 : round + index) % values.length] ?? ''])),
  )

/** Whether variables on which the course of a call depends come with it: in every combination of a few values, in some of them, or not. */
export type Given = boolean | 'some'

/** How calls of the flow begin. */
export const startsOf = ({ flow, vocabulary }: Chart, given: Given = false): Started[] => {
  const { variables } = flow.document
  const deciding = Object.entries(variables).filter(([name]) => vocabulary.deciding.has(name))
  const choices = deciding.map(([name, { type, initial }]) => [name, [initial, ...valuesOf(name, type, vocabulary).filter((value) => value !== initial)].slice(0, 5)] as const)
  const directions = JSON.stringify(flow.document).includes('call.direction') ? (['inbound', 'outbound'] as const) : (['inbound'] as const)
  const values = given === false ? [{}] : given === 'some' ? samples(choices) : combinations(choices, 48)
  return values.flatMap((variables) =>
    directions.map((direction): Started => ({ type: 'call.started', at: 0, call: { callId: 'call-1', direction, ani: '+15550123', dnis: '+15550100', variables } })),
  )
}
