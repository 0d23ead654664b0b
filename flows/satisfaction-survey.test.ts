import { describe, expect, it } from 'vitest'
import { agent, hangsUp, presses, says, staysSilent, type Deed, type Scenario } from './testing/scenario.js'
import { actOut, actOutEverywhere, itHasNoProblem, itIsHeardBySmallRecognisers, TestedFlow } from './testing/tested-flow.js'

const flow = new TestedFlow('satisfaction-survey')
const asked = 'start greeting identity'
const lowScore = `${asked} score setOne regret reason sendLowScore followUp`

const scenarios: Scenario[] = [
  {
    name: 'gives five points by key',
    does: [presses('1'), presses('5')],
    path: `${asked} score setFive sendScore goodbye`,
    hears: [/这里是安居家电客户服务中心.*回访/, /是.*王女士本人吗/, /打分/, /再见/],
    tags: ['5 分'],
    cause: 'normal',
  },
  ...(['4', '3'] as const).map((key): Scenario => ({ name: `gives ${key} points by key`, does: [presses('1'), presses(key)], path: `${asked} score ${{ 4: 'setFour', 3: 'setThree' }[key]} sendScore goodbye`, tags: [`${key} 分`], cause: 'normal' })),
  { name: 'gives five points by voice', does: [says('是的'), says('非常满意')], path: `${asked} score setFive sendScore goodbye`, tags: ['5 分'], cause: 'normal' },
  { name: 'gives one point by voice', does: [says('是的'), says('太差了'), says('不想说'), says('不用')], path: `${lowScore} sorryGoodbye`, tags: ['1 分'], cause: 'normal' },
  { name: 'gives four points by voice', does: [says('是的'), says('比较满意')], path: `${asked} score setFour sendScore goodbye`, tags: ['4 分'], cause: 'normal' },
  { name: 'gives three points by voice', does: [says('对'), says('三分')], path: `${asked} score setThree sendScore goodbye`, tags: ['3 分'], cause: 'normal' },
  {
    name: 'gives two points, says why, and wants no human',
    does: [says('是我'), says('不太满意'), says('师傅迟到了两个小时'), says('不用了')],
    path: `${asked} score setTwo regret reason sendLowScore followUp sorryGoodbye`,
    hears: [/抱歉/, /哪方面没有做好/, /意见/, /改进/],
    tags: ['2 分'],
    cause: 'normal',
  },
  {
    name: 'gives one point, says why, and is taken to a human',
    does: [presses('1'), presses('1'), says('空调修了还是不制冷'), presses('1'), agent('answers'), agent('leaves')],
    path: `${lowScore} toHuman goodbye`,
    hears: [/转接人工客服/, /再见/],
    cause: 'normal',
  },
  { name: 'does not want to say why', does: [presses('1'), presses('1'), says('不想说'), presses('2')], path: `${lowScore} sorryGoodbye`, cause: 'normal' },
  { name: 'gives one point and says nothing more', does: [presses('1'), presses('1'), staysSilent, staysSilent, staysSilent, staysSilent], path: `${lowScore} sorryGoodbye`, hears: [/比如上门时间/, /需要转接人工客服请按1/], cause: 'normal' },
  { name: 'is not understood when asked for a human', does: [presses('1'), presses('1'), says('太贵了'), says('今天天气真好'), says('今天天气真好')], path: `${lowScore} sorryGoodbye`, cause: 'normal' },
  { name: 'is somebody else, by voice', does: [says('不是')], path: `${asked} wrongPerson`, cause: 'wrong-person' },
  { name: 'is somebody else, by key', does: [presses('2')], path: `${asked} wrongPerson`, cause: 'wrong-person' },
  { name: 'has no time at the first question', does: [says('没空')], path: `${asked} notNow`, cause: 'declined' },
  { name: 'has no interest in a score', does: [says('是的'), says('没兴趣')], path: `${asked} score notNow`, cause: 'declined' },
  { name: 'opts out by key at the first question', does: [presses('9')], path: `${asked} optOutByKey`, hears: [/今后不会再给您打/], cause: 'opted-out' },
  { name: 'opts out by key at the score', does: [presses('1'), presses('9')], path: `${asked} score optOutByKey`, cause: 'opted-out' },
  { name: 'opts out by key while asked for the reason', does: [presses('1'), presses('1'), presses('9'), says('算了')], path: `${lowScore} optOutByKey`, cause: 'opted-out' },
  { name: 'opts out by voice', does: [says('以后不要再给我打电话了')], path: `${asked} optedOut`, hears: [/今后不会再给您打/], cause: 'opted-out' },
  { name: 'opts out by voice at the score', does: [presses('1'), says('别再打了')], path: `${asked} score optedOut`, cause: 'opted-out' },
  { name: 'asks for a human by key at the first question', does: [presses('0'), agent('isBusy')], path: `${asked} toHuman nobodyFree`, cause: 'nobody-free' },
  { name: 'asks for a human by voice', does: [says('转人工'), agent('isAway')], path: `${asked} toHuman nobodyFree`, hears: [/尽快给您回电/], cause: 'nobody-free' },
  { name: 'asks for a human at the score', does: [presses('1'), presses('0'), agent('fails')], path: `${asked} score toHuman nobodyFree`, cause: 'nobody-free' },
  { name: 'complains', does: [says('我要投诉')], path: `${asked} complaint complaintTopic complaintRegret toHuman`, tags: ['投诉'], hears: [/抱歉/, /转接/] },
  { name: 'has the question repeated', does: [says('再说一遍'), presses('1')], path: `${asked} identity score`, hears: [/本人吗/, /本人吗/, /打分/] },
  { name: 'goes back to the question before', does: [presses('1'), says('返回上一步'), presses('2')], path: `${asked} score identity wrongPerson`, cause: 'wrong-person' },
  { name: 'ends the call', does: [presses('1'), says('先这样吧再见')], path: `${asked} score goodbye`, cause: 'normal' },
  { name: 'never says a word', does: [staysSilent, staysSilent, staysSilent], path: `${asked} silentGoodbye`, hears: [/能听到吗/, /请按1/, /一直没有听到/], cause: 'no-input' },
  { name: 'falls silent at the score', does: [presses('1'), staysSilent, staysSilent, staysSilent], path: `${asked} score silentGoodbye`, hears: [/5分最高/, /非常满意请按5/], cause: 'no-input' },
  { name: 'is not understood at the first question', does: [says('今天天气真好'), says('今天天气真好'), says('今天天气真好')], path: `${asked} notNow`, hears: [/没有听清/, /是本人请按1/], cause: 'declined' },
  { name: 'is not understood at the score', does: [presses('1'), says('今天天气真好'), says('今天天气真好'), says('今天天气真好')], path: `${asked} score notUnderstood`, hears: [/没有听清您打几分/, /直接按1到5/], cause: 'not-understood' },
  { name: 'presses a key that is no score', does: [presses('1'), presses('7'), presses('7'), presses('7')], path: `${asked} score notUnderstood`, hears: [/1到5之间/], cause: 'not-understood' },
  { name: 'is not heard when asked for the reason', does: [presses('1'), presses('1'), says(' '), says(' '), says(' '), presses('2')], path: `${lowScore} sorryGoodbye`, cause: 'normal' },
  { name: 'wants a human after all, by voice', does: [presses('1'), presses('1'), says('太贵了'), says('需要')], path: `${lowScore} toHuman`, hears: [/转接人工客服/] },
  { name: 'wants a human after all, by the key for one', does: [presses('1'), presses('1'), says('太贵了'), presses('0')], path: `${lowScore} toHuman` },
  { name: 'presses keys that mean nothing', does: [presses('7'), presses('7'), presses('7')], path: `${asked} notNow`, cause: 'declined' },
  { name: 'waits in the queue, and talks to a human', does: [presses('0'), agent('isWaitedFor'), agent('answers'), agent('leaves')], path: `${asked} toHuman goodbye`, cause: 'normal' },
  { name: 'is declined by the human', does: [presses('0'), agent('declines')], path: `${asked} toHuman nobodyFree`, cause: 'nobody-free' },
  { name: 'comes to a queue that has closed', does: [presses('0'), agent('isClosed')], path: `${asked} toHuman nobodyFree`, cause: 'nobody-free' },
  { name: 'comes to a queue that is full', does: [presses('0'), agent('isFull')], path: `${asked} toHuman nobodyFree`, cause: 'nobody-free' },
  { name: 'loses the human in mid-talk', does: [presses('0'), agent('answers'), agent('fails')], path: `${asked} toHuman nobodyFree`, cause: 'nobody-free' },
  { name: 'hangs up', does: [presses('1'), hangsUp], path: `${asked} score` },
]

