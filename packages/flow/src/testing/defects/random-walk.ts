import { beforeCall, pass, type Chart, type Passage } from './call-point.js'
import type { Dice } from './dice.js'
import { openEvents, startsOf, type Given } from './open-events.js'

/** A call of random events among those that are open, until nothing is open or the flow has ended the call. */
export const randomWalk = (chart: Chart, dice: Dice, mostEvents: number, given: Given = true): Passage[] => {
  let passage = pass(chart, beforeCall(chart), dice.pick(startsOf(chart, given)))
  const passages = [passage]
  while (passages.length < mostEvents) {
    const open = dice.among(openEvents(chart, passage.to))
    if (open === undefined) return passages
    passage = pass(chart, passage.to, open.event)
    passages.push(passage)
  }
  return passages
}
