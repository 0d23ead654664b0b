import type { FlowDocumentInput } from '@callchart/flow'

/** A flow that asks the same question again for every "yes": one turn as short as turns are. */
export const yesNoFlow: FlowDocumentInput = {
  schemaVersion: 1,
  id: 'yes-no-bench',
  name: 'Yes or no',
  languages: ['en-US'],
  keyIntents: { human: { to: 'end' }, complaint: { to: 'end' } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'question' },
    {
      id: 'question',
      kind: 'ask',
      name: 'Go on?',
      prompt: { 'en-US': ['Shall I go on?'] },
      branches: [
        { on: 'affirm', to: 'question' },
        { on: 'deny', to: 'end' },
      ],
      noInput: { prompts: { 'en-US': ['Please say yes or no.'] }, to: 'end' },
      noMatch: { prompts: { 'en-US': ['Please say yes or no.'] }, to: 'end' },
    },
    { id: 'end', kind: 'hangup', name: 'End', prompt: { 'en-US': ['Goodbye.'] } },
  ],
}
