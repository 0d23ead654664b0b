import { join } from 'node:path'
import { correlation, placeCall, prepareSteps, readWav, type Step } from '@callchart/cli'
import { msToSamples } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { spokenBy } from './driver/caller.js'
import { cardServices, desk } from './driver/flows.js'
import { aSystemWith } from './driver/system.js'

const there = aSystemWith(cardServices('cards'), cardServices('complaints', { toHuman: { queue: 'complaints' } }), desk('nobody'), desk('declining'), desk('silent'), desk('leaving'))

const agentWords = 'hello this is anna how can i help you today'
const callerWords = 'yes i can hear you very well thank you for taking my call'
const goodbye = 'Thank you for calling card services. Goodbye.'

describe.concurrent('a caller of card services', () => {
  it('blocks a lost card after a confirmation by voice', async () => {
    const caller = await there.calls('cards')

    await caller.isAsked('question')
    await caller.says('i lost my card')
    await caller.isAsked('lostCardDigits')
    await caller.presses('1234#')
    await caller.isAsked('confirmBlock')
    await caller.says('yes')
    const view = await caller.isAsked('question')

    expect(view.path).toEqual(['start', 'welcome', 'question', 'setLostTopic', 'lostCardDigits', 'replacementFee', 'confirmBlock', 'blockCard', 'blocked', 'question'])
    expect(spokenBy('bot', view).join(' ')).toContain('Your card is blocked. Your reference is')
    caller.hangsUp()
    expect(await caller.isHungUpOn()).toMatchObject({ cdr: [{ hungUpBy: 'caller', tags: ['lost card'] }] })
  })

  it('asks for the opening hours, says goodbye, and hears the goodbye in full', async () => {
    const caller = await there.calls('cards')

    await caller.isAsked('question')
    await caller.says('what are your opening hours')
    await caller.isAsked('question')
    await caller.says('no')
    const view = await caller.isHungUpOn()

    expect(view.path).toEqual(['start', 'welcome', 'question', 'hours', 'question', 'goodbye'])
    expect(spokenBy('bot', view).at(-1)).toBe(goodbye)
    expect(caller.heardMsSinceDeed()).toBeGreaterThan((await caller.lengthOf(goodbye)) * 0.95)
  })

  it('complains, and comes to the queue marked as a complaint', async () => {
    const seat = await there.seat('complaints')
    const caller = await there.calls('complaints')

    await caller.isAsked('question')
    await caller.says('i want to make a complaint')
    const offer = await seat.next('offered')
    const view = await caller.view()

    expect(offer.summary).toContain('a complaint')
    expect(view.tags).toContain('complaint')
    expect(view.path.slice(-4)).toEqual(['complaint', 'complaintTopic', 'complaintRegret', 'toHuman'])
    caller.hangsUp()
    expect(await seat.next('withdrawn')).toMatchObject({ offerId: offer.offerId, cause: 'caller-gone' })
    await caller.isHungUpOn()
  })
})

describe.concurrent('a caller for whom no human comes', () => {
  it('is back at the question when nobody is in the queue', async () => {
    const caller = await there.calls('nobody')

    await caller.isAsked('question')
    await caller.says('speak to an agent')
    const view = await caller.isAsked('question')

    expect(view.path).toEqual(['start', 'question', 'toHuman', 'nobody', 'question'])
    expect(view.transfer?.outcome).toBe('no-answer')
    caller.hangsUp()
  })

  it('is back at the question when the human declines', async () => {
    const seat = await there.seat('declining')
    const caller = await there.calls('declining')

    await caller.isAsked('question')
    await caller.says('speak to an agent')
    const { offerId } = await seat.next('offered')
    seat.send({ type: 'decline', offerId, cause: 'declined' })
    const view = await caller.isAsked('question')

    expect(view.path).toEqual(['start', 'question', 'toHuman', 'nobody', 'question'])
    expect(view.transfer?.outcome).not.toBe('connected')
    caller.hangsUp()
  })

  it('is back at the question when the human does not answer', async () => {
    const seat = await there.seat('silent')
    const caller = await there.calls('silent')

    await caller.isAsked('question')
    await caller.says('speak to an agent')
    const { offerId } = await seat.next('offered')
    const withdrawn = await seat.next('withdrawn')
    const view = await caller.isAsked('question')

    expect(withdrawn).toMatchObject({ offerId, cause: 'timeout' })
    expect(view.path).toEqual(['start', 'question', 'toHuman', 'nobody', 'question'])
    caller.hangsUp()
  })

  it('hangs up in the queue: the offer is taken back and the seat is free for the next', async () => {
    const seat = await there.seat('leaving')
    const caller = await there.calls('leaving')

    await caller.isAsked('question')
    await caller.says('speak to an agent')
    const { offerId } = await seat.next('offered')
    caller.hangsUp()
    expect(await seat.next('withdrawn')).toMatchObject({ offerId, cause: 'caller-gone' })
    expect(await caller.isHungUpOn()).toMatchObject({ transfer: { outcome: 'caller-gone' }, cdr: [{ hungUpBy: 'caller' }] })

    const next = await there.calls('leaving')
    await next.isAsked('question')
    await next.says('speak to an agent')
    expect((await seat.next('offered')).callId).toBe(next.callId)
    next.hangsUp()
  })
})

describe('the main call', () => {
  it('goes from a question by voice, over keys, to a human; both hear each other', async () => {
    const recordFile = join(there.folder, 'main-call.wav')
    const steps: Step[] = [{ type: 'say', text: 'check my balance' }, { type: 'press', digits: '4321#' }, { type: 'say', text: 'speak to an agent' }]
    const voice = { speak: (text: string, voiceName: string) => there.speech(text, voiceName) }

    const report = await placeCall({
      url: there.system.url,
      request: { flow: 'cards' },
      steps: await prepareSteps(steps, voice, 'en-us'),
      agent: { queues: ['cards'], agentWords: await there.speech(agentWords, 'en-gb'), callerWords: await there.speech(callerWords) },
      recordFile,
      patienceMs: 60_000,
    })

    expect(report.problems).toEqual([])
    expect(report.path).toEqual(['start', 'welcome', 'question', 'setBalanceTopic', 'balanceCard', 'fetchBalance', 'sayBalance', 'question', 'toHuman', 'goodbye'])
    expect(report.transcript.map(({ text }) => text).join(' ')).toMatch(/The balance of your card ending in .* is .*1.?250.*40/)
    expect(report.transfer?.outcome).toBe('connected')
    expect(report.transfer?.agentHeard).toBeGreaterThanOrEqual(0.95)
    expect(report.transfer?.callerHeard).toBeGreaterThanOrEqual(0.95)
    const lastHeard = (await readWav(recordFile)).slice(-msToSamples(6_000))
    expect(await correlation(await there.speech('the quick brown fox jumps over the lazy dog', 'en-gb'), lastHeard)).toBeLessThan(0.3)
  })
})
