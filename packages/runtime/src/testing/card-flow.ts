/**
 * Takes a reply by voice and a card by keys, tells a service of the card and of the customer, and reads both back.
 * @param variables `customer` and `card` among them
 */
export const cardFlow = (id: string, variables: Readonly<Record<string, object>>) => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  variables,
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'ask' },
    {
      id: 'ask',
      kind: 'ask',
      name: 'ask',
      prompt: { 'en-US': ['Hello {{ customer }}, what is it about?'] },
      branches: [{ on: 'anyReply', to: 'card' }],
      noInput: { attempts: 1, to: 'bye' },
      noMatch: { attempts: 1, to: 'bye' },
    },
    { id: 'card', kind: 'collect', name: 'card', prompt: { 'en-US': ['Type your card.'] }, variable: 'card', input: 'keys', minCount: 16, maxCount: 16, noInput: { to: 'bye' }, noMatch: { to: 'bye' }, next: 'tell' },
    {
      id: 'tell',
      kind: 'request',
      name: 'tell',
      method: 'POST',
      url: 'endpoint://service/cards/{{ card }}?name={{ customer }}',
      headers: { 'x-card': '{{ card }}' },
      retryCount: 0,
      next: 'bye',
      failure: 'bye',
      outcomeUnknown: 'bye',
    },
    { id: 'bye', kind: 'hangup', name: 'bye', prompt: { 'en-US': ['Goodbye {{ customer }}, card {{ card }} is noted.'] } },
  ],
})
