import type { FlowFile } from '../../driver/flows.js'

const english = (...texts: readonly string[]) => ({ 'en-US': texts })

/** A call that we place: a human is asked something, a machine is left a message. */
export const reminder: FlowFile = {
  schemaVersion: 1,
  id: 'reminder',
  name: 'Reminder',
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'question', machine: 'message' },
    { id: 'question', kind: 'ask', name: 'Question', prompt: english('This is your dentist. Will you come tomorrow at nine?'), branches: [{ on: 'affirm', to: 'confirmed' }, { on: 'deny', to: 'bye' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' } },
    { id: 'confirmed', kind: 'hangup', name: 'Confirmed', prompt: english('We look forward to seeing you. Goodbye.') },
    { id: 'message', kind: 'hangup', name: 'Message', prompt: english('This is a message of your dentist. Please call us back.') },
    { id: 'bye', kind: 'hangup', name: 'Goodbye', prompt: english('Goodbye.') },
  ],
}
