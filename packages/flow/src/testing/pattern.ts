import type { CallEffect, CallEffectType } from '../contract/effects.js'
import type { VariableValue } from '../contract/events.js'

/** Part of a value: text may be a regular expression, an object may lack fields, and vitest's `expect.any(…)` and its kin stand anywhere. */
export type Pattern<Value> = [VariableValue] extends [Value] ? unknown : PartOf<Value>

type PartOf<Value> = Value extends string
  ? Value | RegExp
  : Value extends readonly unknown[]
    ? { readonly [Index in keyof Value]: Pattern<Value[Index]> }
    : Value extends object
      ? { readonly [Key in keyof Value]?: Pattern<Value[Key]> }
      : Value

type EffectOf<Type extends CallEffectType> = Extract<CallEffect, { readonly type: Type }>
/** Where a transfer leads, which its effect holds in `target`. */
type Flat<Type extends CallEffectType> = Type extends 'transfer.start'
  ? { readonly [Place in 'queue' | 'extension' | 'address' | 'number' | 'shows']?: string | RegExp }
  : unknown

/** Part of an effect of the given type. */
export type EffectPattern = { [Type in CallEffectType]: { readonly type: Type } & Omit<Pattern<EffectOf<Type>>, 'type'> & Flat<Type> }[CallEffectType]

interface Asymmetric {
  asymmetricMatch(value: unknown): boolean
}
const isAsymmetric = (pattern: object): pattern is Asymmetric => 'asymmetricMatch' in pattern && typeof pattern.asymmetricMatch === 'function'
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

/** Whether the value has everything that the pattern names. */
export const fits = (pattern: unknown, value: unknown): boolean => {
  if (!isObject(pattern)) return Object.is(pattern, value)
  if (pattern instanceof RegExp) return typeof value === 'string' && value.search(pattern) >= 0
  if (isAsymmetric(pattern)) return pattern.asymmetricMatch(value)
  if (!isObject(value)) return false
  if (Array.isArray(pattern)) return Array.isArray(value) && pattern.length === value.length && pattern.every((part, index) => fits(part, value[index]))
  return Object.entries(pattern).every(([key, part]) => fits(part, value[key]))
}

const flat = (effect: CallEffect): unknown => (effect.type === 'transfer.start' ? { ...effect, ...effect.target, type: effect.type } : effect)

export const fitsEffect = (pattern: EffectPattern, effect: CallEffect): boolean => fits(pattern, flat(effect))

/** A text holds the words of a pattern. */
export const holds = (text: string, words: string | RegExp): boolean => (typeof words === 'string' ? text.includes(words) : text.search(words) >= 0)
