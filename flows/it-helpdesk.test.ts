import type { HttpRequestEffect, SimulatedAnswer } from '@callchart/flow'
import { describe, it } from 'vitest'
import { act, agent, hangsUp, leavesMessage, presses, says, staysSilent, turnFails, waitsMs, type Deed, type Scenario } from './testing/scenario.js'
import { actOut, actOutEverywhere, answersAfter, itHasNoProblem, itIsHeardBySmallRecognisers, TestedFlow } from './testing/tested-flow.js'

const flow = new TestedFlow('it-helpdesk')
/** A Monday at ten in New York; the Sunday before; Thanksgiving. */
const open = Date.parse('2026-11-02T15:00:00Z')
const sunday = Date.parse('2026-11-01T15:00:00Z')
const thanksgiving = Date.parse('2026-11-26T15:00:00Z')

const asked = 'start welcome deskHours identify identify.start identify.number'
const known = `${asked} identify.countTry identify.lookUp identify.rightPerson`
const consent = `${known} identify.setIdentified identify.back isIdentified askToRecord`
const topic = `${consent} isRecorded topic`
const logged = 'anythingToLog logCall callOver'
const unlogged = 'anythingToLog callOver'
const identifies = [presses('10001'), presses('1')]
const atTopic: readonly Deed[] = [...identifies, presses('2')]
const human: readonly Deed[] = [...atTopic, presses('0')]
const nonsense = says('purple elephants dance')

