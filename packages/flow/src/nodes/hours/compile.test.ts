import { describe, expect, it } from 'vitest'
import { compileFlow } from '../../compile/compile-flow.js'
import { DrivenChart, flowOf, say } from '../../fixtures/driven-chart.js'

const document = flowOf([
  { id: 'hello', kind: 'say', name: 'Hello', prompt: say('Hello.'), next: 'office' },
  { id: 'office', kind: 'hours', name: 'Office', calendar: 'office', open: 'open', closed: 'closed' },
  { id: 'open', kind: 'hangup', name: 'Open', prompt: say('We are open.') },
  { id: 'closed', kind: 'hangup', name: 'Closed', prompt: say('We are closed.') },
])
const asking = () => new DrivenChart(document).start()

describe('hours', () => {
  it('asks the calendar and waits for the answer', () => {
    const call = asking()

    expect(call.path).toBe('office')
    expect(call.effect('hours.check')).toEqual({ type: 'hours.check', checkId: 'h1', calendar: 'office' })
  })

  it('is open', () => {
    const call = asking().take({ type: 'hours.open', checkId: 'h1' })

    expect(call.spoken).toEqual(['Hello.', 'We are open.'])
  })

  it('is closed by the week, by a holiday, and where nobody can tell', () => {
    const closed = [
      { type: 'hours.closed', checkId: 'h1', reason: 'hours' },
      { type: 'hours.closed', checkId: 'h1', reason: 'holiday', holiday: 'New Year' },
      { type: 'hours.failed', checkId: 'h1', cause: 'no such calendar' },
    ] as const

    for (const answer of closed) expect(asking().take(answer).spoken).toEqual(['Hello.', 'We are closed.'])
  })

  it('takes no answer to another question, and none twice', () => {
    const call = asking().take({ type: 'hours.open', checkId: 'h0' })
    expect(call.path).toBe('office')

    call.take({ type: 'hours.open', checkId: 'h1' }).take({ type: 'hours.closed', checkId: 'h1', reason: 'hours' })
    expect(call.path).toBe('open.speaking')
    expect(call.id('checkId')).toBe('null')
  })

  it('is named in the manifest', () => {
    expect(compileFlow(document).manifest.calendars).toEqual(['office'])
  })
})
