import { describe, expect, it } from 'vitest'
import type { FlowDocumentInput } from '../document/schema.js'
import { DrivenChart, flowOf, say } from '../fixtures/driven-chart.js'

type NodeInput = FlowDocumentInput['nodes'][number]

const nodes: NodeInput[] = [
  {
    id: 'main',
    kind: 'ask',
    name: 'Main',
    prompt: say('What can I do?'),
    branches: [{ on: 'affirm', to: 'human' }],
    noInput: { to: 'goodbye' },
    noMatch: { to: 'goodbye' },
  },
  { id: 'human', kind: 'transfer', name: 'Human', queue: 'shop', next: 'main', busy: 'main', noAnswer: 'main', failed: 'main' },
]
const flow = (): DrivenChart => new DrivenChart(flowOf(nodes, { settings: { maxCallMs: 60_000 } })).start()
const connected = { type: 'transfer.connected', transferId: 'x1', agentId: 'anna' } as const

describe('the longest time of a call', () => {
  it('runs from the start, and then ends the call', () => {
    const call = flow()
    expect(call.effects[0]).toEqual({ type: 'timer.start', timerId: 'w1', ms: 60_000 })

    call.take({ type: 'timer.elapsed', timerId: 'w1' })

    expect(call.effects).toEqual([{ type: 'call.hang-up', cause: 'max-duration' }])
    expect(call.path).toBe('ended')
  })

  it('stands still while a human talks', () => {
    const call = flow().says('affirm').passes(10_000).take(connected)
    expect(call.effects).toEqual([{ type: 'timer.cancel', timerId: 'w1' }])

    call.passes(3_600_000).take({ type: 'transfer.ended', transferId: 'x1' })

    const left = call.effect('timer.start')
    expect(left).toEqual({ type: 'timer.start', timerId: 'w2', ms: 60_000 - 10_200 })
    expect(call.take({ type: 'timer.elapsed', timerId: 'w1' }).effects).toEqual([])
    expect(call.take({ type: 'timer.elapsed', timerId: 'w2' }).done).toEqual(['call.hang-up'])
  })

  it('runs on while the caller waits for a human, and cancels the transfer with its end', () => {
    const call = flow().says('affirm')

    expect(call.done).not.toContain('timer.cancel')
    expect(call.take({ type: 'timer.elapsed', timerId: 'w1' }).done).toEqual(['call.hang-up', 'transfer.cancel'])
    expect(call.path).toBe('ended')
  })

  it('is not started anew by a transfer that nobody answered', () => {
    expect(flow().says('affirm').take({ type: 'transfer.busy', transferId: 'x1' }).done).not.toContain('timer.start')
  })

  it('has no timer where there is no limit', () => {
    expect(new DrivenChart(flowOf(nodes)).start().done).not.toContain('timer.start')
  })
})
