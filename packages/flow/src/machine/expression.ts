import { Environment } from '@marcbachmann/cel-js'
import { compileRe2 } from '@callchart/protocol'
import type { RE2JS } from 're2js'
import type { SayAs } from './say-as.js'
import { sayAsOf } from './spoken.js'
import { ExpressionFailure } from './values.js'

/** Patterns and expressions come from flows: enough for many, bounded all the same. */
const cacheLimit = 10_000
/** Text in which a pattern is searched. */
const longestSubject = 10_000

const remember = <Value>(cache: Map<string, Value>, key: string, make: () => Value): Value => {
  const known = cache.get(key)
  if (known !== undefined) return known
  const made = make()
  if (cache.size >= cacheLimit) cache.clear()
  cache.set(key, made)
  return made
}

const patterns = new Map<string, RE2JS>()

/** Linear in the text, whatever the pattern; CEL's `matches` searches, it is not anchored. */
const matchesRe2 = (text: string, pattern: string): boolean =>
  text.length <= longestSubject &&
  remember(patterns, pattern, () => compileRe2(pattern))
    .matcher(text)
    .find()

const elementOf = (of: unknown, index: unknown): unknown => {
  const key = typeof index === 'number' || typeof index === 'string' ? index : undefined
  if (key === undefined || of === null || typeof of !== 'object' || !Object.hasOwn(of, key))
    throw new ExpressionFailure(`There is no element ${String(index)}`)
  return (of as Readonly<Record<string | number, unknown>>)[key]
}

const whole = (value: unknown): number => {
  const number = Math.trunc(Number(value))
  if (!Number.isFinite(number)) throw new ExpressionFailure('int() takes a number or its text')
  return number
}

const round = (value: number, decimals: number): number => {
  const scale = 10 ** Math.min(Math.max(Math.trunc(decimals), 0), 10)
  return Math.round(value * scale) / scale
}

/** Adds the functions of flows; the same in the type check and in a call. Values are said in the words of a language. */
export const withFlowFunctions = (environment: Environment, say: SayAs = sayAsOf('')): Environment =>
  environment
    .registerOperator('double % double', (left: number, right: number) => left % right)
    .registerFunction('matchesRe2(string, string): bool', matchesRe2)
    .registerFunction('elementOf(dyn, dyn): dyn', elementOf)
    .registerFunction('whole(dyn): double', whole)
    .registerFunction('digits(string): string', say.digits)
    .registerFunction('digits(double): string', say.digits)
    .registerFunction('spell(string): string', say.spell)
    .registerFunction('money(double, string): string', say.money)
    .registerFunction('date(string): string', say.date)
    .registerFunction('time(string): string', say.time)
    .registerFunction('phone(string): string', say.phone)
    .registerFunction('number(double): string', say.number)
    .registerFunction('ordinal(double): string', say.ordinal)
    .registerFunction('round(double): double', (value: number) => round(value, 0))
    .registerFunction('round(double, double): double', round)
    .registerFunction('upper(string): string', (text: string) => text.toUpperCase())
    .registerFunction('lower(string): string', (text: string) => text.toLowerCase())
    .registerFunction('trim(string): string', (text: string) => text.trim())

type Evaluation = (scope: Record<string, unknown>) => unknown

/** Expressions of one language's words; made when that language is first spoken. */
const evaluators = new Map<SayAs, { readonly environment: Environment; readonly compiled: Map<string, Evaluation> }>()

const compiledFor = (say: SayAs, expression: string): Evaluation => {
  const made = evaluators.get(say)
  const options = { unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false }
  const { environment, compiled } = made ?? { environment: withFlowFunctions(new Environment(options), say), compiled: new Map<string, Evaluation>() }
  if (made === undefined) evaluators.set(say, { environment, compiled })
  return remember(compiled, expression, () => environment.parse(expression) as Evaluation)
}

/** `call.language` decides in whose words a value is said. */
const languageOf = ({ call }: Record<string, unknown>): string =>
  typeof call === 'object' && call !== null && 'language' in call ? String(call.language) : ''

/** JSON without BigInt, NaN, Infinity or undefined; nothing of the library's own leaves. */
const toPlain = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (depth < 20 && Array.isArray(value)) return value.map((item) => toPlain(item, depth + 1))
  if (depth < 20 && typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item, depth + 1)]))
  }
  throw new ExpressionFailure(`The result is no value of a flow: ${typeof value === 'number' ? String(value) : typeof value}`)
}

/**
 * Evaluates a normalised expression over a scope of plain JSON.
 * @throws ExpressionFailure FLOW_EXPRESSION_FAILED
 */
export const evaluate = (expression: string, scope: Record<string, unknown>): unknown => {
  try {
    return toPlain(compiledFor(sayAsOf(languageOf(scope)), expression)(scope))
  } catch (error) {
    const { summary, message } = error as { summary?: unknown; message?: unknown }
    const reason = typeof summary === 'string' ? summary : String(message)
    throw new ExpressionFailure(`The expression ${expression} failed: ${reason}`, { cause: error })
  }
}
