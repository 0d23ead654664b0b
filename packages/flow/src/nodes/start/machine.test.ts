import { describe, expect, it } from 'vitest'
import { checkFlow } from '../../check/check-flow.js'
import { compileFlow } from '../../compile/compile-flow.js'
import { parseFlow } from '../../document/parse.js'
import type { FlowDocument } from '../../document/schema.js'
import { exploredFlow } from '../../explore/explored-flow.js'
import { coverFlow } from '../../explore/cover-flow.js'
import { DrivenChart, say } from '../../fixtures/driven-chart.js'

const documentWith = (machine: string | undefined): FlowDocument => {
  const parsed = parseFlow({
    schemaVersion: 1,
    id: 'tested',
    name: 'Tested',
    languages: ['en-US'],
    settings: { maxCallMs: 0 },
    intents: { order: { name: 'Order', phrases: { 'en-US': ['order'] } } },
    nodes: [
      { id: 'start', kind: 'start', name: 'Start', next: 'greet', ...(machine === undefined ? {} : { machine }) },
      { id: 'greet', kind: 'say', name: 'Greet', prompt: say('Hello.'), next: 'ask' },
      { id: 'ask', kind: 'ask', name: 'Ask', prompt: say('What?'), branches: [{ on: 'order', to: 'more' }], noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' } },
      { id: 'more', kind: 'ask', name: 'More', prompt: say('More?'), branches: [{ on: 'order', to: 'goodbye' }], noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' } },
      ...(machine === undefined ? [] : [{ id: machine, kind: 'hangup', name: 'Message', prompt: say('Please call us back.') } as const]),
      { id: 'goodbye', kind: 'hangup', name: 'Goodbye', prompt: say('Goodbye.') },
    ],
  })
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}
const document = documentWith('message')
const answered = (who: 'human' | 'machine' | 'unknown') => ({ type: 'call.answered-by', who }) as const
const begun = (): DrivenChart => new DrivenChart(document).start({}, { direction: 'outbound' })

describe('an answering machine', () => {
  it('leads the call to its way, and the open turn is cancelled', () => {
    const call = begun()

    call.take(answered('machine'))

    expect(call.path).toBe('message.speaking')
    expect(call.effects[0]).toEqual({ type: 'turn.cancel', turnId: 't1' })
    expect(call.spoken).toEqual(['Please call us back.'])
    expect(call.take({ type: 'no-input', turnId: 't1' }).effects).toEqual([])
    expect(call.take({ type: 'turn.cancelled', turnId: 't1' }).effects).toEqual([])
  })

  it.each(['human', 'unknown'] as const)('is none where the switch says %s', (who) => {
    expect(begun().take(answered(who)).effects).toEqual([])
  })

  it('is met once, and not after the first answer', () => {
    expect(begun().take(answered('machine')).take(answered('machine')).effects).toEqual([])

    const call = begun().says('order')
    expect(call.take(answered('machine')).effects).toEqual([])
    expect(call.path).toBe('more.asking')
  })

  it('is still met after silence', () => {
    const silent = begun().mumbles('you have reached')

    expect(silent.path).toBe('ask.asking')
    expect(silent.take(answered('machine')).path).toBe('message.speaking')
  })

  it('changes nothing in a flow without a way for it, and is no failure', () => {
    const call = new DrivenChart(documentWith(undefined)).start({}, { direction: 'outbound' })

    expect(call.take(answered('machine')).effects).toEqual([])
    expect(JSON.stringify(compileFlow(documentWith(undefined)))).not.toContain('mayBeMachine')
  })

  it('is gone through by proofs and by generated conversations, in a turn alone where the flow is never without one', () => {
    expect(checkFlow(document).map(({ code }) => code)).toEqual(['FLOW_WITHOUT_HUMAN'])

    const { traces } = coverFlow(exploredFlow(compileFlow(document)))
    expect([...traces.keys()].filter((id) => id.includes('call.answered-by'))).toHaveLength(1)
  })
})
