import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FlowProblem } from '../contract/compiled.js'
import type { FlowDocument, FlowDocumentInput } from '../document/schema.js'
import { parseFlow } from '../document/parse.js'
import { untranslated } from '../fixtures/untranslated.js'
import { checkFlow } from './check-flow.js'

type Mutable<Value> = Value extends object ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> } : Value
type Draft = Mutable<FlowDocumentInput>
type Fields = Record<string, unknown>

const say = (text: string) => ({ en: [text] })

/** A good flow with a node of every kind. */
const good = (): Draft => ({
  schemaVersion: 1,
  id: 'pizza',
  name: 'Pizza',
  languages: ['en'],
  variables: { size: { type: 'number' }, code: { type: 'string', initial: 'none yet' }, answer: { type: 'number' }, day: { type: 'date' } },
  intents: { order: { name: 'Order', phrases: { en: ['order a pizza'] } }, track: { name: 'Track', phrases: { en: ['where is my pizza'] }, patterns: { en: ['wh?ere'] } } },
  keyIntents: { human: { to: 'kitchen' } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'hello' },
    { id: 'hello', kind: 'say', name: 'Hello', prompt: say('Hello.'), next: 'wish' },
    {
      id: 'wish', kind: 'ask', name: 'Wish', prompt: say('What would you like?'),
      branches: [{ on: 'order', to: 'pick' }, { on: 'track', to: 'which' }, { on: 'deny', to: 'bye' }],
      noInput: { to: 'bye' }, noMatch: { to: 'kitchen' },
    },
    {
      id: 'pick', kind: 'menu', name: 'Pick', prompt: say('One for small, two for large.'),
      choices: [{ digit: '1', on: 'order', to: 'sized' }, { digit: '2', to: 'sized' }],
      noInput: { to: 'bye' }, noMatch: { to: 'bye' },
    },
    { id: 'sized', kind: 'set', name: 'Sized', assign: [{ variable: 'size', value: 'size + 1' }], next: 'big' },
    { id: 'big', kind: 'decide', name: 'Big?', branches: [{ when: 'size > 2', to: 'marked' }], else: 'marked' },
    { id: 'marked', kind: 'tag', name: 'Marked', tag: 'order', next: 'onward' },
    { id: 'onward', kind: 'jump', name: 'Onward', to: 'which' },
    {
      id: 'which', kind: 'collect', name: 'Which', prompt: say('Your number?'), variable: 'code', minCount: 3, maxCount: 5,
      validation: 'value.startsWith("4")', confirm: { prompt: say('{{ digits(value) }}, right?') },
      noInput: { to: 'bye' }, noMatch: { to: 'bye' }, next: 'fetch',
    },
    {
      id: 'fetch', kind: 'request', name: 'Fetch', url: 'endpoint://pizza/{{ code }}', save: { size: 'body.size' }, saveStatus: 'answer',
      next: 'bye', failure: 'kitchen',
    },
    { id: 'kitchen', kind: 'transfer', name: 'Kitchen', queue: 'kitchen', whisper: say('Order {{ code }}'), next: 'bye', busy: 'bye', noAnswer: 'bye', failed: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Bye', prompt: say('Goodbye.') },
  ] as Draft['nodes'],
})

/** What is found in the good flow after one change; the document itself still fits the schema. */
const problemsAfter = (change: (draft: Draft, node: (id: string) => Fields) => void): FlowProblem[] => {
  const draft = good()
  const node = (id: string): Fields => draft.nodes.find((candidate) => candidate.id === id) as unknown as Fields
  change(draft, node)
  const parsed = parseFlow(draft)
  if (!('document' in parsed)) throw new Error(JSON.stringify(parsed.problems))
  return checkFlow(parsed.document)
}
const codesAfter = (change: Change): string[] => problemsAfter(change).map(({ code }) => code)

