import { fieldsOf, mostQueued, type Facts, type NamedPart } from './facts.js'
import type { ChartEvent, ChartGlobals } from './chart-events.js'

export type Verdict = 'yes' | 'no' | 'maybe'

const certain = (holds: boolean): Verdict => (holds ? 'yes' : 'no')
const possible = (may: boolean): Verdict => (may ? 'maybe' : 'no')

const ofTurn = ({ turn, gone }: Facts, { type }: ChartEvent): boolean =>
  turn !== null && !gone && /^(utterance|value|key-intent|auxiliary|digits|no-input|turn)\b/.test(type)

const isGlobal = ({ type, name = '' }: ChartEvent, { keyIntents, auxiliary }: ChartGlobals): boolean =>
  (type === 'key-intent.heard' && keyIntents.includes(name)) || (type === 'auxiliary.heard' && auxiliary.includes(name))

/** Guards that ask what happened. */
const ofEvent = ({ type, params }: NamedPart, facts: Facts, event: ChartEvent, globals: ChartGlobals): Verdict | undefined => {
  const inTurn = ofTurn(facts, event)
  switch (type) {
    case 'turn':
      return certain(inTurn)
    case 'turnOver':
      return inTurn ? (event.type === 'turn.finished' ? 'yes' : 'maybe') : 'no'
    case 'intent':
      return certain(inTurn && event.type === 'utterance.understood' && event.name === params)
    case 'keyIntent':
      return certain(inTurn && event.type === 'key-intent.heard' && event.name === fieldsOf(params).keyIntent)
    case 'keyIntentNumber':
      return possible(inTurn && event.type === 'key-intent.heard' && event.name === fieldsOf(params).keyIntent)
    case 'auxiliary':
      return certain(inTurn && event.type === 'auxiliary.heard' && event.name === fieldsOf(params).intent)
    case 'digit':
      return possible(inTurn && event.type === 'digits.entered')
    case 'unfit':
      return certain(inTurn && !event.type.startsWith('turn.') && !isGlobal(event, globals))
    case 'someWords':
      return certain(inTurn && event.words === true)
    case 'recorded':
      return certain(inTurn && event.recorded === true)
    case 'answerTo':
      return certain(event.node !== undefined && event.node === fieldsOf(params).node)
    case 'timer':
      return certain(event.type === 'timer.elapsed' && event.ofCall === false)
    case 'fillerDue':
      return certain(event.type === 'timer.elapsed' && event.ofCall === false && !facts.gone)
    case 'callTimer':
      return possible(event.type === 'timer.elapsed' && event.ofCall === true)
    case 'hours':
      return certain(facts.check && event.type.startsWith('hours.'))
    case 'question':
      return certain(facts.question !== null && event.type.startsWith('knowledge.'))
    case 'sentence':
      return certain(facts.question !== null && event.type === 'knowledge.sentence')
    case 'noAnswer':
      return certain(event.noAnswer === true)
    case 'transfer':
      return certain(facts.transfer !== null && event.type.startsWith('transfer.'))
    case 'machine':
      return possible(event.type === 'call.answered-by' && !facts.gone && facts.transfer === null && (facts.turn !== null) === (fieldsOf(params).turning === true))
    case 'positionNews':
      return possible(event.type === 'transfer.queued')
    default:
      return undefined
  }
}

/** Whether the guard holds; what it asks beside the facts may be so or not. @param routes places that there is a way back to */
export const judgeGuard = (guard: NamedPart | undefined, facts: Facts, event: ChartEvent, globals: ChartGlobals, routes: ReadonlySet<unknown>): Verdict => {
  if (guard === undefined) return 'yes'
  const { type, params } = guard
  switch (type) {
    case 'turning':
      return certain(facts.turn !== null)
    case 'again':
      return certain(facts.again)
    case 'outcome':
      return certain(facts.outcome === fieldsOf(params).outcome)
    case 'settled':
      return certain(facts.outcome !== null)
    case 'timing':
      return certain(facts.timer)
    case 'isTrue': {
      const known = facts.truths[String(fieldsOf(params).variable)]
      return known === undefined ? 'maybe' : certain(known)
    }
    case 'transferring':
      return certain(facts.transfer !== null)
    case 'present':
      return certain(!facts.gone)
    case 'gone':
      return certain(facts.gone)
    case 'backFrom':
      return possible(facts.away)
    case 'routeTo':
      return possible(facts.route && routes.has(params))
    case 'queued':
      return possible(facts.queued > 0)
    case 'queueFull':
      return possible(facts.queued >= mostQueued)
    default:
      return ofEvent(guard, facts, event, globals) ?? 'maybe'
  }
}
