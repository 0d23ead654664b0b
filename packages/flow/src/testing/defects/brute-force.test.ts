import { describe, expect, it } from 'vitest'
import { flowOf, say, type NodeInput } from '../driven-chart.js'
import { bruteForce } from './brute-force.js'

const ask = (id: string, branches: { on: string; to: string }[], out: string): NodeInput => ({
  id,
  kind: 'ask',
  name: id,
  prompt: say(`${id}?`),
  branches,
  noInput: { attempts: 1, to: out },
  noMatch: { attempts: 1, to: out },
})
const transfer = (id: string, out: string): NodeInput => ({ id, kind: 'transfer', name: id, queue: 'all', next: 'goodbye', busy: out, noAnswer: out, failed: out })

describe('all calls of a small flow', () => {
  it('enter the nodes that can be entered, by the ways that can be taken', () => {
    const document = flowOf([
      ask('well', [{ on: 'affirm', to: 'more' }], 'goodbye'),
      { id: 'more', kind: 'say', name: 'More', prompt: say('More.'), next: 'goodbye' },
      { id: 'lost', kind: 'say', name: 'Lost', prompt: say('Lost.'), next: 'goodbye' },
    ])

    const { complete, entered, ways, stuck, endless, failures } = bruteForce(document)

    expect([...entered].sort()).toEqual(['goodbye', 'more', 'start', 'well'])
    expect([...ways].sort()).toEqual(['more goodbye', 'start well', 'well goodbye', 'well more'])
    expect({ complete, endless, stuck: [...stuck], failures: [...failures] }).toEqual({ complete: true, endless: undefined, stuck: [], failures: [] })
  })

  it('go round for ever where silence leads from question to question', () => {
    const circle = bruteForce(flowOf([ask('one', [{ on: 'deny', to: 'goodbye' }], 'two'), ask('two', [], 'one')]))
    const single = bruteForce(flowOf([ask('one', [{ on: 'affirm', to: 'one' }], 'goodbye')]))

    expect(new Set(circle.endless?.nodes)).toEqual(new Set(['one', 'two']))
    expect(circle.stuck.size).toBe(0)
    expect(single.endless).toBeUndefined()
  })

  it('go round for ever where a failure leads back to what failed, but not where it is counted', () => {
    const send = (failure: string): NodeInput => ({ id: 'send', kind: 'request', name: 'Send', url: 'https://a.example/', next: 'goodbye', failure })
    const counting: NodeInput[] = [
      { id: 'count', kind: 'set', name: 'Count', assign: [{ variable: 'tries', value: 'tries + 1' }], next: 'again' },
      { id: 'again', kind: 'decide', name: 'Again?', branches: [{ when: 'tries < 3', to: 'send' }], else: 'goodbye' },
    ]
    const variables = { tries: { type: 'number' as const } }

    expect(bruteForce(flowOf([send('send')])).endless?.nodes).toEqual(['send'])
    expect(bruteForce(flowOf([send('count'), ...counting], { variables }), { given: false }).endless).toBeUndefined()
    expect(bruteForce(flowOf([transfer('human', 'human')])).endless?.nodes).toEqual(['human'])
  })

  it('go round for ever with services that do their part', () => {
    const document = flowOf([
      ask('one', [{ on: 'deny', to: 'goodbye' }], 'look'),
      { id: 'look', kind: 'request', name: 'Look', url: 'https://a.example/', next: 'one', failure: 'goodbye' },
    ])

    expect(bruteForce(document).endless).toBeUndefined()
    expect(new Set(bruteForce(document).endlessThoughServed?.nodes)).toEqual(new Set(['look', 'one']))
  })

  it('are stuck where no end is within reach', () => {
    const { stuck, ending } = bruteForce(flowOf([ask('one', [{ on: 'affirm', to: 'two' }], 'goodbye'), ask('two', [{ on: 'affirm', to: 'two' }], 'two')]))

    expect([...stuck]).toEqual(['two'])
    expect([...ending]).toContain('one')
  })

  it('take a condition for possible that a value of the call, of the caller or of a service fulfils', () => {
    const decide = (when: string): NodeInput => ({ id: 'which', kind: 'decide', name: 'Which', branches: [{ when, to: 'yes' }], else: 'goodbye' })
    const yes: NodeInput = { id: 'yes', kind: 'tag', name: 'Yes', tag: 'yes', next: 'goodbye' }
    const variables = { age: { type: 'number' as const }, isMember: { type: 'boolean' as const } }
    const collect: NodeInput = { id: 'collect', kind: 'collect', name: 'Age', prompt: say('Age?'), variable: 'age', valueType: 'number', noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' }, next: 'which' }
    const fetch: NodeInput = { id: 'fetch', kind: 'request', name: 'Fetch', url: 'https://a.example/', save: { isMember: 'body.member.is' }, next: 'which', failure: 'goodbye' }

    expect(bruteForce(flowOf([decide('age > 17'), yes], { variables })).entered).toContain('yes')
    expect(bruteForce(flowOf([decide('age > 17'), yes], { variables }), { given: false }).entered).not.toContain('yes')
    expect(bruteForce(flowOf([collect, decide('age > 17'), yes], { variables }), { given: false }).entered).toContain('yes')
    expect(bruteForce(flowOf([fetch, decide('isMember'), yes], { variables }), { given: false }).entered).toContain('yes')
    expect(bruteForce(flowOf([collect, decide('age > 17 && age < 5'), yes], { variables })).entered).not.toContain('yes')
  })

  it('end in a failure where a step can neither go on nor wait', () => {
    const jumps = flowOf([ask('one', [{ on: 'affirm', to: 'left' }], 'goodbye'), { id: 'left', kind: 'jump', name: 'Left', to: 'right' }, { id: 'right', kind: 'jump', name: 'Right', to: 'left' }])
    const nowhere = flowOf([{ id: 'back', kind: 'jump', name: 'Back', back: true }])

    expect([...bruteForce(jumps).failures]).toEqual(['FLOW_LOOP_WITHOUT_WAIT'])
    expect([...bruteForce(nowhere).failures]).toEqual(['FLOW_RETURN_NOWHERE'])
  })

  it('come to what happens after the caller has gone', () => {
    const document = flowOf([ask('one', [], 'goodbye'), { id: 'note', kind: 'tag', name: 'Note', tag: 'gone', next: 'over' }, { id: 'over', kind: 'hangup', name: 'Over' }], { onHangup: 'note' })

    expect(bruteForce(document).entered).toContain('over')
    expect([...bruteForce(document).stuck]).toEqual([])
  })

  it('are no longer all looked at where there are more states than the bound', () => {
    const document = flowOf([ask('one', [{ on: 'affirm', to: 'one' }], 'goodbye')])

    expect(bruteForce(document, { mostStates: 1 }).complete).toBe(false)
  })
})
