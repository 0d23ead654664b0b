import type { DraftDocument, Way } from '@callchart/flow'
import { draftWays } from '../document/draft-ways.js'
import { isObject, valueAt } from '../document/node-fields.js'
import { nodesById } from '../document/node-index.js'
import { edgeId } from './chart.js'

/** What somebody on the line answered: in their words or by keys. */
export interface Answer {
  readonly nodeId?: string | undefined
  readonly text: string
  readonly intent?: string | undefined
}

/** A way that a call surely took, among all between its two nodes. */
export interface TakenWay {
  readonly edge: string
  readonly from: string
  readonly to: string
}

const itemKeys = new Set<unknown>(['choices', 'branches'])

/** The answer is what this way of a question is for. */
function isFor({ path }: Way, node: Parameters<typeof valueAt>[0], { text, intent }: Answer): boolean {
  const item = itemKeys.has(path[0]) ? valueAt(node, path.slice(0, -1)) : undefined
  if (!isObject(item)) return false
  return intent === undefined ? item.digit === text : item.on === intent
}

/** The ways that answers chose. What was said of anything else, or to a sub-flow, chooses none. */
export function takenWays(document: DraftDocument, answers: readonly Answer[]): readonly TakenWay[] {
  const nodes = nodesById(document)
  return answers.flatMap((answer) => {
    const node = answer.nodeId === undefined ? undefined : nodes.get(answer.nodeId)
    const way = node === undefined ? undefined : draftWays(node).find((each) => isFor(each, node, answer))
    return node === undefined || way?.to === undefined ? [] : [{ edge: edgeId(node.id, way.way), from: node.id, to: way.to }]
  })
}
