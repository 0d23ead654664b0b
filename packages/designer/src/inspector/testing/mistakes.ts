import { checkFlow, noResources, parseFlow, type DraftDocument, type DraftNode, type FlowProblem, type FlowResources, type JsonObject } from '@callchart/flow'

const say = (...texts: readonly string[]): JsonObject => ({ 'en-US': texts })
const out = { noInput: { to: 'bye' }, noMatch: { to: 'bye' } }
const start = { id: 'start', kind: 'start', next: 'first' }
const bye = { id: 'bye', kind: 'hangup', prompt: say('Bye.') }
const ask = { id: 'first', kind: 'ask', prompt: say('Well?'), branches: [{ on: 'affirm', to: 'bye' }], ...out }
const menu = { id: 'first', kind: 'menu', prompt: say('Press.'), choices: [{ digit: '1', to: 'bye' }], ...out }
const collect = { id: 'first', kind: 'collect', prompt: say('Number?'), variable: 'text', next: 'bye', ...out }
const transfer = { id: 'first', kind: 'transfer', queue: 'q', next: 'bye', busy: 'bye', noAnswer: 'bye', failed: 'bye' }
const request = { id: 'first', kind: 'request', url: 'https://x/', next: 'bye', failure: 'bye' }
const knowledge = { id: 'first', kind: 'knowledge', prompt: say('Ask.'), faq: [{ id: 'a', questions: say('open'), answer: say('Yes.') }], next: 'bye', fallback: 'bye', ...out }
const set = { id: 'first', kind: 'set', assign: [{ variable: 'text', value: '"a"' }], next: 'bye' }
const record = { id: 'first', kind: 'record', action: 'start', consent: 'yes', next: 'bye', noConsent: 'bye' }
const back = { id: 'back', kind: 'jump', back: true }
const site = { id: 'first', kind: 'subflow', flow: 'other', next: 'bye' }
const moving = { moving: { name: 'Moving', phrases: say('I move') }, staying: { name: 'Staying', phrases: say('I stay') } }
const variables = { text: { type: 'string', initial: '' }, count: { type: 'number', initial: 0 }, yes: { type: 'boolean' }, day: { type: 'date' } }

export interface Mistake {
  readonly document: DraftDocument
  readonly problem: FlowProblem
}

const documentOf = (nodes: readonly JsonObject[], rest: JsonObject): DraftDocument =>
  ({ schemaVersion: 1, id: 'mistaken', name: 'Mistaken', languages: ['en-US'], variables, intents: moving, ...rest, nodes: nodes.map((node, index) => ({ name: `Node ${index + 1}`, ...node }) as unknown as DraftNode) })

function mistakesIn(nodes: readonly JsonObject[], rest: JsonObject = {}, resources: Partial<FlowResources> = {}): readonly Mistake[] {
  const document = documentOf(nodes, rest)
  const parsed = parseFlow(document)
  const problems = 'document' in parsed ? checkFlow(parsed.document, { ...noResources, ...resources }) : parsed.problems
  return problems.map((problem) => ({ document, problem }))
}

const withFirst = (first: JsonObject, rest?: JsonObject, resources?: Partial<FlowResources>): readonly Mistake[] => mistakesIn([start, first, bye], rest, resources)

const parsedFlow = (nodes: readonly JsonObject[], rest: JsonObject = {}) => {
  const parsed = parseFlow(documentOf(nodes, { id: 'other', ...rest }))
  if (!('document' in parsed)) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}
