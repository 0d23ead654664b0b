import type { CalendarFile, FlowFile } from './flows.js'

const english = (...texts: string[]) => ({ 'en-US': texts })
type Fields = Readonly<Record<string, unknown>>

const start = (next: string): Fields => ({ id: 'start', kind: 'start', name: 'Start', next })
const say = (id: string, texts: readonly string[], next: string, rest: Fields = {}): Fields => ({ id, kind: 'say', name: id, prompt: english(...texts), next, ...rest })
const hangup = (id: string, text: string, rest: Fields = {}): Fields => ({ id, kind: 'hangup', name: id, prompt: english(text), ...rest })
const ask = (id: string, texts: readonly string[], branches: Readonly<Record<string, string>>, rest: Fields = {}): Fields => ({
  id,
  kind: 'ask',
  name: id,
  prompt: english(...texts),
  branches: Object.entries(branches).map(([on, to]) => ({ on, to })),
  noInput: { to: 'bye' },
  noMatch: { to: 'bye' },
  ...rest,
})
const menu = (id: string, texts: Fields, choices: Readonly<Record<string, string>>, rest: Fields = {}): Fields => ({
  id,
  kind: 'menu',
  name: id,
  prompt: texts,
  choices: Object.entries(choices).map(([digit, to]) => ({ digit, to })),
  noInput: { to: 'bye' },
  noMatch: { to: 'bye' },
  ...rest,
})
const bye = hangup('bye', 'Goodbye.')
const flow = (id: string, nodes: readonly Fields[], rest: Fields = {}): FlowFile => ({ schemaVersion: 1, id, name: id, languages: ['en-US'], nodes, ...rest })

/** Two questions one after the other; every key intent is on. */
export const twoQuestions = flow(
  'two-questions',
  [
    start('news'),
    say('news', ['Your order has left the warehouse.'], 'first'),
    ask('first', ['Shall we bring it today?', 'Is today fine after all?'], { affirm: 'second', deny: 'second' }),
    ask('second', ['Do you want a text message?'], { affirm: 'bye', deny: 'bye' }),
    hangup('never', 'We will not call you again.', { doNotCall: true }),
    hangup('thanks', 'Thank you for your time.'),
    hangup('complaint', 'We are sorry to hear that.'),
    bye,
  ],
  { keyIntents: { repeat: {}, goBack: {}, doNotCall: { to: 'never' }, end: { to: 'thanks' }, complaint: { to: 'complaint' } } },
)

