import type { Dice } from '../dice.js'
import type { Evidence } from '../evidence/evidence.js'
import type { LibraryFlow } from '../library-flow.js'

/** What is wrong, in a word; rules of the business begin with `rule:`. */
export type DefectFamily =
  | 'unconnected'
  | 'unknownTarget'
  | 'unknownVariable'
  | 'unknownSubflow'
  | 'badExpression'
  | 'startCount'
  | 'duplicateNode'
  | 'unreachable'
  | 'deadCondition'
  | 'deadWay'
  | 'deadEnd'
  | 'endlessWithoutProgress'
  | 'endlessTries'
  | 'loopWithoutWait'
  | 'transferFailure'
  | 'noWayToHuman'
  | 'unsetVariable'
  | 'returnNowhere'
  | 'noReturn'
  | 'subflowNoReturn'
  | 'afterCall'
  | 'rule:identity'
  | 'rule:price'
  | 'rule:consent'
  | 'rule:sensitive'
  | 'rule:optOut'
  | 'rule:goodbye'

/** A flow with one defect put in. */
export interface Mutated {
  readonly flow: LibraryFlow
  /** Nodes concerned, the one to be repaired first. */
  readonly nodes: readonly string[]
  readonly evidence: Evidence
}

/** A way in which a business user breaks a flow. */
export interface Mutator {
  readonly name: string
  readonly family: DefectFamily
  /** What it means to a caller. */
  readonly meaning: string
  /** The same flow and dice give the same; undefined where the flow has no place for it. The flow that is given stays as it is. */
  readonly mutate: (flow: LibraryFlow, dice: Dice) => Mutated | undefined
}
