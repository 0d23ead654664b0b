import type { HttpRequestEffect, SimulatedAnswer } from '@callchart/flow'
import type { Conversation } from '@callchart/flow/testing'
import { describe, it } from 'vitest'
import { act, agent, presses, says, staysSilent, type Scenario } from './testing/scenario.js'
import { actOut, actOutEverywhere, answersAfter, itHasNoProblem, itIsHeardBySmallRecognisers, TestedFlow } from './testing/tested-flow.js'

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
  {
    name: 'has an answering machine, which is told who called and nothing of the visit',
    does: [(call) => call.isAnsweredBy('machine')],
    path: 'start language leaveMessage',
    hears: [/这里是康宁口腔.*For English/, /康宁口腔，方便时请给我们回电/],
    cause: 'answering-machine',
  },
  {
    name: 'is a human whom the switch took for a machine too late',
    does: [presses('1'), (call) => call.isAnsweredBy('machine'), presses('1')],
    path: `${chinese} confirmVisit tagConfirmed confirmed`,
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
  { name: 'talks to the front desk, which is lost', does: [presses('2'), presses('0'), agent('isWaitedFor'), agent('answers'), agent('fails')], path: `${english} toHuman nobodyFree`, cause: 'nobody-free' },
  { name: 'is declined by the front desk', does: [presses('2'), presses('0'), agent('declines')], path: `${english} toHuman nobodyFree`, cause: 'nobody-free' },
  { name: 'comes to a front desk that has closed', does: [presses('2'), presses('0'), agent('isClosed')], path: `${english} toHuman nobodyFree`, cause: 'nobody-free' },
  { name: 'comes to a front desk with too many callers', does: [presses('2'), presses('0'), agent('isFull')], path: `${english} toHuman nobodyFree`, cause: 'nobody-free' },
  { name: 'cannot come, and moves by key', does: [presses('2'), says('no'), presses('2'), presses('20261110#'), presses('1#'), presses('0930#'), presses('1#')], path: `${english} moveOrCancel ${moved}`, cause: 'normal' },
  { name: 'cannot come, cancels by voice, and keeps it after all by key', does: [presses('2'), says('no'), says('cancel'), presses('2'), presses('1')], path: `${english} moveOrCancel cancelSure remind confirmVisit tagConfirmed confirmed`, cause: 'normal' },
  {
    name: 'takes back and corrects the day by keys, and then the time',
    does: [presses('2'), presses('2'), presses('20261110#'), presses('2#'), presses('20261111#'), presses('20261112#'), presses('1#'), presses('1530#'), presses('1600#'), says('no'), presses('1700#'), presses('1#')],
    path: `${english} ${moved}`,
    hears: [/10th.*is that right/, /say the date again/, /11th.*is that right/, /12th.*is that right/, /3:30 PM. Is that right/, /4 PM. Is that right/, /say the time again/, /5 PM. Is that right/, /November 12th, 2026 at 5 PM/],
    cause: 'normal',
  },
  {
    name: 'keys in what is no time',
    does: [presses('2'), presses('2'), presses('20261110#'), presses('1#'), presses('9999#'), presses('2500#'), presses('1#')],
    path: `${english} moveTopic newDate newTime toHuman`,
    hears: [/did not get the time/, /key in four digits/, /connecting you/],
  },
  ...(['newDate', 'newTime'] as const).flatMap((where): Scenario[] => {
    const [value, other] = { newDate: ['20261110#', '20261111#'], newTime: ['1530#', '1600#'] }[where] as [string, string]
    const does = [presses('2'), presses('2'), ...(where === 'newTime' ? [presses('20261110#'), presses('1#')] : []), presses(value)]
    const path = `${english} moveTopic newDate${where === 'newTime' ? ' newTime' : ''}`
    const nonsense = says('purple elephants dance')
    return [
      { name: `falls silent where ${where} is read back`, does: [...does, ...Array.from({ length: 3 }, () => staysSilent)], path: `${path} silentGoodbye`, hears: [/Press 1 for yes/, /Was that/, /I cannot hear you/], cause: 'no-input' },
      { name: `is not understood where ${where} is read back`, does: [...does, ...Array.from({ length: 3 }, () => nonsense)], path: `${path} toHuman`, hears: [/Was that/, /connecting you/] },
      { name: `takes ${where} back time and again`, does: [...does, presses('2#'), presses(value), presses('2#'), presses(value), presses('2#')], path: `${path} toHuman`, hears: [/again/, /again/, /connecting you/] },
      { name: `corrects ${where} time and again`, does: [...does, presses(other), presses(value), presses(other)], path: `${path} toHuman`, hears: [/right/, /right/, /connecting you/] },
    ]
  }),
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

const patient = {
  call: { direction: 'outbound', dnis: '+8613800000000' },
  variables: { reference: '1001', patientName: '陈先生' },
} as const

describe('a patient who is reminded', () => {
  it('confirms in a word', () => {
    const call = flow.call([], patient)
    call.expectPrompt(/这里是康宁口腔.*For English/).expectIn('language')

    call.presses('2')
    call.expectTag('English').expectPrompt(/^Hello 陈先生.*Doctor Wang on November 5th/)

    call.says('i will be there')
    call.expectEffect({ type: 'request.send', method: 'POST', url: /1001\/confirm$/ }, { times: 1 })
    call.expectTag('sms:confirmed').expectPrompt(/is confirmed/).expectEnded({ cause: 'normal', by: 'bot' })
  })

  it('moves the visit, correcting a day that was said wrong', () => {
    const call = flow.call([presses('2')], patient)

    call.says('reschedule')
    call.expectPrompt('Which day would suit you?').expectIn('newDate.asking')
    call.says('november thirteenth')
    call.expectPrompt(/November 13th.*is that right/).expectIn('newDate.confirming')
    call.says('no, the fifteenth')
    call.expectPrompt(/November 15th.*is that right/).expectNoPrompt(/13th/)
    call.says('yes')
    call.expectVariable('newDate', '2026-11-15').expectPrompt('What time?')
    call.says('three pm').says('yes')

    call.expectEffect({ type: 'request.send', method: 'POST' }, { times: 1 })
    call.expectEffect({ type: 'request.send', url: 'endpoint://clinic/appointments/1001/move', body: { date: '2026-11-15', time: '15:00' }, idempotent: true }, { times: 1 })
    call.expectPrompt(/is now on November 15th/).expectEnded({ cause: 'normal' })
  })

  it('is not asked for what came with the contact, unless it cannot be booked', () => {
    const call = (variables: Readonly<Record<string, string>>) => flow.call([presses('2'), presses('2')], { ...patient, variables: { ...patient.variables, ...variables } })

    call({ newDate: '2026-11-10' }).expectIn('newDate.confirming').expectPrompt(/November 10th.*is that right/)
    call({ newDate: '2020-11-10' }).expectIn('newDate.asking').expectPrompt('Which day')
    call({ newDate: '2026-11-10', newTime: 'noon' }).presses('1#').expectIn('newTime.asking').expectPrompt('What time?')
  })

  it('hears a word while the clinic is slow', () => {
    const call = flow.call([presses('2')], { ...patient, http: answersAfter(3_000) })
    call.expectIn('fetchVisit').expectNoPrompt()
    const slowly = (words: RegExp) => {
      call.clock.advance(2_000).expectPrompt(words)
      call.clock.advance(1_000)
    }

    slowly(/One moment/)
    call.expectPrompt(/^Hello/).expectIn('remind').presses('2').presses('20261110#').presses('1#').presses('1200#').presses('1#')
    slowly(/Let me check that time/)
    call.expectPrompt(/is not free/).presses('1530#').presses('1#')
    slowly(/One moment/)

    call.expectPrompt(/is now on November 10th/).expectEnded()
  })

  it.each([
    ['confirmed', [presses('1')], 'confirmed'],
    ['cancelled', [presses('3'), presses('1')], 'cancelled'],
  ] as const)('hears a word while the visit is %s slowly', (_what, deeds, tag) => {
    const call = flow.call([presses('2')], { ...patient, http: answersAfter(3_000) })
    call.clock.advance(3_000)

    act(call, deeds).clock.advance(2_000).expectPrompt('One moment, please.')
    call.clock.advance(2_000)

    call.expectTag(`sms:${tag}`).expectEnded({ cause: 'normal' })
  })

  it.each([
    ['is not kept on the line for ever', (call: Conversation) => call.clock.advance(flow.file.document.settings.maxCallMs), 'max-duration'],
    ['is let go, and the front desk too, when somebody ends the call from outside', (call: Conversation) => call.presses('0').endsFromOutside('operator'), 'operator'],
  ] as const)('%s', (_what, happens, cause) => {
    happens(flow.call([presses('2')], patient)).expectEnded({ cause, by: 'bot' })
  })

  it.each([
    ['by key', [presses('9')]],
    ['by voice', [presses('2'), says('stop calling me')]],
  ] as const)('opts out %s, and is put on the list where the number is known', (_how, deeds) => {
    flow.call(deeds, patient).expectEffect({ type: 'do-not-call.add', number: '+8613800000000' }, { times: 1 })
    flow.call(deeds, { ...patient, call: { direction: 'outbound' } }).expectNoEffect({ type: 'do-not-call.add' }).expectEnded({ cause: 'opted-out' })
  })
})

describe('a patient who is reminded', () => actOut(flow, scenarios, patient))

const atNewDate = [presses('1'), presses('2')]
const atNewTime = [...atNewDate, presses('20261110#'), presses('1#')]
const questions = [
  { at: 'language.asking', does: [], wrongKey: '7' },
  { at: 'remind.asking', does: [presses('1')], wrongKey: '7' },
  { at: 'moveOrCancel.asking', does: [presses('1'), says('不行')], wrongKey: '7' },
  { at: 'cancelSure.asking', does: [presses('1'), presses('3')], wrongKey: '7' },
  { at: 'newDate.asking', does: atNewDate },
  { at: 'newDate.confirming', does: [...atNewDate, presses('20261110#')] },
  { at: 'newTime.asking', does: atNewTime },
  { at: 'newTime.confirming', does: [...atNewTime, presses('1530#')] },
]
describe('a patient who is reminded', () => actOutEverywhere(flow, questions, '再说一遍', patient))

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
    flow.call(deeds, { ...patient, http: failing(which, answer) }).expectPath(path.split(' '))
  })
})

itHasNoProblem(flow)
itIsHeardBySmallRecognisers(flow)
