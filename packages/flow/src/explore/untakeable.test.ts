import { describe, expect, it } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import { flowOf, say } from '../fixtures/driven-chart.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { randomOf } from '../simulate/random.js'
import { coverFlow } from './cover-flow.js'
import { exploredFlow } from './explored-flow.js'
import { walkAtRandom } from './random-walk.js'
import { startsOf } from './starts.js'
import { untakeableTransitions } from './untakeable.js'

const untakeableOf = (...args: Parameters<typeof flowOf>): Record<string, string> =>
  Object.fromEntries(untakeableTransitions(exploredFlow(compileFlow(flowOf(...args)))).map(({ transition, reason }) => [transition.id, reason]))

const request = { id: 'r', kind: 'request', name: 'R', url: 'https://shop.example/', filler: say('One moment.'), next: 'goodbye', failure: 'goodbye' } as const

describe('a transition that no call can take', () => {
  it('waits for something before the call has begun', () => {
    const untakeable = untakeableOf([{ id: 's', kind: 'say', name: 'S', prompt: say('Hello.'), next: 'goodbye' }])

    expect(untakeable['idle caller.hung-up 0']).toBe('before-call')
  })

  it('speaks what is queued where nothing can be', () => {
    const untakeable = untakeableOf([request])

    expect(untakeable['r.pending  1']).toBe('never-true')
    expect(untakeable['r.speaking turn.* 0']).toBe('unreached')
  })

  it('lies behind one that goes first', () => {
    const untakeable = untakeableOf([
      { id: 'q', kind: 'ask', name: 'Q', prompt: say('Well?'), saveWords: 'words', branches: [{ on: 'affirm', to: 'goodbye' }, { on: 'anyReply', to: 'goodbye' }], noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' } },
    ], { variables: { words: { type: 'string' } } })

    expect(untakeable['q.asking utterance.understood 1']).toBe('shadowed')
  })

  it('is not one that speaks what a node before has queued', () => {
    const untakeable = untakeableOf([{ id: 's', kind: 'say', name: 'S', prompt: say('Hello.'), next: 'r' }, request])

    expect(Object.keys(untakeable)).not.toContain('r.pending  1')
  })

  it('is not one behind a variable that a call may bring along', () => {
    const record = { id: 'rec', kind: 'record', name: 'Record', action: 'start', consent: 'agreed', next: 'goodbye', noConsent: 'goodbye' } as const
    const options = { variables: { agreed: { type: 'boolean' } } } as const

    expect(Object.keys(untakeableOf([record], options))).not.toContain('rec  0')
    expect(untakeableOf([{ id: 'yes', kind: 'set', name: 'Yes', assign: [{ variable: 'agreed', value: 'true' }], next: 'rec' }, record], options)['rec  1']).toBe('shadowed')
  })
})

describe('random calls, hostile ones too', () => {
  it('take nothing that is called untakeable, and nothing that the cover lacks', () => {
    const flow = exploredFlow(compileFlow(everyKind(), everyKindResources()))
    const { traces, untakeable, open } = coverFlow(flow, { mostSteps: 8_000, stepsEach: 3_000 })
    const never = new Set(untakeable.map(({ transition }) => transition.id))
    const missing = new Set(open.map(({ id }) => id))
    const random = randomOf(1)
    const starts = startsOf(flow)

    const taken = new Set(Array.from({ length: 2_000 }, () => walkAtRandom(flow, starts, random)).flat())

    expect([...taken].filter((id) => never.has(id))).toEqual([])
    expect([...taken].filter((id) => !traces.has(id) && !missing.has(id))).toEqual([])
    expect(open.length).toBeLessThan(20)
  }, 60_000)
})
