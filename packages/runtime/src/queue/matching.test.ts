import { describe, expect, it } from 'vitest'
import { leaveSeatMs, matchesOf, type FreeSeat, type LineEntry, type QueueSnapshot } from './matching.js'

const now = 1_000_000
const caller = (callId: string, runtimeId: string): LineEntry => ({ callId, transferId: 't', runtimeId })
const human = (agentId: string, runtimeId: string, freeMs = 0): FreeSeat => ({ agentId, runtimeId, freeSince: now - freeMs })
const queue = (entries: readonly LineEntry[], seats: readonly FreeSeat[], had: readonly string[] = []): QueueSnapshot => ({
  entries,
  seats,
  had: ({ callId }, agentId) => had.includes(`${callId} ${agentId}`),
})

/** What each of them does, by the same rows. */
function done(snapshot: QueueSnapshot, runtimes = ['a', 'b', 'c']): string[] {
  return runtimes.flatMap((runtimeId) => {
    const { offers, moves, leavesSeats } = matchesOf(snapshot, runtimeId, now)
    return [
      ...offers.map(({ entry, agentId }) => `${runtimeId} offers ${entry.callId} to ${agentId}`),
      ...moves.map(({ entry, runtimeId: to }) => `${runtimeId} sends ${entry.callId} to ${to}`),
      ...(leavesSeats ? [`${runtimeId} leaves seats`] : []),
    ]
  })
}

describe('callers and humans of one runtime', () => {
  it('meet in their order', () => {
    expect(done(queue([caller('1', 'a'), caller('2', 'a'), caller('3', 'a')], [human('Anna', 'a', 20), human('Bert', 'a', 10)]))).toEqual(['a offers 1 to Anna', 'a offers 2 to Bert'])
  })

  it('meet though others who wait before them had this human', () => {
    expect(done(queue([caller('1', 'a'), caller('2', 'a')], [human('Anna', 'a')], ['1 Anna']))).toEqual(['a offers 2 to Anna'])
  })
})

describe('a caller for whom nobody is free at their runtime', () => {
  it('is sent to where somebody is, who is left to them', () => {
    expect(done(queue([caller('1', 'a')], [human('Anna', 'b', 60_000), human('Carl', 'c', 50_000)]))).toEqual(['a sends 1 to b', 'b leaves seats'])
  })

  it('comes before those who wait there for a shorter time', () => {
    expect(done(queue([caller('1', 'a'), caller('2', 'b')], [human('Anna', 'b')]))).toEqual(['a sends 1 to b', 'b leaves seats'])
  })

  it('loses that human where they do not come in time', () => {
    expect(done(queue([caller('1', 'a'), caller('2', 'b')], [human('Anna', 'b', leaveSeatMs)]))).toEqual(['b offers 2 to Anna'])
  })

  it('stays where all who are free elsewhere had them', () => {
    expect(done(queue([caller('1', 'a'), caller('2', 'b')], [human('Anna', 'b')], ['1 Anna']))).toEqual(['b offers 2 to Anna'])
  })

  it('takes nobody away from who waits longer elsewhere', () => {
    expect(done(queue([caller('1', 'c'), caller('2', 'a')], [human('Anna', 'b')]))).toEqual(['b leaves seats', 'c sends 1 to b'])
  })
})

it('prefers a human of the same runtime to one who has been free for longer elsewhere', () => {
  expect(done(queue([caller('1', 'a'), caller('2', 'b')], [human('Bert', 'b', 20), human('Anna', 'a', 10)]))).toEqual(['a offers 1 to Anna', 'b offers 2 to Bert'])
})
