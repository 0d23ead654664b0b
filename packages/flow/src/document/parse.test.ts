import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { waysOut } from '../nodes/schemas.js'
import { everyKind } from '../fixtures/every-kind.js'
import { parseFlow } from './parse.js'
import type { FlowDocument } from './schema.js'

const base = {
  schemaVersion: 1,
  id: 'tested',
  name: 'Tested',
  languages: ['en-US'],
  nodes: [{ id: 'start', kind: 'start', name: 'Start' }],
}
const read = (change: object): FlowDocument => {
  const parsed = parseFlow({ ...base, ...change })
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}
const problems = (change: object): readonly { path?: string; nodeId?: string; code: string; message: string }[] => {
  const parsed = parseFlow({ ...base, ...change })
  return 'problems' in parsed ? parsed.problems : []
}
const node = (fields: object): object => ({ nodes: [{ id: 'one', name: 'One', ...fields }] })

describe('defaults', () => {
  it('are those of the field', () => {
    expect(read({}).settings).toEqual({
      endSilenceMs: 700,
      phraseEndSilenceMs: 350,
      bargeInSpeechMs: 500,
      bargeInDelayMs: 0,
      fillersBargeIn: false,
      noInputTimeoutMs: 5_000,
      noInputAttempts: 2,
      noMatchAttempts: 2,
      interDigitTimeoutMs: 3_000,
      terminatorTimeoutMs: 1_000,
      terminator: '#',
      maxUtteranceMs: 30_000,
      fillerAfterMs: 1_500,
      maxCallMs: 1_800_000,
    })
    expect(read({})).toMatchObject({ variables: {}, intents: {}, keyIntents: {}, dnis: [], layout: {}, voices: {} })
  })

  it('leave a node its own settings only', () => {
    const [ask] = read(node({ kind: 'ask', prompt: { 'en-US': ['Well?'] }, settings: { endSilenceMs: 900 } })).nodes

    expect(ask).toMatchObject({ interruptible: true, dropDigits: false, branches: [], noInput: {}, noMatch: {} })
    expect(ask?.kind === 'ask' && ask.settings).toEqual({ endSilenceMs: 900 })
  })

  it('give every variable a value of its type', () => {
    const { variables } = read({
      variables: { a: { type: 'string' }, b: { type: 'number' }, c: { type: 'boolean' }, d: { type: 'date' }, e: { type: 'list' } },
    })

    expect(Object.values(variables).map(({ initial }) => initial)).toEqual(['', 0, false, '', []])
  })
})

