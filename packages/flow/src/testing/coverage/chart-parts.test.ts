import { describe, expect, it } from 'vitest'
import { compileFlow } from '../../compile/compile-flow.js'
import type { CallEvent } from '../../contract/events.js'
import { everyKind, everyKindResources } from '../../fixtures/every-kind.js'
import { randomCall } from '../../fixtures/random-call.js'
import { createFlowMachine } from '../../step/machine.js'
import { startSnapshot, watchedStep } from '../../step/step.js'
import { partsOf, takenBy } from './chart-parts.js'

const machine = createFlowMachine(compileFlow(everyKind(), everyKindResources()))
const possible = partsOf(machine)
const eventsOf = (seed: number): readonly CallEvent[] => randomCall(machine, seed, 60, ['order', 'pay', 'tea', 'extras/more']).events

describe('what a call can take of a chart', () => {
  it('is all that 500 random calls take', () => {
    const states = new Set(possible.states)
    const transitions = new Set(possible.transitions)
    const strangers = new Set<string>()

    for (let seed = 0; seed < 500; seed += 1) {
      let snapshot = startSnapshot(machine)
      for (const event of eventsOf(seed)) {
        const watched = watchedStep(machine, snapshot, event)
        const taken = takenBy(machine, watched)
        for (const state of taken.states) if (!states.has(state)) strangers.add(state)
        for (const transition of taken.transitions) if (!transitions.has(transition)) strangers.add(transition)
        snapshot = watched.snapshot
      }
    }

    expect([...strangers]).toEqual([])
  })
})
