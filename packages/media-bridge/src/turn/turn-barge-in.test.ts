import { beforeEach, describe, expect, test } from 'vitest'
import { aListen, aPrompt, aTurn, keysOf, TurnDriver } from './testing/turn-driver.js'

let call: TurnDriver
beforeEach(() => {
  call = new TurnDriver()
})

const playing = (over: Parameters<typeof aListen>[0] = {}, prompt: Parameters<typeof aPrompt>[1] = {}): void => {
  call.start(aTurn('t1', { prompts: [aPrompt('p', prompt)], listen: aListen(over) }))
  call.plays()
  call.passes(800)
  call.outputs = []
}

describe('barge-in', () => {
  test('takes the required length of speech', () => {
    playing()
    call.speaks(480)
    expect(call.log).not.toContain('pause p by speech')
    call.speaks(20)
    expect(call.log).toContain('pause p by speech')
    call.passes(700)
    call.recognises('i lost my wallet')

    expect(call.log.slice(-2)).toEqual(['stop p', 'utterance'])
  })

  test('by a recognised enabled phrase is at once, however short', () => {
    playing()
    call.speaks(200)
    call.guesses('please speak to an agent')

    expect(call.log.at(-1)).toBe('pause p by phrase')
  })

  test('a phrase that only the final holds barges in too', () => {
    playing()
    call.speaks(300)
    call.passes(700)
    call.recognises('yes')

    expect(call.log.slice(-2)).toEqual(['stop p by phrase', 'utterance'])
  })

  test('leaves nothing queued playing', () => {
    call.start(aTurn('t1', { prompts: [aPrompt('a'), aPrompt('b'), aPrompt('c')], listen: aListen() }))
    call.plays()
    call.speaks(600)
    call.passes(700)
    call.recognises('check my balance')
    call.playedOut()

    expect(call.log.filter((entry) => entry.startsWith('play '))).toEqual(['play a'])
    expect(call.outcomes()).toHaveLength(1)
  })

  test('short speech that is no enabled phrase does not stop the prompt', () => {
    playing()
    call.speaks(300)
    call.passes(700)
    call.recognises('hello')

    expect(call.log).not.toContain('utterance')
    expect(call.log.filter((entry) => entry.startsWith('pause') || entry.startsWith('stop'))).toEqual([])
  })

  test('a not interruptible prompt is never interrupted by speech', () => {
    playing({}, { interruptible: false })
    call.speaks(3_000)

    expect(call.log).toEqual([])
  })

  test('an interruptible prompt before one that must be heard is not cut by speech', () => {
    call.start(aTurn('t1', { prompts: [aPrompt('a'), aPrompt('law', { interruptible: false })], listen: aListen() }))
    call.plays()
    call.speaks(2_000)

    expect(call.log).not.toContain('recognition.open')
  })

  test('is not allowed before the delay; speech that goes on counts from then', () => {
    call.start(aTurn('t1', { prompts: [aPrompt('p')], listen: aListen({ bargeIn: { speechMs: 500, delayMs: 2_000, fillers: [] } }) }))
    call.plays()
    call.passes(1_500)
    call.speaks(980)
    expect(call.log).not.toContain('pause p by speech')
    call.speaks(40)

    expect(call.log).toContain('pause p by speech')
  })

  test('a phrase spoken wholly within the delay does not barge in', () => {
    call.start(aTurn('t1', { prompts: [aPrompt('p')], listen: aListen({ bargeIn: { speechMs: 500, delayMs: 3_000, fillers: [] } }) }))
    call.speaks(200)
    call.plays()
    call.speaks(400)
    call.passes(600)

    expect(call.log).not.toContain('recognition.open')
  })

  test('filler words do not barge in', () => {
    playing()
    call.speaks(400)
    call.guesses('um')
    call.speaks(200)
    call.guesses('um uh-huh')
    call.speaks(400)
    call.passes(700)
    call.recognises('um uh huh')

    expect(call.log.filter((entry) => entry.startsWith('pause') || entry.startsWith('stop'))).toEqual([])
    expect(call.outcomes()).toEqual([])
  })

  test('speech behind a filler does', () => {
    playing()
    call.speaks(600)
    call.guesses('um')
    expect(call.log).toContain('pause p by speech')
    call.outputs = []
    call.passes(700)
    call.recognises('um where is my card')

    expect(call.outcomes()).toHaveLength(1)
  })

  test('speech before the first sample of the prompt needs no pause report but stops it', () => {
    call.start(aTurn('t1', { prompts: [aPrompt('p')], listen: aListen() }))
    call.speaks(520)

    expect(call.outputs).toContainEqual({ type: 'prompt.pause', turnId: 't1', promptId: 'p', by: 'speech', started: false })
  })
})

