import { beforeEach, describe, expect, test } from 'vitest'
import { aListen, aPrompt, aTurn, keysOf, TurnDriver } from './testing/turn-driver.js'

let call: TurnDriver
beforeEach(() => {
  call = new TurnDriver()
})

describe('a turn that only speaks', () => {
  test('plays its prompts one after the other and finishes', () => {
    call.start(aTurn('t1', { prompts: [aPrompt('a'), aPrompt('b', { interruptible: false })] }))
    call.playsThrough()
    call.playsThrough()

    expect(call.log).toEqual(['prompt.prepare', 'play a', 'prompt.started', 'prompt.finished', 'play b', 'prompt.started', 'prompt.finished', 'turn.finished'])
    expect(call.state.turn).toBeUndefined()
  })

  test('without prompts finishes at once', () => {
    call.start(aTurn('t1', { prompts: [] }))

    expect(call.log).toEqual(['turn.finished'])
  })

  test('goes on behind a prompt that failed', () => {
    call.start(aTurn('t1', { prompts: [aPrompt('a'), aPrompt('b')] }))
    call.input({ type: 'prompt.failed', cause: 'no engine' })
    call.playsThrough()

    expect(call.facts).toContainEqual({ type: 'prompt.failed', turnId: 't1', promptId: 'a', cause: 'no engine' })
    expect(call.outcomes()).toEqual([{ type: 'turn.finished', turnId: 't1' }])
  })

  test('whose question nobody could speak sounds a tone and listens; the tone ends with it', () => {
    call.start(aTurn('t1', { listen: aListen({ digits: keysOf({ minCount: 1, maxCount: 1 }) }) }))
    call.input({ type: 'prompt.failed', cause: 'no engine' })
    expect(call.log.slice(-2)).toEqual(['tone.play', 'listening.started'])

    call.presses('1')
    expect(call.log.slice(-2)).toEqual(['tone.stop', 'digits'])
  })

  test('whose tone was heard waits for the caller, and has none to stop', () => {
    call.start(aTurn('t1', { listen: aListen() }))
    call.input({ type: 'prompt.failed', cause: 'no engine' })
    call.soundsTone()
    call.passes(6_000)

    expect(call.log).not.toContain('tone.stop')
    expect(call.outcomes()).toEqual([{ type: 'no-input', turnId: 't1' }])
  })

  test('fails when nobody could speak any of its prompts', () => {
    call.start(aTurn('t1'))
    call.input({ type: 'prompt.failed', cause: 'no engine' })

    expect(call.outcomes()).toEqual([{ type: 'turn.failed', turnId: 't1', cause: 'no engine' }])
  })

  test('plays on when the caller speaks or presses keys, and keeps the keys', () => {
    call.start(aTurn('t1'))
    call.plays()
    call.speaks(1_000)
    call.presses('12')

    expect(call.log).toEqual(['prompt.prepare', 'play t1-p1', 'prompt.started', 'digit.pressed', 'digit.pressed'])
    expect(call.state.typeAhead).toBe('12')
  })
})

