import { parseFlow, versionIdentity, compileFlow, noResources, type FlowDocument, type FlowResources } from '@callchart/flow'
import { trainUnderstanding } from '@callchart/nlu'
import { CallRecorder, type Others } from '../bench/replay/call-recorder.js'
import { makeReady } from '../call/make-ready.js'
import type { ReadyVersion } from '../call/ready-version.js'

const text = (words: string) => ({ 'en-US': [words] })

/** A bank's first question, with everything behind it that a replay has to bring along. */
export const bankFlow = {
  schemaVersion: 1,
  id: 'bank',
  name: 'Bank',
  languages: ['en-US'],
  variables: { pin: { type: 'string', sensitive: true }, balance: { type: 'number' }, customer: { type: 'string', initial: 'unknown' } },
  intents: {
    balance: { name: 'Balance', keywords: { 'en-US': ['balance'] } },
    lost: { name: 'Lost card', keywords: { 'en-US': ['lost'] } },
    fees: { name: 'Fees', keywords: { 'en-US': ['fees'] } },
  },
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'welcome' },
    { id: 'welcome', kind: 'say', name: 'Welcome', prompt: text('Welcome.'), interruptible: false, next: 'ask' },
    {
      id: 'ask',
      kind: 'ask',
      name: 'What for',
      prompt: text('What can I do for you?'),
      branches: [
        { on: 'balance', to: 'pin' },
        { on: 'lost', to: 'block' },
      ],
      noInput: { attempts: 1, to: 'bye' },
      noMatch: { attempts: 1, to: 'bye' },
    },
    {
      id: 'pin',
      kind: 'collect',
      name: 'Pin',
      prompt: text('Your pin, please.'),
      variable: 'pin',
      input: 'keys',
      minCount: 4,
      maxCount: 4,
      noInput: { to: 'bye' },
      noMatch: { to: 'bye' },
      next: 'look',
    },
    {
      id: 'look',
      kind: 'request',
      name: 'Look up',
      method: 'POST',
      url: 'https://bank.example/balance',
      body: { pin: '{{ pin }}' },
      save: { balance: 'body.balance' },
      filler: text('One moment.'),
      fillerAfterMs: 1_500,
      next: 'tell',
      failure: 'sorry',
    },
    { id: 'tell', kind: 'say', name: 'Tell', prompt: text('You have {{ balance }} dollars.'), next: 'bye' },
    { id: 'block', kind: 'tag', name: 'Block', tag: 'lost-card', next: 'human' },
    {
      id: 'human',
      kind: 'transfer',
      name: 'Human',
      queue: 'cards',
      announcement: text('I will get somebody.'),
      interruptible: false,
      whisper: text('A lost card.'),
      summary: 'Lost card',
      maxWaitMs: 60_000,
      ringMs: 10_000,
      next: 'bye',
      busy: 'sorry',
      noAnswer: 'sorry',
      failed: 'sorry',
    },
    { id: 'sorry', kind: 'hangup', name: 'Sorry', prompt: text('I am sorry.') },
    { id: 'bye', kind: 'hangup', name: 'Bye', prompt: text('Goodbye.') },
  ],
}

export type ReplayNode = (typeof bankFlow.nodes)[number] | { readonly id: string; readonly [field: string]: unknown }

/** The bank's flow with other nodes, or further ones. */
export function bankWith(nodes: readonly ReplayNode[], fields: object = {}): unknown {
  const kept = bankFlow.nodes.filter(({ id }) => !nodes.some((node) => node.id === id))
  return { ...bankFlow, ...fields, nodes: [...kept, ...nodes] }
}

export function readyVersion(json: unknown, resources: FlowResources = noResources): ReadyVersion {
  const parsed = parseFlow(json)
  if (!('document' in parsed)) throw new Error(JSON.stringify(parsed))
  return readyDocument(parsed.document, resources)
}

function readyDocument(document: FlowDocument, resources: FlowResources): ReadyVersion {
  const compiled = compileFlow(document, resources)
  return makeReady({ version: versionIdentity(document, resources), document, compiled, models: compiled.manifest.understanding.map((source) => trainUnderstanding(source)) })
}

export const withBalance: Others = { request: () => ({ status: 200, body: { balance: 120 } }) }

export const aCallOf = (ready: ReadyVersion, others: Others = withBalance): CallRecorder =>
  new CallRecorder(ready, { callId: 'c1', direction: 'inbound', ani: '+15550123', variables: {}, startedAt: 1_764_000_000_000 }, others).begins()
