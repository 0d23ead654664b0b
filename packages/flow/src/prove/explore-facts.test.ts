import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import type { FlowDocument } from '../document/schema.js'
import { beginCall, make } from '../explore/explored-call.js'
import { exploredFlow } from '../explore/explored-flow.js'
import { movesOf } from '../explore/moves.js'
import { readResources } from '../library/read-resources.js'
import type { FlowResources } from '../resources.js'
import { statePath } from '../step/step.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { randomOf } from '../fixtures/random-call.js'
import { chartGraph } from './chart-graph.js'
import { exploreFacts } from './explore-facts.js'

const folder = new URL('../../../../flows/', import.meta.url)
const { resources } = readResources(
  readdirSync(folder)
    .filter((name) => /\.(flow|calendar|faq)\.json$/.test(name))
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') })),
)

const flows: [string, FlowDocument, FlowResources][] = [
  ['every kind', everyKind(), everyKindResources()],
  ...[...resources.flows].map(([id, document]): [string, FlowDocument, FlowResources] => [id, document, resources]),
]

/** Transitions that random calls take, with the place from which each is taken; an answer that nobody waits for leads nowhere. */
const takenByCalls = (document: FlowDocument, beside: FlowResources, calls: number): Set<string> => {
  const flow = exploredFlow(compileFlow(document, beside))
  const graph = chartGraph(flow.compiled)
  const taken = new Set<string>()
  for (let seed = 1; seed <= calls; seed += 1) {
    const random = randomOf(seed)
    let call = beginCall(flow, { direction: 'inbound', variables: {} }).call
    for (let step = 0; step < 40 && !call.over; step += 1) {
      const moves = movesOf(flow, call).filter(({ deed }) => deed.type !== 'operator-ends' && (deed.type !== 'hangs-up' || random() < 0.1))
      const move = moves[Math.floor(random() * moves.length)]
      if (move === undefined) break
      let place = graph.places.get(statePath(call.snapshot).join('.'))
      const made = make(flow, call, move, true)
      for (const { id } of made.taken) {
        const edge = [...(place?.edgesOn(made.event.type) ?? []), ...(place?.always ?? [])].find((each) => each.id === id)
        if (edge !== undefined) taken.add(`${place?.path} ${id}`)
        place = edge?.to ?? place
      }
      call = made.call
    }
  }
  return taken
}

describe('the exploration of a chart', () => {
  it.each(flows)('goes every way that a call of %s takes', (_, document, beside) => {
    const { reached, isComplete } = exploreFacts(chartGraph(compileFlow(document, beside)), { initial: 0, onStep: (fact) => fact })
    const explored = new Set(reached.flatMap(({ place, links }) => links.map(({ step }) => `${place.path} ${step.edge.id}`)))

    const unexplored = [...takenByCalls(document, beside, 60)].filter((way) => !explored.has(way))

    expect(isComplete).toBe(true)
    expect(unexplored).toEqual([])
  })
})
