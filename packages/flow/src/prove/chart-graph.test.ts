import { describe, expect, it } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import { transitionsOf } from '../explore/transitions.js'
import { createFlowMachine } from '../step/machine.js'
import { startSnapshot, statePath, watchedStep } from '../step/step.js'
import { namedTransitions } from '../explore/transitions.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { randomCall } from '../fixtures/random-call.js'
import { chartGraph } from './chart-graph.js'

describe('the graph of a chart', () => {
  const compiled = compileFlow(everyKind(), everyKindResources())
  const machine = createFlowMachine(compiled)
  const graph = chartGraph(compiled)

  it('leads where the machine leads, by the transitions that the machine takes', () => {
    const named = new Set(transitionsOf(machine).map(({ id }) => id))
    for (let seed = 1; seed <= 40; seed += 1) {
      let snapshot = startSnapshot(machine)
      for (const event of randomCall(machine, seed, 40, ['order', 'pay', 'english', 'help', 'open', 'tea', 'more']).events) {
        let place = graph.places.get(statePath(snapshot).join('.'))
        const { snapshot: next, taken } = watchedStep(machine, snapshot, event)
        for (const { id } of namedTransitions(machine, taken)) {
          const edge = [...(place?.edgesOn(event.type) ?? []), ...(place?.always ?? [])].find((each) => each.id === id)
          expect(edge, `${place?.path} ${id}`).toBeDefined()
          expect(named).toContain(id)
          place = edge?.to
        }
        expect(place?.path).toBe(statePath(next).join('.'))
        snapshot = next
      }
    }
  })

  it('says what runs at a place', () => {
    const asking = graph.places.get('main.asking')

    expect(asking).toMatchObject({ node: 'main', at: 'main.asking', isFinal: false })
    expect(asking?.listen?.speech).toBe(true)
    expect(graph.wayTo.get('main.asking')?.to).toBe(asking)
  })
})