const scenarios: Scenario[] = [
  {
    name: 'gets a link for a new password, by keys',
    does: [...atTopic, presses('1'), presses('1'), presses('2')],
    path: `${topic} setPasswordTopic sendLink resetPassword setResolved linkSent anythingElse goodbye ${logged}`,
    hears: [/I T help desk/, /five digit employee number/, /Am I speaking with John Miller/, /May we record/, /How can I help/, /on its way/, /anything else/, /Goodbye/],
    tags: ['password'],
    cause: 'normal',
  },
  {
    name: 'gets a link for a new password, by voice, and is recorded',
    does: [says('one zero zero zero one'), says('yes'), says('yes'), says('i forgot my password'), says('yes please'), says('no thanks')],
    path: `${consent} setMayRecord startRecording topic setPasswordTopic sendLink resetPassword setResolved linkSent anythingElse goodbye ${logged}`,
    tags: ['password'],
    cause: 'normal',
  },
  { name: 'wants no link', does: [...atTopic, says('reset my password'), says('no'), presses('2')], path: `${topic} setPasswordTopic sendLink anythingElse goodbye ${logged}`, cause: 'normal' },
  {
    name: 'is helped with the network, and asks for more',
    does: [...atTopic, says('the network is down'), says('yes'), says('yes'), says('my laptop is broken'), says('no')],
    path: `${topic} setNetworkTopic restarted networkFixed glad anythingElse knowsCaller topic setHardwareTopic openTicket ticketOpened anythingElse goodbye ${logged}`,
    hears: [/join it again/, /glad/, /What else can I do/, /opened ticket 4,? 7,? 0,? 1/],
    tags: ['network', 'hardware'],
    cause: 'normal',
  },
  { name: 'is not helped with the network', does: [...atTopic, presses('2'), presses('2'), agent('answers'), agent('leaves')], path: `${topic} setNetworkTopic restarted toHuman goodbye ${logged}`, cause: 'normal' },
  { name: 'gets a ticket by key', does: [...atTopic, presses('3'), presses('2')], path: `${topic} setHardwareTopic openTicket ticketOpened anythingElse goodbye ${logged}`, tags: ['hardware'], cause: 'normal' },
  {
    name: 'asks for the state of a ticket by key, and is back at the question',
    does: [...atTopic, presses('4'), presses('4711'), hangsUp],
    path: `${topic} ticketByMenu setByMenu fetchTicket tellTicket ticketDone topic ${logged}`,
    hears: [/four digits of your ticket/, /Ticket 4,? 7,? 1,? 1 is/],
    tags: ['ticket'],
  },
  {
    name: 'asks for the opening hours in between, and is pulled back',
    does: [...atTopic, presses('1'), says('what are your opening hours'), says('yes'), says('no')],
    path: `${topic} setPasswordTopic sendLink tellHours backFromHours sendLink resetPassword setResolved linkSent anythingElse goodbye ${logged}`,
    hears: [/I can send a link/, /Monday to Friday/, /back to where we were/, /I can send a link/],
    cause: 'normal',
  },
  {
    name: 'asks one question in the middle of another, and is pulled back twice',
    does: [...atTopic, says('check my ticket'), says('when are you open'), says('four seven one one'), presses('1'), presses('2'), presses('2')],
    path: `${topic} ticketNumber tellHours backFromHours ticketNumber setByQuestion fetchTicket tellTicket ticketDone backFromTicket topic setPasswordTopic sendLink anythingElse goodbye ${logged}`,
    hears: [/four digits/, /Monday to Friday/, /back to where we were/, /four digits/, /Ticket 4/, /where were we/, /How can I help|What else/],
    cause: 'normal',
  },
  {
    name: 'asks for the opening hours while being identified',
    does: [says('when are you open'), presses('10001'), presses('1'), hangsUp],
    path: `${asked} tellHours backFromHours identify.number identify.countTry identify.lookUp identify.rightPerson identify.setIdentified identify.back isIdentified askToRecord ${logged}`,
    hears: [/employee number/, /Monday to Friday/, /back to where we were/, /employee number/],
  },
  { name: 'asks for an unknown ticket', does: [...atTopic, presses('4'), presses('0000'), hangsUp], path: `${topic} ticketByMenu setByMenu fetchTicket ticketFailed ticketUnknown ticketDone topic ${logged}`, hears: [/could not find ticket/] },
  { name: 'names no ticket', does: [...atTopic, presses('4'), staysSilent, staysSilent, hangsUp], path: `${topic} ticketByMenu topic ${logged}` },
  { name: 'names something that is no ticket', does: [...atTopic, presses('4'), nonsense, nonsense, hangsUp], path: `${topic} ticketByMenu topic ${logged}` },
  { name: 'has the question again by key', does: [...atTopic, presses('*'), hangsUp], path: `${topic} topic ${logged}` },
  { name: 'has the question repeated by voice', does: [...atTopic, says('say that again'), hangsUp], path: `${topic} topic ${logged}`, hears: [/How can I help/, /How can I help/] },
  { name: 'asks for a ticket in between, and names none', does: [...atTopic, says('check my ticket'), staysSilent, staysSilent, hangsUp], path: `${topic} ticketNumber backFromTicket topic ${logged}` },
  { name: 'asks for a ticket in between, and gives too few digits', does: [...atTopic, says('check my ticket'), presses('12#'), presses('1#'), hangsUp], path: `${topic} ticketNumber backFromTicket topic ${logged}` },
  { name: 'asks for a ticket in between, and names something that is none', does: [...atTopic, says('check my ticket'), nonsense, nonsense, hangsUp], path: `${topic} ticketNumber backFromTicket topic ${logged}` },
  { name: 'goes back to the question before', does: [...atTopic, presses('1'), says('go back'), presses('3'), presses('2')], path: `${topic} setPasswordTopic sendLink topic setHardwareTopic openTicket ticketOpened anythingElse goodbye ${logged}`, cause: 'normal' },
  {
    name: 'is found at the second number',
    does: [presses('00000'), presses('10001'), presses('1'), hangsUp],
    path: `${asked} identify.countTry identify.lookUp identify.lookUpFailed identify.unknown identify.number identify.countTry identify.lookUp identify.rightPerson identify.setIdentified identify.back isIdentified askToRecord ${logged}`,
    hears: [/could not find employee number/, /once more/, /John Miller/],
  },
  {
    name: 'is not found twice, and gets a human',
    does: [presses('00000'), presses('00000')],
    path: `${asked} identify.countTry identify.lookUp identify.lookUpFailed identify.unknown identify.number identify.countTry identify.lookUp identify.lookUpFailed identify.back isIdentified notIdentified toHuman`,
    hears: [/could not find out who you are/, /connecting you/],
  },
  {
    name: 'is somebody else twice, and gets a human',
    does: [presses('10001'), says('no'), presses('10001'), presses('2')],
    path: `${known} identify.wrongPerson identify.number identify.countTry identify.lookUp identify.rightPerson identify.wrongPerson identify.back isIdentified notIdentified toHuman`,
  },
  { name: 'gives no number', does: [staysSilent, staysSilent, staysSilent], path: `${asked} identify.back isIdentified notIdentified toHuman`, hears: [/back of your badge/] },
  { name: 'says what is no number', does: [nonsense, nonsense, nonsense], path: `${asked} identify.back isIdentified notIdentified toHuman`, hears: [/need five digits/] },
  { name: 'types nothing but the end of it', does: [presses('#'), presses('#'), presses('#')], path: `${asked} identify.back isIdentified notIdentified toHuman` },
  { name: 'gives no good number', does: [presses('123#'), presses('12#'), presses('1#')], path: `${asked} identify.back isIdentified notIdentified toHuman` },
  { name: 'does not say who it is', does: [presses('10001'), staysSilent, staysSilent], path: `${known} identify.back isIdentified notIdentified toHuman` },
  { name: 'does not say yes or no to the name', does: [presses('10001'), nonsense, nonsense], path: `${known} identify.back isIdentified notIdentified toHuman` },
  { name: 'wants no recording, by voice', does: [...identifies, says('no'), hangsUp], path: `${topic} ${logged}` },
  { name: 'says nothing to the recording', does: [...identifies, staysSilent, staysSilent, hangsUp], path: `${topic} ${logged}` },
  { name: 'is not understood at the recording', does: [...identifies, nonsense, nonsense, hangsUp], path: `${topic} ${logged}` },
  { name: 'falls silent at the question', does: [...atTopic, staysSilent, staysSilent, staysSilent], path: `${topic} silentGoodbye ${logged}`, hears: [/You can say reset my password/, /Press 1 for a password/, /cannot hear you/], cause: 'no-input' },
  { name: 'is not understood at the question', does: [...atTopic, nonsense, nonsense, nonsense], path: `${topic} notUnderstood toHuman`, hears: [/did not understand/, /Press 1 for a password/, /cannot help with that/] },
  { name: 'falls silent at the link', does: [...atTopic, presses('1'), staysSilent, staysSilent, staysSilent], path: `${topic} setPasswordTopic sendLink silentGoodbye ${logged}`, cause: 'no-input' },
  { name: 'is not understood at the link', does: [...atTopic, presses('1'), nonsense, nonsense, nonsense], path: `${topic} setPasswordTopic sendLink notUnderstood toHuman` },
  { name: 'asks for a human at the link', does: [...atTopic, presses('1'), presses('0')], path: `${topic} setPasswordTopic sendLink toHuman` },
  { name: 'falls silent at the network', does: [...atTopic, presses('2'), staysSilent, staysSilent, staysSilent], path: `${topic} setNetworkTopic restarted toHuman`, hears: [/Take your time/, /Press 1 if it works/] },
  { name: 'is not understood at the network', does: [...atTopic, presses('2'), nonsense, nonsense, nonsense], path: `${topic} setNetworkTopic restarted toHuman` },
  { name: 'falls silent at the end', does: [...atTopic, presses('3'), staysSilent, staysSilent], path: `${topic} setHardwareTopic openTicket ticketOpened anythingElse goodbye ${logged}`, cause: 'normal' },
  { name: 'asks for a human at the end', does: [...atTopic, presses('3'), presses('0')], path: `${topic} setHardwareTopic openTicket ticketOpened anythingElse toHuman` },
  { name: 'complains', does: [...atTopic, says('i want to make a complaint')], path: `${topic} complaint complaintTopic complaintRegret toHuman`, tags: ['complaint'], hears: [/something went wrong/, /connecting you/] },
  {
    name: 'waits no longer before being identified, and is asked who it is',
    does: [says('speak to an agent'), agent('isWaitedFor'), presses('1'), ...identifies, hangsUp],
    path: `${asked} toHuman knowsCaller identify identify.start identify.number identify.countTry identify.lookUp identify.rightPerson identify.setIdentified identify.back isIdentified askToRecord ${logged}`,
  },
  { name: 'asks for a human before being identified', does: [says('speak to an agent')], path: `${asked} toHuman` },
  { name: 'meets nobody free, and leaves a message', does: [...human, agent('isBusy'), presses('1'), leavesMessage(8_000)], path: `${topic} toHuman nobodyFree messageInstead leaveMessage messageKept ${logged}`, hears: [/all our colleagues are busy/, /leave a message/, /after the tone/, /next working day/], cause: 'message-left' },
  { name: 'meets nobody, and leaves no message', does: [...human, agent('isAway'), says('no'), presses('2')], path: `${topic} toHuman nobodyFree messageInstead anythingElse goodbye ${logged}`, cause: 'normal' },
  { name: 'is declined, and says nothing more', does: [...human, agent('declines'), staysSilent, staysSilent], path: `${topic} toHuman nobodyFree messageInstead goodbye ${logged}`, cause: 'normal' },
  { name: 'cannot be connected, and is not understood', does: [...human, agent('fails'), nonsense, nonsense], path: `${topic} toHuman nobodyFree messageInstead goodbye ${logged}`, cause: 'normal' },
  { name: 'comes to a queue that has closed', does: [...human, agent('isClosed'), leavesMessage(5_000)], path: `${topic} toHuman deskClosed leaveMessage messageKept ${logged}`, hears: [/closed right now/], cause: 'message-left' },
  { name: 'comes to a queue that is full', does: [...human, agent('isFull'), staysSilent], path: `${topic} toHuman tooMany leaveMessage messageEmpty ${logged}`, hears: [/too many callers/, /did not hear a message/], cause: 'no-message' },
  { name: 'hears where in the queue, and waits', does: [...human, agent('isWaitedFor'), agent('answers'), agent('leaves')], path: `${topic} toHuman goodbye ${logged}`, hears: [/number 2 in line.*about 3 minutes/, /Goodbye/], cause: 'normal' },
  { name: 'leaves the queue by key', does: [...human, agent('isWaitedFor'), presses('1'), presses('3'), presses('2')], path: `${topic} toHuman knowsCaller topic setHardwareTopic openTicket ticketOpened anythingElse goodbye ${logged}`, cause: 'normal' },
  { name: 'is offered to be called back, and takes it', does: [...human, agent('isWaitedFor'), waitsMs(25_000), presses('2')], path: `${topic} toHuman willCallBack ${logged}`, hears: [/You need not wait/, /will call you back/], cause: 'call-back' },
  { name: 'leaves a message instead of waiting', does: [...human, agent('isWaitedFor'), presses('3'), leavesMessage(9_000)], path: `${topic} toHuman leaveMessage messageKept ${logged}`, cause: 'message-left' },
  { name: 'is helped with the network, by keys, and asks for more', does: [...atTopic, presses('2'), presses('1'), presses('1'), hangsUp], path: `${topic} setNetworkTopic restarted networkFixed glad anythingElse knowsCaller topic ${logged}` },
  { name: 'asks for a human at the network', does: [...atTopic, presses('2'), presses('0')], path: `${topic} setNetworkTopic restarted toHuman` },
  { name: 'is not helped with the network, by voice', does: [...atTopic, presses('2'), says('no')], path: `${topic} setNetworkTopic restarted toHuman` },
  { name: 'is not understood at the end', does: [...atTopic, presses('3'), nonsense, nonsense], path: `${topic} setHardwareTopic openTicket ticketOpened anythingElse goodbye ${logged}`, cause: 'normal' },
  { name: 'types the end of a ticket only', does: [...atTopic, presses('4'), presses('#'), presses('#'), hangsUp], path: `${topic} ticketByMenu topic ${logged}` },
  { name: 'types a ticket with too few digits', does: [...atTopic, presses('4'), presses('12#'), presses('1#'), hangsUp], path: `${topic} ticketByMenu topic ${logged}` },
  { name: 'meets nobody free, and leaves a message by voice', does: [...human, agent('isBusy'), says('yes'), leavesMessage(8_000)], path: `${topic} toHuman nobodyFree messageInstead leaveMessage messageKept ${logged}`, cause: 'message-left' },
  { name: 'meets nobody free, and leaves no message, by key', does: [...human, agent('isBusy'), presses('2'), presses('2')], path: `${topic} toHuman nobodyFree messageInstead anythingElse goodbye ${logged}`, cause: 'normal' },
  { name: 'waits, and then everybody is busy', does: [...human, agent('isWaitedFor'), agent('isBusy'), hangsUp], path: `${topic} toHuman nobodyFree messageInstead ${logged}`, hears: [/number 2 in line/, /all our colleagues are busy/] },
  { name: 'loses the colleague in mid-talk', does: [...human, agent('answers'), agent('fails'), hangsUp], path: `${topic} toHuman nobodyFree messageInstead ${logged}` },
  { name: 'hangs up in the queue', does: [...human, agent('isWaitedFor'), hangsUp], path: `${topic} toHuman ${logged}` },
  { name: 'hangs up before anybody knows who it is', does: [hangsUp], path: `${asked} ${unlogged}` },
]

