import type { HttpRequestEffect, SimulatedAnswer } from '@callchart/flow'
import { describe, expect, it } from 'vitest'
import { actOut, itIsSound, TestedFlow } from './testing/tested-flow.js'
import { agent, presses, says, staysSilent, type Scenario } from './testing/scenario.js'

const flow = new TestedFlow('appointment-reminder')
const chinese = 'start language speakChinese fetchVisit remind'
const english = 'start language speakEnglish fetchVisit remind'
const moved = 'moveTopic newDate newTime moveVisitTo tagMoved moved'

const scenarios: Scenario[] = [
  {
    name: 'confirms in Chinese by key',
    does: [presses('1'), presses('1')],
    path: `${chinese} confirmVisit tagConfirmed confirmed`,
    hears: [/这里是康宁口腔.*For English/, /陈先生您好.*王医生.*确认请按1/, /已经为您确认/],
    tags: ['中文', 'confirmed', 'sms:confirmed'],
    cause: 'normal',
  },
  {
    name: 'confirms in English by key',
    does: [presses('2'), presses('1')],
    path: `${english} confirmVisit tagConfirmed confirmed`,
    hears: [/Hello 陈先生.*Doctor Wang on November 5th.*To confirm, press 1/, /is confirmed.*Goodbye/],
    tags: ['English', 'confirmed', 'sms:confirmed'],
    cause: 'normal',
  },
  { name: 'confirms in Chinese by voice', does: [presses('1'), says('我会准时到')], path: `${chinese} confirmVisit tagConfirmed confirmed`, cause: 'normal' },
  { name: 'confirms in English by voice', does: [presses('2'), says('yes')], path: `${english} confirmVisit tagConfirmed confirmed`, cause: 'normal' },
  {
    name: 'moves to a day and time by keys',
    does: [presses('1'), presses('2'), presses('20261110#'), presses('1#'), presses('1530#'), presses('1#')],
    path: `${chinese} ${moved}`,
    hears: [/改到哪一天/, /十一月十日，对吗/, /几点方便/, /下午三点半，对吗/, /已经为您改到.*十一月十日下午三点半/],
    tags: ['中文', 'sms:moved'],
    cause: 'normal',
  },
  {
    name: 'moves to a day and time said with the wish, and is not asked for them again',
    does: [presses('1'), says('改到下周五下午三点'), says('对'), says('对')],
    path: `${chinese} ${moved}`,
    hears: [/十一月十三日，对吗/, /十一月十三日下午三点整，对吗/, /已经为您改到/],
    cause: 'normal',
  },
  {
    name: 'says only the day with the wish, and is asked for the time',
    does: [presses('1'), says('换到十五号'), says('对'), says('上午十点'), says('对')],
    path: `${chinese} ${moved}`,
    hears: [/十一月十五日，对吗/, /几点方便/, /上午十点整，对吗/],
    cause: 'normal',
  },
  {
    name: 'corrects the day while it is confirmed, in Chinese',
    does: [presses('1'), says('改期'), says('十三号'), says('不，十五号'), says('对'), says('下午三点'), says('不，下午四点'), says('对')],
    path: `${chinese} ${moved}`,
    hears: [/十三日，对吗/, /十五日，对吗/, /下午三点整，对吗/, /下午四点整，对吗/, /十五日下午四点/],
    cause: 'normal',
  },
  {
    name: 'corrects the day while it is confirmed, in English',
    does: [presses('2'), says('reschedule'), says('november thirteenth'), says('no, the fifteenth'), says('yes'), says('three pm'), says('yes')],
    path: `${english} ${moved}`,
    hears: [/November 13th.*is that right/, /November 15th.*is that right/, /Is that right/, /is now on November 15th/],
    cause: 'normal',
  },
  {
    name: 'says no to what was read back, and then the right day and time',
    does: [presses('2'), presses('2'), says('november thirteenth'), says('no'), says('november sixteenth'), says('yes'), says('ten am'), presses('2#'), says('eleven am'), presses('1#')],
    path: `${english} ${moved}`,
    hears: [/13th.*is that right/, /say the date again/, /16th.*is that right/, /say the time again/],
    cause: 'normal',
  },
  {
    name: 'takes another time where the first is taken',
    does: [presses('2'), presses('2'), presses('20261110#'), presses('1#'), presses('1200#'), presses('1#'), presses('1400#'), presses('1#')],
    path: `${english} moveTopic newDate newTime moveVisitTo moveFailed timeTaken forgetTime newTime moveVisitTo tagMoved moved`,
    hears: [/is not free/, /What time/, /is now on November 10th/],
    cause: 'normal',
  },
  {
    name: 'names a day that cannot be booked, three times',
    does: [presses('2'), presses('2'), presses('20251110#'), presses('20300101#'), presses('20251110#')],
    path: `${english} moveTopic newDate toHuman`,
    hears: [/We can book from November 3rd.* to January 1st/, /connecting you/],
  },
  {
    name: 'cannot come, and moves',
    does: [presses('2'), says('no'), says('reschedule'), presses('20261110#'), presses('1#'), presses('0930#'), presses('1#')],
    path: `${english} moveOrCancel ${moved}`,
    cause: 'normal',
  },
  { name: 'cannot come, and cancels', does: [presses('1'), says('不行'), presses('3'), presses('1')], path: `${chinese} moveOrCancel cancelSure cancelVisit tagCancelled cancelled`, tags: ['中文', 'cancelled', 'sms:cancelled'], cause: 'normal' },
  { name: 'cancels by voice', does: [presses('2'), says('cancel my appointment'), says('yes')], path: `${english} cancelSure cancelVisit tagCancelled cancelled`, hears: [/cancel your appointment on November 5th/, /is cancelled/], cause: 'normal' },
  {
    name: 'keeps the visit after all, and hears the short question',
    does: [presses('1'), says('取消预约'), says('不是'), presses('1')],
    path: `${chinese} cancelSure remind confirmVisit tagConfirmed confirmed`,
    hears: [/您要取消.*对吗/, /^二零二六年十一月五日.*的预约，确认请按1/],
    cause: 'normal',
  },
  { name: 'has the question again by key', does: [presses('2'), presses('*'), presses('1')], path: `${english} remind confirmVisit tagConfirmed confirmed`, hears: [/^Hello/, /^About your appointment/], cause: 'normal' },
  { name: 'has the question repeated by voice', does: [presses('2'), says('say that again'), presses('1')], path: `${english} remind confirmVisit tagConfirmed confirmed`, hears: [/^Hello/, /^Hello/], cause: 'normal' },
  { name: 'goes back from the day to the question before', does: [presses('1'), says('改期'), says('返回上一步'), presses('1')], path: `${chinese} moveTopic newDate remind confirmVisit tagConfirmed confirmed`, cause: 'normal' },
  { name: 'takes no language and gets the first', does: [staysSilent, staysSilent, presses('1')], path: `start language fetchVisit remind confirmVisit tagConfirmed confirmed`, cause: 'normal' },
  { name: 'says something at the choice of language', does: [says('今天天气真好'), says('今天天气真好'), presses('1')], path: `start language fetchVisit remind confirmVisit tagConfirmed confirmed`, cause: 'normal' },
  { name: 'opts out at the choice of language', does: [presses('9')], path: 'start language optOutByKey', cause: 'opted-out' },
  { name: 'opts out at the question', does: [presses('1'), presses('9')], path: `${chinese} optOutByKey`, hears: [/今后不会再给您打/], cause: 'opted-out' },
  { name: 'opts out when asked whether to move', does: [presses('2'), says('no'), presses('9')], path: `${english} moveOrCancel optOutByKey`, hears: [/will not call you/], cause: 'opted-out' },
  { name: 'opts out when asked whether to cancel', does: [presses('2'), presses('3'), presses('9')], path: `${english} cancelSure optOutByKey`, cause: 'opted-out' },
  { name: 'opts out by voice', does: [presses('2'), says('stop calling me')], path: `${english} optedOut`, cause: 'opted-out' },
  { name: 'asks for a human by key', does: [presses('2'), presses('0'), agent('answers'), agent('leaves')], path: `${english} toHuman goodbye`, hears: [/front desk/, /Goodbye/], cause: 'normal' },
  { name: 'asks for a human by voice', does: [presses('1'), says('转人工'), agent('isAway')], path: `${chinese} toHuman nobodyFree`, hears: [/转接前台/, /尽快给您回电/], cause: 'nobody-free' },
  { name: 'asks for a human when asked whether to move', does: [presses('2'), says('no'), presses('0'), agent('isBusy')], path: `${english} moveOrCancel toHuman nobodyFree`, cause: 'nobody-free' },
  { name: 'asks for a human when asked whether to cancel', does: [presses('2'), presses('3'), presses('0'), agent('fails')], path: `${english} cancelSure toHuman nobodyFree`, cause: 'nobody-free' },
  ...(['remind', 'moveOrCancel', 'newDate', 'newTime', 'cancelSure'] as const).flatMap((where): Scenario[] => {
    const [does, path] = {
      remind: [[], ''],
      moveOrCancel: [[says('no')], ' moveOrCancel'],
      newDate: [[presses('2')], ' moveTopic newDate'],
      newTime: [[presses('2'), presses('20261110#'), presses('1#')], ' moveTopic newDate newTime'],
      cancelSure: [[presses('3')], ' cancelSure'],
    }[where] as [Scenario['does'], string]
    const nonsense = says('purple elephants dance')
    return [
      { name: `falls silent at ${where}`, does: [presses('2'), ...does, staysSilent, staysSilent, staysSilent], path: `${english}${path} silentGoodbye`, hears: [/I cannot hear you/], cause: 'no-input' },
      { name: `is not understood at ${where}`, does: [presses('2'), ...does, nonsense, nonsense, nonsense], path: `${english}${path} toHuman`, hears: [/[Ss]orry/] },
    ]
  }),
]

