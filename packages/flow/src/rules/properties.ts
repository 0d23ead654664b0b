import { matches } from './matches.js'
import type { RuleNode, RuleView } from './rule-view.js'
import type { EveryStatement } from './schema.js'

export interface BrokenProperty {
  readonly node: RuleNode
  readonly field: string
  readonly wanted: string | number | boolean
  readonly found: unknown
}

/** Nodes whose fields are not as the statement says; a kind without the field has nothing to say of it. */
export const brokenProperties = ({ every, is }: EveryStatement, { nodes }: RuleView): BrokenProperty[] =>
  [...nodes.values()]
    .filter((node) => matches(every, { what: 'entered', onTheLine: true, node }))
    .flatMap((node) =>
      Object.entries(is).flatMap(([field, wanted]) => {
        const found: unknown = Reflect.get(node.node, field)
        return found === undefined || found === wanted ? [] : [{ node, field, wanted, found }]
      }),
    )