describe('an employee who calls in the opening hours', () => {
  it('is identified, gets a link for a new password, and is done', () => {
    const call = flow.call([], { at: open })
    call.expectPrompt(/I T help desk/).expectPrompt(/five digit employee number/).expectIn('identify.number')

    call.says('one zero zero zero one')
    call.expectPrompt('Am I speaking with John Miller?').expectIn('identify.rightPerson')
    call.says('yes')
    call.expectPrompt(/May we record/)
    call.presses('2')
    call.expectPrompt(/How can I help/).expectIn('topic').expectNoEffect({ type: 'recording.set' })

    call.says('i forgot my password')
    call.expectTag('password').expectPrompt(/I can send a link/)
    call.says('yes please')
    call.expectPrompt(/on its way/).expectPrompt(/anything else/)
    call.says('no thanks')

    call.expectEffect({ type: 'request.send', method: 'POST', url: /calls$/, body: { employee: '10001', resolved: true } }, { times: 1 })
    call.expectEnded({ cause: 'normal', by: 'bot' })
  })

  it('is answered a question in between, and brought back to where it was asked', () => {
    const call = flow.call(atTopic, { at: open })

    call.presses('1').expectIn('sendLink')
    call.says('what are your opening hours')

    call.expectPrompt(/Monday to Friday/).expectPrompt(/back to where we were/).expectPrompt(/I can send a link/).expectIn('sendLink')
  })

  it('is told in the queue what changes, and not the same twice', () => {
    const call = flow.call(human, { at: open })
    const isAt = (position: number) => call.queueAnnounces({ position, estimatedWaitMs: 60_000 })

    isAt(3).expectPrompt(/number 3 in line/)
    isAt(3).expectNoPrompt()
    isAt(2).expectNoPrompt()
    call.clock.advance(15_000)
    isAt(1).expectPrompt(/number 1/)
    call.staysSilent().presses('9').expectIn('toHuman.queued')

    call.agentAnswers().agentHangsUp().expectPrompt(/Goodbye/)
  })

  it('waits on in a queue whose prompts do not come through', () => {
    const call = flow.call([...human, agent('isWaitedFor')], { at: open })

    call.turnFails().expectIn('toHuman.queued.listening')
    call.turnFails().expectIn('toHuman.queued.deaf')

    call.agentAnswers().expectIn('toHuman.connected')
  })

  it('is not offered to be called back while a telephone rings', () => {
    const call = flow.call([...human, agent('isWaitedFor')], { at: open })

    call.agentRings()
    call.clock.advance(25_000)

    call.expectNoPrompt().expectIn('toHuman.ringing')
  })

  it('hears a word while the services are slow', () => {
    const call = flow.call([], { at: open, http: answersAfter(3_000) })
    const slowly = () => {
      call.clock.advance(2_000).expectPrompt(/moment|Let me/)
      call.clock.advance(1_000)
    }

    call.presses('10001').expectIn('identify.lookUp')
    slowly()
    act(call, [presses('1'), presses('2'), presses('1'), presses('1')]).expectIn('resetPassword')
    slowly()
    act(call, [presses('1'), presses('3')]).expectIn('openTicket')
    slowly()
    act(call, [presses('1'), presses('4'), presses('4711')]).expectIn('fetchTicket')
    slowly()

    call.expectIn('topic')
  })

  it('is not kept on the line for ever', () => {
    flow.call(human, { at: open }).clock.advance(flow.file.document.settings.maxCallMs).expectEnded({ cause: 'max-duration' })
  })

  it('is let go when somebody ends the call from outside', () => {
    flow.call(human, { at: open }).endsFromOutside().expectEffect({ type: 'transfer.cancel', reason: 'ended' }).expectEnded({ cause: 'operator' })
  })

  it('is not called again after a complaint where we had called', () => {
    const call = flow.call([says('i want to make a complaint')], { at: open, call: { direction: 'outbound', dnis: '+15550199' } })

    call.expectTag('complaint').expectEffect({ type: 'do-not-call.add', number: '+15550199' })
  })
})