const customer = {
  call: { direction: 'outbound', ani: '+8610000000', dnis: '+8613800000000' },
  variables: { customerName: '王女士', service: '空调维修', serviceDate: '2026-11-01', reference: 'R-77' },
} as const

describe('a customer who is called for a survey', () => {
  it('is told who calls, gives a score, and is thanked', () => {
    const call = flow.call([], customer)
    call.expectPrompt(/^您好，这里是安居家电客户服务中心.*空调维修/).expectPrompt(/王女士本人吗/).expectIn('identity')

    call.presses('1')
    call.expectPrompt(/打分/).expectIn('score')

    call.says('非常满意')
    call.expectTag('5 分').expectVariable('score', 5).expectPrompt(/再见/)
    call.expectEffect({ type: 'request.send', method: 'POST', url: 'endpoint://survey/results', body: { reference: 'R-77', score: 5 } }, { times: 1 })
    call.expectEnded({ cause: 'normal', by: 'bot' })
  })

  it('who was not satisfied says why, and talks to somebody who knows it', () => {
    const call = flow.call([], customer)

    call.presses('1').presses('1')
    call.expectPrompt(/抱歉/).expectPrompt(/哪方面没有做好/).expectIn('reason')
    call.says('空调修了还是不制冷')
    call.expectVariable('reason', '空调修了还是不制冷').expectPrompt(/需要现在为您转接人工客服吗/)
    call.says('需要')

    call.expectPrompt(/正在为您转接/).expectEffect({ type: 'transfer.start', queue: 'care', summary: '王女士：打了1分，非常不满意，原话：空调修了还是不制冷' })
    call.agentAnswers().expectNoPrompt().agentHangsUp()
    call.expectPrompt(/再见/).expectEnded({ cause: 'normal' })
  })

  it('who wants no more calls is believed at once', () => {
    const call = flow.call([], customer)

    call.says('以后不要再给我打电话了')

    call.expectPrompt(/今后不会再给您打/).expectNoPrompt(/打分/)
    call.expectEffect({ type: 'do-not-call.add', number: '+8613800000000', reason: 'key-intent' }, { times: 1 })
    call.expectEnded({ cause: 'opted-out', by: 'bot' })
  })

  it('is not kept on the line for ever', () => {
    const call = flow.call([], customer)

    call.clock.advance(flow.file.document.settings.maxCallMs)

    call.expectEnded({ cause: 'max-duration', by: 'bot' })
  })

  it('is let go when somebody ends the call from outside', () => {
    const call = flow.call([], customer)

    call.presses('0').endsFromOutside('operator')

    call.expectEffect({ type: 'transfer.cancel', reason: 'ended' }).expectEnded({ cause: 'operator' })
    flow.call([], customer).endsFromOutside('operator').expectEnded({ cause: 'operator' })
  })
})

