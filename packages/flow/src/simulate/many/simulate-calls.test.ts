import { describe, expect, it } from 'vitest'
import { compileFlow } from '../../compile/compile-flow.js'
import { exploredFlow } from '../../explore/explored-flow.js'
import { everyKind, everyKindResources } from '../../fixtures/every-kind.js'
import { behaviours } from './behaviours/behaviours.js'
import { MassSimulation, type SimulationReport } from './simulate-calls.js'

const flow = exploredFlow(compileFlow(everyKind(), everyKindResources()))

const reportOf = (name: string, { seed = 1, callCount = 300 }: { seed?: number; callCount?: number } = {}): SimulationReport => {
  const behaviour = behaviours.find((each) => each.name === name)
  if (behaviour === undefined) throw new Error(`nobody behaves ${name}`)
  const simulation = new MassSimulation(flow, { behaviour, seed })
  simulation.run(callCount)
  return simulation.report()
}

const countOf = ({ ends }: SimulationReport, name: string): number => ends.find((end) => end.name === name)?.count ?? 0

describe('many simulated calls', () => {
  it('are the same for the same seed, however many are simulated at a time', () => {
    const behaviour = behaviours[0]
    if (behaviour === undefined) throw new Error('nobody behaves')
    const inParts = new MassSimulation(flow, { behaviour, seed: 5 })
    for (let part = 0; part < 10; part += 1) inParts.run(20)

    expect(inParts.report()).toEqual(reportOf(behaviour.name, { seed: 5, callCount: 200 }))
  })

  it('each end in one way and take one path', () => {
    const report = reportOf('random')
    const sum = (counts: readonly { readonly count: number }[]): number => counts.reduce((all, { count }) => all + count, 0)

    expect(sum(report.ends)).toBe(300)
    expect(sum(report.paths)).toBeLessThanOrEqual(300)
    expect(report.nodes.find(({ id }) => id === 'start')).toMatchObject({ calls: 300, entries: 300 })
  })

  it('meet humans, machines and an end of the callers own making', () => {
    const names = new Set(reportOf('random', { callCount: 1_000 }).ends.map(({ name }) => name))

    expect([...names]).toEqual(expect.arrayContaining(['human shop', 'voicemail shop', 'other-flow other-flow', 'caller-gone', 'hung-up normal']))
  })

  it('are left early by the impatient, and not by the talkative', () => {
    const [impatient, talkative] = [reportOf('impatient'), reportOf('talkative')]

    expect(countOf(impatient, 'caller-gone')).toBeGreaterThan(2 * countOf(talkative, 'caller-gone'))
    expect(impatient.averageMs).toBeLessThan(talkative.averageMs)
  })

  it('tell where callers leave, and what none of them met', () => {
    const report = reportOf('silent', { callCount: 50 })

    expect(report.nodes.reduce((all, { dropOffs }) => all + dropOffs, 0)).toBeLessThanOrEqual(50)
    expect(report.untakenTransitions.length).toBeGreaterThan(10)
    expect(report.untakenTransitions).not.toEqual(expect.arrayContaining(report.untakeable.map(({ transition }) => transition.id)))
    expect(report.longest.turnCount).toBeGreaterThan(0)
    expect(report.longestMs).toBeGreaterThanOrEqual(report.longest.durationMs)
  })
})