describe('an employee who calls in the opening hours', () => actOut(flow, scenarios, { at: open }))

const questions = [
  { at: 'identify.number.asking', does: [] },
  { at: 'identify.rightPerson.asking', does: [presses('10001')], wrongKey: '7' },
  { at: 'askToRecord.asking', does: identifies, wrongKey: '7' },
  { at: 'topic.asking', does: atTopic, wrongKey: '7' },
  { at: 'sendLink.asking', does: [...atTopic, presses('1')], wrongKey: '7' },
  { at: 'restarted.asking', does: [...atTopic, presses('2')], wrongKey: '7' },
  { at: 'ticketByMenu.asking', does: [...atTopic, presses('4')] },
  { at: 'ticketNumber.asking', does: [...atTopic, says('check my ticket')] },
  { at: 'anythingElse.asking', does: [...atTopic, presses('3')], wrongKey: '7' },
  { at: 'messageInstead.asking', does: [...human, agent('isBusy')], wrongKey: '7' },
]
describe('an employee who calls in the opening hours', () => actOutEverywhere(flow, questions, 'say that again', { at: open }))

describe('an employee who calls when the desk is closed', () => {
  const closed: Scenario[] = [
    { name: 'leaves a message', does: [leavesMessage(12_000)], path: `start welcome deskHours deskClosed leaveMessage messageKept ${unlogged}`, hears: [/closed right now/, /after the tone/, /next working day/], cause: 'message-left' },
    { name: 'cannot be recorded', does: [turnFails], path: `start welcome deskHours deskClosed leaveMessage messageFailed ${unlogged}`, hears: [/could not take your message/], cause: 'message-failed' },
    { name: 'leaves none', does: [staysSilent], path: `start welcome deskHours deskClosed leaveMessage messageEmpty ${unlogged}`, cause: 'no-message' },
    { name: 'hangs up', does: [hangsUp], path: `start welcome deskHours deskClosed leaveMessage messageEmpty ${unlogged}`, cause: 'no-message' },
  ]
  describe('on a Sunday', () => actOut(flow, closed, { at: sunday }))
  describe('on a holiday', () => actOut(flow, closed, { at: thanksgiving }))
  describe('on a day of which nobody knows', () => actOut(flow, closed, { at: open, calendars: new Map() }))
})

