import { describe, expect, it } from 'vitest'
import { aCallOf, bankFlow, readyVersion } from '../testing/replay-flows.js'
import { replayCall } from '../replay/replay-call.js'
import { toJsonb } from '../store/json.js'
import { entryOf } from './entries.js'

describe('an event', () => {
  it('is told to the chart as the journal gives it back', () => {
    const entry = entryOf({ kind: 'event', body: { type: 'request.succeeded', requestId: 'r1', status: 200, body: { name: 'A\u0000nn \ud83d' } } }, 4, 1_000)

    expect(entry).toEqual({ kind: 'event', sequence: 4, at: 1_000, body: { type: 'request.succeeded', requestId: 'r1', status: 200, body: { name: 'Ann \ufffd' }, at: 1_000 } })
    expect(JSON.parse(toJsonb(entry.body))).toEqual(entry.body)
  })

  it('with signs that no database takes leads to the same effects when it is read again', () => {
    const bank = readyVersion(bankFlow)
    const call = aCallOf(bank).says('my balance\u0000 \ud83d please').presses('4321').recorded()
    const stored = call.entries.map((entry) => JSON.parse(toJsonb(entry)) as typeof entry)

    expect(replayCall({ ...call, entries: stored }, { recorded: new Map([[bank.version, bank]]) })).toMatchObject({ verdict: 'same', comparedCount: 7 })
  })
})