describe('a false barge-in', () => {
  test('of a cough: the prompt resumes where it stopped, and the turn goes on', () => {
    playing()
    call.speaks(560)
    expect(call.log).toContain('pause p by speech')
    call.passes(700)
    call.recognises()

    expect(call.log.at(-1)).toBe('resume p')
    call.playedOut()
    call.passes(5_000)
    expect(call.outcomes()).toEqual([{ type: 'no-input', turnId: 't1' }])
  })

  test('of a cough that the recogniser takes for a word: neither stops the prompt nor answers it', () => {
    playing()
    call.isSure = false
    call.speaks(400)
    call.guesses('no')
    call.passes(700)
    call.recognises('no')

    expect(call.log.filter((entry) => /^(pause|stop)/.test(entry))).toEqual([])
    call.playedOut()
    call.speaks(400)
    call.passes(700)
    call.recognises('对')
    expect(call.outcomes()).toEqual([])
    call.passes(5_000)
    expect(call.outcomes()).toEqual([{ type: 'no-input', turnId: 't1' }])
  })

  test('is none where a doubtful voice says more than a word, or a sure one no more than that', () => {
    playing()
    call.isSure = false
    call.speaks(400)
    call.guesses('check my balance')
    expect(call.log.at(-1)).toBe('pause p by phrase')

    call = new TurnDriver()
    playing()
    call.speaks(200)
    call.guesses('no')
    expect(call.log.at(-1)).toBe('pause p by phrase')
  })

  test('of a filler that was long: resumes', () => {
    playing()
    call.speaks(560)
    call.passes(700)
    call.recognises('um')

    expect(call.log.at(-1)).toBe('resume p')
  })

  test('of a guess that the final takes back: resumes', () => {
    playing()
    call.speaks(200)
    call.guesses('no')
    call.passes(700)
    call.recognises('')

    expect(call.log.at(-1)).toBe('resume p')
  })

  test('nothing stays muted: the next speech barges in again', () => {
    playing()
    call.speaks(560)
    call.passes(700)
    call.recognises()
    call.outputs = []
    call.speaks(560)
    call.passes(700)
    call.recognises('speak to an agent')

    expect(call.log).toContain('pause p by speech')
    expect(call.outcomes()).toHaveLength(1)
  })

  test('plays the prompts behind it too', () => {
    call.start(aTurn('t1', { prompts: [aPrompt('a'), aPrompt('b')], listen: aListen() }))
    call.plays()
    call.speaks(560)
    call.passes(700)
    call.recognises()
    call.playedOut()

    expect(call.log.at(-1)).toBe('play b')
  })

  test('a key while the prompt is paused ends it for good', () => {
    playing({ digits: keysOf() })
    call.speaks(560)
    call.presses('4')

    expect(call.log.slice(-5)).toEqual(['digit.pressed', 'recognition.cancel', 'speech.forget', 'stop p', 'listening.started'])
  })

  test('cancelled while paused: stopped without a second report', () => {
    playing()
    call.speaks(560)
    call.input({ type: 'cancel', turnId: 't1' })

    expect(call.log.slice(-4)).toEqual(['stop p', 'recognition.cancel', 'speech.forget', 'turn.cancelled'])
  })
})
