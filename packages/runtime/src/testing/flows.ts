/** A small flow: a question, a value by keys, a human, a goodbye. */
export const deskFlow = {
  schemaVersion: 1,
  id: 'desk',
  name: 'Desk',
  languages: ['en-US'],
  dnis: ['+15550001'],
  variables: { code: { type: 'string', sensitive: true } },
  intents: {
    hours: { name: 'Hours', keywords: { 'en-US': ['hours'] }, phrases: { 'en-US': ['what are your opening hours', 'when are you open'] } },
    pin: { name: 'Pin', keywords: { 'en-US': ['pin'] }, phrases: { 'en-US': ['set my pin code'] } },
  },
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'ask' },
    {
      id: 'ask',
      name: 'ask',
      kind: 'ask',
      prompt: { 'en-US': ['How can I help?'] },
      branches: [
        { on: 'hours', to: 'tagHours', tags: [] },
        { on: 'pin', to: 'code' },
      ],
      noInput: { attempts: 1, to: 'bye' },
      noMatch: { attempts: 1, to: 'bye' },
    },
    { id: 'tagHours', kind: 'tag', name: 'tagHours', tag: 'hours', next: 'bye' },
    {
      id: 'code',
      name: 'code',
      kind: 'collect',
      prompt: { 'en-US': ['Type your code.'] },
      variable: 'code',
      input: 'keys',
      minCount: 4,
      maxCount: 4,
      noInput: { to: 'bye' },
      noMatch: { to: 'bye' },
      next: 'bye',
    },
    { id: 'bye', kind: 'hangup', name: 'bye', prompt: { 'en-US': ['Goodbye.'] } },
    {
      id: 'human',
      name: 'human',
      kind: 'transfer',
      queue: 'cards',
      announcement: { 'en-US': ['I will get somebody.'] },
      interruptible: false,
      whisper: { 'en-US': ['A caller for you.'] },
      summary: 'Wants a human',
      maxWaitMs: 60_000,
      ringMs: 10_000,
      next: 'after',
      busy: 'sorry',
      noAnswer: 'sorry',
      failed: 'sorry',
    },
    { id: 'after', kind: 'hangup', name: 'after', prompt: { 'en-US': ['Thank you for waiting.'] } },
    { id: 'sorry', kind: 'hangup', name: 'sorry', prompt: { 'en-US': ['Nobody is free.'] } },
  ],
  keyIntents: { human: { to: 'human', phrases: { 'en-US': ['speak to an agent'] } } },
}

/** Goes on with another main flow at once. */
export const doorFlow = {
  schemaVersion: 1,
  id: 'door',
  name: 'Door',
  languages: ['en-US'],
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'on' },
    { id: 'on', kind: 'jump', name: 'on', flow: 'desk' },
  ],
}

/** Goes on with a flow that does not exist. */
export const nowhereFlow = {
  ...doorFlow,
  id: 'nowhere',
  name: 'Nowhere',
  nodes: [doorFlow.nodes[0], { id: 'on', kind: 'jump', name: 'on', flow: 'missing' }],
}

/** An expression that fails in a call that brings a word of this length along, and nobody would think of it beforehand. */
export const wordThatBreaks = 'seventeen letters'
export const brokenFlow = {
  schemaVersion: 1,
  id: 'broken',
  name: 'Broken',
  languages: ['en-US'],
  variables: { numbers: { type: 'list' }, first: { type: 'number' }, word: { type: 'string' } },
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'fail' },
    { id: 'fail', kind: 'set', name: 'fail', assign: [{ variable: 'first', value: `size(word) == ${wordThatBreaks.length} ? numbers[3] : 0` }], next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'bye' },
  ],
}

/** Asks a service; a slow answer is covered by a filler. @param method of the request */
export const serviceFlow = (id: string, method: 'GET' | 'POST', idempotent = false) => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  variables: { balance: { type: 'number' } },
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'ask' },
    {
      id: 'ask',
      kind: 'request',
      name: 'ask',
      method,
      url: 'endpoint://service/balance',
      idempotent,
      retryCount: 0,
      save: { balance: 'body.balance' },
      filler: { 'en-US': ['One moment.'] },
      fillerAfterMs: 1_500,
      next: 'good',
      failure: 'bad',
      outcomeUnknown: 'unknown',
    },
    { id: 'good', kind: 'hangup', name: 'good', prompt: { 'en-US': ['You have {{ balance }}.'] } },
    { id: 'bad', kind: 'hangup', name: 'bad', prompt: { 'en-US': ['It failed.'] } },
    { id: 'unknown', kind: 'hangup', name: 'unknown', prompt: { 'en-US': ['Nobody knows.'] } },
  ],
})

/** Tells a service after the caller has gone, and marks the call with what came of it, where that is waited for. */
export const farewellFlow = (id: string, request: { readonly wait?: boolean } & Record<string, unknown> = {}) => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  onHangup: 'report',
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'ask' },
    {
      id: 'ask',
      name: 'ask',
      kind: 'ask',
      prompt: { 'en-US': ['How can I help?'] },
      branches: [{ on: 'anyReply', to: 'bye' }],
      noInput: { attempts: 1, to: 'bye' },
      noMatch: { attempts: 1, to: 'bye' },
    },
    { id: 'bye', kind: 'hangup', name: 'bye', prompt: { 'en-US': ['Goodbye.'] } },
    {
      id: 'report',
      kind: 'request',
      name: 'report',
      method: 'POST',
      url: 'endpoint://service/after',
      retryCount: 0,
      next: 'told',
      ...(request.wait === false ? {} : { failure: 'untold', outcomeUnknown: 'unsure' }),
      ...request,
    },
    { id: 'told', kind: 'tag', name: 'told', tag: 'told', next: 'done' },
    ...(request.wait === false ? [] : ['untold', 'unsure'].map((tag) => ({ id: tag, kind: 'tag', name: tag, tag, next: 'done' }))),
    { id: 'done', kind: 'hangup', name: 'done' },
  ],
})

/** Opening hours of the office: all day on weekdays. */
export const officeCalendar = {
  schemaVersion: 1,
  id: 'office',
  name: 'Office',
  timeZone: 'UTC',
  weekly: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '00:00', to: '24:00' }],
  holidays: [{ date: '2030-01-01', name: 'New Year' }],
}

/** Takes a message of the caller, recorded in full where they like, and calls them no more. */
export const mailboxFlow = {
  schemaVersion: 1,
  id: 'mailbox',
  name: 'Mailbox',
  languages: ['en-US'],
  variables: { consent: { type: 'boolean' } },
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'hours' },
    { id: 'hours', kind: 'hours', name: 'hours', calendar: 'office', open: 'consent', closed: 'closed' },
    { id: 'consent', kind: 'set', name: 'consent', assign: [{ variable: 'consent', value: 'true' }], next: 'record' },
    { id: 'closed', kind: 'hangup', name: 'closed', prompt: { 'en-US': ['We are closed.'] } },
    { id: 'record', kind: 'record', name: 'record', action: 'start', consent: 'consent', next: 'message', noConsent: 'message' },
    {
      id: 'message',
      kind: 'voicemail',
      name: 'message',
      prompt: { 'en-US': ['Speak after the tone.'] },
      mailbox: 'office',
      next: 'pause',
      empty: 'nothing',
      failed: 'nothing',
    },
    { id: 'pause', kind: 'record', name: 'pause', action: 'pause', next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'bye', doNotCall: true, prompt: { 'en-US': ['Goodbye.'] } },
    { id: 'nothing', kind: 'hangup', name: 'nothing', prompt: { 'en-US': ['Nothing was said.'] } },
  ],
}
