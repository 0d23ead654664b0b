import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spokenBy } from './driver/caller.js'
import {
  afterTheCall,
  askCode,
  calendars,
  consent,
  globalQuestion,
  humanByKey,
  knownAlready,
  messageBox,
  openingHours,
  readBack,
  slowService,
  twoCodes,
  twoLanguages,
  twoQuestions,
} from './driver/language-flows.js'
import { TestSystem } from './driver/system.js'

/** A service that the flows ask: what was asked, and answers that the test gives when it likes. */
class Service {
  readonly asked: string[] = []
  private readonly held = new Map<string, ServerResponse[]>()
  private readonly server = createServer((request, response) => {
    this.asked.push(`${request.method} ${request.url}`)
    const path = request.url ?? ''
    this.held.set(path, [...(this.held.get(path) ?? []), response])
  })

  async listens(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  isAsked(path: string): boolean {
    return (this.held.get(path) ?? []).length > 0
  }

  answers(path: string, body: object): void {
    const response = this.held.get(path)?.shift()
    if (response === undefined) throw new Error(`nobody asks for ${path}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

const service = new Service()
let there: TestSystem
beforeAll(async () => {
  const url = await service.listens()
  const flows = [twoQuestions, humanByKey, globalQuestion, afterTheCall(`${url}/over`), messageBox, consent, openingHours, askCode, twoCodes, slowService(`${url}/slow`, `${url}/later`), twoLanguages, readBack, knownAlready]
  there = new TestSystem(flows, calendars)
  await there.start({ allowedHosts: [new URL(url).host] })
})
afterAll(async () => {
  await there.close()
  service.close()
})

describe.concurrent('key intents', () => {
  it('repeat says again everything since the last answer, and go back asks the question before', async () => {
    const caller = await there.calls('two-questions')

    await caller.isAsked('first')
    await caller.says('say that again')
    await caller.isAsked('first')
    await caller.says('yes')
    await caller.isAsked('second')
    await caller.says('go back')
    const view = await caller.isAsked('first')

    expect(spokenBy('bot', view)).toEqual([
      'Your order has left the warehouse.',
      'Shall we bring it today?',
      'Your order has left the warehouse.',
      'Shall we bring it today?',
      'Do you want a text message?',
      'Is today fine after all?',
    ])
    caller.hangsUp()
  })

  it('a key means one during the prompt of a menu that does not take it, and the call shows that it was pressed', async () => {
    const caller = await there.calls('human-by-key')

    await caller.hearsFor(400)
    await caller.presses('0')
    const view = await caller.isIn('toHuman')

    expect(view.path).toEqual(['start', 'menu', 'toHuman'])
    expect(view.transcript).toContainEqual(expect.objectContaining({ who: 'caller', text: '0', intent: 'human', nodeId: 'menu' }))
    expect(view.cdr[0]?.intents).toEqual(['human'])
    caller.hangsUp()
  })

  it('a key means one at a question that is answered by voice, where other keys mean nothing', async () => {
    const caller = await there.calls('human-by-key')

    await caller.isAsked('menu')
    await caller.presses('1')
    await caller.isAsked('order')
    await caller.presses('70')
    const view = await caller.isIn('toHuman')

    expect(view.path).toEqual(['start', 'menu', 'order', 'toHuman'])
    expect(spokenBy('caller', view)).toEqual(['1', '0'])
    caller.hangsUp()
  })

  it('do-not-call puts the caller on the list, says no more than goodbye, and ends', async () => {
    const caller = await there.calls('two-questions', { request: { ani: '+15550123' } })

    await caller.isAsked('first')
    await caller.says('stop calling me')
    const view = await caller.isHungUpOn()

    expect(view.path).toEqual(['start', 'news', 'first', 'never'])
    expect(spokenBy('bot', view).at(-1)).toBe('We will not call you again.')
    expect(view.effects).toContainEqual(expect.objectContaining({ type: 'do-not-call.add', status: 'settled', outcome: 'added' }))
  })

  it('end and complaint have a way of their own', async () => {
    const [done, cross] = await Promise.all([there.calls('two-questions'), there.calls('two-questions')])

    await Promise.all([done.isAsked('first'), cross.isAsked('first')])
    await done.says('goodbye')
    await cross.says('i want to make a complaint')

    expect((await done.isHungUpOn()).path.at(-1)).toBe('thanks')
    expect((await cross.isHungUpOn()).path.at(-1)).toBe('complaint')
  })

  it('a global question is answered, and the caller is pulled back to where they were', async () => {
    const caller = await there.calls('global-question')

    await caller.isAsked('question')
    await caller.says('where can i park')
    await caller.isAsked('question')
    await caller.says('yes')
    const view = await caller.isHungUpOn()

    expect(spokenBy('bot', view)).toEqual([
      'Shall I book the table?',
      'You can park behind the house.',
      'Back to your table.',
      'Shall I book the table?',
      'Your table is booked.',
    ])
  })
})

describe.concurrent('what outlasts a question', () => {
  it('the branch after the call runs when the caller has gone, and the call ends after it', async () => {
    const caller = await there.calls('after-the-call')

    await caller.isAsked('question')
    caller.hangsUp()
    await there.until('a report', () => service.isAsked('/over'))
    expect((await caller.view()).status).not.toBe('ended')
    service.answers('/over', { note: 'kept' })
    const view = await there.ended(caller.callId)

    expect(view.path).toEqual(['start', 'question', 'report', 'mark', 'over'])
    expect(view.variables).toMatchObject({ answer: 'kept' })
    expect(view.tags).toEqual(['reported'])
    expect(service.asked.filter((line) => line === 'POST /over')).toHaveLength(1)
  })

  it('a slow request is covered by its filler, and a late answer is taken wherever the call is', async () => {
    const caller = await there.calls('slow-service')

    await caller.until('the filler', (view) => spokenBy('bot', view).includes('I am looking it up.'))
    service.answers('/slow', { note: 'a blue umbrella' })
    await caller.isAsked('tell')
    service.answers('/later', { note: 'handle with care' })
    await caller.until('the note', ({ variables }) => variables['note'] === 'handle with care')
    await caller.says('yes')
    const view = await caller.isHungUpOn()

    expect(view.path).toEqual(['start', 'later', 'slow', 'tell', 'note'])
    expect(spokenBy('bot', view)).toEqual(['I am looking it up.', 'I found a blue umbrella. Is that right?', 'And there is a note: handle with care.'])
  })
})

describe.concurrent('messages and recordings', () => {
  it('a message ends by silence and is kept for its mailbox', async () => {
    const caller = await there.calls('message-box')

    await caller.hearsFor(2_500)
    await caller.says('this is peter please call me back about my order')
    const view = await caller.isHungUpOn()

    expect(view.path).toEqual(['start', 'message', 'thanks'])
    expect(view.voicemails.map(({ mailbox }) => mailbox)).toEqual(['sales'])
    const spoken = (await there.speech('this is peter please call me back about my order')).length / 8
    expect(Math.abs((view.voicemails[0]?.durationMs ?? 0) - spoken)).toBeLessThan(1_500)
  })

  it('a message ends by its key, and none is kept where nothing was said', async () => {
    const [short, silent] = await Promise.all([there.calls('message-box'), there.calls('message-box')])

    await short.hearsFor(2_500)
    await short.says('call me back')
    await short.presses('#')
    const [kept, empty] = await Promise.all([short.isHungUpOn(), silent.isHungUpOn()])

    expect(kept.path).toEqual(['start', 'message', 'thanks'])
    expect(kept.voicemails).toHaveLength(1)
    expect(empty.path).toEqual(['start', 'message', 'nothing'])
    expect(empty.voicemails).toEqual([])
  })

  it('a recording starts with consent only, and pauses while a number is typed', async () => {
    const [yes, no] = await Promise.all([there.calls('consent'), there.calls('consent')])

    await Promise.all([yes.isAsked('agree'), no.isAsked('agree')])
    await Promise.all([yes.presses('1'), no.presses('2')])
    expect((await yes.isAsked('number')).recording).toBe('paused')
    expect((await no.isAsked('number')).recording).toBe('none')
    await Promise.all([yes.presses('42'), no.presses('42')])

    expect((await yes.isAsked('more')).recording).toBe('on')
    expect((await no.isAsked('more')).recording).toBe('none')
    yes.hangsUp()
    no.hangsUp()
  })
})

describe.concurrent('nodes that decide for the caller', () => {
  it('hours go by the calendar', async () => {
    const caller = await there.calls('opening-hours')
    const view = await caller.isHungUpOn()

    expect(view.path).toEqual(['start', 'dayShift', 'nightShift', 'tell'])
    expect(spokenBy('bot', view)).toEqual(['The night shift is here.'])
  })

  it('a sub-flow runs twice with variables of its own, and gives back what it found', async () => {
    const caller = await there.calls('two-codes')

    await caller.isAsked('branch.code')
    await caller.presses('12')
    await caller.isAsked('account.code')
    await caller.presses('34')
    const view = await caller.isHungUpOn()

    expect(spokenBy('bot', view).slice(0, 2)).toEqual(['Your branch code please.', 'Your account code please.'])
    expect(view.variables).toMatchObject({ branch: '12', account: '34' })
    expect(view.path).toContain('account.code')
  })

  it('a value that is known is not asked for', async () => {
    const [known, unknown] = await Promise.all([there.calls('known-already', { request: { variables: { party: 4 } } }), there.calls('known-already')])

    await unknown.isAsked('party')
    await unknown.presses('2')
    const views = await Promise.all([known.isHungUpOn(), unknown.isHungUpOn()])

    expect(views.map((view) => spokenBy('bot', view))).toEqual([['A table for 4.'], ['For how many?', 'A table for 2.']])
  })
})

describe.concurrent('words', () => {
  it('a question is asked again with the words of its attempt, and a value is corrected while it is confirmed', async () => {
    const caller = await there.calls('read-back')

    await caller.isAsked('code')
    await caller.presses('51')
    await caller.isAsked('code')
    await caller.presses('52')
    await caller.isAsked('code')
    await caller.presses('42')
    await caller.isAsked('code.confirming')
    await caller.presses('2')
    await caller.isAsked('code.asking')
    await caller.presses('43')
    await caller.isAsked('code.confirming')
    await caller.presses('1')
    const view = await caller.isHungUpOn()

    expect(spokenBy('bot', view)).toEqual([
      'Please enter two digits.',
      'It begins with four.',
      'It still begins with four.',
      'I have 4 2. Is that right?',
      'Then please enter it again.',
      'I have 4 3. Is that right?',
      'Thank you.',
    ])
    expect(view.variables).toMatchObject({ code: '43' })
  })

  it('a call goes on in the language that the caller chose', async () => {
    const [english, chinese] = await Promise.all([there.calls('two-languages'), there.calls('two-languages')])

    await Promise.all([english.isAsked('choose'), chinese.isAsked('choose')])
    await Promise.all([english.presses('1'), chinese.presses('2')])
    const [one, two] = await Promise.all([english.isHungUpOn(), chinese.isHungUpOn()])

    expect(spokenBy('bot', one).at(-1)).toMatch(/^Your balance is .*(1,250|one thousand two hundred).* yuan .* December/)
    expect(spokenBy('bot', two).at(-1)).toBe('您二零二六年十二月五日的余额是一千二百五十元四角。')
  })
})
