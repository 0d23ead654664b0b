import { readParts, type ExpressionPart } from '../cel/truth.js'
import type { ChartAction } from './chart-states.js'
import { isRecord } from './is-record.js'

/** Actions whose parameters hold what is said or sent. */
const showing: ReadonlySet<string> = new Set(['beginTurn', 'queuePrompt', 'tellQueue', 'appendPrompt', 'appendAnswer', 'perform'])

const expressionsIn = (part: unknown): string[] => {
  if (Array.isArray(part)) return part.flatMap(expressionsIn)
  if (!isRecord(part)) return []
  if (typeof part.cel === 'string') return [part.cel]
  // A summary tells a colleague what is known by then.
  return Object.entries(part).flatMap(([key, value]) => (key === 'summary' ? [] : expressionsIn(value)))
}

const known = new WeakMap<ChartAction, readonly ExpressionPart[]>()

/** Expressions whose values leave the chart by an action. */
export const shownBy = (action: ChartAction): readonly ExpressionPart[] => {
  const found = known.get(action)
  if (found !== undefined) return found
  const made = showing.has(action.type) ? [...new Set(expressionsIn(action.params))].map(readParts) : []
  known.set(action, made)
  return made
}
