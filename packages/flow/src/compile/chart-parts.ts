import type { FlowDocument } from '../document/schema.js'
import type { ListenTemplate } from '../machine/model.js'
import { waysOut } from '../nodes/schemas.js'
import { assignment, perform, type ActionConfig, type TransitionConfig } from './chart.js'

/** What the nodes of one chart share: each thing stands in it once, however many nodes use it. */
export interface ChartParts {
  /** Place of these settings among the chart's `listens`. */
  listen(template: ListenTemplate): number
  readonly listens: readonly ListenTemplate[]
  /** Takes the answer of a request at the root, wherever the call is by then. */
  answer(transition: TransitionConfig): void
  readonly answers: readonly TransitionConfig[]
  /** Nodes of the main flow that the answer to a global question may come to. */
  readonly nested: ReadonlySet<string>
  /** The longest time of the call stands still while a human talks; nothing where it has no limit. */
  readonly pauseCallTimer: readonly ActionConfig[]
  readonly resumeCallTimer: readonly ActionConfig[]
}

const reachedFrom = (document: FlowDocument, first: readonly string[]): Set<string> => {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const reached = new Set<string>()
  const open = [...first]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = byId.get(id)
    if (node === undefined || reached.has(id)) continue
    reached.add(id)
    open.push(...waysOut(node).flatMap(({ to }) => to ?? []))
  }
  return reached
}

export const chartParts = (document: FlowDocument): ChartParts => {
  const listens: ListenTemplate[] = []
  const places = new Map<string, number>()
  const answers: TransitionConfig[] = []
  const isTimed = document.settings.maxCallMs > 0
  return {
    listens,
    answers,
    listen: (template) => {
      const key = JSON.stringify(template)
      const place = places.get(key) ?? listens.push(template) - 1
      places.set(key, place)
      return place
    },
    answer: (transition) => void answers.push(transition),
    nested: reachedFrom(document, document.auxiliary.flatMap(({ to }) => to ?? [])),
    pauseCallTimer: isTimed ? [perform({ type: 'timer.cancel', of: 'call' }), assignment('pauseCallTimer')] : [],
    resumeCallTimer: isTimed ? [assignment('beginCallTimer'), perform({ type: 'timer.start', of: 'call' })] : [],
  }
}
