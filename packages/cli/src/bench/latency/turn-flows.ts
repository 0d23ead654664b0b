import type { FlowDocumentInput } from '@callchart/flow'

/** `fixed`: each question has been heard before; `fresh`: nobody has ever heard it. */
export const promptKinds = ['fixed', 'fresh'] as const
export type PromptKind = (typeof promptKinds)[number]

/** What the caller says in every turn. */
export const answerText = 'i want to order a new card'
/** Makes the questions of a fresh call its own: digits, as text. */
export const runVariable = 'run'

const say = (text: string) => ({ 'en-US': [text] })

const flowOf = (id: PromptKind, question: string): FlowDocumentInput => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  variables: { [runVariable]: { type: 'string' }, step: { type: 'number' } },
  intents: { order: { name: 'Order', phrases: { 'en-US': [answerText] } }, stop: { name: 'Stop', phrases: { 'en-US': ['that is all for today'] } } },
  keyIntents: { human: { to: 'end' }, complaint: { to: 'end' } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'count' },
    { id: 'count', kind: 'set', name: 'Count', assign: [{ variable: 'step', value: 'step + 1' }], next: 'question' },
    {
      id: 'question',
      kind: 'ask',
      name: 'What next?',
      prompt: say(question),
      branches: [
        { on: 'order', to: 'count' },
        { on: 'stop', to: 'end' },
      ],
      noInput: { prompts: say('Please say what you would like.'), to: 'end' },
      noMatch: { prompts: say('Please say it in other words.'), to: 'end' },
      settings: { noInputTimeoutMs: 30_000 },
    },
    { id: 'end', kind: 'hangup', name: 'End', prompt: say('Goodbye.') },
  ],
})

/** One question over and over, answered with the same words each time. */
export const turnFlows: readonly FlowDocumentInput[] = [
  flowOf('fixed', 'That is noted and what may we do for you next?'),
  flowOf('fresh', `Order {{ step }} for {{ digits(${runVariable}) }} is noted and what may we do for you next?`),
]
