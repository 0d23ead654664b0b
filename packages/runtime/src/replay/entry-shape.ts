import type { CallEventType } from '@callchart/flow'
import { mediaFactSchema, type Interpretation } from '@callchart/protocol'
import type { LineFact } from '../call/entries.js'
import type { JournalKind } from '../store/tables.js'

type FieldShape = 'string' | 'number' | 'object' | 'texts' | 'any'
type Shape = Readonly<Record<string, FieldShape>>

const kinds: Readonly<Record<JournalKind, true>> = { event: true, fact: true, interpretation: true, line: true, 'leg.began': true, 'effect.dispatched': true, 'effect.settled': true }

const turn = { turnId: 'string' } as const
const said = { ...turn, text: 'string', confidence: 'number' } as const
const transfer = { transferId: 'string' } as const
const request = { requestId: 'string' } as const
const check = { checkId: 'string' } as const
const question = { questionId: 'string' } as const

/** Fields that no event of a type is without. */
const events: Readonly<Record<CallEventType, Shape>> = {
  'call.started': { call: 'object' },
  'call.answered-by': { who: 'string' },
  'caller.hung-up': { cause: 'string' },
  'call.ended': { cause: 'string' },
  'timer.elapsed': { timerId: 'string' },
  'utterance.understood': { ...said, intent: 'string', slots: 'object' },
  'value.understood': { ...said, value: 'any' },
  'key-intent.heard': { ...said, keyIntent: 'string' },
  'auxiliary.heard': { ...said, intent: 'string' },
  'utterance.ambiguous': { ...said, intents: 'texts', slotsByIntent: 'object' },
  'utterance.not-understood': { ...turn, text: 'string' },
  'digits.entered': { ...turn, digits: 'string', endedBy: 'string' },
  'no-input': turn,
  'turn.finished': turn,
  'turn.recorded': { ...turn, durationMs: 'number', endedBy: 'string' },
  'turn.failed': { ...turn, cause: 'string' },
  'turn.cancelled': turn,
  'request.succeeded': { ...request, status: 'number', body: 'any' },
  'request.failed': { ...request, cause: 'string' },
  'request.outcome-unknown': request,
  'transfer.queued': { ...transfer, position: 'number', estimatedWaitMs: 'number' },
  'transfer.ringing': transfer,
  'transfer.connected': { ...transfer, agentId: 'string' },
  'transfer.busy': transfer,
  'transfer.no-answer': transfer,
  'transfer.declined': transfer,
  'transfer.failed': { ...transfer, cause: 'string' },
  'transfer.overflow': transfer,
  'transfer.closed': transfer,
  'transfer.ended': transfer,
  'hours.open': check,
  'hours.closed': { ...check, reason: 'string' },
  'hours.failed': { ...check, cause: 'string' },
  'knowledge.sentence': { ...question, index: 'number', text: 'string' },
  'knowledge.answered': { ...question, source: 'string' },
  'knowledge.failed': { ...question, cause: 'string' },
}

const interpretations: Readonly<Record<Interpretation['type'], Shape>> = {
  intent: { text: 'string', why: 'object', intent: 'string' },
  'key-intent': { text: 'string', why: 'object', keyIntent: 'string' },
  auxiliary: { text: 'string', why: 'object', intent: 'string' },
  value: { text: 'string', why: 'object', value: 'any' },
  ambiguous: { text: 'string', why: 'object', intents: 'texts' },
  'no-match': { text: 'string', why: 'object' },
}

const leg = { legId: 'string' } as const
const recording = { recordingId: 'string' } as const

const lineFacts: Readonly<Record<LineFact['type'], Shape>> = {
  'line.answered': {},
  'line.ringing': {},
  'line.left': { by: 'string' },
  'media.lost': { detail: 'string' },
  'media.unavailable': {},
  'answered-by': { who: 'string' },
  'leg.ringing': leg,
  'leg.answered': leg,
  'leg.joined': leg,
  'leg.ended': { ...leg, outcome: 'string' },
  'leg.held': leg,
  'leg.resumed': leg,
  referred: { outcome: 'string' },
  'recording.asked': recording,
  'recording.started': { ...recording, fromMs: 'number', startedAt: 'number' },
  'recording.failed': { ...recording, cause: 'string' },
}

