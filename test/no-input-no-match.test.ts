import { describe, expect, it } from 'vitest'
import { spokenBy } from './driver/caller.js'
import { cardServices } from './driver/flows.js'
import { aSystemWith } from './driver/system.js'

const noInputTimeoutMs = 2_000
const quick = { noInputTimeoutMs, interDigitTimeoutMs: 1_000 }
const there = aSystemWith(cardServices('cards', {}, quick), cardServices('once', { toHuman: { queue: 'once' }, balanceCard: { noMatch: { attempts: 1, to: 'notUnderstood', prompts: { 'en-US': ['Sorry, I need four digits.'] } } } }, quick))

describe.concurrent('a silent caller', () => {
  it('is asked again in other words, then bid goodbye', async () => {
    const caller = await there.calls('cards')

    const view = await caller.isHungUpOn()

    expect(view.path).toEqual(['start', 'welcome', 'question', 'silentGoodbye'])
    expect(spokenBy('caller', view)).toEqual([])
    expect(spokenBy('bot', view).slice(2)).toEqual([
      'I did not hear anything. How can I help?',
      'You can say balance, lost card, or opening hours. Or say agent to speak to someone.',
      'I cannot hear you, so I will end the call. Please call again. Goodbye.',
    ])
    expect(view.cdr[0]).toMatchObject({ hungUpBy: 'bot', hangUpCause: 'no-input' })
  })

  it('has the whole time from the end of a prompt, not from its start', async () => {
    const caller = await there.calls('cards')

    const { transcript } = await caller.isHungUpOn()

    const [, question, again, last] = transcript
    for (const [prompt, next] of [[question, again], [again, last]]) expect((next?.startMs ?? 0) - (prompt?.endMs ?? 0)).toBeGreaterThanOrEqual(noInputTimeoutMs)
  })
})

describe.concurrent('a caller who is not understood', () => {
  it('hears how to say it, then comes to a human', async () => {
    const caller = await there.calls('cards')

    await caller.isAsked('question')
    await caller.says('the weather is lovely in the mountains this morning')
    await caller.isAsked('question')
    await caller.says('my grandmother plays the violin every sunday')
    await caller.isAsked('question')
    await caller.says('a yellow bicycle stood in front of the house')
    const view = await caller.isIn('toHuman')

    expect(view.path).toEqual(['start', 'welcome', 'question', 'notUnderstood', 'setHelpless', 'toHuman'])
    expect(spokenBy('bot', view).slice(2, 4)).toEqual([
      'Sorry, I did not understand. You can say balance, lost card, or opening hours.',
      'Please say balance, lost card, opening hours, or agent.',
    ])
    expect(view.cdr[0]?.intents).toEqual([])
    caller.hangsUp()
  })

  it('is asked again for too few digits, then comes to a human', async () => {
    const caller = await there.calls('once')

    await caller.isAsked('question')
    await caller.says('check my balance')
    await caller.isAsked('balanceCard')
    await caller.presses('12#')
    const again = await caller.isAsked('balanceCard')
    await caller.presses('123#')
    const view = await caller.isIn('toHuman')

    expect(spokenBy('bot', again).at(-1)).toBe('Sorry, I need four digits.')
    expect(view.path.slice(-4)).toEqual(['balanceCard', 'notUnderstood', 'setHelpless', 'toHuman'])
    caller.hangsUp()
  })

  it('is told of a card that does not exist, and asked again what to do', async () => {
    const caller = await there.calls('cards')

    await caller.isAsked('question')
    await caller.says('check my balance')
    await caller.isAsked('balanceCard')
    await caller.presses('0000#')
    const view = await caller.isAsked('question')

    expect(view.path.slice(-5)).toEqual(['balanceCard', 'fetchBalance', 'balanceFailed', 'cardUnknown', 'question'])
    expect(spokenBy('bot', view).join(' ')).toContain('I could not find a card')
    caller.hangsUp()
  })
})
