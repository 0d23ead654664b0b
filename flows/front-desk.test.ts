import type { CallOptions } from '@callchart/flow/testing'
import { describe, it } from 'vitest'
import { agent, hangsUp, says, staysSilent, turnFails, type Scenario } from './testing/scenario.js'
import { actOut, actOutEverywhere, itHasNoProblem, itIsHeardBySmallRecognisers, TestedFlow } from './testing/tested-flow.js'

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
  { name: 'asks often, and once more what nobody knows', does: [...[1, 2, 3].map(() => says('where can i park')), nonsense, says('where can i park')], path: `${toQuestions} goodbye`, hears: [/behind the house/, /put it differently/, /Goodbye/], cause: 'normal' },
  { name: 'asks what nobody knows, then something else', does: [nonsense, says('i lost my badge'), says('no')], path: `${toQuestions} goodbye`, hears: [/put it differently/, /come to the reception/], cause: 'normal' },
  { name: 'says that there is something to ask', does: [says('yes'), says('where can i park'), hangsUp], path: toQuestions, hears: [/would you like to know/, /would you like to know/, /behind the house/] },
  { name: 'has an appointment', does: [says('i have an appointment'), agent('isBusy')], path: `${toQuestions} toReception goodbye`, tags: ['visit'], cause: 'normal' },
  { name: 'wants a person in the middle of it', does: [says('when are you open'), says('speak to the reception'), agent('isAway')], path: `${toQuestions} toReception goodbye`, cause: 'normal' },
  { name: 'stays silent', does: [staysSilent, staysSilent], path: `${toQuestions} goodbye`, hears: [/for example/], cause: 'normal' },
  { name: 'has no question after all', does: [says('no')], path: `${toQuestions} goodbye`, cause: 'normal' },
  { name: 'does not want to ask', does: [says('i would rather not')], path: `${toQuestions} goodbye`, cause: 'normal' },
  { name: 'has another question, and then none', does: [says('when do you open'), says('yes'), says('where can i park'), says('i would rather not')], path: `${toQuestions} goodbye`, hears: [/from nine to six/, /would you like to know/, /behind the house/], cause: 'normal' },
  { name: 'has an appointment, and asks something first', does: [says('when do you open'), says('i have an appointment'), agent('isBusy')], path: `${toQuestions} toReception goodbye`, tags: ['visit'], cause: 'normal' },
  { name: 'falls silent after an answer', does: [says('when do you open'), staysSilent, staysSilent], path: `${toQuestions} goodbye`, hears: [/from nine to six/, /for example/], cause: 'normal' },
  { name: 'cannot be heard after an answer', does: [says('when do you open'), noise, noise], path: `${toQuestions} toReception`, hears: [/from nine to six/, /did not catch/, /reception/] },
  { name: 'is not reached after an answer', does: [says('when do you open'), turnFails, says('where can i park'), hangsUp], path: toQuestions, hears: [/from nine to six/, /for example/, /behind the house/] },
  { name: 'waits for the reception, and gets it', does: [says('speak to the reception'), agent('isWaitedFor'), agent('answers'), agent('leaves')], path: `${toQuestions} toReception goodbye`, cause: 'normal' },
  { name: 'loses the reception', does: [says('speak to the reception'), agent('answers'), agent('fails')], path: `${toQuestions} toReception goodbye`, cause: 'normal' },
  { name: 'is declined by the reception', does: [says('speak to the reception'), agent('declines')], path: `${toQuestions} toReception goodbye`, cause: 'normal' },
  { name: 'comes to a reception that has closed', does: [says('speak to the reception'), agent('isClosed')], path: `${toQuestions} toReception goodbye`, cause: 'normal' },
  { name: 'comes to a reception with too many callers', does: [says('speak to the reception'), agent('isFull')], path: `${toQuestions} toReception goodbye`, cause: 'normal' },
  { name: 'cannot be heard', does: [noise, noise, agent('fails')], path: `${toQuestions} toReception goodbye`, hears: [/did not catch/], cause: 'normal' },
]

