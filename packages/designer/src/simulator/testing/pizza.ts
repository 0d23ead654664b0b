import { exploredFlow, noResources, type DraftDocument } from '@callchart/flow'
import { playableFlow } from '../playable.js'
import { readyFlow, type PlayableFlow } from '../session.js'

const say = (text: string) => ({ 'en-US': [text] })
/** Asks for a wish and a pin, fetches a size, and knows a kitchen full of humans. */
export const pizza: DraftDocument = {
  schemaVersion: 1,
  id: 'pizza',
  name: 'Pizza',
  languages: ['en-US'],
  variables: { size: { type: 'number' }, pin: { type: 'string' } },
  intents: { order: { name: 'Order', phrases: { 'en-US': ['I want a pizza', 'order something'] }, keywords: { 'en-US': ['pizza'] } }, pay: { name: 'Pay', phrases: { 'en-US': ['pay my bill', 'I want to pay'] } } },
  keyIntents: { human: { to: 'kitchen' } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'office' },
    { id: 'office', kind: 'hours', name: 'Office', calendar: 'kitchen', open: 'wish', closed: 'bye' },
    { id: 'wish', kind: 'ask', name: 'Wish', prompt: say('Your wish?'), branches: [{ on: 'order', to: 'pin', tags: ['order'] }, { on: 'pay', to: 'bye' }], noInput: { attempts: 1, to: 'bye' }, noMatch: { attempts: 1, to: 'bye' } },
    { id: 'pin', kind: 'collect', name: 'Pin', prompt: say('Your pin?'), variable: 'pin', minCount: 2, maxCount: 2, noInput: { to: 'bye' }, noMatch: { to: 'bye' }, next: 'fetch' },
    { id: 'fetch', kind: 'request', name: 'Fetch', url: 'endpoint://pizza/{{ pin }}', save: { size: 'body.size' }, next: 'told', failure: 'kitchen', filler: say('One moment.'), fillerAfterMs: 1500 },
    { id: 'told', kind: 'say', name: 'Told', prompt: say('Size {{ size }}.'), next: 'bye' },
    { id: 'kitchen', kind: 'transfer', name: 'Kitchen', queue: 'kitchen', next: 'bye', busy: 'wish', noAnswer: 'wish', failed: 'wish' },
    { id: 'bye', kind: 'hangup', name: 'Bye', prompt: say('Goodbye.') },
  ],
}
export const ready = (document: DraftDocument, from?: string): PlayableFlow => {
  const playable = playableFlow(document, noResources, from)
  if (!('compiled' in playable)) throw new Error(JSON.stringify(playable.problems))
  return readyFlow(exploredFlow(playable.compiled), new Map())
}
