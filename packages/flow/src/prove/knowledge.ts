import type { Condition, Statement } from '../cel/truth.js'
import type { VariableValue } from '../contract/events.js'
import { evaluate } from '../machine/expression.js'
import { anything } from './anything.js'
import type { Tracked } from './tracked.js'

/** What is known of the variables of a call at one place. Equal knowledge is one object. */
export interface Knowledge {
  readonly id: number
  /** Variables whose value is known. */
  readonly values: Readonly<Record<string, VariableValue>>
  /** Statements that were found true or false of values that are not known. */
  readonly held: Readonly<Record<string, boolean>>
}

/** A variable of which more values are met is not followed further. */
const mostValues = 12

/** The outcome of looking at a condition: its truth, and what is known from then on. */
export interface Verdict {
  readonly truth: boolean
  readonly knowledge: Knowledge
}

const without = <Value>(record: Readonly<Record<string, Value>>, leave: (key: string) => boolean): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !leave(key)))

const sorted = <Value>(record: Readonly<Record<string, Value>>): [string, Value][] =>
  Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1))

const holdsIn = <Value>(part: Readonly<Record<string, Value>>, whole: Readonly<Record<string, Value>>): boolean =>
  Object.entries(part).every(([key, value]) => Object.hasOwn(whole, key) && (whole[key] === value || JSON.stringify(whole[key]) === JSON.stringify(value)))

/** Whatever can happen where `more` is known can happen where only `less` is. */
export const isPartOf = (less: Knowledge, more: Knowledge): boolean => less === more || (holdsIn(less.values, more.values) && holdsIn(less.held, more.held))

/** The value of an expression where it is known. */
export const valueOf = ({ values }: Knowledge, names: readonly string[], source: string): VariableValue | undefined => {
  if (!names.every((name) => Object.hasOwn(values, name))) return undefined
  try {
    return evaluate(source, { ...values }) as VariableValue
  } catch {
    return undefined
  }
}

const truthOfStatement = (knowledge: Knowledge, { source, names }: Statement): boolean | undefined => {
  const value = valueOf(knowledge, names, source)
  if (value !== undefined) return value === true
  return Object.hasOwn(knowledge.held, source) ? knowledge.held[source] : undefined
}

/** Whether the condition holds; undefined where that is not known. */
export const truthOf = (knowledge: Knowledge, condition: Condition): boolean | undefined => {
  if (condition.type === 'statement') return truthOfStatement(knowledge, condition)
  if (condition.type === 'not') {
    const truth = truthOf(knowledge, condition.of)
    return truth === undefined ? undefined : !truth
  }
  const decides = condition.type === 'or'
  const [left, right] = [truthOf(knowledge, condition.left), truthOf(knowledge, condition.right)]
  if (left === decides || right === decides) return decides
  return left === undefined || right === undefined ? undefined : !decides
}

/** Makes and keeps what can be known in the calls of one chart. */
export class KnownValues {
  readonly nothing: Knowledge
  readonly #tracked: Tracked
  readonly #made = new Map<string, Knowledge>()
  readonly #met = new Map<string, Set<string>>()

  constructor(tracked: Tracked) {
    this.#tracked = tracked
    this.nothing = this.#of({}, {})
  }

  follows(name: string): boolean {
    return this.#tracked.variables.has(name)
  }

  of(values: Readonly<Record<string, VariableValue>>): Knowledge {
    return this.#of(without(values, (name) => !this.#tracked.variables.has(name)), {})
  }

  /** The variable now holds this; undefined: something that is not known. */
  assign(knowledge: Knowledge, name: string, value: VariableValue | undefined): Knowledge {
    if (!this.#tracked.variables.has(name)) return knowledge
    const held = without(knowledge.held, (source) => this.#tracked.statements.get(source)?.names.includes(name) === true)
    const others = without(knowledge.values, (other) => other === name)
    const followed = value !== undefined && !this.#tracked.unfollowed.has(name) && this.#isFew(name, value)
    return this.#of(followed ? { ...others, [name]: value } : others, held)
  }

  /** What is known of these alone. */
  keep(knowledge: Knowledge, needed: ReadonlySet<string>): Knowledge {
    const { values, held } = knowledge
    const isNeeded = (source: string): boolean => this.#tracked.statements.get(source)?.names.every((name) => needed.has(name)) === true
    if (Object.keys(values).every((name) => needed.has(name)) && Object.keys(held).every(isNeeded)) return knowledge
    return this.#of(without(values, (name) => !needed.has(name)), without(held, (source) => !isNeeded(source)))
  }

  /**
   * What is known of a caller who comes back from elsewhere: what was filled there is as it is found there.
   * Undefined where both cannot be the same call.
   */
  comeBack(caller: Knowledge, found: Knowledge, filled: ReadonlySet<string>): Knowledge | undefined {
    if (filled.has(anything)) return found
    const differs = Object.entries(found.values).some(([name, value]) => !filled.has(name) && Object.hasOwn(caller.values, name) && JSON.stringify(caller.values[name]) !== JSON.stringify(value))
    if (differs) return undefined
    const touches = (source: string): boolean => this.#tracked.statements.get(source)?.names.some((name) => filled.has(name)) !== false
    return this.#of({ ...without(caller.values, (name) => filled.has(name)), ...found.values }, { ...without(caller.held, touches), ...found.held })
  }

  /** What was found of the call itself no longer holds: its language is another. */
  forgetCall(knowledge: Knowledge): Knowledge {
    return this.#of(knowledge.values, without(knowledge.held, (source) => this.#tracked.statements.get(source)?.names.includes('call') === true))
  }

  /** Whether the statement holds; both where that is not known, each with what it says. */
  judge(knowledge: Knowledge, statement: Statement): Verdict[] {
    const found = truthOf(knowledge, statement)
    if (found !== undefined) return [{ truth: found, knowledge }]
    return [true, false].map((truth) => ({ truth, knowledge: this.#learn(knowledge, statement, truth) }))
  }

  #learn(knowledge: Knowledge, { source, names, says }: Statement, truth: boolean): Knowledge {
    const { values, held } = knowledge
    const value = says === undefined ? undefined : truth ? says.value : says.value === true ? false : undefined
    if (says !== undefined && value !== undefined && this.#isFollowed(says.name) && this.#isFew(says.name, value)) return this.#of({ ...values, [says.name]: value }, held)
    return this.#tracked.isRepeated(source) && names.every((name) => name === 'call' || this.#isFollowed(name)) ? this.#of(values, { ...held, [source]: truth }) : knowledge
  }

  /** What a late answer may overwrite is never known. */
  #isFollowed(name: string): boolean {
    return this.#tracked.variables.has(name) && !this.#tracked.unfollowed.has(name)
  }

  #isFew(name: string, value: VariableValue): boolean {
    const met = this.#met.get(name) ?? new Set<string>()
    this.#met.set(name, met)
    const key = JSON.stringify(value)
    if (met.size < mostValues) met.add(key)
    return met.has(key)
  }

  #of(values: Readonly<Record<string, VariableValue>>, held: Readonly<Record<string, boolean>>): Knowledge {
    const key = JSON.stringify([sorted(values), sorted(held)])
    const known = this.#made.get(key)
    if (known !== undefined) return known
    const made = { id: this.#made.size, values, held }
    this.#made.set(key, made)
    return made
  }
}

