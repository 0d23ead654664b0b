import type { FlowDocumentInput } from '../../../document/schema.js'
import type { NodeInput } from '../../driven-chart.js'
import type { Dice } from '../dice.js'
import { prompt, type Words } from './topics.js'

export type Variables = NonNullable<FlowDocumentInput['variables']>
export type VariableKind = 'string' | 'number' | 'boolean' | 'date'

/** Nodes that lead from an entry to whatever follows. */
export interface Block {
  readonly size: number
  readonly into: (next: string) => { readonly entry: string; readonly nodes: readonly NodeInput[] }
}

/** A variable that holds a value wherever the plan has come to. */
export interface Known {
  readonly name: string
  readonly kind: VariableKind
  /** What a choice is made from. */
  readonly options?: readonly string[]
}

export const humanId = 'toHuman'
export const silentId = 'silentGoodbye'
export const optedOutId = 'optedOut'

/** What is written down of a flow while it is planned, from its beginning to its end. */
export class Plan {
  readonly variables: Variables = {}
  readonly intents: string[] = []
  known: readonly Known[] = []
  private count = 0

  constructor(
    readonly dice: Dice,
    readonly languages: readonly string[],
    readonly hasLibrary: boolean,
    /** We place the call: no more calls are one key away. */
    readonly isOutbound: boolean,
  ) {}

  /** The key for no more calls, in every menu of a call that we place. */
  get optOutKey(): readonly { readonly digit: string; readonly to: string }[] {
    return this.isOutbound ? [{ digit: '9', to: optedOutId }] : []
  }

  id(kind: string): string {
    this.count += 1
    return `${kind}${this.count}`
  }

  /** Declares a variable; it is known once something has set it. */
  declare(name: string, kind: VariableKind, sensitive = false): string {
    this.count += 1
    const unique = `${name}${this.count}`
    this.variables[unique] = { type: kind, ...(sensitive ? { sensitive } : {}) }
    return unique
  }

  says(words: Words): Record<string, string[]> {
    return prompt(words, this.languages)
  }

  knows(known: Known): void {
    this.known = [...this.known, known]
  }

  /** Plans something that only happens on one of several ways: what it learns is not known behind it. */
  aside<Result>(make: () => Result, also: readonly Known[] = []): Result {
    const before = this.known
    this.known = [...before, ...also]
    const result = make()
    this.known = before
    return result
  }
}

export const single = (make: (next: string) => NodeInput): Block => ({
  size: 1,
  into: (next) => {
    const node = make(next)
    return { entry: node.id, nodes: [node] }
  },
})

export const nothing: Block = { size: 0, into: (next) => ({ entry: next, nodes: [] }) }

export const inOrder = (blocks: readonly Block[]): Block => ({
  size: blocks.reduce((sum, { size }) => sum + size, 0),
  into: (next) =>
    blocks.reduceRight<{ entry: string; nodes: readonly NodeInput[] }>(
      (rest, block) => {
        const { entry, nodes } = block.into(rest.entry)
        return { entry, nodes: [...nodes, ...rest.nodes] }
      },
      { entry: next, nodes: [] },
    ),
})

/** A node from which several ways lead, each through a block of its own, to what follows. */
export const forking = (branches: readonly Block[], make: (entries: readonly string[], next: string) => NodeInput): Block => ({
  size: 1 + branches.reduce((sum, { size }) => sum + size, 0),
  into: (next) => {
    const made = branches.map((branch) => branch.into(next))
    const node = make(made.map(({ entry }) => entry), next)
    return { entry: node.id, nodes: [node, ...made.flatMap(({ nodes }) => nodes)] }
  },
})
