import type { ChartGuard, ChartPlace } from './chart-graph.js'
import type { CallFacts } from './facts.js'
import type { Happening } from './happenings.js'
import { isRecord } from './is-record.js'
import type { VariableValue } from '../contract/events.js'

/** What a guard is asked with. */
export interface Asked {
  readonly place: ChartPlace
  readonly facts: CallFacts
  readonly happening: Happening
  /** The global question whose answer the call is in. */
  readonly intent: string | undefined
}

const turnTypes = /^(utterance|value|key-intent|auxiliary|digits|no-input|turn)/

const paramOf = ({ params }: ChartGuard, name: string): unknown => (isRecord(params) ? params[name] : undefined)

const valueOf = ({ facts }: Asked, guard: ChartGuard): VariableValue | undefined => {
  const name = String(paramOf(guard, 'variable'))
  return Object.hasOwn(facts.knowledge.values, name) ? facts.knowledge.values[name] : undefined
}

/** Whether the guard holds, as the machine's guard of that name has it; undefined where the call decides. */
export const holds = (guard: ChartGuard, asked: Asked): boolean | undefined => {
  const { place, facts, happening } = asked
  const { running, outcome, gone } = facts
  const isTurn = place.turn !== undefined && turnTypes.test(happening.type)
  const isOwnTimer = happening.type === 'timer.elapsed' && happening.ofCall !== true && running.has('timer')
  switch (guard.type) {
    case 'turn':
    case 'turnOver':
      return isTurn
    case 'turning':
      return place.turn === undefined ? undefined : true
    case 'unfit':
      return isTurn && !happening.type.startsWith('turn.') && happening.type !== 'key-intent.heard' && happening.type !== 'auxiliary.heard'
    case 'intent':
      return isTurn && happening.type === 'utterance.understood' ? undefined : false
    case 'keyIntent':
    case 'keyIntentNumber':
      return happening.keyIntents?.includes(String(paramOf(guard, 'keyIntent'))) === false ? false : undefined
    case 'again':
      return facts.again !== null
    case 'outcome':
      return outcome === paramOf(guard, 'outcome')
    case 'settled':
      return outcome !== null
    case 'answerTo':
      return running.has('request') && paramOf(guard, 'node') === place.node
    case 'timer':
      return isOwnTimer
    case 'fillerDue':
      return isOwnTimer && !gone
    case 'callTimer':
      return happening.ofCall === true
    case 'timing':
      return running.has('timer')
    case 'hours':
      return running.has('check')
    case 'question':
    case 'sentence':
      return running.has('question')
    case 'isTrue': {
      const value = valueOf(asked, guard)
      return value === undefined ? undefined : value === true
    }
    case 'filled': {
      const value = valueOf(asked, guard)
      return value === undefined ? undefined : JSON.stringify(value) !== JSON.stringify(paramOf(guard, 'initial'))
    }
    case 'machine':
      return (place.turn !== undefined) === (paramOf(guard, 'turning') === true) ? undefined : false
    case 'transfer':
    case 'transferring':
      return running.has('transfer')
    case 'present':
      return !gone
    case 'gone':
      return gone
    case 'queued':
      return running.has('queued')
    // A queue that is full is spoken first and goes the same way.
    case 'queueFull':
      return false
    case 'backFrom':
      return asked.intent !== undefined && asked.intent === paramOf(guard, 'intent')
    case 'routeTo':
      return facts.route === guard.params
    default:
      return undefined
  }
}
