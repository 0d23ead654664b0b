import { describe, expect, it } from 'vitest'
import { isTraced, spanIdOf, traceIdOf, traceparentOf } from './span-ids.js'

const callId = '0b5a7c1e-7f3d-4c55-9f43-0c9b8f3d2a10'

describe('the trace of a call', () => {
  it('has the id of the call', () => {
    expect(traceIdOf(callId)).toBe('0b5a7c1e7f3d4c559f430c9b8f3d2a10')
  })

  it('has an id of the right form for a call that somebody else named', () => {
    expect(traceIdOf('call 7')).toMatch(/^[0-9a-f]{32}$/)
    expect(traceIdOf('call 7')).not.toBe(traceIdOf('call 8'))
  })

  it('names its spans by what they tell of, and calls apart', () => {
    const ids = [spanIdOf(callId), spanIdOf(callId, 'turn', 't1'), spanIdOf(callId, 'turn', 't2'), spanIdOf('another', 'turn', 't1')]

    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/)
    expect(spanIdOf(callId, 'turn', 't1')).toBe(ids[1])
  })

  it('is told to receivers as W3C writes it', () => {
    expect(traceparentOf(callId, spanIdOf(callId))).toMatch(/^00-0b5a7c1e7f3d4c559f430c9b8f3d2a10-[0-9a-f]{16}-01$/)
  })
})

describe('the share of calls that are traced', () => {
  const calls = Array.from({ length: 4_000 }, (_, index) => `call ${index}`)
  const tracedAt = (sampleRatio: number): number => calls.filter((each) => isTraced(each, { sampleRatio })).length

  it('is all, none or about as many as asked for', () => {
    expect(tracedAt(1)).toBe(4_000)
    expect(tracedAt(0)).toBe(0)
    expect(Math.abs(tracedAt(0.25) - 1_000)).toBeLessThan(150)
  })

  it('grows without leaving out a call that was traced before', () => {
    for (const each of calls) if (isTraced(each, { sampleRatio: 0.1 })) expect(isTraced(each, { sampleRatio: 0.2 })).toBe(true)
  })
})