const effectNote: Shape = { index: 'number', type: 'string' }

/** What is wrong with an entry: a kind that nobody knows, or a field that is not what it should be. */
export type EntryFault = { readonly unknown: string } | { readonly bad: string }

type Fields = Readonly<Record<string, unknown>>
export const isFields = (value: unknown): value is Fields => value !== null && typeof value === 'object' && !Array.isArray(value)

function fits(value: unknown, shape: FieldShape): boolean {
  if (shape === 'any') return value !== undefined
  if (shape === 'texts') return Array.isArray(value) && value.every((item) => typeof item === 'string')
  return shape === 'object' ? value !== null && typeof value === 'object' : typeof value === shape
}

function missing(fields: Fields, shape: Shape, where: string): EntryFault | undefined {
  for (const [name, kind] of Object.entries(shape)) if (!fits(fields[name], kind)) return { bad: `${where}${name}` }
  return undefined
}

/** Of one line, which is JSON; everything that the fold and the words of a replay rely on is looked at. */
export function faultOf(entry: unknown): EntryFault | undefined {
  if (!isFields(entry)) return { bad: 'the entry' }
  const { kind, body, step, effectsHash } = entry
  if (typeof kind !== 'string') return { bad: 'kind' }
  if (!Object.hasOwn(kinds, kind)) return { unknown: `entry "${kind}"` }
  const head = missing(entry, { sequence: 'number', at: 'number', body: 'object' }, '')
  if (head !== undefined) return head
  if (step !== undefined && typeof step !== 'number') return { bad: 'step' }
  if (effectsHash !== undefined && typeof effectsHash !== 'string') return { bad: 'effectsHash' }
  return isFields(body) ? bodyFault(kind as JournalKind, body) : { bad: 'body' }
}

function bodyFault(kind: JournalKind, body: Fields): EntryFault | undefined {
  switch (kind) {
    case 'event':
      return typed(body, events, 'event', 'body.') ?? missing(body, { at: 'number' }, 'body.')
    case 'fact':
      return missing(body, { number: 'number', atMs: 'number', fact: 'object' }, 'body.') ?? factFault(body.fact)
    case 'line':
      return isFields(body.fact) ? typed(body.fact, lineFacts, 'line fact', 'body.fact.') : { bad: 'body.fact' }
    case 'leg.began':
      return missing(body, { leg: 'number', fromMs: 'number' }, 'body.')
    case 'interpretation':
      return (
        missing(body, { turnId: 'string', interpretation: 'object' }, 'body.') ??
        (isFields(body.interpretation) ? typed(body.interpretation, interpretations, 'interpretation', 'body.interpretation.') : { bad: 'body.interpretation' })
      )
    case 'effect.dispatched':
      return missing(body, effectNote, 'body.') ?? (isFields(body.leg) ? missing(body.leg, { legId: 'string', agentId: 'string' }, 'body.leg.') : undefined) ?? (isFields(body.forward) ? missing(body.forward, { fromLegId: 'string', queue: 'string', note: 'string', by: 'string' }, 'body.forward.') : undefined)
    case 'effect.settled':
      return missing(body, { ...effectNote, outcome: 'string' }, 'body.') ?? (isFields(body.next) ? missing(body.next, { flow: 'string', version: 'string' }, 'body.next.') : undefined)
  }
}

function typed(fields: Fields, known: Readonly<Record<string, Shape>>, what: string, where: string): EntryFault | undefined {
  const { type } = fields
  if (typeof type !== 'string') return { bad: `${where}type` }
  const shape = Object.hasOwn(known, type) ? known[type] : undefined
  return shape === undefined ? { unknown: `${what} "${type}"` } : missing(fields, shape, where)
}

const factTypes: ReadonlySet<string> = new Set(mediaFactSchema.options.map(({ shape }) => shape.type.value))

function factFault(fact: unknown): EntryFault | undefined {
  if (!isFields(fact) || typeof fact.type !== 'string') return { bad: 'body.fact.type' }
  if (!factTypes.has(fact.type)) return { unknown: `fact "${fact.type}"` }
  const [issue] = mediaFactSchema.safeParse(fact).error?.issues ?? []
  return issue === undefined ? undefined : { bad: ['body.fact', ...issue.path].join('.') }
}
