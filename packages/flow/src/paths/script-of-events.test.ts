import { expect, it } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import { exploredFlow } from '../explore/explored-flow.js'
import { cards } from '../fixtures/cards.js'
import { SimulatedCall } from '../simulate/simulated-call.js'
import { markdownText } from './write-markdown.js'
import { scriptOfEvents } from './script-of-events.js'
import { vitestText } from './write-vitest.js'

const flow = exploredFlow(compileFlow(cards))
const understood = { type: 'no-match', confidence: 0, slots: {}, why: { by: 'nothing', losing: [] } } as const

it('tells a simulated call as a script that can be read and played', () => {
  const call = new SimulatedCall(flow.machine, { startsAt: 1_700_000_000_000, interpret: ([best]) => ({ ...understood, text: best?.text ?? '' }) })
  call.says('mumbling')
  call.hangsUp()

  const script = scriptOfEvents(flow, call.events, 0)
  const paths = { flow: 'cards', name: 'Cards', scripts: [script], transitionCount: 1, taken: script.covers, untakeable: [], open: [] }

  expect(script.path).toEqual(call.path)
  expect(script.steps.flatMap(({ prompts }) => prompts)).toEqual(call.lines.filter(({ who }) => who === 'bot').map(({ text }) => text))
  expect(script.end).toEqual({ type: 'caller-gone' })
  expect(markdownText(paths, ['zh'])).toContain('客户：“mumbling”')
  expect(vitestText(paths, './cards.flow.json')).toContain("call.says('mumbling')")
})
