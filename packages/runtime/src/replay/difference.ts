import type { CallOutcome } from './outcome.js'
import type { ReplayedStep } from './stepped-call.js'
import { effectWords, tellStep, type ToldStep } from './words.js'

export const outcomeParts = ['end', 'path', 'tags', 'transfer', 'variables'] as const
export type OutcomePart = (typeof outcomeParts)[number]

/** The first step that is not the same in both runs; a side is absent where that run had ended before. */
export interface StepDifference {
  readonly before?: ToldStep
  readonly after?: ToldStep
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Variables that both versions have and that differ at the end. */
export const changedVariables = ({ variables: before }: CallOutcome, { variables: after }: CallOutcome): string[] =>
  Object.keys(before).filter((name) => Object.hasOwn(after, name) && !same(before[name], after[name]))

export function changedParts(before: CallOutcome, after: CallOutcome): OutcomePart[] {
  return outcomeParts.filter((part) => {
    if (part === 'variables') return changedVariables(before, after).length > 0
    if (part === 'end') return before.end !== after.end || before.cause !== after.cause
    return !same(before[part], after[part])
  })
}

export interface Run {
  readonly steps: readonly ReplayedStep[]
  readonly secrets: ReadonlySet<string>
}

/** What a step is known by; empty: it is passed over. */
type Sight = (step: ReplayedStep) => string

const speech: ReadonlySet<string> = new Set(['turn.start', 'turn.append', 'turn.cancel', 'timer.start', 'timer.cancel', 'request.cancel'])
/** Nodes, and what is done beside speaking and waiting. */
const deeds: Sight = ({ effects }) =>
  effects
    .filter(({ type }) => !speech.has(type))
    .map(effectWords)
    .join('\n')
const words: Sight = ({ effects }) => effects.map(effectWords).join('\n')
const valuesOf =
  (names: readonly string[]): Sight =>
  ({ ready, snapshot }) => {
    const variables = ready.variablesOf(snapshot)
    return JSON.stringify(names.map((name) => variables[name]))
  }

/** Looked for among the deeds first: other words in a prompt are seldom why a call ended otherwise. */
export function firstDifference(before: Run, after: Run, variables: readonly string[]): StepDifference | undefined {
  for (const sight of [deeds, ...(variables.length > 0 ? [valuesOf(variables)] : []), words]) {
    const found = differenceIn(before, after, sight)
    if (found !== undefined) return found
  }
  return undefined
}

function differenceIn(before: Run, after: Run, sight: Sight): StepDifference | undefined {
  const [left, right] = [before, after].map(({ steps }) => steps.map((step) => ({ step, seen: sight(step) })).filter(({ seen }) => seen !== ''))
  if (left === undefined || right === undefined) return undefined
  const at = Array.from({ length: Math.max(left.length, right.length) }, (_, index) => index).find((index) => left[index]?.seen !== right[index]?.seen)
  if (at === undefined) return undefined
  const [one, other] = [left[at], right[at]]
  return {
    ...(one !== undefined && { before: tellStep(one.step, before.secrets) }),
    ...(other !== undefined && { after: tellStep(other.step, after.secrets) }),
  }
}
