import { anyReply } from '../nodes/ask/schema.js'
import type { FlowNode } from '../nodes/schemas.js'
import { namedWays, namesOfWay, type NamedWay } from './way-names.js'

/** A transition of the chart, as far as the ways of nodes need it. */
export interface TakenTransition {
  readonly guard?: { readonly type: string; readonly params?: unknown } | undefined
  /** The state that it leaves, within its node. */
  readonly state: string
}

const textAt = (params: unknown, field: string): string => {
  const value: unknown = params !== null && typeof params === 'object' ? Reflect.get(params, field) : undefined
  return typeof value === 'string' ? value : ''
}

/** Intents of a sub-flow stand in the chart as `flow/intent`. */
const ownIntent = (name: unknown): string => String(name).split('/').at(-1) ?? ''

/** The one word by which a transition is taken, and the ways that it takes by it; undefined where the guard names none. */
const namedBy = ({ guard }: TakenTransition): { readonly word?: string; takes(way: NamedWay): boolean } | undefined => {
  if (guard?.type === 'intent') {
    const intent = ownIntent(guard.params)
    return { word: intent, takes: (way) => way.intent === intent }
  }
  if (guard?.type === 'digit') {
    const digit = textAt(guard.params, 'digit')
    return { word: digit, takes: (way) => way.key === digit }
  }
  if (guard?.type === 'outcome') {
    const outcome = textAt(guard.params, 'outcome')
    return { takes: ({ way }) => way === outcome || way === `branches.${outcome}` }
  }
  return guard?.type === 'someWords' ? { takes: (way) => way.intent === anyReply } : undefined
}

/**
 * The names of the way by which a transition leaves its node.
 * @param to id of the node that it leads to, as the flow of the node knows it
 */
export const waysTaken = (node: FlowNode, to: string, transition: TakenTransition): string[] => {
  const leading = namedWays(node).filter((way) => way.to === to)
  const plain = leading.filter(({ intent, key }) => intent === undefined && key === undefined)
  const by = namedBy(transition)
  const named = leading.filter((way) => (by === undefined ? way.way === transition.state : by.takes(way)))
  // What is taken by a word that no branch has is an answer, not a failure to give one.
  const answered = by === undefined ? [] : plain.filter(({ way }) => way === 'next')
  const taken = [named, answered, plain].find((ways) => ways.length > 0) ?? []
  return [...new Set([...taken.flatMap(namesOfWay), ...(by?.word === undefined ? [] : [by.word])])]
}