const other = parsedFlow([{ ...start, next: 'hello' }, { id: 'hello', kind: 'say', prompt: say('Hello.'), next: 'lost' }, { id: 'lost', kind: 'set', assign: [{ variable: 'text', value: 'secret' }], language: 'fr-FR', next: 'back' }, back], {
  variables: { ...variables, secret: { type: 'string', initial: '', sensitive: true } }, languages: ['en-US', 'fr-FR'], dnis: ['+4930123'],
})
const circling = parsedFlow([{ ...start, next: 'again' }, { id: 'again', kind: 'subflow', flow: 'mistaken', next: 'back' }, back])
const library = { flows: new Map([['other', other]]) }
const past = { id: 'shop', name: 'Shop', timeZone: 'Asia/Shanghai', weekly: [], exceptions: [], holidays: [{ date: '2020-01-01', name: 'New Year' }] }
const rules: FlowResources['rules'] = [
  { id: 'who-we-are', severity: 'error', name: { en: 'Who is calling', zh: '先报家门' }, sentence: { en: 'We say who we are.', zh: '先说明我们是谁。' }, statement: { first: { mark: 'identity' }, before: { speaks: true } } },
  { id: 'in-full', severity: 'error', name: { en: 'In full', zh: '完整播放' }, sentence: { en: 'It is heard in full.', zh: '完整播放。' }, statement: { every: { mark: 'price' }, is: { interruptible: false } } },
]

