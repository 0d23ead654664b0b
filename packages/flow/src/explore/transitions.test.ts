import { describe, expect, it } from 'vitest'
import { step, watchedStep } from '../step/step.js'
import type { CallEvent } from '../contract/events.js'
import { DrivenChart } from '../fixtures/driven-chart.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { namedTransitions, transitionsOf } from './transitions.js'

describe('transitions of a chart', () => {
  it('have ids of their own', () => {
    const ids = transitionsOf(new DrivenChart(everyKind(), everyKindResources()).machine).map(({ id }) => id)

    expect(ids.length).toBeGreaterThan(200)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('are told with the step that takes them, those that follow at once too', () => {
    const call = new DrivenChart(everyKind(), everyKindResources())
    const started: CallEvent = { type: 'call.started', at: 0, call: { callId: 'c', direction: 'inbound', variables: {} } }

    const { taken, ...result } = watchedStep(call.machine, call.snapshot, started)

    expect(namedTransitions(call.machine, taken).map(({ source, event }) => `${source} ${event}`)).toEqual(['idle call.started', 'start ', 'welcome.queueing '])
    expect(JSON.stringify(result)).toBe(JSON.stringify(step(call.machine, call.snapshot, started)))
  })
})