describe('a listening turn', () => {
  test('says when the last prompt is over and it waits for the caller', () => {
    call.start(aTurn('t1', { prompts: [aPrompt('a'), aPrompt('b')], listen: aListen() }))
    call.playsThrough()
    expect(call.log).not.toContain('listening.started')
    call.playsThrough()

    expect(call.log.filter((entry) => entry === 'listening.started')).toHaveLength(1)
  })

  test('listens though none of its prompts could be spoken', () => {
    call.start(aTurn('t1', { listen: aListen() }))
    call.input({ type: 'prompt.failed', cause: 'no engine' })

    expect(call.log.at(-1)).toBe('listening.started')
    expect(call.outcomes()).toEqual([])
  })

  test('is cancelled on request with one outcome and silence', () => {
    call.start(aTurn('t1', { listen: aListen() }))
    call.plays()
    call.input({ type: 'cancel', turnId: 't1' })
    call.input({ type: 'cancel', turnId: 't1' })
    call.playedOut()

    expect(call.log).toEqual(['prompt.prepare', 'play t1-p1', 'prompt.started', 'stop t1-p1 by cancel', 'turn.cancelled'])
  })

  test('ignores the cancelling of another turn', () => {
    call.start(aTurn('t1', { listen: aListen() }))
    call.input({ type: 'cancel', turnId: 't0' })

    expect(call.outcomes()).toEqual([])
  })

  test('is cancelled when the caller hangs up while speaking', () => {
    call.start(aTurn('t1', { prompts: [], listen: aListen() }))
    call.speaks(300)
    call.input({ type: 'hang-up' })

    expect(call.news.slice(-3)).toEqual(['recognition.cancel', 'speech.forget', 'turn.cancelled'])
    call.recognises('late answer')
    expect(call.news).toEqual([])
  })

  test('that is started after the caller has gone is cancelled unheard', () => {
    call.input({ type: 'hang-up' })
    call.start(aTurn('t1', { listen: aListen() }))

    expect(call.log).toEqual(['turn.cancelled'])
    expect(call.state.turn).toBeUndefined()
  })

  test('gives way to the next turn', () => {
    call.start(aTurn('t1', { listen: aListen() }))
    call.plays()
    call.start(aTurn('t2'))

    expect(call.outcomes('t1')).toEqual([{ type: 'turn.cancelled', turnId: 't1' }])
    expect(call.log.slice(-2)).toEqual(['prompt.prepare', 'play t2-p1'])
  })

  test('a known turn id replays nothing, while it runs and afterwards', () => {
    call.start(aTurn('t1'))
    call.start(aTurn('t1'))
    call.playsThrough()
    call.outputs = []
    call.start(aTurn('t1'))

    expect(call.log).toEqual([])
  })

  test('a prompt that reports twice counts once', () => {
    call.start(aTurn('t1', { listen: aListen() }))
    call.plays()
    call.plays()
    call.playedOut()
    call.playedOut()
    call.input({ type: 'prompt.failed', cause: 'late' })

    expect(call.log).toEqual(['prompt.prepare', 'play t1-p1', 'prompt.started', 'prompt.finished', 'listening.started'])
  })
})

describe('no-input', () => {
  test('is counted from the end of the prompt, not its start', () => {
    call.start(aTurn('t1', { listen: aListen({ noInputTimeoutMs: 5_000 }) }))
    call.plays()
    call.passes(8_000)
    call.playedOut()
    call.passes(4_980)
    expect(call.outcomes()).toEqual([])
    call.passes(20)

    expect(call.outcomes()).toEqual([{ type: 'no-input', turnId: 't1' }])
  })

  test('is counted from the end of the last of several prompts', () => {
    call.start(aTurn('t1', { prompts: [aPrompt('a'), aPrompt('b')], listen: aListen({ noInputTimeoutMs: 1_000 }) }))
    call.plays()
    call.playedOut()
    call.passes(3_000)
    call.plays()
    call.playedOut()
    call.passes(980)
    expect(call.outcomes()).toEqual([])
    call.passes(20)

    expect(call.outcomes()).toHaveLength(1)
  })

  test('waits while the caller speaks', () => {
    call.start(aTurn('t1', { prompts: [], listen: aListen({ noInputTimeoutMs: 1_000 }) }))
    call.passes(900)
    call.speaks(600)
    call.passes(700)
    call.passes(500)
    expect(call.outcomes()).toEqual([])
    call.recognises('check my balance')

    expect(call.outcomes()).toMatchObject([{ type: 'utterance' }])
  })

  test('a first digit has a timeout of its own', () => {
    const digits = { minCount: 1, maxCount: 4, firstDigitTimeoutMs: 7_000, interDigitTimeoutMs: 3_000, terminatorTimeoutMs: 1_000 }
    call.start(aTurn('t1', { prompts: [], listen: aListen({ speech: false, digits, noInputTimeoutMs: 5_000 }) }))
    call.passes(6_980)
    expect(call.outcomes()).toEqual([])
    call.passes(20)

    expect(call.outcomes()).toEqual([{ type: 'no-input', turnId: 't1' }])
  })

  test('where speech and keys are both answers the longer timeout holds', () => {
    const digits = { minCount: 1, maxCount: 4, firstDigitTimeoutMs: 2_000, interDigitTimeoutMs: 3_000, terminatorTimeoutMs: 1_000 }
    call.start(aTurn('t1', { prompts: [], listen: aListen({ digits, noInputTimeoutMs: 5_000 }) }))
    call.passes(4_980)
    expect(call.outcomes()).toEqual([])
    call.passes(20)

    expect(call.outcomes()).toHaveLength(1)
  })
})
