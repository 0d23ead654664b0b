import type { FlowFile } from '../driver/flows.js'

const english = (...texts: string[]) => ({ 'en-US': texts })

/** So patient that a caller is never given up for a word that was lost. */
const patient = { to: 'gaveUp', attempts: 5 }

export const loadFlow = 'orders'
/** Dialled by callers who come over a switch. */
export const loadNumber = '+15550100'

/** The way of a caller whom no fault takes from it. */
export const pathOf = (wantsHuman: boolean): readonly string[] => ['start', 'notice', 'question', 'code', 'order', 'menu', ...(wantsHuman ? ['human'] : []), 'bye']

/** A notice, a spoken yes, four keys, a request with these keys, a prompt that is in no cache, and for some a human: everything that a fault may find a call in. */
export const ordersFlow = (edition = 0): FlowFile => ({
  schemaVersion: 1,
  id: loadFlow,
  name: 'Orders',
  languages: ['en-US'],
  dnis: [loadNumber],
  variables: { code: { type: 'string' } },
  settings: { noInputTimeoutMs: 4_000 },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'notice' },
    { id: 'notice', kind: 'say', name: `Notice ${edition}`, prompt: english('This call may be recorded for training purposes. Our terms have changed.'), next: 'question' },
    {
      id: 'question', kind: 'menu', name: 'Question', prompt: english('Would you like to place an order? Say yes, or press one.'),
      choices: [{ digit: '1', on: 'affirm', to: 'code' }], noInput: patient, noMatch: patient,
    },
    { id: 'code', kind: 'collect', name: 'Code', prompt: english('Please enter your code.'), variable: 'code', minCount: 4, maxCount: 4, noInput: patient, noMatch: patient, next: 'order' },
    { id: 'order', kind: 'request', name: 'Order', method: 'POST', url: 'endpoint://receiver/orders', body: { code: '{{ code }}' }, idempotent: true, timeoutMs: 10_000, fillerAfterMs: 0, next: 'menu', failure: 'notOrdered' },
    {
      id: 'menu', kind: 'menu', name: 'Menu', prompt: english('Your code is {{ code }}. To end, press one. To speak to a human, press two.'),
      choices: [{ digit: '1', to: 'bye' }, { digit: '2', to: 'human' }], noInput: patient, noMatch: patient,
    },
    { id: 'human', kind: 'transfer', name: 'Human', queue: 'desk', maxWaitMs: 90_000, ringMs: 10_000, summary: 'A caller.', next: 'bye', busy: 'nobody', noAnswer: 'nobody', failed: 'nobody' },
    { id: 'bye', kind: 'hangup', name: 'Goodbye', prompt: english('Goodbye.') },
    ...['gaveUp', 'notOrdered', 'nobody'].map((id) => ({ id, kind: 'hangup', name: id, prompt: english('Sorry.') })),
  ],
})
