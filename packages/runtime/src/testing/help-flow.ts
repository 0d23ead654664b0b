/** Answers questions: from its entries as they stand, or by a model. */
export const helpFlow = (id: string, source: 'faq' | 'llm') => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  intents: { order: { name: 'Order', phrases: { 'en-US': ['I want to order something'] } } },
  keyIntents: { human: { to: 'human' } },
  bannedWords: { 'en-US': { words: ['refund'] } },
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'help' },
    {
      id: 'help',
      kind: 'knowledge',
      name: 'help',
      prompt: { 'en-US': ['What would you like to know?'] },
      source,
      faq: [
        { id: 'wifi', questions: { 'en-US': ['how do i connect to the wifi'] }, answer: { 'en-US': ['Choose Staff. Then enter your number.'] } },
        { id: 'parking', questions: { 'en-US': ['where can i park'] }, answer: { 'en-US': ['Behind the house.'] } },
      ],
      faqFile: 'shared',
      more: { 'en-US': ['Anything else?'] },
      filler: { 'en-US': ['One moment.'] },
      fillerAfterMs: 1_000,
      deadlineMs: 5_000,
      branches: [{ on: 'order', to: 'ordered' }],
      noInput: { to: 'bye' },
      noMatch: { to: 'bye' },
      noAnswer: { attempts: 0 },
      next: 'bye',
      fallback: 'sorry',
    },
    { id: 'ordered', kind: 'hangup', name: 'ordered', prompt: { 'en-US': ['Ordered.'] } },
    { id: 'bye', kind: 'hangup', name: 'bye', prompt: { 'en-US': ['Goodbye.'] } },
    { id: 'sorry', kind: 'hangup', name: 'sorry', prompt: { 'en-US': ['I cannot answer that.'] } },
    { id: 'human', kind: 'hangup', name: 'human', prompt: { 'en-US': ['A person comes.'] } },
  ],
})

export const sharedFaq = {
  schemaVersion: 1,
  id: 'shared',
  name: 'Shared',
  entries: [{ id: 'pets', questions: { 'en-US': ['may i bring my dog'] }, answer: { 'en-US': ['Dogs are welcome.'] } }],
}
