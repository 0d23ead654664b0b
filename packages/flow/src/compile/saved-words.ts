import type { AskNode } from '../nodes/ask/schema.js'
import { assignment, type ActionConfig } from './chart.js'
import type { NodeBuild } from './build.js'

/** Keeps the words of the caller, and the values that were heard with the intent. */
export const savedWords = ({ saveWords, saveSlots }: Pick<AskNode, 'saveWords' | 'saveSlots'>, build: NodeBuild, save: 'saveWords' | 'saveChosen' = 'saveWords'): ActionConfig[] => {
  const slots = Object.entries(saveSlots)
  if (saveWords === undefined && slots.length === 0) return []
  const words = saveWords === undefined ? null : build.variable(saveWords)
  return [assignment(save, { words, slots: Object.fromEntries(slots.map(([slot, name]) => [slot, build.variable(name)])) })]
}