/** Who presses 0 wants a human: at a menu that does not take it, and at a question that takes no keys. */
export const humanByKey = flow(
  'human-by-key',
  [
    start('menu'),
    {
      id: 'menu', kind: 'menu', name: 'menu', prompt: english('Welcome to the tea house, where everything is freshly made. To order, press one. For a person, press zero at any time.'),
      choices: [{ name: 'Order', digit: '1', to: 'order' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' },
    },
    ask('order', ['Would you like green tea?'], { affirm: 'bye', deny: 'bye' }),
    { id: 'toHuman', kind: 'transfer', name: 'To a human', queue: 'human-by-key', maxWaitMs: 20_000, next: 'bye', busy: 'bye', noAnswer: 'bye', failed: 'bye' },
    bye,
  ],
  { keyIntents: { human: { key: '0', to: 'toHuman' } } },
)

/** A global question that is answered, after which the caller is pulled back. */
export const globalQuestion = flow(
  'global-question',
  [
    start('question'),
    ask('question', ['Shall I book the table?'], { affirm: 'booked', deny: 'bye' }),
    say('parking', ['You can park behind the house.'], 'back'),
    { id: 'back', kind: 'jump', name: 'Back', back: true },
    hangup('booked', 'Your table is booked.'),
    bye,
  ],
  {
    intents: { parking: { name: 'Parking', phrases: english('where can i park', 'is there a car park') } },
    auxiliary: [{ intent: 'parking', to: 'parking', pullBack: english('Back to your table.') }],
  },
)

/** Something is sent after the caller has gone. */
export const afterTheCall = (reportTo: string): FlowFile =>
  flow(
    'after-the-call',
    [
      start('question'),
      ask('question', ['Are you satisfied?'], { affirm: 'bye', deny: 'bye' }),
      { id: 'report', kind: 'request', name: 'Report', method: 'POST', url: reportTo, body: { call: '{{ call.callId }}' }, save: { answer: 'body.note' }, next: 'mark', failure: 'mark' },
      { id: 'mark', kind: 'tag', name: 'Mark', tag: 'reported', next: 'over' },
      { id: 'over', kind: 'hangup', name: 'Over' },
      bye,
    ],
    { variables: { answer: { type: 'string' } }, onHangup: 'report' },
  )

/** A message for a mailbox. */
export const messageBox = flow('message-box', [
  start('message'),
  { id: 'message', kind: 'voicemail', name: 'Message', mailbox: 'sales', prompt: english('Please leave a message.'), maxMs: 20_000, endSilenceMs: 1_500, next: 'thanks', empty: 'nothing', failed: 'bye' },
  hangup('thanks', 'Thank you for the message.'),
  hangup('nothing', 'We heard nothing.'),
  bye,
])

/** The call is recorded with the caller's consent. */
export const consent = flow(
  'consent',
  [
    start('agree'),
    menu('agree', english('Press one if we may record this call, two if not.'), { 1: 'agreed', 2: 'begin' }),
    { id: 'agreed', kind: 'set', name: 'Agreed', assign: [{ variable: 'agreed', value: 'true' }], next: 'begin' },
    { id: 'begin', kind: 'record', name: 'Begin', action: 'start', consent: 'agreed', next: 'card', noConsent: 'card' },
    { id: 'card', kind: 'record', name: 'Pause', action: 'pause', next: 'number' },
    { id: 'number', kind: 'collect', name: 'Number', prompt: english('Please enter your code.'), variable: 'code', minCount: 2, maxCount: 2, noInput: { to: 'bye' }, noMatch: { to: 'bye' }, next: 'on' },
    { id: 'on', kind: 'record', name: 'Resume', action: 'resume', next: 'more' },
    ask('more', ['Anything else?'], { affirm: 'bye', deny: 'bye' }),
    bye,
  ],
  { variables: { agreed: { type: 'boolean' }, code: { type: 'string', sensitive: true } } },
)

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
export const calendars: readonly CalendarFile[] = [
  { schemaVersion: 1, id: 'always', name: 'Always', timeZone: 'Europe/Berlin', weekly: [{ days: week, from: '00:00', to: '24:00' }], holidays: [] },
  { schemaVersion: 1, id: 'never', name: 'Never', timeZone: 'Europe/Berlin', weekly: [], holidays: [] },
]

export const openingHours = flow('opening-hours', [
  start('dayShift'),
  { id: 'dayShift', kind: 'hours', name: 'Day', calendar: 'never', open: 'bye', closed: 'nightShift' },
  { id: 'nightShift', kind: 'hours', name: 'Night', calendar: 'always', open: 'tell', closed: 'bye' },
  hangup('tell', 'The night shift is here.'),
  bye,
])

/** Run by another flow, twice. */
export const askCode = flow(
  'ask-code',
  [
    start('code'),
    { id: 'code', kind: 'collect', name: 'Code', prompt: english('{{ label }} please.'), variable: 'code', minCount: 2, maxCount: 2, noInput: { to: 'done' }, noMatch: { to: 'done' }, next: 'done' },
    { id: 'done', kind: 'jump', name: 'Done', back: true },
  ],
  { variables: { label: { type: 'string', initial: 'Your code' }, code: { type: 'string' } } },
)

export const twoCodes = flow(
  'two-codes',
  [
    start('branch'),
    { id: 'branch', kind: 'subflow', name: 'Branch', flow: 'ask-code', inputs: { label: '"Your branch code"' }, outputs: { branch: 'code' }, next: 'account' },
    { id: 'account', kind: 'subflow', name: 'Account', flow: 'ask-code', inputs: { label: '"Your account code"' }, outputs: { account: 'code' }, next: 'tell' },
    hangup('tell', 'Branch {{ digits(branch) }}, account {{ digits(account) }}.'),
  ],
  { variables: { branch: { type: 'string' }, account: { type: 'string' } } },
)

/** A request that is waited for under a filler, and one whose answer comes whenever it comes. */
export const slowService = (slow: string, later: string): FlowFile =>
  flow(
    'slow-service',
    [
      start('later'),
      { id: 'later', kind: 'request', name: 'Later', url: later, wait: false, save: { note: 'body.note' }, next: 'slow' },
      { id: 'slow', kind: 'request', name: 'Slow', url: slow, filler: english('I am looking it up.'), fillerAfterMs: 500, timeoutMs: 20_000, save: { found: 'body.note' }, next: 'tell', failure: 'bye' },
      ask('tell', ['I found {{ found }}. Is that right?'], { affirm: 'note', deny: 'note' }),
      hangup('note', 'And there is a note: {{ note }}.'),
      bye,
    ],
    { variables: { note: { type: 'string' }, found: { type: 'string' } } },
  )

/** The language is chosen by key; what is said from then on is in it. */
export const twoLanguages = flow(
  'two-languages',
  [
    start('choose'),
    menu('choose', { 'en-US': ['For English press one. 中文请按二。'], 'zh-CN': ['中文请按二。'] }, { 1: 'english', 2: 'chinese' }),
    { id: 'english', kind: 'set', name: 'English', language: 'en-US', next: 'tell' },
    { id: 'chinese', kind: 'set', name: 'Chinese', language: 'zh-CN', next: 'tell' },
    {
      id: 'tell',
      kind: 'hangup',
      name: 'Tell',
      prompt: { 'en-US': ['Your balance is {{ money(balance, "CNY") }} on {{ date(day) }}.'], 'zh-CN': ['您{{ date(day) }}的余额是{{ money(balance, "CNY") }}。'] },
    },
    hangup('bye', 'Goodbye.', { prompt: { 'en-US': ['Goodbye.'], 'zh-CN': ['再见。'] } }),
  ],
  { languages: ['en-US', 'zh-CN'], variables: { balance: { type: 'number', initial: 1250.4 }, day: { type: 'date', initial: '2026-12-05' } } },
)

/** A code that is read back, and asked for again with other words. */
export const readBack = flow(
  'read-back',
  [
    start('code'),
    {
      id: 'code',
      kind: 'collect',
      name: 'Code',
      prompt: english('Please enter two digits.'),
      variable: 'code',
      minCount: 2,
      maxCount: 2,
      invalid: { attempts: 2, prompts: english('It begins with four.', 'It still begins with four.') },
      validation: 'value.startsWith("4")',
      confirm: { prompt: english('I have {{ digits(value) }}. Is that right?'), affirmDigit: '1', denyDigit: '2', correction: english('Then please enter it again.') },
      noInput: { to: 'bye' },
      noMatch: { to: 'bye' },
      next: 'given',
    },
    hangup('given', 'Thank you.'),
    bye,
  ],
  { variables: { code: { type: 'string' } } },
)

/** Asked for only where it is not known yet. */
export const knownAlready = flow(
  'known-already',
  [
    start('party'),
    {
      id: 'party',
      kind: 'collect',
      name: 'Party',
      prompt: english('For how many?'),
      variable: 'party',
      valueType: 'number',
      input: 'keys',
      maxCount: 1,
      onlyIfMissing: true,
      noInput: { to: 'bye' },
      noMatch: { to: 'bye' },
      next: 'booked',
    },
    hangup('booked', 'A table for {{ number(party) }}.'),
    bye,
  ],
  { variables: { party: { type: 'number' } } },
)
