import { describe, expect, it } from 'vitest'
import { compileFlow } from '../../compile/compile-flow.js'
import { DrivenChart, flowOf, type NodeInput } from '../../fixtures/driven-chart.js'

const ends: NodeInput[] = ['on', 'off'].map((id) => ({ id, kind: 'hangup', name: id }))
const record = (rest: object): DrivenChart =>
  new DrivenChart(
    flowOf([{ id: 'record', kind: 'record', name: 'Record', next: 'on', ...rest } as NodeInput, ...ends], {
      variables: { agreed: { type: 'boolean' } },
    }),
  )

describe('record', () => {
  const start = { action: 'start', consent: 'agreed', noConsent: 'off' }

  it('starts where the caller agreed', () => {
    const call = record(start).start({ agreed: true })

    expect(call.effect('recording.set')).toEqual({ type: 'recording.set', action: 'start' })
    expect(call.path).toBe('on.hangingUp')
  })

  it('records nothing where nobody agreed', () => {
    const call = record(start).start()

    expect(call.done).not.toContain('recording.set')
    expect(call.path).toBe('off.hangingUp')
  })

  it.each(['pause', 'resume', 'stop'])('%s needs no consent', (action) => {
    expect(record({ action }).start().effect('recording.set').action).toBe(action)
  })

  it('is never compiled to start without a question for consent', () => {
    const document = flowOf([{ id: 'record', kind: 'record', name: 'Record', action: 'start', next: 'goodbye', noConsent: 'goodbye' }])

    expect(() => compileFlow(document)).toThrow(expect.objectContaining({ code: 'FLOW_CONSENT_MISSING' }) as Error)
  })
})
