import type { FlowDocument } from '../document/schema.js'
import type { ListenTemplate } from '../machine/model.js'
import { assignment, perform, type ActionConfig, type TransitionConfig } from './chart.js'

/** What the nodes of one chart share: each thing stands in it once, however many nodes use it. */
export interface ChartParts {
  /** Place of these settings among the chart's `listens`. */
  listen(template: ListenTemplate): number
  readonly listens: readonly ListenTemplate[]
  /** Takes the answer of a request at the root, wherever the call is by then. */
  answer(transition: TransitionConfig): void
  readonly answers: readonly TransitionConfig[]
  /** The longest time of the call stands still while a human talks; nothing where it has no limit. */
  readonly pauseCallTimer: readonly ActionConfig[]
  readonly resumeCallTimer: readonly ActionConfig[]
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
    pauseCallTimer: isTimed ? [perform({ type: 'timer.cancel', of: 'call' }), assignment('pauseCallTimer')] : [],
    resumeCallTimer: isTimed ? [assignment('beginCallTimer'), perform({ type: 'timer.start', of: 'call' })] : [],
  }
}
