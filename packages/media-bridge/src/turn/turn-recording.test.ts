import { beforeEach, describe, expect, test } from 'vitest'
import type { VoiceRecording } from '@callchart/protocol'
import { aListen, aPrompt, aTurn, keysOf, TurnDriver } from './testing/turn-driver.js'

let call: TurnDriver
beforeEach(() => {
  call = new TurnDriver()
})

const recordingOf = (over: Partial<VoiceRecording> = {}): VoiceRecording => ({ maxMs: 60_000, endSilenceMs: 3_000, endKey: '#', beep: true, ...over })
const message = (durationMs: number, endedBy: string) => [{ type: 'turn.recorded', turnId: 't1', durationMs, endedBy }]
const starts = (over: Partial<VoiceRecording> = {}, prompts = [aPrompt('please')]) => call.start(aTurn('t1', { prompts, record: recordingOf(over) }))
/** The tone was heard: the message may begin. */
const records = (over: Partial<VoiceRecording> = {}) => {
  starts(over, [])
  if (over.beep !== false) call.soundsTone()
}

describe('before the message', () => {
  test('prompts are heard, then the tone, then the caller is waited for', () => {
    starts()
    call.playsThrough()
    expect(call.news.slice(-2)).toEqual(['prompt.finished', 'tone.play'])

    call.soundsTone()

    expect(call.news).toEqual(['listening.started'])
  })

  test('a tone is left out where none is wanted', () => {
    records({ beep: false })

    expect(call.news).toEqual(['listening.started'])
  })

  test('prompts that nobody could speak do not keep the caller from it', () => {
    starts()
    call.input({ type: 'prompt.failed', cause: 'no engine' })

    expect(call.news.slice(-1)).toEqual(['tone.play'])
    expect(call.outcomes()).toEqual([])
  })

  test('the end key skips what may be skipped, and is no part of anything', () => {
    starts({}, [aPrompt('a'), aPrompt('b'), aPrompt('law', { interruptible: false }), aPrompt('c')])
    call.plays()
    call.presses('#')
    expect(call.log.slice(-2)).toEqual(['stop a by digit', 'play law'])
    call.plays()
    call.presses('#')
    expect(call.log.at(-1)).toBe('digit.pressed')
    call.playedOut()
    call.plays()
    call.presses('5#')

    expect(call.log.slice(-2)).toEqual(['stop c by digit', 'tone.play'])
    call.soundsTone()
    expect(call.outcomes()).toEqual([])
    expect(call.state.typeAhead).toBe('')
  })

  test('keys typed earlier do not answer what comes after the message', () => {
    call.presses('12#')
    records()
    expect(call.outcomes()).toEqual([])
    call.presses('#')

    call.start(aTurn('t2', { prompts: [], listen: aListen({ digits: keysOf({ minCount: 1, maxCount: 2 }) }) }))
    expect(call.outcomes('t2')).toEqual([])
  })

  test('the tone stops when the turn is cancelled, and is no message', () => {
    starts({}, [])
    call.input({ type: 'cancel', turnId: 't1' })

    expect(call.news).toEqual(['tone.play', 'tone.stop', 'turn.cancelled'])
    call.input({ type: 'tone.over' })
    expect(call.news).toEqual([])
  })
})

describe('a message', () => {
  test('ends after the silence behind it, which is no part of it', () => {
    records()
    call.passes(1_000)
    call.speaks(4_000)
    call.passes(2_960)
    expect(call.outcomes()).toEqual([])
    call.passes(40)

    expect(call.outcomes()).toEqual(message(5_000, 'silence'))
  })

  test('goes on over a pause that is shorter, and over a short word behind it', () => {
    records()
    call.speaks(2_000)
    call.passes(2_500)
    call.speaks(100)
    call.passes(2_500)
    expect(call.outcomes()).toEqual([])
    call.passes(500)

    expect(call.outcomes()).toEqual(message(4_600, 'silence'))
  })

  test('ends by the key, which is swallowed', () => {
    records()
    call.speaks(2_000)
    call.presses('7#')

    expect(call.outcomes()).toEqual(message(2_000, 'key'))
    expect(call.state.typeAhead).toBe('')
  })

  test('ends when it is full, and the key that comes a little late is swallowed', () => {
    records({ maxMs: 3_000 })
    call.speaks(2_980)
    expect(call.outcomes()).toEqual([])
    call.speaks(20)
    expect(call.outcomes()).toEqual(message(3_000, 'max-length'))

    call.passes(1_000)
    call.presses('#')
    expect(call.state.typeAhead).toBe('')
    call.presses('#')
    expect(call.state.typeAhead).toBe('#')
  })

  test('ends when the caller leaves, before the hang-up', () => {
    records()
    call.speaks(2_000)
    call.input({ type: 'caller.leaves' })

    expect(call.outcomes()).toEqual(message(2_000, 'hang-up'))
    call.input({ type: 'hang-up' })
    expect(call.outcomes()).toHaveLength(1)
  })

  test('a caller who leaves during the prompts leaves none', () => {
    starts()
    call.plays()
    call.input({ type: 'caller.leaves' })
    expect(call.outcomes()).toEqual([])
    call.input({ type: 'hang-up' })

    expect(call.outcomes()).toEqual([{ type: 'turn.cancelled', turnId: 't1' }])
  })

  test('a listening turn knows no leaving', () => {
    call.start(aTurn('t1', { prompts: [], listen: aListen() }))
    call.input({ type: 'caller.leaves' })

    expect(call.outcomes()).toEqual([])
  })

  test('never begins where nothing is said for twice the silence', () => {
    records()
    call.passes(5_980)
    expect(call.outcomes()).toEqual([])
    call.passes(20)

    expect(call.outcomes()).toEqual(message(0, 'silence'))
  })

  test('is waited for at least five seconds', () => {
    records({ endSilenceMs: 1_000 })
    call.passes(4_980)
    expect(call.outcomes()).toEqual([])
    call.passes(20)

    expect(call.outcomes()).toEqual(message(0, 'silence'))
  })

  test('is none where there was only a noise', () => {
    records()
    call.passes(1_000)
    call.speaks(160)
    call.passes(6_000)

    expect(call.outcomes()).toEqual(message(0, 'silence'))
  })

  test('counts from the tone, whenever the voice began', () => {
    starts({}, [])
    call.speaks(600)
    call.input({ type: 'tone.over' })
    call.speaks(1_000)
    call.presses('#')

    expect(call.outcomes()).toEqual(message(1_000, 'key'))
  })

  test('a voice that ended with the tone is none', () => {
    starts({}, [])
    call.speaks(600)
    call.input({ type: 'tone.over' })
    call.speaks(100)
    call.presses('#')

    expect(call.outcomes()).toEqual(message(0, 'key'))
  })

  test('leaves the voice that goes on behind it to nobody', () => {
    records({ maxMs: 3_000 })
    call.speaks(3_000)
    expect(call.log.slice(-2)).toEqual(['speech.forget', 'turn.recorded'])

    call.start(aTurn('t2', { prompts: [], listen: aListen() }))
    expect(call.log).not.toContain('recognition.open')
  })

  test('begins once, whatever the tone does', () => {
    records()
    call.speaks(1_000)
    call.input({ type: 'tone.over' })
    call.presses('#')

    expect(call.outcomes()).toEqual(message(1_000, 'key'))
    expect(call.log.filter((entry) => entry === 'listening.started')).toHaveLength(1)
  })

  test('is not recognised', () => {
    records()
    call.speaks(2_000)
    call.passes(3_000)

    expect(call.log).not.toContain('recognition.open')
  })
})