const patient = { direction: 'outbound', dnis: '+8613800000000', variables: { reference: '1001', patientName: '陈先生' } } as const

describe('a patient who is reminded', () => actOut(flow, scenarios, { call: patient }))

describe('where the clinic does not answer as it should', () => {
  const failing =
    (which: RegExp, answer: SimulatedAnswer) =>
    (request: HttpRequestEffect): SimulatedAnswer => {
      if (which.test(request.url)) return answer
      return { status: 200, body: { date: '2026-11-05', time: '10:30', doctor: { zh: '王医生', en: 'Doctor Wang' }, earliest: '2026-11-03', latest: '2027-01-01' } }
    }
  const move = [presses('2'), presses('2'), presses('20261110#'), presses('1#'), presses('1530#'), presses('1#')]

  it.each([
    ['the visit is not known', /1001$/, { status: 404, body: {} }, [presses('2')], 'start language speakEnglish fetchVisit visitUnknown toHuman'],
    ['it cannot be confirmed', /confirm$/, { failure: 'timeout' }, [presses('2'), presses('1')], `${english} confirmVisit systemDown toHuman`],
    ['it cannot be cancelled', /cancel$/, { status: 500, body: {} }, [presses('2'), presses('3'), presses('1')], `${english} cancelSure cancelVisit systemDown toHuman`],
    ['it cannot be moved', /move$/, { status: 500, body: {} }, move, `${english} moveTopic newDate newTime moveVisitTo moveFailed systemDown toHuman`],
    ['nobody knows whether it was moved', /move$/, { outcomeUnknown: true }, move, `${english} moveTopic newDate newTime moveVisitTo systemDown toHuman`],
  ] as const)('%s: a human is asked', (_name, which, answer, deeds, path) => {
    const call = flow.call(deeds, { call: patient, http: failing(which, answer) })

    expect(call.path.join(' ')).toBe(path)
  })
})

it('moves the visit once, to what was confirmed', () => {
  const call = flow.call([presses('2'), says('reschedule'), says('november thirteenth'), says('no, the fifteenth'), says('yes'), says('three pm'), says('yes')], { call: patient })

  expect(call.effects.filter((effect) => effect.type === 'request.send' && effect.method === 'POST')).toMatchObject([
    { url: 'endpoint://clinic/appointments/1001/move', body: { date: '2026-11-15', time: '15:00' }, idempotent: true },
  ])
})

itIsSound(flow)
