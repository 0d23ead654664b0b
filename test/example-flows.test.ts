import type { CallView, CreateCallRequest } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from './driver/caller.js'
import { spokenBy } from './driver/caller.js'
import { alwaysOpen, exampleFlow } from './driver/flows.js'
import { ScriptedRecogniser } from './driver/scripted-recogniser.js'
import { simulatedVerdict, spokenVerdict } from './driver/simulated.js'
import { TestSystem } from './driver/system.js'

/** The command that counts how often they succeed raises it. */
const rounds = Array.from({ length: Number(process.env.FLOW_CALL_ROUNDS ?? '1') }, (_, index) => index + 1)

const chineseVoice = 'cmn'
const englishVoice = 'en-us'
const flows = ['card-services', 'satisfaction-survey', 'appointment-reminder', 'it-helpdesk', 'identify-employee'].map(exampleFlow)
const calendars = [alwaysOpen('helpdesk')]
const there = new TestSystem(flows, calendars)
let chinese: ScriptedRecogniser

/** A day of next month: in the time for which the clinic takes appointments, whatever today is. */
const next = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 1, 1))
const dayOfNextMonth = (day: number): string => new Date(next.getTime() + (day - 1) * 86_400_000).toISOString().slice(0, 10)
const months = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']
const moveWish = `改到${months[next.getUTCMonth()] ?? ''}月十号下午三点`

const chineseLines = ['是的', '非常满意', moveWish, '不，十二号', '对']

beforeAll(async () => {
  chinese = await ScriptedRecogniser.start()
  const engine = { name: 'scripted', address: chinese.address, tls: false, languages: ['zh-CN'], deadlineMs: 3_000 }
  await there.start({ asrEngines: [engine, { name: 'embedded', address: 'embedded', tls: false, languages: ['en'], deadlineMs: 3_000 }] })
  for (const line of chineseLines) chinese.knows(line, await there.speech(line, chineseVoice))
})
afterAll(async () => {
  await there.close()
  chinese.close()
})

type Deed = { readonly at: string } & ({ readonly presses: string } | { readonly says: string })

interface RightPath {
  readonly name: string
  readonly flow: string
  readonly voice: string
  readonly request?: Partial<CreateCallRequest>
  readonly does: readonly Deed[]
  readonly path: string
  /** What is heard; who presses early hears no more than read-backs and what cannot be cut. */
  readonly says: readonly RegExp[]
  readonly variables?: Readonly<Record<string, unknown>>
}

const customer: Partial<CreateCallRequest> = { direction: 'outbound', dnis: '+8613800000000', variables: { customerName: '王女士', service: '空调维修', serviceDate: '2026-11-01', reference: 'R-77' } }
const patient: Partial<CreateCallRequest> = { direction: 'outbound', dnis: '+8613800000001', variables: { reference: '1001', patientName: '陈先生' } }
const surveyed = 'start greeting identity score setFive sendScore goodbye'
const moved = 'start language speakChinese fetchVisit remind moveTopic newDate newTime moveVisitTo tagMoved moved'
const identified = 'start welcome deskHours identify identify.start identify.number identify.countTry identify.lookUp identify.rightPerson identify.setIdentified identify.back isIdentified askToRecord'
const logged = 'setPasswordTopic sendLink resetPassword setResolved linkSent anythingElse goodbye anythingToLog logCall callOver'