describe('a customer who is called for a survey', () => actOut(flow, scenarios, customer))

const questions = [
  { at: 'identity.asking', does: [], wrongKey: '7' },
  { at: 'score.asking', does: [presses('1')], wrongKey: '7' },
  { at: 'reason.asking', does: [presses('1'), presses('1')] },
  { at: 'followUp.asking', does: [presses('1'), presses('1'), says('太贵了')], wrongKey: '7' },
]
describe('a customer who is called for a survey', () => actOutEverywhere(flow, questions, '再说一遍', customer))

describe('what comes of it', () => {
  it('is posted once, with the words of a customer who was not satisfied', () => {
    const call = flow.call([presses('1'), presses('2'), says('师傅迟到了两个小时'), presses('2')], customer)

    call.expectEffect({ type: 'request.send' }, { times: 1 })
    call.expectEffect({ type: 'request.send', method: 'POST', url: 'endpoint://survey/results', idempotent: true, body: { reference: 'R-77', score: 2, reason: '师傅迟到了两个小时' } })
  })

  it.each([[[presses('1'), presses('9')]], [[says('不要再打了')]]])('is a number that is not called again', (deeds: Deed[]) => {
    flow.call(deeds, customer).expectEffect({ type: 'do-not-call.add', number: '+8613800000000' }, { times: 1 }).expectEnded()
  })

  it.each([[[presses('1'), presses('9')]], [[says('不要再打了')]]])('is a goodbye all the same where the number is not known', (deeds: Deed[]) => {
    flow.call(deeds, { ...customer, call: { direction: 'outbound' } }).expectNoEffect({ type: 'do-not-call.add' }).expectEnded({ cause: 'opted-out' })
  })

  it.each([
    ['whose number is known', customer.call, 1],
    ['whose number is not known', { direction: 'outbound' }, 0],
  ] as const)('is, of a customer %s who complains, a complaint and no further call', (_whose, call, times) => {
    flow.call([says('我要投诉')], { ...customer, call }).expectTag('投诉').expectEffect({ type: 'do-not-call.add' }, { times })
  })

  it('is a summary for the human: name, score and reason', () => {
    const call = flow.call([presses('1'), presses('1'), says('空调修了还是不制冷'), presses('1')], customer)

    expect(call.transfer?.summary).toBe('王女士：打了1分，非常不满意，原话：空调修了还是不制冷')
  })

  it('says who is calling before anything is asked, and cannot be cut there', () => {
    const [first] = flow.call([], customer).effects.flatMap((effect) => (effect.type === 'turn.start' ? effect.prompts : []))

    expect(first).toMatchObject({ interruptible: false })
    expect(first?.text).toMatch(/^您好，这里是安居家电客户服务中心/)
  })
})

itHasNoProblem(flow)
itIsHeardBySmallRecognisers(flow)