type Change = (draft: Draft, node: (id: string) => Fields) => void
const without = (id: string, field: string): Change => (_, node) => { delete node(id)[field] }
const withField = (id: string, field: string, value: unknown): Change => (_, node) => { node(id)[field] = value }
const add = (...nodes: Fields[]): Change => (draft) => { draft.nodes.push(...(nodes as unknown as Draft['nodes'])) }
const isolated = (node: Fields): Fields => ({ name: String(node.id), ...node })

/** With an answer to a global question that leads back. */
const answered = (change: Change): Change => (draft, node) => {
  add(isolated({ id: 'answered', kind: 'say', prompt: say('So.'), next: 'back' }), isolated({ id: 'back', kind: 'jump', back: true }))(draft, node)
  change(draft, node)
}
/** With this first node of the branch after the call. */
const after = (first: Fields): Change => (draft, node) => {
  add(isolated(first))(draft, node)
  draft.onHangup = String(first.id)
}

const mistakes: [what: string, change: Change, codes: string[]][] = [
  ['no start', (draft) => { draft.nodes = draft.nodes.filter(({ kind }) => kind !== 'start') }, ['FLOW_START_COUNT', ...Array<string>(9).fill('FLOW_NODE_UNREACHABLE')]],
  ['two starts', add({ id: 'again', kind: 'start', name: 'Again', next: 'hello' }), ['FLOW_START_COUNT']],
  ['two nodes of one id', add({ id: 'bye', kind: 'hangup', name: 'Bye too' }), ['FLOW_NODE_DUPLICATE']],
  ['a way that is not connected', without('hello', 'next'), ['FLOW_TARGET_MISSING', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_DEAD_END', 'FLOW_DEAD_END']],
  ['a way to no node', withField('fetch', 'next', 'nowhere'), ['FLOW_TARGET_UNKNOWN']],
  ['a consent to analysis in no variable', (draft) => { draft.settings = { analysisConsent: 'agreed' } }, ['FLOW_VARIABLE_UNKNOWN']],
  ['a consent to analysis that is no yes or no', (draft) => { draft.settings = { analysisConsent: 'size' } }, ['FLOW_VARIABLE_TYPE']],
  ['a consent to analysis before anybody was asked', (draft) => { draft.settings = { analysisConsent: 'agreed' }; draft.variables = { ...draft.variables, agreed: { type: 'boolean', initial: true } } }, ['FLOW_CONSENT_PRESUMED']],
  ['no else', without('big', 'else'), ['FLOW_ELSE_MISSING']],
  ['no way out of silence', withField('wish', 'noInput', {}), ['FLOW_NO_INPUT_WAY_MISSING']],
  ['no way out of not being understood', withField('which', 'noMatch', {}), ['FLOW_NO_MATCH_WAY_MISSING']],
  ['no way out of a failed request', without('fetch', 'failure'), ['FLOW_FAILURE_WAY_MISSING']],
  ['no way out of a busy queue', without('kitchen', 'busy'), ['FLOW_FAILURE_WAY_MISSING']],
  ['no way out of an unanswered queue', without('kitchen', 'noAnswer'), ['FLOW_FAILURE_WAY_MISSING']],
  ['no way out of a failed transfer', without('kitchen', 'failed'), ['FLOW_FAILURE_WAY_MISSING']],
  ['a key intent that leads nowhere', (draft) => { draft.keyIntents = { human: { to: 'kitchen' }, complaint: {} } }, ['FLOW_TARGET_MISSING']],
  ['a key intent to no node', (draft) => { draft.keyIntents = { human: { to: 'kitchen' }, complaint: { to: 'nowhere' } } }, ['FLOW_TARGET_UNKNOWN']],
  ['a question back with one intent to ask about', (_, node) => { node('wish').disambiguation = { prompt: say('{{ first }} or {{ second }}?') }; node('wish').branches = [{ on: 'order', to: 'pick' }, { on: 'affirm', to: 'which' }] }, ['FLOW_CHOICE_POINTLESS']],
  ['a variable where the question back has a name', (draft, node) => { node('wish').disambiguation = { prompt: say('{{ first }} or {{ second }}?') }; draft.variables = { ...draft.variables, second: { type: 'string' } } }, ['FLOW_CHOICE_NAME_TAKEN']],
  ['a question back that names what is not there', (_, node) => { node('wish').disambiguation = { prompt: say('{{ first }} or {{ third }}?') } }, ['FLOW_VARIABLE_UNKNOWN']],
  ['a node that no call reaches', add(isolated({ id: 'island', kind: 'hangup' })), ['FLOW_NODE_UNREACHABLE']],
  [
    'questions that never end',
    (draft, node) => {
      const circle = { kind: 'ask', prompt: say('Again?'), branches: [{ on: 'affirm', to: 'circle' }], noInput: { to: 'circle' }, noMatch: { to: 'circle' } }
      draft.nodes.push({ id: 'circle', name: 'Circle', ...circle } as unknown as Draft['nodes'][number])
      node('hello').next = 'circle'
      draft.keyIntents = { human: { to: 'wish' } }
    },
    ['FLOW_DEAD_END', 'FLOW_DEAD_END', 'FLOW_DEAD_END'],
  ],
  [
    'a circle without a wait',
    (_, node) => { node('big').else = 'sized' },
    ['FLOW_LOOP_WITHOUT_WAIT', 'FLOW_LOOP_WITHOUT_WAIT'],
  ],
  ['a question without a branch', withField('wish', 'branches', []), ['FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_QUESTION_WITHOUT_ANSWER']],
  ['a menu without a choice', withField('pick', 'choices', []), ['FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_QUESTION_WITHOUT_ANSWER']],
  ['two branches on one intent', withField('wish', 'branches', [{ on: 'order', to: 'pick' }, { on: 'order', to: 'which' }]), ['FLOW_BRANCH_DUPLICATE']],
  ['two choices of one intent', withField('pick', 'choices', [{ on: 'order', to: 'sized' }, { on: 'order', to: 'sized' }]), ['FLOW_BRANCH_DUPLICATE']],
  ['two choices of one key', withField('pick', 'choices', [{ digit: '1', to: 'sized' }, { digit: '1', to: 'sized' }]), ['FLOW_DIGIT_DUPLICATE']],
  ['one key for yes and no', withField('which', 'confirm', { prompt: say('Right?'), affirmDigit: '1', denyDigit: '1' }), ['FLOW_DIGIT_DUPLICATE']],
  ['an empty choice', withField('pick', 'choices', [{ digit: '1', to: 'sized' }, { to: 'sized' }]), ['FLOW_CHOICE_EMPTY']],
  ['more digits at least than at most', withField('which', 'minCount', 9), ['FLOW_COUNT_RANGE']],
  ['a ring longer than the wait', withField('kitchen', 'maxWaitMs', 5_000), ['FLOW_COUNT_RANGE']],
  ['SSML that is not well-formed', withField('hello', 'prompt', { en: [{ ssml: '<speak>Hello', text: 'Hello' }] }), ['FLOW_SSML_INVALID']],
  ['a word with two pronunciations', (draft) => { draft.pronunciations = { en: [{ text: 'a', say: 'b' }, { text: 'a', say: 'c' }] } }, ['FLOW_PRONUNCIATION_DUPLICATE']],
  ['pronunciations of a language that nobody speaks', (draft) => { draft.pronunciations = { fr: [{ text: 'a', say: 'b' }] } }, ['FLOW_PRONUNCIATION_UNUSED']],
  ['free text by keys', (_, node) => { Object.assign(node('which'), { valueType: 'text', input: 'keys' }) }, ['FLOW_INPUT_IMPOSSIBLE']],
  ['a choice without anything to choose', (_, node) => { Object.assign(node('which'), { valueType: 'choice' }) }, ['FLOW_CHOICES_MISSING']],
  ['two choices of one word', (_, node) => { Object.assign(node('which'), { valueType: 'choice', choices: [{ id: 'large', words: { en: ['big'] } }, { id: 'BIG', words: {} }] }) }, ['FLOW_CHOICE_AMBIGUOUS']],
  ['two options of one key', (_, node) => { Object.assign(node('which'), { valueType: 'choice', choices: [{ id: 'a', words: {}, digit: '1' }, { id: 'b', words: {}, digit: '1' }] }) }, ['FLOW_DIGIT_DUPLICATE']],
  ['a jump to two places', withField('onward', 'flow', 'burger'), ['FLOW_JUMP_AMBIGUOUS']],
  ['nothing that is set', withField('sized', 'assign', []), ['FLOW_SET_EMPTY']],
  ['a language that the flow does not have', withField('sized', 'language', 'zh-CN'), ['FLOW_LANGUAGE_UNKNOWN']],
  ['a slot that no intent has', withField('wish', 'saveSlots', { amount: 'size' }), ['FLOW_SLOT_UNKNOWN']],
  ['a slot that no choice of a menu has', withField('pick', 'saveSlots', { amount: 'size' }), ['FLOW_SLOT_UNKNOWN']],
  [
    'a slot that its variable cannot hold',
    (draft, node) => {
      draft.intents = { ...draft.intents, order: { name: 'Order', phrases: { en: ['order a pizza'] }, slots: { when: { type: 'date' } } } }
      node('wish').saveSlots = { when: 'size' }
    },
    ['FLOW_VARIABLE_TYPE'],
  ],
  ['a jump back and to a node', withField('onward', 'back', true), ['FLOW_JUMP_AMBIGUOUS', 'FLOW_BACK_WITHOUT_AUXILIARY']],
  ['a global question that leads nowhere', (draft) => { draft.auxiliary = [{ intent: 'track' }] }, ['FLOW_TARGET_MISSING']],
  ['a global question to no node', (draft) => { draft.auxiliary = [{ intent: 'track', to: 'nowhere' }] }, ['FLOW_TARGET_UNKNOWN']],
  ['a global question that never comes back', (draft) => { draft.auxiliary = [{ intent: 'track', to: 'marked' }] }, ['FLOW_AUXILIARY_NO_RETURN']],
  ['a global question without an intent', answered((draft) => { draft.auxiliary = [{ intent: 'reorder', to: 'answered' }] }), ['FLOW_INTENT_UNKNOWN']],
  ['a global question on a built-in intent', answered((draft) => { draft.auxiliary = [{ intent: 'affirm', to: 'answered' }] }), ['FLOW_INTENT_UNKNOWN']],
  ['a global question twice', answered((draft) => { draft.auxiliary = [{ intent: 'track', to: 'answered' }, { intent: 'track', to: 'answered' }] }), ['FLOW_BRANCH_DUPLICATE']],
  ['a pull-back prompt with a mistake', answered((draft) => { draft.auxiliary = [{ intent: 'track', to: 'answered', pullBack: say('{{ nobody }} {{ 1 + }} {{') }] }), ['FLOW_VARIABLE_UNKNOWN', 'FLOW_EXPRESSION_INVALID', 'FLOW_EXPRESSION_INVALID']],
  ['a pull-back prompt missing in a language', answered((draft) => { draft.auxiliary = [{ intent: 'track', to: 'answered', pullBack: { fr: ['Alors.'] } }] }), ['FLOW_LANGUAGE_MISSING']],
  ['a jump back in a flow without a global question', answered((_, node) => { node('hello').next = 'answered' }), ['FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_NODE_UNREACHABLE', 'FLOW_BACK_WITHOUT_AUXILIARY']],
  ['a branch after the call that leads to no node', (draft) => { draft.onHangup = 'nowhere' }, ['FLOW_TARGET_UNKNOWN']],
  ['a branch after the call that speaks', (draft) => { draft.onHangup = 'hello' }, ['FLOW_AFTER_CALL', 'FLOW_AFTER_CALL', 'FLOW_AFTER_CALL', 'FLOW_AFTER_CALL', 'FLOW_AFTER_CALL']],
  ['a branch after the call with a filler', after({ id: 'ask', kind: 'request', url: 'endpoint://pizza/over', filler: say('Wait.'), next: 'bye', failure: 'bye' }), ['FLOW_AFTER_CALL']],
  ['a branch after the call that goes on with another flow', after({ id: 'away', kind: 'jump', flow: 'burger' }), ['FLOW_AFTER_CALL']],
  ['a branch after the call that leads back', after({ id: 'away', kind: 'jump', back: true }), ['FLOW_BACK_WITHOUT_AUXILIARY', 'FLOW_AFTER_CALL']],
  ['a key intent of its own kind that leads nowhere', (draft) => { draft.keyIntents = { human: { to: 'kitchen' }, doNotCall: {}, end: { to: 'nowhere' } } }, ['FLOW_TARGET_MISSING', 'FLOW_TARGET_UNKNOWN']],
  ['an unsafe retry', withField('fetch', 'method', 'POST'), ['FLOW_RETRY_UNSAFE']],
  ['an unknown variable in a condition', withField('big', 'branches', [{ when: 'weight > 2.0', to: 'marked' }]), ['FLOW_VARIABLE_UNKNOWN']],
  ['an unknown variable in a text', withField('hello', 'prompt', say('Hello {{ nobody }}')), ['FLOW_VARIABLE_UNKNOWN']],
  ['an unknown variable that is filled', withField('which', 'variable', 'nothing'), ['FLOW_VARIABLE_UNKNOWN']],
  ['a variable that cannot hold the value', withField('which', 'variable', 'day'), ['FLOW_VARIABLE_TYPE']],
  ['bad CEL', withField('sized', 'assign', [{ variable: 'size', value: 'size +' }]), ['FLOW_EXPRESSION_INVALID']],
  ['a condition that is no condition', withField('big', 'branches', [{ when: 'size + 1', to: 'marked' }]), ['FLOW_EXPRESSION_INVALID']],
  ['an expression that is not closed', withField('hello', 'prompt', say('Hello {{ size')), ['FLOW_EXPRESSION_INVALID']],
  ['bad CEL in a whisper', withField('kitchen', 'whisper', say('{{ size ++ }}')), ['FLOW_EXPRESSION_INVALID']],
  ['bad CEL in the body of a request', withField('fetch', 'body', { list: ['{{ code }', { deep: '{{ ! }}' }] }), ['FLOW_EXPRESSION_INVALID', 'FLOW_EXPRESSION_INVALID']],
  ['an unknown intent', withField('wish', 'branches', [{ on: 'order', to: 'pick' }, { on: 'track', to: 'which' }, { on: 'reorder', to: 'bye' }]), ['FLOW_INTENT_UNKNOWN']],
  ['an intent of a built-in name', (draft) => { draft.intents = { ...draft.intents, affirm: { name: 'Yes', phrases: { en: ['yes'] } } } }, ['FLOW_INTENT_RESERVED']],
  ['an intent without a phrase', (draft) => { draft.intents = { ...draft.intents, refund: { name: 'Refund' } } }, ['FLOW_INTENT_EMPTY']],
  ['a banned pattern that cannot be read', (draft) => { draft.bannedWords = { en: { patterns: ['(?=x)'] } } }, ['FLOW_PATTERN_INVALID']],
  ['a banned pattern that repeats too much', (draft) => { draft.bannedWords = { en: { patterns: ['x{1,1000}'.repeat(10)] } } }, ['FLOW_PATTERN_INVALID']],
  ['a pattern that cannot be read', (draft) => { draft.intents = { ...draft.intents, refund: { name: 'Refund', phrases: { en: ['refund'] }, patterns: { en: ['(?=x)'] } } } }, ['FLOW_PATTERN_INVALID']],
  ['a prompt missing in a language', (draft) => { draft.languages = ['en', 'zh-CN'] }, [...Array<string>(2).fill('FLOW_INTENT_EMPTY'), ...Array<string>(7).fill('FLOW_LANGUAGE_MISSING')]],
]

describe('structural checks', () => {
  it('find nothing in a good flow', () => {
    expect(codesAfter(() => undefined)).toEqual([])
  })

  it('find nothing in a good flow with all that holds everywhere', () => {
    expect(codesAfter(answered((draft, node) => {
      draft.intents = { ...draft.intents, order: { name: 'Order', phrases: { en: ['order a pizza'] }, slots: { size: { type: 'number' } } } }
      draft.auxiliary = [{ intent: 'track', to: 'answered', pullBack: say('Back to your {{ size }}.') }]
      draft.keyIntents = { human: { to: 'kitchen' }, displeasure: { to: 'kitchen' }, doNotCall: { to: 'bye' }, end: { to: 'bye' }, repeat: {}, goBack: {} }
      node('wish').saveSlots = { size: 'size' }
      node('fetch').wait = false
      after({ id: 'over', kind: 'tag', tag: 'over', next: 'bye' })(draft, node)
    }))).toEqual([])
  })

  it('leave a jump back alone where the flow is run by another', () => {
    const draft = good()
    ;(draft.nodes[7] as unknown as Fields).to = undefined
    ;(draft.nodes[7] as unknown as Fields).back = true
    const parsed = parseFlow(JSON.parse(JSON.stringify(draft)))
    const caller = parseFlow({ ...good(), id: 'caller', nodes: [{ id: 'site', kind: 'subflow', name: 'Site', flow: 'pizza' }] })
    if (!('document' in parsed) || !('document' in caller)) throw new Error('bad flow')
    const codes = (flows: ReadonlyMap<string, FlowDocument>): string[] => checkFlow(parsed.document, { flows }).map(({ code }) => code)

    expect(codes(new Map())).toContain('FLOW_BACK_WITHOUT_AUXILIARY')
    expect(codes(new Map([['caller', caller.document]]))).not.toContain('FLOW_BACK_WITHOUT_AUXILIARY')
  })

  it('find nothing in the example flow', () => {
    const parsed = parseFlow(JSON.parse(readFileSync(new URL('../../../../flows/card-services.flow.json', import.meta.url), 'utf8')))

    expect('document' in parsed ? checkFlow(parsed.document) : parsed.problems).toEqual([])
  })

  it.each(mistakes)('find %s', (_, change, codes) => {
    expect(codesAfter(change)).toEqual(codes)
  })

  it('say whatever they find in Chinese too', () => {
    const found = mistakes.flatMap(([, change]) => problemsAfter(change))

    expect(found.length).toBeGreaterThan(mistakes.length)
    expect(untranslated(found)).toEqual([])
  })

  it('name the node by its name and id, its field, and the way out', () => {
    const draft = good()
    delete (draft.nodes[5] as unknown as Fields).else
    const parsed = parseFlow(draft)

    expect('document' in parsed && checkFlow(parsed.document)).toEqual([
      {
        code: 'FLOW_ELSE_MISSING', severity: 'error', nodeId: 'big', path: 'else',
        facts: { way: 'else' },
        message: '"Big?" (big) has no way for the case that no condition holds.', wayOut: 'Choose a node in "Otherwise go to".',
        zh: { message: '“Big?”（big）没有设置所有条件都不成立时的出口。', wayOut: '请在“否则进入”中选择节点。' },
      },
    ])
  })

  it('let a retry and free speech pass with a warning', () => {
    const draft = good()
    ;(draft.nodes[9] as unknown as Fields).method = 'POST'
    const parsed = parseFlow(draft)

    expect('document' in parsed && checkFlow(parsed.document)).toMatchObject([{ code: 'FLOW_RETRY_UNSAFE', severity: 'warning' }])
  })
})