const rightPaths: readonly RightPath[] = [
  {
    name: 'card services, by keys',
    flow: 'card-services',
    voice: englishVoice,
    does: [
      { at: 'question', says: 'check my balance' },
      { at: 'balanceCard', presses: '4321#' },
      { at: 'question', says: 'no' },
    ],
    path: 'start welcome question setBalanceTopic balanceCard fetchBalance sayBalance question goodbye',
    says: [/The balance of your card ending in/, /Goodbye/],
  },
  {
    name: 'card services, by voice',
    flow: 'card-services',
    voice: englishVoice,
    does: [
      { at: 'question', says: 'check my balance' },
      { at: 'balanceCard', says: 'four three two one' },
      { at: 'question', says: 'no' },
    ],
    path: 'start welcome question setBalanceTopic balanceCard fetchBalance sayBalance question goodbye',
    says: [/The balance of your card ending in/, /Goodbye/],
  },
  {
    name: 'satisfaction survey, by keys',
    flow: 'satisfaction-survey',
    voice: chineseVoice,
    request: customer,
    does: [
      { at: 'identity', presses: '1' },
      { at: 'score', presses: '5' },
    ],
    path: surveyed,
    says: [/这里是安居家电/, /再见/],
    variables: { score: 5 },
  },
  {
    name: 'satisfaction survey, by voice',
    flow: 'satisfaction-survey',
    voice: chineseVoice,
    request: customer,
    does: [
      { at: 'identity', says: '是的' },
      { at: 'score', says: '非常满意' },
    ],
    path: surveyed,
    says: [/这里是安居家电/, /王女士本人吗/, /打分/, /再见/],
    variables: { score: 5 },
  },
  {
    name: 'appointment reminder, by keys',
    flow: 'appointment-reminder',
    voice: chineseVoice,
    request: patient,
    does: [
      { at: 'language', presses: '1' },
      { at: 'remind', presses: '2' },
      { at: 'newDate.asking', presses: `${dayOfNextMonth(10).replaceAll('-', '')}#` },
      { at: 'newDate.confirming', presses: '1#' },
      { at: 'newTime.asking', presses: '1530#' },
      { at: 'newTime.confirming', presses: '1#' },
    ],
    path: moved,
    says: [/月十日，对吗/, /下午三点半，对吗/, /已经为您改到/],
    variables: { newDate: dayOfNextMonth(10), newTime: '15:30' },
  },
  {
    name: 'appointment reminder, by voice',
    flow: 'appointment-reminder',
    voice: chineseVoice,
    request: patient,
    does: [
      { at: 'language', presses: '1' },
      { at: 'remind', says: moveWish },
      { at: 'newDate.confirming', says: '不，十二号' },
      { at: 'newDate.confirming', says: '对' },
      { at: 'newTime.confirming', says: '对' },
    ],
    path: moved,
    says: [/康宁口腔/, /陈先生您好/, /月十日，对吗/, /月十二日，对吗/, /下午三点整，对吗/, /已经为您改到.*月十二日下午三点/],
    variables: { newDate: dayOfNextMonth(12), newTime: '15:00' },
  },
  {
    name: 'help desk, by keys',
    flow: 'it-helpdesk',
    voice: englishVoice,
    does: [
      { at: 'identify.number', presses: '10001' },
      { at: 'identify.rightPerson', presses: '1' },
      { at: 'askToRecord', presses: '2' },
      { at: 'topic', presses: '1' },
      { at: 'sendLink', presses: '1' },
      { at: 'anythingElse', presses: '2' },
    ],
    path: `${identified} isRecorded topic ${logged}`,
    says: [/Goodbye/],
    variables: { employeeName: 'John Miller', resolved: true },
  },
  {
    name: 'help desk, by voice',
    flow: 'it-helpdesk',
    voice: englishVoice,
    does: [
      { at: 'identify.number', says: 'one two three four five' },
      { at: 'identify.rightPerson', says: 'yes' },
      { at: 'askToRecord', says: 'yes' },
      { at: 'topic', says: 'what are your opening hours' },
      { at: 'topic', says: 'reset my password' },
      { at: 'sendLink', says: 'yes' },
      { at: 'anythingElse', says: 'no' },
    ],
    path: `${identified} setMayRecord startRecording topic tellHours backFromHours topic ${logged}`,
    says: [/I T help desk/, /How can I help/, /Monday to Friday/, /back to where we were/, /send a link/, /Goodbye/],
    variables: { mayRecord: true, resolved: true },
  },
]

/** Who knows the menu presses without hearing it out; a read-back forgets what was typed before it, and is listened to. */
async function act(caller: Caller, deed: Deed, voice: string): Promise<void> {
  const hastens = 'presses' in deed && !deed.at.endsWith('.confirming')
  await (hastens ? caller.isAt(deed.at) : caller.isAsked(deed.at))
  if ('presses' in deed) await caller.presses(deed.presses)
  else await caller.says(deed.says, voice)
}

function expectSaid(view: CallView, wanted: readonly RegExp[]): void {
  const said = spokenBy('bot', view)
  let from = 0
  for (const words of wanted) {
    const at = said.findIndex((text, index) => index >= from && words.test(text))
    expect(at, `${String(words)} in ${said.join(' | ')}`).toBeGreaterThanOrEqual(0)
    from = at + 1
  }
}

describe.concurrent.each(rightPaths)('$name', ({ flow, voice, request, does, path, says, variables = {} }) => {
  // Before any call is made: training takes the thread for a second, and telephones of the process would stand still.
  const simulated = simulatedVerdict(flow, flows, calendars, request ?? {}, does)

  it.each(rounds)('comes to its end, round %i', async () => {
    const caller = await there.calls(flow, request === undefined ? {} : { request })

    for (const deed of does) await act(caller, deed, voice)
    const view = await caller.isHungUpOn()

    expect(view.path.join(' ')).toBe(path)
    expect(view.variables).toMatchObject(variables)
    expectSaid(view, says)
    expect(view.cdr[0]).toMatchObject({ hungUpBy: 'bot', hangUpCause: 'normal' })
    expect(spokenVerdict(view)).toEqual(simulated)
  })
})

describe('the Chinese caller', () => {
  it('was heard by the engine of the language, with the phrases of the question', () => {
    const heard = chinese.recognitions.filter(({ transcript }) => transcript === '非常满意')

    expect(heard).not.toEqual([])
    for (const { language, phrases, partials } of heard) {
      expect(language).toBe('zh-CN')
      expect(phrases).toEqual(expect.arrayContaining(['非常满意', '五分']))
      expect('非常满意'.startsWith(partials[0] ?? '?')).toBe(true)
    }
    expect(new Set(chinese.recognitions.map(({ transcript }) => transcript))).toEqual(new Set(chineseLines))
  })
})
