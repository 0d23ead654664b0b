import { targetWords } from '../contract/transfer-target.js'
import type { ActedCall } from './acted-call.js'
import { shown } from './shown.js'

const linesShown = 40

const dialogueOf = ({ lines }: ActedCall): string[] => {
  const left = lines.length - linesShown
  return [
    ...(left > 0 ? [`  … ${left} lines before`] : []),
    ...lines.slice(-linesShown).map(({ who, text, interpretation }) => `  ${who.padEnd(6)}  ${text}${interpretation === undefined ? '' : `  (${meaningOf(interpretation)})`}`),
  ]
}

type Heard = NonNullable<ActedCall['lines'][number]['interpretation']>
const meaningOf = (heard: Heard): string => {
  switch (heard.type) {
    case 'intent':
      return heard.intent
    case 'auxiliary':
      return `${heard.intent}, a global question`
    case 'key-intent':
      return `key intent ${heard.keyIntent}`
    case 'value':
      return `value ${shown(heard.value)}`
    case 'ambiguous':
      return `${heard.intents[0]} or ${heard.intents[1]}`
    case 'no-match':
      return 'not understood'
  }
}

/** What the call waits for, in words. */
const waitsFor = (call: ActedCall): string => {
  if (call.isOver) return 'over'
  const { question, transfer } = call
  if (question?.record !== undefined) return 'records a message'
  if (question !== undefined) return `listens for ${listensFor(question)}`
  if (transfer !== undefined) return `waits for a human of the ${targetWords(transfer.target)}`
  return call.isHungUp ? 'nobody is on the line' : 'waits for an answer or for time to pass'
}

const listensFor = ({ listen, expect }: NonNullable<ActedCall['question']>): string => {
  const { intents = [], keyIntents = [], auxiliary = [], value } = expect ?? {}
  const parts = [
    ...(listen?.speech === true && value !== undefined ? [`a value (${value.type})`] : []),
    ...(listen?.speech === true && intents.length > 0 ? [intents.join(', ')] : []),
    ...(listen?.speech === true && auxiliary.length > 0 ? [`global questions ${auxiliary.join(', ')}`] : []),
    ...(listen?.speech === true && keyIntents.length > 0 ? [`key intents ${keyIntents.join(', ')}`] : []),
    ...(listen?.digits === undefined ? [] : ['keys']),
  ]
  return parts.length === 0 ? 'nothing that was named' : parts.join('; ')
}

/** The call so far: its dialogue, its path through the chart, and where it is. */
export const accountOf = (call: ActedCall): string =>
  ['The dialogue so far:', ...dialogueOf(call), `Path: ${call.path.join(' > ')}`, `The call is in ${call.statePath.join('.')}: ${waitsFor(call)}.`].join('\n')
