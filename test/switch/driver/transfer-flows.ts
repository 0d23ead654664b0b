import { exampleFlow, type FlowFile } from '../../driver/flows.js'
import { absentExtension, decliningExtension, outsideNumberOf } from './asterisk.js'

/** Numbers that callers dial, by what the flow does with a caller who asks for a human. */
export const numbers = {
  queue: '+15550100', attended: '+15550101', blind: '+15550102', refer: '+15550103', attendedAbsent: '+15550104', blindAbsent: '+15550105', attendedDeclining: '+15550106', blindDeclining: '+15550107', attendedOutside: '+15550108', blindOutside: '+15550109',
} as const

const english = (...texts: readonly string[]) => ({ 'en-US': texts })

/** The telephone whose extension stands in the caller's number. */
const extension = '{{ call.ani.substring(5, 9) }}'

/** A question, and a human at a telephone of the switch for whoever presses 0 or asks for one. */
export const toHuman = (id: Exclude<keyof typeof numbers, 'queue'>, transfer: object, number: string = numbers[id]): FlowFile => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  dnis: [number],
  intents: { balance: { name: 'Balance', phrases: english('check my balance', 'what is my balance') } },
  keyIntents: { human: { key: '0', phrases: english('speak to an agent', 'agent'), to: 'toHuman' } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'question' },
    { id: 'question', kind: 'ask', name: 'Question', prompt: english('How can I help?'), branches: [{ on: 'balance', to: 'balanceCard' }], noInput: { prompts: english('Are you still there?'), to: 'goodbye' }, noMatch: { prompts: english('Sorry?'), to: 'goodbye' } },
    { id: 'balanceCard', kind: 'ask', name: 'Balance', prompt: english('Of which card?'), branches: [{ on: 'deny', to: 'goodbye' }], noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' } },
    {
      id: 'toHuman', kind: 'transfer', name: 'To a human', extension, announcement: english('One moment, please.'), interruptible: false, whisper: english('A caller.'),
      summary: 'A caller.', maxWaitMs: 15_000, ringMs: 3_000, next: 'goodbye', busy: 'nobodyFree', noAnswer: 'nobodyFree', failed: 'nobodyFree', declined: 'nobodyFree', ...transfer,
    },
    { id: 'nobodyFree', kind: 'say', name: 'Nobody is free', prompt: english('Nobody is free right now.'), next: 'question' },
    { id: 'goodbye', kind: 'hangup', name: 'Goodbye', prompt: english('Goodbye.') },
  ],
})

/** To the same telephone by a number of the world outside, which sees ours. */
const outside = { extension: undefined, number: outsideNumberOf('{{ call.ani.substring(5, 9) }}'), shows: '{{ call.dnis }}' }

const blind = { mode: 'blind', whisper: undefined }

export const transferFlows: readonly FlowFile[] = [
  exampleFlow('card-services'),
  toHuman('attended', {}),
  toHuman('blind', blind),
  toHuman('refer', { mode: 'refer', whisper: undefined, next: undefined, busy: undefined, noAnswer: undefined, declined: undefined }),
  toHuman('attendedAbsent', { extension: absentExtension }),
  toHuman('blindAbsent', { ...blind, extension: absentExtension }),
  toHuman('attendedDeclining', { extension: decliningExtension }),
  toHuman('blindDeclining', { ...blind, extension: decliningExtension }),
  toHuman('attendedOutside', outside),
  toHuman('blindOutside', { ...blind, ...outside }),
]