describe('a visitor who calls', () => {
  it('asks two things and is told both, one after the other', () => {
    const call = flow.call()
    call.expectPrompt(/Riverside House/).expectPrompt(/would you like to know/).expectIn('questions.asking')

    call.says('when do you open')
    call.expectPrompt(/from nine to six/).expectPrompt('Anything else?').expectIn('questions.answering')

    call.says('where could i park my car')
    call.expectPrompt(/behind the house/).expectNoPrompt(/nine to six/)

    call.says('no thank you')
    call.expectPrompt(/Goodbye/).expectEnded({ cause: 'normal', by: 'bot' })
  })

  it('asks what nobody knows twice, and is taken to a person', () => {
    const call = flow.call()

    call.says('purple elephants dance on the moon').expectPrompt(/put it differently/).expectIn('questions.asking')
    call.says('purple elephants dance on the moon').expectPrompt(/cannot answer/)

    call.expectEffect({ type: 'transfer.start', queue: 'reception', summary: 'A visitor' }).agentAnswers().agentHangsUp()
    call.expectPrompt(/Goodbye/).expectEnded()
  })

  it('is answered sentence by sentence where a model answers, at once or after a word', () => {
    const sentences = ['We open at nine.', 'We close at six.']
    const soon = flow.call([says('when do you open')], { knowledge: () => ({ sentences }) })
    const late = flow.call([says('when do you open')], { knowledge: () => ({ sentences, afterMs: 3_000 }) })

    soon.expectPrompt('We open at nine.').expectPrompt('We close at six.').expectPrompt('Anything else?')
    late.clock.advance(2_000).expectPrompt('One moment.')
    late.clock.advance(1_000).expectPrompt('We open at nine.').expectPrompt('We close at six.')
  })

  it('is not kept on the line for ever', () => {
    flow.call().clock.advance(flow.file.document.settings.maxCallMs).expectEnded({ cause: 'max-duration' })
  })

  it('is let go, and the reception too, when somebody ends the call from outside', () => {
    flow.call([says('speak to the reception')]).endsFromOutside().expectEffect({ type: 'transfer.cancel', reason: 'ended' }).expectEnded({ cause: 'operator' })
  })
})

describe('a visitor who calls', () => actOut(flow, scenarios))

describe('a visitor who calls', () => actOutEverywhere(flow, [{ at: 'questions.asking', does: [] }], 'can you repeat that'))

describe('a visitor who calls in Chinese', () => {
  const chinese: Scenario[] = [
    { name: 'asks several things, and is done', does: [says('请问你们几点开门啊'), says('那有停车场吗'), says('没有了')], path: `${toQuestions} goodbye`, hears: [/河畔大厦/, /九点到六点/, /周日休息/, /还有别的问题/, /后面可以停车/, /再见/], cause: 'normal' },
    { name: 'asks what nobody knows', does: [says('今天天气怎么样'), says('给我讲个笑话')], path: `${toQuestions} sorry toReception`, hears: [/换个说法/, /回答不了/] },
  ]
  actOut(flow, chinese, { variables: { language: 'zh-CN' } })
})

describe('where nobody tells what the words mean', () => {
  const interpret: CallOptions['interpret'] = ([best]) => ({ type: 'no-match', text: best?.text ?? '', confidence: 0, slots: {}, why: { by: 'nothing', losing: [] } })

  it('they are a question all the same', () => {
    flow.call([], { interpret }).says('when do you open').expectPrompt(/from nine to six/).says('where can i park').expectPrompt(/behind the house/)
  })
})

describe('where the answers fail', () => {
  it.each(['deadline', 'RUNTIME_SERVICE_STATUS', 'banned-word'])('by %s, the caller is taken to the reception at once', (failure) => {
    flow.call([says('when are you open')], { knowledge: () => ({ failure }) }).expectPath(`${toQuestions} sorry toReception`.split(' '))
  })

  it('by being slow, the caller hears a word and is taken to the reception at the deadline', () => {
    const call = flow.call([says('when are you open')], { knowledge: () => ({ entryId: 'openingHours', confidence: 1, afterMs: 60_000 }) })

    call.clock.advance(1_500).expectPrompt('One moment.')
    call.clock.advance(6_500)

    call.expectPath(`${toQuestions} sorry toReception`.split(' '))
  })
})

itHasNoProblem(flow)
itIsHeardBySmallRecognisers(flow)
