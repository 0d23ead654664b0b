import { describe, expect, it } from 'vitest'
import { compileFlow } from '../../compile/compile-flow.js'
import type { FlowMachine } from '../../contract/compiled.js'
import type { CallEvent } from '../../contract/events.js'
import { flowOf, say } from '../../fixtures/driven-chart.js'
import { everyKind, everyKindResources } from '../../fixtures/every-kind.js'
import { randomCall } from '../../fixtures/random-call.js'
import { createFlowMachine } from '../../step/machine.js'
import { startSnapshot, watchedStep } from '../../step/step.js'
import { allTransitions, partsOf, takenBy } from './chart-parts.js'

/** Begins with a question or a prompt, logs the call after it. */
const logged = (first: 'ask' | 'tell') =>
  createFlowMachine(
    compileFlow(
      flowOf(
        [
          { id: 'begin', kind: 'jump', name: 'Begin', to: first },
          { id: 'tell', kind: 'say', name: 'Tell', prompt: say('Hello.'), next: 'send' },
          { id: 'send', kind: 'request', name: 'Send', url: 'endpoint://a/b', next: 'ask', failure: 'ask', outcomeUnknown: 'ask' },
          { id: 'ask', kind: 'ask', name: 'Ask', prompt: say('Yes?'), branches: [{ on: 'affirm', to: 'send' }], noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' } },
          { id: 'note', kind: 'request', name: 'Note', url: 'endpoint://a/log', next: 'over', failure: 'over', outcomeUnknown: 'over' },
          { id: 'over', kind: 'hangup', name: 'Over' },
        ],
        { id: 'logged', onHangup: 'note', keyIntents: { repeat: {} } },
      ),
    ),
  )

const machine = createFlowMachine(compileFlow(everyKind(), everyKindResources()))
const possible = partsOf(machine)
const eventsOf = (seed: number): readonly CallEvent[] => randomCall(machine, seed, 60, ['order', 'pay', 'tea', 'extras/more']).events

/** What the chart has and no call can take. */
const impossible = (chart: FlowMachine): string[] => {
  const { transitions } = partsOf(chart)
  return allTransitions(chart).filter((name) => !transitions.includes(name))
}

describe('what no call can take of a chart', () => {
  it('is what stands before its beginning, the end of what is not under way, and what is spoken for nobody', () => {
    expect(impossible(logged('tell'))).toEqual([
      '(anywhere) turn.cancelled 0',
      'idle caller.hung-up 0 -> ended',
      'idle call.ended 0 -> ended',
      'goodbye.entering (at once) 0 -> ended',
      'note.pending (at once) 1 -> note.speaking',
      'note.speaking turn.* 0 -> note.pending',
      'note.speaking timer.elapsed 0',
      'over.entering (at once) 1 -> over.speaking',
      'over.entering (at once) 2 -> over.hangingUp',
      'over.speaking turn.* 0 -> over.hangingUp',
      'send.speaking timer.elapsed 0',
      'tell.queueing (at once) 0 -> tell.speaking',
      'tell.speaking turn.* 0 -> send',
      '_pullingBack (at once) 0 -> _returning',
      '_returning (at once) 1 -> _lost',
      '_leaving (at once) 0 -> note',
    ])
  })

  it('is what is spoken before a request where nothing can be waiting to be spoken', () => {
    const more = impossible(logged('ask')).filter((name) => !impossible(logged('tell')).includes(name))

    expect(more).toEqual(['send.pending (at once) 1 -> send.speaking', 'send.speaking turn.* 0 -> send.pending', 'tell.queueing (at once) 1 -> send'])
  })
})

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
