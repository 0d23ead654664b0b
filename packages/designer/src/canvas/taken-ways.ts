import type { CallEvent, DraftDocument, DraftNode, Way } from '@callchart/flow'
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

/** The way that an event leads out by, whatever was said. */
const wayOfEvent: Readonly<Partial<Record<CallEvent['type'], string>>> = {
  'no-input': 'noInput',
  'utterance.not-understood': 'noMatch',
  'request.succeeded': 'next',
  'request.failed': 'failure',
  'request.outcome-unknown': 'outcomeUnknown',
  'transfer.ended': 'next',
  'transfer.busy': 'busy',
  'transfer.no-answer': 'noAnswer',
  'transfer.declined': 'declined',
  'transfer.failed': 'failed',
  'transfer.closed': 'closed',
  'transfer.overflow': 'overflow',
  'hours.open': 'open',
  'hours.closed': 'closed',
}

function leadsOut(way: Way, node: DraftNode, event: CallEvent): boolean {
  if (event.type === 'digits.entered') return isFor(way, node, { text: event.digits })
  if (event.type === 'utterance.understood') return isFor(way, node, event)
  return wayOfEvent[event.type] === way.way
}

/**
 * The ways that a call took which is known by its events: those of each move are looked for behind those of the move before.
 * @param path nodes in the order in which the call came to them
 */
export function waysOfEvents(document: DraftDocument, path: readonly string[], events: readonly CallEvent[]): readonly TakenWay[] {
  const nodes = nodesById(document)
  let behind = 0
  return path.slice(1).flatMap((to, index) => {
    const node = nodes.get(path[index] ?? '')
    if (node === undefined) return []
    const ways = draftWays(node).filter((way) => way.to === to)
    const at = events.findIndex((event, position) => position >= behind && ways.some((way) => leadsOut(way, node, event)))
    const event = events[at]
    const way = event === undefined ? undefined : ways.find((each) => leadsOut(each, node, event))
    if (way === undefined) return []
    behind = at + 1
    return [{ edge: edgeId(node.id, way.way), from: node.id, to }]
  })
}
