import { describe, expect, it } from 'vitest'
import { evaluate } from '../machine/expression.js'
import { ExpressionFailure } from '../machine/values.js'
import { ExpressionProblem, normaliseExpression } from './normalise.js'

const scope = {
  n: 2,
  half: 0.5,
  s: 'hello',
  items: [1, 2, 3],
  words: ['a', 'b'],
  body: { a: { b: [{ c: 7 }] }, empty: null, big: 2 ** 40 },
  yes: true,
  none: null,
}
const value = (expression: string, over: Record<string, unknown> = scope): unknown => evaluate(normaliseExpression(expression), over)

describe('numbers are plain doubles', () => {
  it.each([
    ['1 / 2', 0.5],
    ['7 / 2', 3.5],
    ['n + 1', 3],
    ['n * 2.5', 5],
    ['n % 2', 0],
    ['5 % 3', 2],
    ['-n', -2],
    ['-3', -3],
    ['0xFF', 255],
    ['1e3', 1_000],
    ['half + 1', 1.5],
    ['9007199254740993', 9007199254740992],
    ['size(items)', 3],
    ['s.size()', 5],
    ['size(items) / 2', 1.5],
    ['s.indexOf("l")', 2],
    ['s.indexOf("l", 3)', 3],
    ['s.lastIndexOf("l")', 3],
    ['int("42") / 4', 10.5],
    ['int(7.9)', 7],
    ['double("1.5")', 1.5],
    ['items[1]', 2],
    ['items[n]', 3],
    ['items[size(items) - 1]', 3],
    ['body.a.b[0].c', 7],
    ['body["a"].b[n - 2].c', 7],
    ['body.big', 2 ** 40],
    ['round(2.345, 2)', 2.35],
    ['round(2.5)', 3],
  ])('%s is %d', (expression, expected) => {
    expect(value(expression)).toBe(expected)
  })

  it.each(['items.map(x, x * 2)', '[1, 2, 4 - 1]', '{"a": 1, "b": [2]}', 'items.filter(x, x > 1).map(x, x / 2)', 'size(items)'])(
    '%s is JSON',
    (expression) => {
      expect(() => JSON.stringify(value(expression))).not.toThrow()
      expect(JSON.parse(JSON.stringify(value(expression)))).toEqual(value(expression))
    },
  )

  it('compares numbers of every origin', () => {
    expect(value('n == 2 && size(items) == 3 && n < 2.5 && n in [1, 2] && items[0] == 1 && body.a.b[0].c == 7')).toBe(true)
  })

  it('knows neither infinity nor a number that is none', () => {
    expect(() => value('1 / 0')).toThrow(ExpressionFailure)
    expect(() => value('0 / 0')).toThrow(ExpressionFailure)
    expect(() => value('int("abc")')).toThrow(ExpressionFailure)
  })
})

describe('texts and logic', () => {
  it.each([
    ['s.contains("ell") && s.startsWith("he") && s.endsWith("lo")', true],
    ['s.substring(1, 3)', 'el'],
    ['s.substring(n)', 'llo'],
    ['upper(s) + lower("X") + trim(" y ")', 'HELLOxy'],
    ['words.join("-")', 'a-b'],
    ['yes ? "a" : "b"', 'a'],
    ['yes ? false ? "a" : "b" : "c"', 'b'],
    ['!yes || n > 1', true],
    ['has(body.a) && !has(body.x)', true],
    ['items.exists(x, x == 2) && items.all(x, x > 0) && items.exists_one(x, x == 3)', true],
    ['string(n) + string(half)', '20.5'],
    ['"say \\"hi\\" \\\\ \\n ü 你"', 'say "hi" \\ \n ü 你'],
    ['body.empty == null', true],
    ['"a" in {"a": 1}', true],
    ['none', null],
    ['digits("4321") + spell("b-1")', '4 3 2 1B 1'],
    ['digits(42)', '4 2'],
    ['bool("true")', true],
  ])('%s is %o', (expression, expected) => {
    expect(value(expression)).toEqual(expected)
  })
})

describe('matches', () => {
  it('searches with RE2', () => {
    expect(value('s.matches("l+o$")')).toBe(true)
    expect(value('s.matches("^ell")')).toBe(false)
    expect(value('matches', { matches: 'a variable of that name' })).toBe('a variable of that name')
  })

  it('is linear on a hostile pattern and text', () => {
    const begun = performance.now()

    expect(value('s.matches("^(a+)+$")', { s: `${'a'.repeat(5_000)}!` })).toBe(false)

    expect(performance.now() - begun).toBeLessThan(2_000)
  })

  it('fails with a code for a pattern that cannot be read or repeats too much, and matches nothing in a huge text', () => {
    for (const pattern of ['(', 'x{1,1000}'.repeat(10)]) expect(() => value('s.matches(pattern)', { pattern })).toThrow(expect.objectContaining({ code: 'FLOW_EXPRESSION_FAILED' }) as Error)
    expect(value('s.matches("a")', { s: 'a'.repeat(20_000) })).toBe(false)
  })
})

describe('what is refused', () => {
  it.each([
    'n +',
    '',
    's.matches("(")',
    `s.matches("${'x{1,1000}'.repeat(10)}")`,
    'items.map(x, items.map(y, items.map(z, x)))',
    'timestamp("2024-01-01T00:00:00Z")',
    'duration("1s")',
    'type(n)',
    'dyn(n)',
    'b"ab"',
    '5u',
    's.reverse()',
    'optional.of(1)',
    's.format([1])',
    'cel.bind(x, 1, x)',
    'bytes(s)',
    `${'('.repeat(100)}1${')'.repeat(100)}`,
    '1+'.repeat(2_000) + '1',
    'now()',
    'matches(s, "a")',
  ])('%s', (expression) => {
    expect(() => normaliseExpression(expression)).toThrow(ExpressionProblem)
  })

  it.each([
    'body.constructor',
    'body.__proto__',
    's.constructor',
    'items.length',
    'body["constructor"]',
    'body["__proto__"]',
    'items[7]',
    'items[-1]',
    'items[0.5]',
    'elsewhere',
    'constructor',
    'body.a.x.y',
    'n + s',
    's ? 1 : 2',
    'items["map"]',
    'items[none]',
  ])('while a call runs: %s', (expression) => {
    expect(() => value(expression)).toThrow(ExpressionFailure)
  })

  it('does not reach the prototype of what it is given', () => {
    const body = JSON.parse('{"__proto__": {"polluted": 1}}') as unknown

    expect(value('body["__proto__"].polluted', { body })).toBe(1)
    expect(Object.hasOwn(value('body', { body }) as object, '__proto__')).toBe(true)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('is no function and no object of a class', () => {
    expect(() => value('f', { f: () => 1 })).toThrow(ExpressionFailure)
    expect(() => value('d', { d: new Date(0) })).toThrow(ExpressionFailure)
    expect(() => value('d', { d: undefined })).toThrow(ExpressionFailure)
  })
})

it('gives the same for the same, many times over', () => {
  const expressions = Array.from({ length: 50 }, (_, index) => `n + ${index}`)

  for (let round = 0; round < 3; round += 1)
    expressions.forEach((expression, index) => {
      expect(value(expression)).toBe(2 + index)
    })
})
