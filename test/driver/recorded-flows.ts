import type { FlowFile } from './flows.js'

const english = (...texts: string[]) => ({ 'en-US': texts })
const to = (id: string) => ({ noInput: { prompts: english('Are you still there?'), to: id }, noMatch: { prompts: english('Sorry?'), to: id } })

const hangup = { id: 'bye', kind: 'hangup', name: 'Goodbye', prompt: english('Thank you for calling. Goodbye.') }

/** Recorded once its caller has agreed; nobody pauses it while a code is typed, and the flow pauses it for a question. Any answer leads on. */
export const recorded = (id: string): FlowFile => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  variables: { agreed: { type: 'boolean' }, code: { type: 'string', sensitive: true } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'consent' },
    {
      id: 'consent',
      kind: 'ask',
      name: 'Consent',
      prompt: english('Do you agree that this call is recorded?'),
      branches: [{ on: 'affirm', to: 'agreed' }, { on: 'deny', to: 'code' }],
      noInput: { to: 'code' },
      noMatch: { to: 'code' },
    },
    { id: 'agreed', kind: 'set', name: 'Agreed', assign: [{ variable: 'agreed', value: 'true' }], next: 'record' },
    { id: 'record', kind: 'record', name: 'Record', action: 'start', consent: 'agreed', next: 'code', noConsent: 'code' },
    { id: 'code', kind: 'collect', name: 'Code', prompt: english('Please enter your code.'), variable: 'code', minCount: 4, maxCount: 4, ...to('question'), next: 'readBack' },
    { id: 'readBack', kind: 'say', name: 'Read back', prompt: english('Your code is {{ code }}.'), interruptible: false, next: 'question' },
    { id: 'question', kind: 'ask', name: 'Question', prompt: english('Thank you. What can I do for you today?'), branches: [{ on: 'deny', to: 'pause' }], noInput: { to: 'pause' }, noMatch: { to: 'pause' } },
    { id: 'pause', kind: 'record', name: 'Pause', action: 'pause', next: 'private' },
    { id: 'private', kind: 'ask', name: 'Private', prompt: english('This is not recorded. What else is there?'), branches: [{ on: 'deny', to: 'resume' }], noInput: { to: 'resume' }, noMatch: { to: 'resume' } },
    { id: 'resume', kind: 'record', name: 'Resume', action: 'resume', next: 'last' },
    { id: 'last', kind: 'ask', name: 'Last', prompt: english('Is there anything else that I can do for you?'), branches: [{ on: 'deny', to: 'bye' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' } },
    hangup,
  ],
})

export const recordedMessage = (id: string): FlowFile => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'message' },
    { id: 'message', kind: 'voicemail', name: 'Message', mailbox: 'sales', prompt: english('Please leave a message.'), maxMs: 20_000, endSilenceMs: 1_500, next: 'bye', empty: 'bye', failed: 'bye' },
    hangup,
  ],
})
