import { describe, expect, it } from 'vitest'
import { spokenBy } from './driver/caller.js'
import { cardServices, codeEntry, farewell, greeting, longNotice } from './driver/flows.js'
import { cough } from './driver/sound.js'
import { aSystemWith } from './driver/system.js'

const there = aSystemWith(cardServices('cards'), greeting('greeting'), codeEntry('code-entry'))

describe.concurrent('speech during a prompt', () => {
  it('takes a caller who asks for a human during the greeting to the queue', async () => {
    const seat = await there.seat('cards')
    const caller = await there.calls('cards')

    await caller.hearsFor(800)
    await caller.says('speak to an agent')
    const { callId } = await seat.next('offered')
    const view = await caller.view()

    expect(callId).toBe(caller.callId)
    expect(view.path).toEqual(['start', 'welcome', 'question', 'toHuman'])
    caller.hangsUp()
  })

  it('stops the prompt, and nothing of its rest is heard afterwards', async () => {
    const caller = await there.calls('greeting')

    await caller.hearsFor(800)
    await caller.says('speak to an agent')
    const view = await caller.isHungUpOn()

    expect(view.path).toEqual(['start', 'question', 'farewell'])
    expect(caller.cuts).toBe(1)
    const [heard, expected] = [caller.heardMsSinceCut(), await caller.lengthOf(farewell)]
    expect(heard).toBeGreaterThan(expected * 0.9)
    expect(heard).toBeLessThan(expected * 1.1)
  })

  it('goes on after a cough', async () => {
    const caller = await there.calls('greeting')

    await caller.hearsFor(1_500)
    await caller.sounds(cough())
    const view = await caller.isAsked('question')

    expect(view.path).toEqual(['start', 'question'])
    expect(spokenBy('caller', view)).toEqual([])
    expect(spokenBy('bot', view)).toHaveLength(1)
    expect(caller.heardMsSince(0)).toBeGreaterThan((await caller.lengthOf(spokenBy('bot', view)[0] ?? '')) * 0.95)
    await caller.says('speak to an agent')
    expect((await caller.isHungUpOn()).path.at(-1)).toBe('farewell')
  })

  it('is not the echo of the bot, and is heard through the echo', async () => {
    const caller = await there.calls('cards', { echo: { gainDb: -25, delayMs: 150 } })

    await caller.isAsked('question')
    expect(caller.cuts).toBe(0)
    await caller.says('when are you open')
    await caller.hearsFor(1_500)
    expect(caller.cuts).toBe(0)
    await caller.says('check my balance')
    const view = await caller.isAsked('balanceCard')

    expect(caller.cuts).toBe(1)
    expect(view.path).toEqual(['start', 'welcome', 'question', 'hours', 'question', 'setBalanceTopic', 'balanceCard'])
    caller.hangsUp()
  })
})

describe.concurrent('a prompt that is not interruptible', () => {
  it('is heard in full whatever the caller says or presses', async () => {
    const caller = await there.calls('code-entry')

    await caller.hearsFor(800)
    await caller.says('speak to an agent')
    await caller.presses('12')
    expect(caller.cuts).toBe(0)
    const view = await caller.until('an end of the notice', ({ transcript }) => transcript.some(({ text, endMs, startMs }) => text === longNotice && endMs > startMs))
    const [notice] = view.transcript

    expect(view.path).not.toContain('leaked')
    expect((notice?.endMs ?? 0) - (notice?.startMs ?? 0)).toBeGreaterThan((await caller.lengthOf(longNotice)) * 0.95)
    await caller.presses('34')
    expect((await caller.isAsked('codeTaken')).variables).toMatchObject({ code: '1234' })
    caller.hangsUp()
  })
})

describe.concurrent('keys pressed ahead', () => {
  it('are kept for the question that takes keys', async () => {
    const caller = await there.calls('cards')

    await caller.hearsFor(800)
    await caller.presses('4321#')
    await caller.isAsked('question')
    await caller.says('check my balance')
    const view = await caller.isAsked('question')

    expect(view.path).toEqual(['start', 'welcome', 'question', 'setBalanceTopic', 'balanceCard', 'fetchBalance', 'sayBalance', 'question'])
    expect(spokenBy('bot', view).join(' ')).toMatch(/1.?250.*40/)
    caller.hangsUp()
  })

  it('end with a terminator that the next node does not get', async () => {
    const caller = await there.calls('code-entry')

    await caller.isAsked('code')
    await caller.presses('4321#')
    const view = await caller.isAsked('codeTaken')

    expect(view.variables).toMatchObject({ code: '4321' })
    await caller.presses('1')
    expect((await caller.isHungUpOn()).path).toEqual(['start', 'notice', 'code', 'codeTaken', 'bye'])
  })
})
