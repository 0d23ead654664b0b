import { expect, it } from 'vitest'
import { checkFlow } from '../check/check-flow.js'
import { compileFlow } from '../compile/compile-flow.js'
import { beginCall, make } from '../explore/explored-call.js'
import { exploredFlow } from '../explore/explored-flow.js'
import { movesOf } from '../explore/moves.js'
import { tellMove } from '../explore/tell-move.js'
import { untakeableTransitions } from '../explore/untakeable.js'
import { flowOf, say, type NodeInput } from '../fixtures/driven-chart.js'
import { scriptOfEvents } from '../paths/script-of-events.js'
import { codeOfStep } from '../paths/code-of-move.js'
import { statePath } from '../step/step.js'

const human: NodeInput = { id: 'human', kind: 'transfer', name: 'Human', queue: 'shop', next: 'goodbye', busy: 'goodbye', noAnswer: 'goodbye', failed: 'goodbye' }
/** Keys are all that this question takes. */
const byKeys: NodeInput = {
  id: 'code', kind: 'collect', name: 'Code', input: 'keys', prompt: say('Your code?'), variable: 'code', minCount: 4, maxCount: 4, noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' }, next: 'goodbye',
}
const flow = (key?: string) =>
  flowOf([byKeys, human], { variables: { code: { type: 'string' } }, keyIntents: { human: { to: 'human', ...(key === undefined ? {} : { key }) }, repeat: {} } })

it('a human who is come to by a key alone is reached, and by a key that the question takes itself is not', () => {
  const codes = (key?: string): string[] => checkFlow(flow(key)).map(({ code }) => code)

  expect(codes('*')).toEqual([])
  expect(codes()).toContain('FLOW_NODE_UNREACHABLE')
  expect(codes('0')).toContain('FLOW_NODE_UNREACHABLE')
})

it('a caller may press it, and is told of by what it means', () => {
  const explored = exploredFlow(compileFlow(flow('*')))
  const { call } = beginCall(explored, { direction: 'inbound', variables: {} })
  const move = movesOf(explored, call).find(({ event }) => event.type === 'key-intent.heard')
  if (move === undefined) throw new Error('no such move')

  expect(tellMove(move)).toEqual({ en: 'Caller presses * (wants a human)', zh: '客户按 *（转人工）' })
  expect(statePath(make(explored, call, move).call.snapshot)).toEqual(['human', 'dialling'])
})

it('only what has a key can be meant where nobody is heard', () => {
  const compiled = compileFlow(flow('*'))
  const untakeable = untakeableTransitions(exploredFlow(compiled)).map(({ transition: { id } }) => id)

  expect(untakeable).not.toContain(' key-intent.heard 0')
  expect(untakeable).toContain(' key-intent.heard 1')
})

it('a call in which it was pressed is written as one', () => {
  const explored = exploredFlow(compileFlow(flow('*')))
  const script = scriptOfEvents(explored, [
    { type: 'call.started', at: 0, call: { callId: 'c', direction: 'inbound', variables: {} } },
    { type: 'key-intent.heard', at: 100, turnId: 't1', text: '', keyIntent: 'human', confidence: 1, key: '*' },
  ], 0)

  expect(script.steps.flatMap(codeOfStep)).toEqual(["call.presses('*')"])
  expect(script.path).toContain('human')
})