describe('what does not fit', () => {
  it.each<[string, object, string]>([
    ['an unknown field', { colour: 'red' }, ''],
    ['an unknown field of a node', node({ kind: 'tag', tag: 'a', colour: 'red' }), 'nodes.0'],
    ['another schema version', { schemaVersion: 2 }, 'schemaVersion'],
    ['an unknown kind', node({ kind: 'dance' }), 'nodes.0.kind'],
    ['an id with a dot', node({ kind: 'tag', tag: 'a', id: 'a.b' }), 'nodes.0.id'],
    ['an id with a capital first', node({ kind: 'tag', tag: 'a', id: 'One' }), 'nodes.0.id'],
    ['a reserved id', node({ kind: 'tag', tag: 'a', id: 'ended' }), 'nodes.0.id'],
    ['a reserved variable', { variables: { value: { type: 'string' } } }, 'variables.value'],
    ['an initial value of another type', { variables: { a: { type: 'number', initial: 'x' } } }, 'variables.a.initial'],
    ['a setting out of its range', { settings: { endSilenceMs: 100 } }, 'settings.endSilenceMs'],
    [
      'a setting of a node out of its range',
      node({ kind: 'ask', prompt: { 'en-US': ['a'] }, settings: { noInputTimeoutMs: 90_000 } }),
      'nodes.0.settings.noInputTimeoutMs',
    ],
    ['a terminator of two keys', { settings: { terminator: '##' } }, 'settings.terminator'],
    ['a prompt without a variant', node({ kind: 'say', prompt: { 'en-US': [] } }), 'nodes.0.prompt.en-US'],
    ['an empty prompt', node({ kind: 'say', prompt: { 'en-US': [''] } }), 'nodes.0.prompt.en-US.0'],
    ['a choice of no key', node({ kind: 'menu', prompt: { 'en-US': ['a'] }, choices: [{ digit: 'x' }] }), 'nodes.0.choices.0.digit'],
    ['a URL of another kind', node({ kind: 'request', url: 'file:///etc/passwd' }), 'nodes.0.url'],
    ['a header that is no name', node({ kind: 'request', url: 'https://a.example', headers: { 'a b': 'c' } }), 'nodes.0.headers.a b'],
    ['no language', { languages: [] }, 'languages'],
    ['no node', { nodes: [] }, 'nodes'],
    ['a branch without a condition', node({ kind: 'decide', branches: [{ when: ' ' }] }), 'nodes.0.branches.0.when'],
  ])('is found: %s', (_, change, path) => {
    const [first] = problems(change)

    expect(first?.code).toBe('FLOW_SCHEMA_INVALID')
    expect(first?.path).toBe(path)
  })

  it('names the node', () => {
    expect(problems(node({ kind: 'tag' }))[0]).toMatchObject({ nodeId: 'one', path: 'nodes.0.tag' })
    expect(problems({ nodes: [null] })[0]).not.toHaveProperty('nodeId')
  })

  it.each([null, undefined, 5, 'text', [], {}, { nodes: 5 }, JSON.parse('{"__proto__": {"schemaVersion": 1}}')])(
    'is no flow: %j',
    (json) => {
      expect(parseFlow(json)).toHaveProperty('problems')
    },
  )

  it('is found in a document that nests without end', () => {
    let body: unknown = 1
    for (let depth = 0; depth < 100_000; depth += 1) body = [body]

    expect(problems(node({ kind: 'request', url: 'https://a.example', body }))[0]?.message).toBe(
      'The document nests deeper than 64 levels.',
    )
  })
})

describe('ways out', () => {
  it('stand where the document has them', () => {
    for (const each of everyKind().nodes) {
      for (const { path, to } of waysOut(each)) {
        const found = path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], each)
        expect(found).toBe(to)
      }
    }
  })

  it('are named for every kind', () => {
    const ways = Object.fromEntries(
      everyKind().nodes.map((each) => [
        each.id,
        waysOut(each)
          .map(({ way }) => way)
          .join(' '),
      ]),
    )

    expect(ways).toMatchObject({
      start: 'next',
      welcome: 'next',
      main: 'branches.0 branches.1 branches.2 branches.3 branches.4 branches.5 noInput noMatch',
      help: 'branches.0 noInput noMatch next fallback',
      menu: 'choices.0 choices.1 choices.2 choices.3 choices.4 noInput noMatch invalidDigit',
      askSize: 'next noInput noMatch invalid',
      count: 'next',
      check: 'branches.0 branches.1 else',
      book: 'next failure outcomeUnknown',
      toHuman: 'next busy noAnswer declined failed overflow keys.0 keys.1',
      toComplaints: 'next busy noAnswer failed',
      office: 'open closed',
      mailbox: 'next empty failed',
      startRecording: 'next noConsent',
      pauseRecording: 'next',
      moreExtras: 'next',
      mark: 'next',
      back: 'to',
      goodbye: '',
    })
    expect(
      waysOut(everyKind().nodes.find(({ id }) => id === 'main') ?? (base.nodes[0] as never)).find(({ way }) => way === 'noMatch')?.required,
    ).toBe(false)
  })
})

it('reads the example flow', () => {
  expect(
    parseFlow(JSON.parse(readFileSync(fileURLToPath(new URL('../../../../flows/card-services.flow.json', import.meta.url)), 'utf8'))),
  ).toHaveProperty('document')
})

it('tells of a thing that may have several forms what is wrong with the form that it has', () => {
  const found = problems(node({ kind: 'say', prompt: { 'en-US': [{ ssml: `<speak>${'a'.repeat(5_000)}</speak>`, text: 'a' }, 'a'.repeat(5_001)] } }))

  expect(found.map(({ path, message }) => [path, message.slice(message.indexOf(':') + 2)])).toEqual([
    ['nodes.0.prompt.en-US.0.ssml', 'it takes at most 5000 characters.'],
    ['nodes.0.prompt.en-US.1', 'it takes at most 5000 characters.'],
  ])
})
