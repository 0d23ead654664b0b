import type { DraftNode } from '@callchart/flow'

/** What the form of a node kind is given; its fields read and change the node by themselves. */
export interface NodeFormProps {
  readonly node: DraftNode
}
