import { describe, expect, it } from 'vitest'
import type { FlowDocument } from '../document/schema.js'
import { flowOf, say } from '../fixtures/driven-chart.js'
import { readRules } from './read-rules.js'

const both = { en: 'Text', zh: '文字' }
const rule = (statement: unknown, rest: object = {}): object => ({ id: 'tested', name: both, sentence: both, statement, ...rest })
const textOf = (...rules: object[]): string => JSON.stringify({ schemaVersion: 1, rules })

const flow: FlowDocument = flowOf([
  {
    id: 'menu',
    kind: 'menu',
    name: 'Menu',
    marks: ['offer'],
    prompt: say('Tea?'),
    choices: [{ digit: '1', on: 'affirm', tags: ['tea'], to: 'human' }],
    noInput: { to: 'goodbye' },
    noMatch: { to: 'goodbye' },
  },
  { id: 'human', kind: 'transfer', name: 'Human', queue: 'care', next: 'goodbye', busy: 'goodbye', noAnswer: 'goodbye', failed: 'goodbye' },
])
const named = (statement: unknown, rest: object = {}): (string | undefined)[] =>
  readRules(textOf(rule(statement, rest)), [flow]).problems.map(({ code, message }) => (code === 'FLOW_RULE_NAMES_NOTHING' ? /names (.*), and/.exec(message)?.[1] : code))

describe('a file of rules', () => {
  it('holds one statement of each form', () => {
    const text = textOf(
      rule({ never: { tag: 'a' } }, { id: 'a' }),
      rule({ first: { mark: 'a' }, before: { speaks: true }, anewAfter: { kind: 'ask' } }, { id: 'b' }),
      rule({ after: { keyIntent: 'doNotCall' }, eventually: { effect: { type: 'do-not-call.add', reason: 'flow' } } }, { id: 'c' }),
      rule({ after: { mark: 'a' }, nothingBut: { any: [{ kind: 'hangup' }, { not: { mark: 'b' } }] } }, { id: 'd' }),
      rule({ while: { from: { mark: 'a' }, until: { mark: 'b' } }, never: { listens: true, sensitive: true } }, { id: 'e' }),
      rule({ every: { kind: 'say' }, is: { interruptible: false } }, { id: 'f', severity: 'warning', when: { direction: 'outbound', has: { mark: 'a' } } }),
    )

    const { rules, problems } = readRules(text)

    expect(problems).toEqual([])
    expect(rules?.map(({ id, severity }) => [id, severity])).toEqual([['a', 'error'], ['b', 'error'], ['c', 'error'], ['d', 'error'], ['e', 'error'], ['f', 'warning']])
  })

  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /not JSON/],
    ['no object', '[]', /file of rules does not fit/],
    ['another version', JSON.stringify({ schemaVersion: 2, rules: [] }), /"schemaVersion"/],
    ['an unknown kind', textOf(rule({ never: { kind: 'dance' } })), /"rules\.0\.statement\.never\.kind" of the rules \(tested\)/],
    ['an unknown effect', textOf(rule({ never: { effect: { type: 'coffee.make' } } })), /"rules\.0\.statement\.never\.effect\.type"/],
    ['an unknown field of an effect', textOf(rule({ never: { effect: { type: 'recording.set', acton: 'start' } } })), /Unrecognized key: "acton"/],
    ['an unknown field of a selector', textOf(rule({ never: { marks: 'price' } })), /Unrecognized key: "marks"/],
    ['a selector of nothing', textOf(rule({ never: {} })), /names at least one thing/],
    ['time in a property of nodes', textOf(rule({ every: { speaks: true }, is: { interruptible: false } })), /Unrecognized key: "speaks"/],
    ['half a statement', textOf(rule({ first: { mark: 'a' } })), /before/],
    ['no Chinese', textOf({ ...rule({ never: { mark: 'a' } }), name: { en: 'Text' } }), /"rules\.0\.name\.zh"/],
    ['two rules of one id', textOf(rule({ never: { mark: 'a' } }), rule({ never: { mark: 'a' } })), /id of its own/],
    ['nesting without end', `{"schemaVersion":1,"rules":${'[{"any":'.repeat(5_000)}1${'}]'.repeat(5_000)}}`, /nests deeper/],
  ])('with %s is refused, and told where', (_name, text, message) => {
    const { rules, problems } = readRules(text)

    expect(rules).toBeUndefined()
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.every(({ code, severity }) => code === 'FLOW_RULES_INVALID' && severity === 'error')).toBe(true)
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message)
  })
})

describe('a rule that names what no flow has', () => {
  it.each<[string, unknown, string]>([
    ['mark', { never: { speaks: true, not: { mark: 'ofer' } } }, 'the mark "ofer"'],
    ['way', { never: { way: 'afirm' } }, 'the way out "afirm"'],
    ['tag', { never: { any: [{ tag: 'tea' }, { tag: 'coffee' }] } }, 'the tag "coffee"'],
    ['queue', { never: { effect: { type: 'transfer.start', queue: 'cars' } } }, 'the queue "cars"'],
    ['field', { every: { kind: 'say' }, is: { interuptible: false } }, 'the field "interuptible"'],
  ])('is told by its %s', (_name, statement, what) => {
    expect(named(statement)).toEqual([what])
  })

  it('is told in its condition too, and once', () => {
    expect(named({ never: { mark: 'price' } }, { when: { has: { mark: 'price' } } })).toEqual(['the mark "price"'])
  })

  it('is none where a flow has it, or where the language of rules has it', () => {
    expect(named({ first: { mark: 'offer', way: 'affirm' }, before: { effect: { type: 'transfer.start', queue: 'care' } }, anewAfter: { way: '1' } })).toEqual([])
    expect(named({ while: { from: { effect: { type: 'recording.set', action: 'resume' } } }, never: { kind: 'voicemail' } })).toEqual([])
  })

  it('is a warning in both languages', () => {
    expect(readRules(textOf(rule({ never: { mark: 'ofer' } })), [flow]).problems).toMatchObject([{ code: 'FLOW_RULE_NAMES_NOTHING', severity: 'warning', path: 'tested' }])
  })
})
