import type { FlowDocument } from '../document/schema.js'
import { flowOf, say } from './driven-chart.js'

/** One flow with every node kind and every way out, for tests of the whole. */
export const everyKind = (): FlowDocument =>
  flowOf(
    [
      { id: 'welcome', kind: 'say', name: 'Welcome', prompt: say('Welcome {{ name }}.', 'Welcome back.'), bargeInDelayMs: 300, next: 'main' },
      {
        id: 'main', kind: 'ask', name: 'Main', prompt: say('What can I do?', 'What else?'), saveWords: 'words', saveSlots: { size: 'size' },
        branches: [
          { on: 'order', tags: ['order'], to: 'menu' },
          { on: 'pay', to: 'amount' },
          { on: 'deny', to: 'goodbye' },
          { on: 'anyReply', to: 'other' },
        ],
        noInput: { prompts: say('Hello?', 'Still there?'), to: 'goodbye' },
        noMatch: { attempts: 1, prompts: say('Pardon?') },
        settings: { noInputTimeoutMs: 3_000, endSilenceMs: 500 },
      },
      {
        id: 'menu', kind: 'menu', name: 'Menu', prompt: say('One for tea, two for coffee.'),
        choices: [{ digit: '1', on: 'tea', tags: ['tea'], to: 'askSize' }, { digit: '2', to: 'count' }],
        noInput: { attempts: 0, to: 'main' }, noMatch: { prompts: say('Tea or coffee?'), to: 'main' }, invalidDigit: { attempts: 1, prompts: say('Not that key.'), to: 'apology' },
      },
      {
        id: 'askSize', kind: 'collect', name: 'How many?', prompt: say('How many?'), variable: 'size', valueType: 'number', validation: 'value > 0 && value <= limit',
        invalid: { attempts: 1, prompts: say('That is too many.'), to: 'apology' }, noInput: { to: 'main' }, noMatch: { to: 'main' },
        confirm: { prompt: say('{{ value }}, right?'), correction: say('How many then?'), affirmDigit: '1', denyDigit: '2', attempts: 1 }, next: 'count',
      },
      { id: 'count', kind: 'set', name: 'Count', assign: [{ variable: 'size', value: 'size + 1' }, { variable: 'big', value: 'size > 3' }], next: 'check' },
      { id: 'check', kind: 'decide', name: 'Big?', branches: [{ when: 'big', to: 'book' }, { when: 'size == 2 || name.matches("^A+$")', to: 'mark' }], else: 'book' },
      {
        id: 'book', kind: 'request', name: 'Book', method: 'POST', url: 'https://shop.example/orders/{{ name }}', headers: { 'X-Size': '{{ size }}' }, auth: { type: 'bearer', secret: 'shop' },
        body: { name: '{{ name }}', size: '{{ size }}', items: ['{{ upper(name) }}!', 1, true, null] }, idempotent: true, save: { reference: 'body.order.reference' }, saveStatus: 'httpStatus',
        defaults: { reference: 'none' }, filler: say('One moment.'), fillerAfterMs: 800, next: 'booked', failure: 'apology', outcomeUnknown: 'toHuman',
      },
      { id: 'booked', kind: 'say', name: 'Booked', prompt: say('Booked as {{ spell(reference) }}.'), interruptible: false, dropDigits: true, next: 'inform' },
      { id: 'inform', kind: 'request', name: 'Inform', method: 'POST', url: 'endpoint://events/booked', wait: false, next: 'main' },
      {
        id: 'amount', kind: 'collect', name: 'Amount', prompt: say('How much?'), variable: 'amount', valueType: 'money', input: 'speech', noInput: { to: 'main' }, noMatch: { to: 'main' }, next: 'paid',
      },
      { id: 'paid', kind: 'say', name: 'Paid', prompt: say('{{ money(amount, "USD") }}.'), next: 'main' },
      { id: 'mark', kind: 'tag', name: 'Mark', tag: 'small', next: 'back' },
      { id: 'back', kind: 'jump', name: 'Back', to: 'main' },
      { id: 'other', kind: 'jump', name: 'Other', flow: 'other-flow' },
      { id: 'apology', kind: 'say', name: 'Apology', prompt: say('Sorry.'), next: 'toHuman' },
      {
        id: 'toHuman', kind: 'transfer', name: 'Human', queue: 'shop', announcement: say('Connecting you.'), interruptible: false, whisper: say('{{ name }} wants {{ size }}.'), summary: '{{ words }}',
        next: 'goodbye', busy: 'main', noAnswer: 'main', failed: 'goodbye',
      },
      { id: 'toComplaints', kind: 'transfer', name: 'Complaints', queue: 'complaints', next: 'goodbye', busy: 'goodbye', noAnswer: 'goodbye', failed: 'goodbye' },
    ],
    {
      id: 'every-kind',
      voices: { 'en-US': 'en-us+f3' },
      variables: {
        name: { type: 'string', initial: 'Ann' }, words: { type: 'string' }, size: { type: 'number', initial: 1 }, limit: { type: 'number', initial: 10 }, big: { type: 'boolean' },
        reference: { type: 'string' }, httpStatus: { type: 'number' }, amount: { type: 'number', sensitive: true },
      },
      intents: { order: { name: 'Order' }, pay: { name: 'Pay' }, tea: { name: 'Tea', keywords: { 'en-US': ['tea'] } } },
      keyIntents: { human: { to: 'toHuman' }, complaint: { to: 'toComplaints', phrases: { 'en-US': ['complain'] } } },
    },
  )
