import type { ScriptStep } from './call-script.js'

/** A value as TypeScript writes it: single quotes, names without quotes. */
export const literal = (value: unknown): string => {
  if (typeof value === 'string') return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (value === null || typeof value !== 'object') return String(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  const name = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : literal(key))
  return fields.length === 0 ? '{}' : `{ ${fields.map(([key, field]) => `${name(key)}: ${literal(field)}`).join(', ')} }`
}

type Written = readonly [method: string, ...args: unknown[]]

const withSlots = (slots: object): object => (Object.keys(slots).length === 0 ? {} : { slots })

const transferOutcomes = {
  'transfer.ringing': 'agentRings',
  'transfer.connected': 'agentAnswers',
  'transfer.busy': 'agentBusy',
  'transfer.no-answer': 'agentNoAnswer',
  'transfer.declined': 'agentDeclines',
  'transfer.overflow': 'queueIsFull',
  'transfer.closed': 'queueCloses',
  'transfer.ended': 'agentHangsUp',
} as const

const writtenOf = ({ move, before, afterMs }: ScriptStep): Written[] => {
  if (move === undefined) return []
  const { event, deed } = move
  if (deed.type === 'transfer' && deed.outcome === 'referred') return [['callerIsReferred']]
  switch (event.type) {
    case 'utterance.understood':
      return [['says', event.text, { intent: event.intent, ...withSlots(event.slots) }]]
    case 'value.understood':
      return [['says', event.text, { value: event.value }]]
    case 'key-intent.heard':
      return [event.key === undefined ? ['says', event.text, { keyIntent: event.keyIntent }] : ['presses', event.key]]
    case 'auxiliary.heard':
      return [['says', event.text, { global: event.intent }]]
    case 'utterance.ambiguous':
      return [['says', event.text, { either: event.intents, slots: event.slotsByIntent }]]
    case 'utterance.not-understood':
      return [['says', event.text]]
    case 'digits.entered':
      return [['presses', deed.type === 'presses' ? deed.digits : event.digits]]
    case 'no-input':
      return [['staysSilent']]
    case 'turn.finished':
      return [['hearsPrompts']]
    case 'turn.recorded':
      return [['leavesMessage', event.durationMs]]
    case 'turn.failed':
    case 'turn.cancelled':
      return [['turnFails']]
    case 'request.succeeded':
      return [['serviceAnswers', deed.type === 'request' ? deed.node : '', { status: event.status, body: event.body }]]
    case 'request.failed':
      return [['serviceAnswers', deed.type === 'request' ? deed.node : '', event.status === undefined ? { failure: event.cause } : { status: event.status, body: null }]]
    case 'request.outcome-unknown':
      return [['serviceAnswers', deed.type === 'request' ? deed.node : '', { outcomeUnknown: true }]]
    case 'hours.open':
      return [['officeIs', 'open']]
    case 'hours.closed':
      return [['officeIs', 'closed']]
    case 'hours.failed':
      return [['officeIs', 'unknown']]
    case 'knowledge.sentence':
      return [['knowledgeSays', event.index, event.text]]
    case 'knowledge.answered':
      return [['knowledgeAnswers', ...(event.entryId === undefined ? [] : [event.entryId])]]
    case 'knowledge.failed':
      return [['knowledgeFails', event.cause]]
    case 'transfer.queued':
      return [...(afterMs === 0 ? [] : [['clock.advance', afterMs] as const]), ['queueAnnounces', { position: event.position, estimatedWaitMs: event.estimatedWaitMs }]]
    case 'transfer.failed':
      return [['transferFails', event.cause]]
    case 'timer.elapsed':
      return [['clock.advance', afterMs]]
    case 'call.answered-by':
      return [['isAnsweredBy', event.who]]
    case 'caller.hung-up':
      return [[before?.closing === true ? 'lineCloses' : 'hangsUp']]
    case 'call.ended':
      return [['endsFromOutside']]
    case 'call.started':
      return []
    default:
      return [[transferOutcomes[event.type]]]
  }
}

/** What is done, as calls of methods of the conversation `call`. */
export const codeOfStep = (step: ScriptStep): string[] => writtenOf(step).map(([method, ...args]) => `call.${method}(${args.map(literal).join(', ')})`)
