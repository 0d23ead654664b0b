import type { VariableType } from '../document/variable.js'
import type { Said } from './said.js'

/** Why a value of the document does not fit its schema. */
export interface SchemaFacts {
  /** `unknown-fields`: those in `fields` are none of the schema's. */
  readonly fault: 'missing' | 'unknown-fields' | 'unfit'
  readonly fields: readonly string[]
  /** In one line, without a full stop. */
  readonly reason: Said
}

interface OfVariable {
  readonly variable: string
}
interface OfIntent {
  readonly intent: string
}
interface OfLanguage {
  readonly language: string
}
interface OfWay {
  /** As the node calls it: `next`, `noInput`, `branches.0`. */
  readonly way: string
}
interface OfKey {
  /** One key of a telephone. */
  readonly digit: string
}
interface OfFlow {
  readonly flow: string
}
interface OfRange {
  readonly least: number
  readonly most: number
}

/** What a finding speaks of, by its code: plain JSON, out of which its sentences are made, so that nobody has to read them again. */
export interface FactsByCode {
  readonly FLOW_SCHEMA_INVALID: SchemaFacts
  /** `flow`: the sub-flow that would have to declare it. */
  readonly FLOW_VARIABLE_UNKNOWN: OfVariable & { readonly flow?: string }
  /** `fitting`: types that can hold what the variable is given. */
  readonly FLOW_VARIABLE_TYPE: OfVariable & { readonly type: VariableType; readonly fitting: readonly VariableType[] }
  readonly FLOW_VARIABLE_UNSET: OfVariable
  readonly FLOW_CONSENT_PRESUMED: OfVariable
  readonly FLOW_SENSITIVE_EXPOSED: OfVariable & { readonly flow: string; readonly secret: string }
  readonly FLOW_CHOICE_NAME_TAKEN: OfVariable
  readonly FLOW_EXPRESSION_INVALID: { readonly expression?: string; readonly reason?: Said }
  readonly FLOW_INTENT_UNKNOWN: OfIntent
  readonly FLOW_INTENT_RESERVED: OfIntent
  readonly FLOW_INTENT_EMPTY: OfIntent & OfLanguage
  readonly FLOW_BRANCH_DUPLICATE: OfIntent
  readonly FLOW_CHOICE_NAME_FOREIGN: OfIntent & { readonly languages: readonly string[] }
  readonly FLOW_AUXILIARY_NO_RETURN: OfIntent
  readonly FLOW_SLOT_UNKNOWN: { readonly slot: string }
  readonly FLOW_PATTERN_INVALID: { readonly pattern: string }
  readonly FLOW_TARGET_MISSING: OfWay
  readonly FLOW_ELSE_MISSING: OfWay
  readonly FLOW_NO_INPUT_WAY_MISSING: OfWay
  readonly FLOW_NO_MATCH_WAY_MISSING: OfWay
  readonly FLOW_FALLBACK_WAY_MISSING: OfWay
  readonly FLOW_FAILURE_WAY_MISSING: OfWay
  readonly FLOW_WAY_NEVER_TAKEN: OfWay
  readonly FLOW_TARGET_UNKNOWN: OfWay & { readonly to: string }
  readonly FLOW_LANGUAGE_MISSING: OfLanguage
  readonly FLOW_LANGUAGE_UNKNOWN: OfLanguage
  readonly FLOW_LANGUAGE_NOT_HEARD: OfLanguage
  readonly FLOW_FREE_SPEECH: OfLanguage
  readonly FLOW_SAY_AS_PLAIN: OfLanguage & { readonly reading: string }
  readonly FLOW_SSML_INVALID: OfLanguage & { readonly reason: Said }
  readonly FLOW_RECORDING_UNKNOWN: OfLanguage & { readonly audio: string }
  readonly FLOW_VOICE_UNKNOWN: OfLanguage & { readonly voice: string; readonly known: readonly string[] }
  readonly FLOW_PRONUNCIATION_UNUSED: OfLanguage
  readonly FLOW_PRONUNCIATION_DUPLICATE: OfLanguage & { readonly text: string }
  readonly FLOW_DIGIT_DUPLICATE: OfKey
  readonly FLOW_GLOBAL_KEY_DUPLICATE: OfKey
  readonly FLOW_GLOBAL_KEY_ENDS_ENTRY: OfKey
  readonly FLOW_GLOBAL_KEY_HIDDEN: OfKey
  readonly FLOW_SPOKEN_KEY_UNKNOWN: OfKey & OfLanguage & { readonly text: string }
  readonly FLOW_KEY_UNSPOKEN: OfKey & OfLanguage
  readonly FLOW_CHOICE_AMBIGUOUS: { readonly word: string }
  readonly FLOW_COUNT_RANGE: OfRange
  readonly FLOW_CALENDAR_UNKNOWN: { readonly calendar: string }
  readonly FLOW_CALENDAR_PAST: { readonly calendar: string; readonly last: string }
  readonly FLOW_FAQ_UNKNOWN: { readonly faq: string }
  readonly FLOW_FAQ_DUPLICATE: { readonly entries: readonly string[]; readonly question?: string }
  readonly FLOW_SUBFLOW_UNKNOWN: OfFlow
  readonly FLOW_SUBFLOW_VERSION: OfFlow & { readonly version: string }
  readonly FLOW_SUBFLOW_CYCLE: { readonly flows: readonly string[] }
  readonly FLOW_SUBFLOW_DEPTH: { readonly most: number }
  /** `places`: the fields that are filled, of which one may be. */
  readonly FLOW_TRANSFER_TARGET: { readonly places: readonly string[] }
  readonly FLOW_TRANSFER_ADDRESS: { readonly field: string; readonly value: string }
  readonly FLOW_TRANSFER_UNUSED: { readonly field: string }
  readonly FLOW_TOO_LARGE: { readonly nodeCount: number; readonly most: number }
  readonly FLOW_SUBFLOW_INVALID: OfFlow & { readonly errorCount: number }
  readonly FLOW_SUBFLOW_IGNORED: OfFlow
  /** `marks`: meanings of nodes that the rule wants to have come first. */
  readonly FLOW_RULE_BROKEN: { readonly marks: readonly string[] }
}

export type CodeWithFacts = keyof FactsByCode
export type ProblemFacts = FactsByCode[CodeWithFacts]

/** What whoever makes a finding of this code has to tell. */
export type FactsOf<Code extends string> = Code extends CodeWithFacts ? readonly [facts: FactsByCode[Code]] : readonly []

/** The facts of a finding, if it is of this code. */
export const factsOf = <Code extends CodeWithFacts>(problem: { readonly code: string; readonly facts?: ProblemFacts }, code: Code): FactsByCode[Code] | undefined =>
  problem.code === code ? (problem.facts as FactsByCode[Code] | undefined) : undefined
