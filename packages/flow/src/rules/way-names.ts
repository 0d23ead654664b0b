import type { Way } from '../document/ways.js'
import { waysOut, type FlowNode } from '../nodes/schemas.js'

/** A way out of a node, by all its names. */
export interface NamedWay {
  readonly to: string | undefined
  /** Of the way itself: next, noInput, branches.0, … */
  readonly way: string
  /** Intent that takes it, as the flow writes it. */
  readonly intent?: string | undefined
  /** Key that takes it. */
  readonly key?: string | undefined
}

interface Taken {
  readonly on?: string | undefined
  readonly digit?: string | undefined
}

/** What takes each way of a list. */
const takenIn = (node: FlowNode): Readonly<Record<string, readonly Taken[]>> => {
  if (node.kind === 'ask' || node.kind === 'knowledge') return { branches: node.branches }
  if (node.kind === 'menu') return { choices: node.choices }
  return node.kind === 'transfer' ? { keys: node.keys } : {}
}

const namedWay = ({ way, to }: Way, taken: Readonly<Record<string, readonly Taken[]>>): NamedWay => {
  const [list = '', index = ''] = way.split('.')
  const by = taken[list]?.[Number(index)]
  return { way, to, intent: by?.on, key: by?.digit }
}

/** Every way out of a node; a branch is known by its intent, a choice by its intent and its key. */
export const namedWays = (node: FlowNode): NamedWay[] => {
  const taken = takenIn(node)
  return waysOut(node).map((way) => namedWay(way, taken))
}

export const namesOfWay = ({ way, intent, key }: NamedWay): string[] => [way, intent, key].filter((name) => name !== undefined)