describe('where the help desk does not answer as it should', () => {
  const failing =
    (which: RegExp, answer: SimulatedAnswer) =>
    ({ url }: HttpRequestEffect): SimulatedAnswer =>
      which.test(url) ? answer : { status: 200, body: { name: 'John Miller', number: '4711', state: 'solved' } }

  it.each([
    ['employees cannot be looked up', /10001$/, [presses('10001')], `${asked} identify.countTry identify.lookUp identify.lookUpFailed identify.back isIdentified notIdentified toHuman`],
    ['the link cannot be sent', /password-reset$/, [...atTopic, presses('1'), presses('1')], `${topic} setPasswordTopic sendLink resetPassword systemDown toHuman`],
    ['no ticket can be opened', /tickets$/, [...atTopic, presses('3')], `${topic} setHardwareTopic openTicket systemDown toHuman`],
    ['tickets cannot be looked up', /tickets\/4711$/, [...atTopic, presses('4'), presses('4711')], `${topic} ticketByMenu setByMenu fetchTicket ticketFailed ticketUnreachable ticketDone topic`],
    ['the call cannot be logged', /calls$/, [...atTopic, hangsUp], `${topic} ${logged}`],
  ] as const)('%s', (_name, which, deeds, path) => {
    flow.call(deeds, { at: open, http: failing(which, { status: 500, body: {} }) }).expectPath(path.split(' '))
  })
})

