import { expect, it } from 'vitest'
import type { FlowDocumentInput } from '../document/schema.js'
import { flowOf, say } from '../fixtures/driven-chart.js'
import { checkDisambiguation } from './disambiguation.js'
import { viewFlow } from './view.js'

const inBoth = (text: string) => ({ 'en-US': [text], 'zh-CN': [text] })

const problems = (rest: Partial<FlowDocumentInput>) =>
  checkDisambiguation(
    viewFlow(
      flowOf(
        [
          {
            id: 'wish',
            kind: 'ask',
            name: 'Wish',
            prompt: say('Well?'),
            branches: [{ on: 'order', to: 'goodbye' }],
            noInput: { to: 'goodbye' },
            noMatch: { to: 'goodbye' },
            disambiguation: { prompt: inBoth('{{ first }} or {{ second }}?') },
          },
        ],
        { auxiliary: [{ intent: 'hours', to: 'goodbye' }], ...rest },
      ),
    ),
  )

const named = { order: { name: 'Order', spokenName: { 'en-US': 'ordering', 'zh-CN': '下单' } }, hours: { name: 'Hours' } }

it('takes a branch and a global question for two intents', () => {
  expect(problems({ intents: named })).toEqual([])
})

it('warns of an intent without a spoken name in a language, where there are several', () => {
  expect(problems({ intents: named, languages: ['en-US', 'zh-CN'] })).toEqual([
    {
      code: 'FLOW_CHOICE_NAME_FOREIGN',
      severity: 'warning',
      nodeId: 'wish',
      path: 'disambiguation',
      facts: { intent: 'hours', languages: ['en-US', 'zh-CN'] },
      message: '"Wish" (wish) asks back about "Hours" (hours), which has no name to be said in en-US, zh-CN.',
      wayOut: 'Fill in "Name that callers hear" of the intent in that language.',
      zh: {
        message: '“Wish”（wish）可能就意图“Hours”（hours）反问，但该意图没有 en-US、zh-CN 的口头名称。',
        wayOut: '请在该意图的“对客户的称呼”中补充该语言的名称。',
      },
    },
  ])
})
