import { describe, expect, it } from 'vitest'
import { actOut, FlowUnderTest, itIsComplete } from './testing/flow-under-test.js'
import { agent, hangsUp, presses, says, staysSilent, type Scenario } from './testing/scenario.js'

const flow = new FlowUnderTest('satisfaction-survey')
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
  { name: 'hangs up', does: [presses('1'), hangsUp], path: `${asked} score` },
]

const customer = { direction: 'outbound', ani: '+8610000000', dnis: '+8613800000000', variables: { customerName: '王女士', service: '空调维修', serviceDate: '2026-11-01', reference: 'R-77' } } as const

describe('a customer who is called for a survey', () => actOut(flow, scenarios, { call: customer }))

describe('what comes of it', () => {
  it('is posted once, with the words of a customer who was not satisfied', () => {
    const call = flow.call([presses('1'), presses('2'), says('师傅迟到了两个小时'), presses('2')], { call: customer })

    expect(call.effects.filter(({ type }) => type === 'request.send')).toMatchObject([
      { method: 'POST', url: 'endpoint://survey/results', idempotent: true, body: { reference: 'R-77', score: 2, reason: '师傅迟到了两个小时' } },
    ])
  })

  it.each([[[presses('1'), presses('9')]], [[says('不要再打了')]]])('is a number that is not called again', (deeds) => {
    const call = flow.call(deeds, { call: customer })

    expect(call.effects.filter(({ type }) => type === 'do-not-call.add')).toMatchObject([{ number: '+8613800000000' }])
    expect(call.isOver).toBe(true)
  })

  it('is a summary for the human: name, score and reason', () => {
    const call = flow.call([presses('1'), presses('1'), says('空调修了还是不制冷'), presses('1')], { call: customer })

    expect(call.transfer?.summary).toBe('王女士：打了1分，非常不满意，原话：空调修了还是不制冷')
  })

  it('says who is calling before anything is asked, and cannot be cut there', () => {
    const [first] = flow.call([], { call: customer }).effects.flatMap((effect) => (effect.type === 'turn.start' ? effect.prompts : []))

    expect(first).toMatchObject({ interruptible: false })
    expect(first?.text).toMatch(/^您好，这里是安居家电客户服务中心/)
  })
})

itIsComplete(flow)