describe('what comes of it', () => {
  it('is a log of the call after the caller has gone', () => {
    const call = flow.call([...atTopic, presses('1'), presses('1'), hangsUp], { at: open })

    call.expectEffect({ type: 'request.send', url: /\/calls$/ }, { times: 1 })
    call.expectEffect({ type: 'request.send', url: /\/calls$/, method: 'POST', body: { employee: '10001', topic: 'a password', resolved: true } })
    call.expectEnded({ by: 'caller' })
  })

  it('is a recording only of a caller who agreed', () => {
    flow.call([...identifies, presses('1')], { at: open }).expectEffect({ type: 'recording.set', action: 'start' }, { times: 1 })
    for (const deed of [presses('2'), says('no'), staysSilent]) flow.call([...identifies, deed], { at: open }).expectNoEffect({ type: 'recording.set' })
  })

  it('is no recording any longer of a caller who goes back and does not agree any more', () => {
    const goingBack = [...identifies, says('yes'), says('go back')]

    for (const deeds of [[says('no')], [staysSilent, staysSilent]]) flow.call([...goingBack, ...deeds], { at: open }).expectEffect({ type: 'recording.set', action: 'stop' }, { times: 1 })
    flow.call([...goingBack, says('yes')], { at: open }).expectNoEffect({ type: 'recording.set', action: 'stop' })
  })

  it('is a message for the mailbox', () => {
    flow.call([leavesMessage(12_000)], { at: sunday }).expectEffect({ type: 'voicemail.keep', mailbox: 'helpdesk', durationMs: 12_000 }, { times: 1 })
  })

  it('is a call-back for the queue, with what it is about', () => {
    const call = flow.call([...atTopic, presses('2'), presses('2'), agent('isWaitedFor'), presses('2')], { at: open, call: { ani: '+15550199' } })

    call.expectEffect({ type: 'call-back.request', queue: 'helpdesk', number: '+15550199', summary: /John Miller, employee 10001: the network/ }, { times: 1 })
  })
})

itHasNoProblem(flow)
itIsHeardBySmallRecognisers(flow)
