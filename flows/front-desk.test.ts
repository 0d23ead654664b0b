import { describe, expect, it } from 'vitest'
import { actOut, itIsSound, TestedFlow } from './testing/tested-flow.js'
import { agent, hangsUp, says, staysSilent, type Deed, type Scenario } from './testing/scenario.js'

const flow = new TestedFlow('front-desk')
const toQuestions = 'start welcome questions'
const nonsense = says('purple elephants dance on the moon')
const noise = says(' ')

const scenarios: Scenario[] = [
  {
    name: 'asks several things, and is done',
    does: [says('when do you open'), says('where could i park my car'), says('no thank you')],
    path: `${toQuestions} goodbye`,
    hears: [/Riverside House/, /would you like to know/, /from nine to six/, /On Sunday/, /Anything else/, /behind the house/, /What else/, /Goodbye/],
    cause: 'normal',
  },
  { name: 'asks what only the flow itself knows', does: [says('what is your address please'), hangsUp], path: toQuestions, hears: [/12 River Street/, /Anything else/] },
  { name: 'hears the answer again', does: [says('what is the wifi password'), says('can you repeat that'), hangsUp], path: `${toQuestions} questions`, hears: [/network Guest/, /network Guest/] },
  { name: 'asks as often as is allowed, and hears the last answer', does: [1, 2, 3, 4].map(() => says('where can i park')), path: `${toQuestions} goodbye`, hears: [/behind the house/, /two hours are free/, /Goodbye/], cause: 'normal' },
  { name: 'asks what nobody knows, differently, and gets the reception', does: [nonsense, nonsense, agent('answers'), agent('leaves')], path: `${toQuestions} sorry toReception goodbye`, hears: [/put it differently/, /cannot answer/, /reception/], cause: 'normal' },
  { name: 'asks what nobody knows, then something else', does: [nonsense, says('i lost my badge'), says('no')], path: `${toQuestions} goodbye`, hears: [/put it differently/, /come to the reception/], cause: 'normal' },
  { name: 'says that there is something to ask', does: [says('yes'), says('where can i park'), hangsUp], path: toQuestions, hears: [/would you like to know/, /would you like to know/, /behind the house/] },
  { name: 'has an appointment', does: [says('i have an appointment'), agent('isBusy')], path: `${toQuestions} toReception goodbye`, tags: ['visit'], cause: 'normal' },
  { name: 'wants a person in the middle of it', does: [says('when are you open'), says('speak to the reception'), agent('isAway')], path: `${toQuestions} toReception goodbye`, cause: 'normal' },
  { name: 'stays silent', does: [staysSilent, staysSilent], path: `${toQuestions} goodbye`, hears: [/for example/], cause: 'normal' },
  { name: 'cannot be heard', does: [noise, noise, agent('fails')], path: `${toQuestions} toReception goodbye`, hears: [/did not catch/], cause: 'normal' },
]

describe('a visitor who calls', () => actOut(flow, scenarios))

describe('a visitor who calls in Chinese', () => {
  const chinese: Scenario[] = [
    { name: 'asks several things, and is done', does: [says('请问你们几点开门啊'), says('那有停车场吗'), says('没有了')], path: `${toQuestions} goodbye`, hears: [/河畔大厦/, /九点到六点/, /周日休息/, /还有别的问题/, /后面可以停车/, /再见/], cause: 'normal' },
    { name: 'asks what nobody knows', does: [says('今天天气怎么样'), says('给我讲个笑话')], path: `${toQuestions} sorry toReception`, hears: [/换个说法/, /回答不了/] },
  ]
  actOut(flow, chinese, { call: { variables: { language: 'zh-CN' } } })
})

describe('where the answers fail', () => {
  it.each(['deadline', 'RUNTIME_SERVICE_STATUS', 'banned-word'])('by %s, the caller is taken to the reception at once', (failure) => {
    const deeds: Deed[] = [says('when are you open')]

    expect(flow.call(deeds, { knowledge: () => ({ failure }) }).path.join(' ')).toBe(`${toQuestions} sorry toReception`)
  })

  it('by being slow, the caller hears a word and is taken to the reception at the deadline', () => {
    const call = flow.call([says('when are you open')], { knowledge: () => ({ entryId: 'openingHours', confidence: 1, afterMs: 60_000 }) })
    call.advance(1_500)
    expect(call.lines.at(-1)?.text).toBe('One moment.')
    call.advance(6_500)

    expect(call.path.join(' ')).toBe(`${toQuestions} sorry toReception`)
  })
})

itIsSound(flow)
