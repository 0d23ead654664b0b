const english = (text: string) => ({ 'en-US': [text] })
const toBye = { noInput: { attempts: 0, to: 'bye' }, noMatch: { attempts: 0, to: 'bye' } }

/**
 * One flow with everything that may race: a notice that is heard in full, a question by voice, digits, a message, a request that must not
 * be sent twice, a queue that a key leaves, and a report after the call.
 */
export const lineFlow = {
  schemaVersion: 1,
  id: 'line',
  name: 'Line',
  languages: ['en-US'],
  onHangup: 'report',
  settings: { endSilenceMs: 200, phraseEndSilenceMs: 200, bargeInSpeechMs: 200, noInputTimeoutMs: 1_000, interDigitTimeoutMs: 500, maxCallMs: 300_000 },
  variables: { code: { type: 'string' }, balance: { type: 'number' } },
  intents: {
    pin: { name: 'Pin', keywords: english('code'), phrases: english('set my code') },
    balance: { name: 'Balance', keywords: english('balance'), phrases: english('what is my balance') },
    message: { name: 'Message', keywords: english('message'), phrases: english('leave a message') },
    stop: { name: 'Stop', keywords: english('stop'), phrases: english('stop calling') },
  },
  keyIntents: { human: { to: 'human', phrases: english('speak to an agent') } },
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'notice' },
    { id: 'notice', kind: 'say', name: 'notice', prompt: english('This call is recorded.'), interruptible: false, next: 'ask' },
    {
      id: 'ask',
      kind: 'ask',
      name: 'ask',
      prompt: english('How can I help?'),
      branches: [
        { on: 'pin', to: 'pin' },
        { on: 'balance', to: 'balance' },
        { on: 'message', to: 'message' },
        { on: 'stop', to: 'stopped' },
      ],
      ...toBye,
    },
    { id: 'pin', kind: 'collect', name: 'pin', prompt: english('Type your code.'), variable: 'code', input: 'keys', minCount: 2, maxCount: 2, ...toBye, next: 'bye' },
    {
      id: 'balance',
      kind: 'request',
      name: 'balance',
      method: 'POST',
      url: 'endpoint://bank/balance',
      retryCount: 0,
      save: { balance: 'body.balance' },
      filler: english('One moment.'),
      fillerAfterMs: 1_500,
      next: 'told',
      failure: 'bye',
      outcomeUnknown: 'bye',
    },
    { id: 'told', kind: 'say', name: 'told', prompt: english('You have {{ balance }}.'), next: 'bye' },
    { id: 'message', kind: 'voicemail', name: 'message', prompt: english('Speak after the tone.'), mailbox: 'office', endSilenceMs: 1_000, next: 'bye', empty: 'bye', failed: 'bye' },
    { id: 'stopped', kind: 'hangup', name: 'stopped', doNotCall: true, prompt: english('We will not call again.') },
    {
      id: 'human',
      kind: 'transfer',
      name: 'human',
      queue: 'cards',
      announcement: english('I will get somebody.'),
      interruptible: false,
      whisper: english('A caller for you.'),
      maxWaitMs: 60_000,
      ringMs: 10_000,
      keys: [{ digit: '1', type: 'call-back', to: 'bye' }],
      next: 'after',
      busy: 'sorry',
      noAnswer: 'sorry',
      failed: 'sorry',
    },
    { id: 'after', kind: 'say', name: 'after', prompt: english('Thank you for waiting.'), next: 'ask' },
    { id: 'sorry', kind: 'say', name: 'sorry', prompt: english('Nobody is free.'), next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'bye', prompt: english('Goodbye.') },
    { id: 'report', kind: 'request', name: 'report', method: 'POST', url: 'endpoint://bank/after', retryCount: 0, next: 'done', failure: 'done', outcomeUnknown: 'done' },
    { id: 'done', kind: 'hangup', name: 'done' },
  ],
}