/** Everything that a person who draws a flow can get wrong, by the checker's own words. */
export const mistakes = (): readonly Mistake[] => [
  ...mistakesIn([{ id: 'first', kind: 'say', prompt: say('Hello.'), next: 'bye' }, bye]),
  ...mistakesIn([start, bye, { ...bye, name: 'Twice' }]),
  ...mistakesIn([{ ...start, disabled: true }, bye]),
  ...withFirst({ id: 'first', kind: 'say', disabled: true, prompt: say('Hello.') }),
  ...withFirst({ id: 'first', kind: 'say', prompt: say('Hello.') }),
  ...withFirst({ id: 'first', kind: 'say', prompt: say('Hello {{ nobody }} {{ 1 + }} {{'), next: 'gone' }),
  ...withFirst({ id: 'first', kind: 'say', prompt: { 'en-US': [{ ssml: '<speak>', text: 'x' }] }, colour: 'red', bargeInDelayMs: 99_000 }),
  ...withFirst({ id: 'first', kind: 'say', prompt: { 'en-US': [{ ssml: '<speak>', text: 'x' }] }, next: 'bye' }, { languages: ['en-US', 'fr-FR'] }),
  ...withFirst({ id: 'first', kind: 'say', prompt: { 'fr-FR': ['{{ money(count, "EUR") }}'] }, next: 'bye' }, { languages: ['fr-FR'], intents: {} }),
  ...withFirst({ id: 'first', kind: 'say', prompt: { 'en-US': [{ text: 'Hello.', audio: `sha256:${'0'.repeat(64)}` }] }, next: 'bye' }, {}, { recordings: new Set() }),
  ...withFirst({ id: 'first', kind: 'say', prompt: { 'en-US': [{ audio: `sha256:${'a'.repeat(64)}`, text: 'x' }] }, next: 'bye' }, {}, { recordings: new Set() }),
  ...withFirst({ ...ask, branches: [], noInput: {}, noMatch: {} }),
  ...withFirst({ ...ask, branches: [{ on: 'moving', to: 'bye' }, { on: 'moving', to: 'bye' }, { on: 'unknown' }], saveSlots: { when: 'text' }, saveWords: 'nobody' }),
  ...withFirst({ ...ask, disambiguation: { prompt: say('{{ first }}?') } }, { variables: { ...variables, first: { type: 'string' } } }),
  ...withFirst({ ...ask, branches: [{ on: 'moving', to: 'bye' }, { on: 'staying', to: 'bye' }], disambiguation: { prompt: say('?') } }, { languages: ['en-US', 'zh-CN'] }),
  ...withFirst({ ...ask, branches: [{ on: 'moving', to: 'bye' }], saveSlots: { when: 'count' } }, { intents: { moving: { name: 'Moving', phrases: say('I move'), slots: { when: { type: 'date' } } } } }),
  ...withFirst({ ...ask, branches: [{ on: 'anyReply', to: 'bye' }] }, { voices: { 'en-US': 'nobody' } }, { speech: { hears: [{ language: '*', freeText: false }], voices: { names: ['en-us'], timbres: [] } } }),
  ...withFirst(ask, {}, { speech: { hears: [] } }),
  ...withFirst({ ...menu, choices: [] }),
  ...withFirst({ ...menu, choices: [{ digit: '1', to: 'bye' }, { digit: '1', on: 'moving', to: 'bye' }, { on: 'moving' }, {}], invalidDigit: {} }),
  ...withFirst({ ...collect, variable: 'nobody', minCount: 9, maxCount: 3, validation: 'value +', confirm: { prompt: say('{{ value }}?'), affirmDigit: '1', denyDigit: '1' } }),
  ...withFirst({ ...menu, prompt: say('Press 1, or press 4.'), choices: [{ digit: '1', to: 'bye' }, { digit: '2', name: 'Hours', to: 'bye' }] }),
  ...mistakesIn([start, { ...collect, next: 'menu' }, { ...menu, id: 'menu' }, bye], { keyIntents: { human: { key: '#', to: 'bye' }, end: { key: '1', to: 'bye' }, repeat: { key: '1' } } }),
  ...mistakesIn([start, { ...menu, choices: [{ digit: '1', to: 'other' }] }, { ...bye, id: 'other' }, bye], { keyIntents: { human: { key: '1', to: 'bye' } } }),
  ...withFirst({ ...collect, valueType: 'money', variable: 'day', validation: 'false' }),
  ...withFirst({ ...collect, valueType: 'choice', choices: [], input: 'keys' }),
  ...withFirst({ ...collect, valueType: 'choice', choices: [{ id: 'a', digit: '1' }, { id: 'A', digit: '1' }] }),
  ...withFirst({ id: 'first', kind: 'decide', branches: [{ when: 'nobody', to: 'bye' }, { when: '1 + 1', to: 'bye' }, { when: 'yes' }] }),
  ...withFirst({ id: 'first', kind: 'decide', branches: [{ when: 'true', to: 'told' }], else: 'bye' }),
  ...mistakesIn([start, { id: 'first', kind: 'decide', branches: [{ when: 'true', to: 'told' }], else: 'bye' }, { id: 'told', kind: 'say', prompt: say('So.'), next: 'bye' }, bye]),
  ...withFirst({ ...set, assign: [], language: undefined as never }),
  ...withFirst({ ...set, assign: [{ variable: 'nobody', value: 'text +' }], language: 'fr-FR' }),
  ...withFirst({ ...set, next: 'first' }),
  ...withFirst({ ...request, method: 'POST', retryCount: 2, idempotent: false, saveStatus: 'text', save: { nobody: 'body.a' }, failure: undefined as never }),
  ...withFirst({ ...request, url: '' }),
  ...withFirst({ ...knowledge, faq: [] }),
  ...withFirst({ ...knowledge, faq: [], source: 'llm', faqFile: 'gone', fallback: undefined as never }, {}, { hasModel: false }),
  ...withFirst({ ...knowledge, faq: [{ id: 'a', questions: {}, answer: say('x') }, { id: 'a', questions: say('open'), answer: say('x') }, { id: 'b', questions: say('open'), answer: {} }] }),
  ...withFirst({ ...transfer, busy: undefined as never, noAnswer: undefined as never, failed: undefined as never, calendar: 'gone', maxWaiting: 1 }),
  ...withFirst({ ...transfer, mode: 'blind', whisper: say('A call.'), ringMs: 60_000, maxWaitMs: 30_000, offer: say('Press.'), offerAfterMs: 60_000, keys: [{ digit: '1', to: 'bye' }, { digit: '1' }] }),
  ...withFirst({ ...transfer, failed: 'first' }),
  ...withFirst({ ...transfer, queue: undefined as never }),
  ...withFirst({ ...transfer, extension: '2001' }),
  ...withFirst({ ...transfer, mode: 'refer' }),
  ...withFirst({ ...transfer, queue: undefined as never, extension: 'two thousand', maxWaiting: 3, overflow: 'bye', keys: [{ digit: '1', to: 'bye' }], shows: '95588' }),
  ...withFirst({ ...transfer, queue: undefined as never, sip: 'help@desk' }),
  ...withFirst({ ...transfer, queue: undefined as never, number: '021 1234', shows: 'us' }),
  ...withFirst({ ...transfer, queue: undefined as never, number: '+862112345678' }),
  ...mistakesIn([start, { ...transfer, queue: undefined as never, number: '+862112345678', shows: '95588', next: 'again' }, { ...transfer, id: 'again', queue: undefined as never, number: '+862112345679', shows: '95588' }, bye]),
  ...withFirst({ id: 'first', kind: 'hours', calendar: 'shop', open: 'bye' }, {}, { calendars: new Map([['shop', past as never]]), today: '2026-01-01' }),
  ...withFirst({ ...site, flow: 'gone' }),
  ...withFirst({ ...site, version: 'a'.repeat(64) }, {}, library),
  ...withFirst({ ...site, inputs: { nobody: 'text', count: 'text' }, outputs: { text: 'secret' } }, { languages: ['en-US', 'zh-CN'], intents: {} }, library),
  ...withFirst({ ...site, inputs: { text: 'hidden' } }, { variables: { ...variables, hidden: { type: 'string', initial: '', sensitive: true } } }, library),
  ...withFirst(site, {}, { flows: new Map([['other', circling], ['mistaken', parsedFlow([start, site, bye], { id: 'mistaken' })]]) }),
  ...withFirst({ id: 'first', kind: 'voicemail', prompt: say('Speak.'), mailbox: 'm' }),
  ...withFirst({ ...record, consent: undefined as never }),
  ...withFirst(record, { variables: { ...variables, yes: { type: 'boolean', initial: true } } }),
  ...withFirst({ ...record, consent: 'text', noConsent: undefined as never }),
  ...withFirst({ id: 'first', kind: 'jump', to: 'bye', flow: 'other', back: true }),
  ...withFirst({ id: 'first', kind: 'jump' }),
  ...withFirst({ ...set, next: 'bye' }, { settings: { analysisConsent: 'nobody' } }),
  ...mistakesIn([start, { ...collect, variable: 'name', valueType: 'name', next: 'tell', noMatch: { to: 'tell' } }, { id: 'tell', kind: 'say', prompt: say('{{ name }}'), next: 'bye' }, bye], { variables: { name: { type: 'string' } } }),
  ...mistakesIn([start, { ...ask, branches: [{ on: 'moving', to: 'help' }] }, { id: 'help', kind: 'transfer', queue: 'q', next: 'ask', busy: 'ask', noAnswer: 'ask', failed: 'ask' }, { ...menu, id: 'ask' }, bye]),
  ...mistakesIn([start, { ...ask, branches: [{ on: 'affirm', to: 'bye' }], noInput: { to: 'first' }, noMatch: { to: 'first' } }, bye]),
  ...mistakesIn([start, { id: 'first', kind: 'jump', back: true }, { id: 'answer', kind: 'say', prompt: say('So.'), next: 'first' }, bye], { auxiliary: [{ intent: 'moving', to: 'answer' }] }),
  ...mistakesIn([start, { ...ask, branches: [{ on: 'affirm', to: 'first' }], noInput: { to: 'first' }, noMatch: { to: 'first' } }, bye]),
  ...mistakesIn([start, ask, bye, { id: 'help', kind: 'transfer', queue: 'q', next: 'bye', busy: 'bye', noAnswer: 'bye', failed: 'bye' }, back], {
    keyIntents: { human: {}, complaint: { to: 'gone' } }, onHangup: 'help',
    auxiliary: [{ intent: 'moving' }, { intent: 'moving', to: 'gone' }, { intent: 'nobody', to: 'bye', pullBack: { 'fr-FR': ['{{ nobody }}'] } }],
  }),
  ...withFirst(ask, {
    intents: { affirm: { name: 'Yes', phrases: say('yes') }, empty: { name: 'Empty' }, odd: { name: 'Odd', phrases: say('odd'), patterns: say('(?=x)'), slots: { which: { type: 'choice' } } } },
    pronunciations: { 'en-US': [{ text: 'a', say: 'b' }, { text: 'a', say: 'c' }], 'fr-FR': [{ text: 'a', say: 'b' }] }, bannedWords: { 'en-US': { patterns: ['(?=x)'] } },
  }),
  ...mistakesIn([start, { id: 'first', kind: 'say', prompt: say('Hello.'), next: 'price' }, { id: 'price', kind: 'say', marks: ['price'], prompt: say('Ten.'), next: 'bye' }, bye], {}, { rules }),
]
