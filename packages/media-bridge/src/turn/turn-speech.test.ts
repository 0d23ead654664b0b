import { beforeEach, describe, expect, test } from 'vitest'
import { aListen, aPrompt, aTurn, keysOf, TurnDriver } from './testing/turn-driver.js'

let call: TurnDriver
beforeEach(() => {
  call = new TurnDriver()
})

const listening = (over: Parameters<typeof aListen>[0] = {}): void => {
  call.start(aTurn('t1', { prompts: [], listen: aListen(over) }))
  call.passes(500)
  call.outputs = []
}

const playing = (over: Parameters<typeof aListen>[0] = {}, prompt: Parameters<typeof aPrompt>[1] = {}): void => {
  call.start(aTurn('t1', { prompts: [aPrompt('p', prompt)], listen: aListen(over) }))
  call.plays()
  call.passes(800)
  call.outputs = []
}

describe('an utterance', () => {
  test('ends after the end-of-speech silence and carries what was recognised', () => {
    listening()
    call.speaks(1_000)
    call.guesses('how is the weather')
    call.passes(680)
    expect(call.log).not.toContain('speech.ended')
    call.passes(20)
    call.recognises('how is the weather', 'who is the weather')

    expect(call.log).toEqual(['speech.started', 'recognition.open', 'hypothesis', 'recognition.end', 'speech.ended', 'speech.forget', 'utterance'])
    expect(call.outcomes()).toMatchObject([
      { type: 'utterance', alternatives: [{ text: 'how is the weather' }, { text: 'who is the weather' }], startMs: 500, endMs: 1_500, endpointSilenceMs: 700, engine: 'scripted' },
    ])
  })

  test('carries every alternative, and ends by the guess whatever the others are', () => {
    listening()
    call.speaks(800)
    call.guesses('check my balance')
    call.passes(350)
    call.recognises('check my balance', 'check my ballots', 'czech my balance', 'check by balance', 'check my valance')

    expect(call.outcomes()).toMatchObject([{ type: 'utterance', endpointSilenceMs: 350 }])
    expect(call.outcomes()[0]).toHaveProperty('alternatives.length', 5)
  })

  test('ends after the shorter silence when an enabled phrase is complete', () => {
    listening()
    call.speaks(800)
    call.guesses('Check my balance.')
    call.passes(320)
    expect(call.log).not.toContain('speech.ended')
    call.passes(20)
    call.recognises('check my balance')

    expect(call.outcomes()).toMatchObject([{ type: 'utterance', endpointSilenceMs: 350 }])
  })

  test('ends at once when the phrase becomes complete within a longer silence', () => {
    listening()
    call.speaks(800)
    call.passes(500)
    call.guesses('check my balance')
    call.recognises('check my balance')

    expect(call.outcomes()).toMatchObject([{ endpointSilenceMs: 510 }])
  })

  test('has its final ready at the endpoint: the recogniser is asked a little ahead', () => {
    listening()
    call.speaks(800)
    call.guesses('check my balance')
    call.passes(220)
    expect(call.log.at(-1)).toBe('recognition.end')
    call.recognises('check my balance')
    expect(call.outcomes()).toEqual([])
    call.passes(120)

    expect(call.log.slice(-3)).toEqual(['speech.ended', 'speech.forget', 'utterance'])
  })

  test('is recognised anew when the caller goes on behind that', () => {
    listening()
    call.speaks(800)
    call.guesses('check my balance')
    call.passes(240)
    call.recognises('check my balance')
    call.speaks(300)
    expect(call.log.at(-1)).toBe('recognition.go-on')
    call.guesses('check my balance of last month')
    call.passes(700)
    call.recognises('check my balance of last month')

    expect(call.log.filter((entry) => entry === 'recognition.end')).toHaveLength(2)
    expect(call.outcomes()).toMatchObject([{ alternatives: [{ text: 'check my balance of last month' }], endpointSilenceMs: 700 }])
  })

  test('whose final is a complete phrase ends at once, and tells the silence that it took', () => {
    listening()
    call.speaks(800)
    call.passes(580)
    call.recognises('yes')

    expect(call.outcomes()).toMatchObject([{ alternatives: [{ text: 'yes' }], endpointSilenceMs: 590 }])
  })

  test('goes on over pauses shorter than the silence', () => {
    listening()
    call.speaks(400)
    call.passes(600)
    call.speaks(400)
    expect(call.log).not.toContain('speech.ended')
    call.passes(700)

    expect(call.log.filter((entry) => entry === 'recognition.open')).toHaveLength(1)
    expect(call.log).toContain('speech.ended')
  })

  test('ends at the maximum length', () => {
    listening({ maxUtteranceMs: 2_000 })
    call.speaks(1_980)
    expect(call.log).not.toContain('speech.ended')
    call.speaks(40)

    expect(call.log).toContain('recognition.end')
  })

  test('the recogniser is given the audio from before the start', () => {
    call.start(aTurn('t1', { prompts: [], listen: aListen() }))
    call.passes(1_000)
    call.speaks(100)

    expect(call.outputs.find(({ type }) => type === 'recognition.open')).toMatchObject({ fromMs: 700 })
  })

  test('a short "no" with a text counts however short it was', () => {
    listening()
    call.speaks(120)
    call.passes(700)
    call.recognises('no')

    expect(call.outcomes()).toMatchObject([{ type: 'utterance', alternatives: [{ text: 'no' }] }])
  })

  test('a long one with nothing recognised is an utterance without alternatives', () => {
    listening()
    call.speaks(900)
    call.passes(700)
    call.recognises()

    expect(call.outcomes()).toMatchObject([{ type: 'utterance', alternatives: [] }])
  })

  test('a short noise with nothing recognised is none: the turn goes on listening', () => {
    listening()
    call.speaks(160)
    call.passes(700)
    call.recognises('')
    expect(call.outcomes()).toEqual([])
    call.speaks(500)
    call.passes(700)
    call.recognises('yes')

    expect(call.outcomes()).toMatchObject([{ alternatives: [{ text: 'yes' }] }])
  })

  test('a filler after the prompt is an answer', () => {
    listening()
    call.speaks(300)
    call.passes(700)
    call.recognises('uh-huh')

    expect(call.outcomes()).toMatchObject([{ alternatives: [{ text: 'uh-huh' }] }])
  })

  test('an engine that ends it by itself is taken at its word', () => {
    listening()
    call.speaks(600)
    call.passes(100)
    call.recognises('check my balance')

    expect(call.outcomes()).toMatchObject([{ type: 'utterance', endpointSilenceMs: 100 }])
  })

  test('the best hypothesis stands in for a final that never comes', () => {
    listening()
    call.speaks(600)
    call.guesses('check my balance', 0.7)
    call.passes(400)
    call.passes(6_000)

    expect(call.outcomes()).toMatchObject([{ type: 'utterance', alternatives: [{ text: 'check my balance', confidence: 0.7 }], engine: 'unknown' }])
  })

  test('stale answers of an earlier recognition change nothing', () => {
    listening()
    call.speaks(160)
    call.passes(700)
    call.recognises()
    call.speaks(300)
    const present = call.recognition
    call.recognition = present - 1
    call.guesses('stale')
    call.recognises('stale')
    call.recogniserFails()

    expect(call.outcomes()).toEqual([])
    expect(call.log).not.toContain('hypothesis')
    expect(call.log).not.toContain('recogniser.unavailable')
  })

  test('the same hypothesis is reported once', () => {
    listening()
    call.speaks(300)
    call.guesses('check')
    call.guesses('check')

    expect(call.log.filter((entry) => entry === 'hypothesis')).toHaveLength(1)
  })
})

describe('an early answer', () => {
  test('begun in the last words of the prompt and recognised after it is not lost', () => {
    playing()
    call.speaks(200)
    call.playedOut()
    call.passes(360)
    call.guesses('maybe')
    call.passes(700)
    call.recognises('maybe')

    expect(call.outcomes()).toMatchObject([{ type: 'utterance', alternatives: [{ text: 'maybe' }] }])
  })

  test('noise that ended with the prompt is no no-match', () => {
    playing()
    call.speaks(300)
    call.playedOut()
    call.passes(700)
    call.recognises()

    expect(call.outcomes()).toEqual([])
    call.passes(5_000)
    expect(call.outcomes()).toMatchObject([{ type: 'no-input' }])
  })

  test('while a speaking turn plays is heard by the next listening turn', () => {
    call.start(aTurn('t0', { prompts: [aPrompt('welcome')] }))
    call.plays()
    call.passes(2_000)
    call.speaks(400)
    call.playedOut()
    call.start(aTurn('t1', { listen: aListen() }))
    call.passes(20)

    expect(call.outputs.find(({ type }) => type === 'recognition.open')).toMatchObject({ fromMs: 1_700 })
    call.guesses('speak to an agent')
    expect(call.outputs).toContainEqual({ type: 'prompt.pause', turnId: 't1', promptId: 't1-p1', by: 'phrase', started: false })
  })

  test('spoken into the end of a not interruptible prompt is heard after it', () => {
    playing({}, { interruptible: false })
    call.speaks(300)
    call.playedOut()
    call.passes(40)

    expect(call.log).toContain('recognition.open')
  })

  test('speech long before the end of a not interruptible prompt is no answer', () => {
    playing({}, { interruptible: false })
    call.speaks(300)
    call.passes(900)
    call.playedOut()
    call.passes(40)

    expect(call.log).not.toContain('recognition.open')
  })
})

describe('without a recogniser', () => {
  test('known beforehand: reported, and the turn goes on with keys', () => {
    call.start(aTurn('t1', { listen: aListen({ digits: keysOf() }) }), 'No engine is configured.')
    expect(call.facts[0]).toEqual({ type: 'recogniser.unavailable', turnId: 't1', cause: 'No engine is configured.' })
    call.plays()
    call.speaks(2_000)
    expect(call.log).not.toContain('pause t1-p1 by speech')
    call.presses('4321')

    expect(call.outcomes()).toMatchObject([{ type: 'digits', digits: '4321' }])
  })

  test('found out while speaking: the prompt resumes and keys count', () => {
    playing({ digits: keysOf() })
    call.speaks(560)
    call.recogniserFails('all engines refused')

    expect(call.log.slice(-4)).toEqual(['recogniser.unavailable', 'recognition.cancel', 'speech.forget', 'resume p'])
    call.playedOut()
    call.presses('4321')
    expect(call.outcomes()).toMatchObject([{ type: 'digits' }])
  })

  test('lost after the endpoint: the best hypothesis is the utterance', () => {
    listening()
    call.speaks(600)
    call.guesses('check my balance')
    call.passes(400)
    call.recogniserFails()

    expect(call.outcomes()).toMatchObject([{ type: 'utterance', alternatives: [{ text: 'check my balance' }] }])
  })

  test.each(['while the caller speaks', 'while the final is awaited'])('lost %s: who has spoken is answered at the end of it, as one whose words were not understood', (when) => {
    listening()
    call.speaks(600)
    if (when === 'while the final is awaited') call.passes(720)
    call.recogniserFails()
    call.speaks(when === 'while the caller speaks' ? 400 : 0)
    call.passes(720)

    expect(call.log).toContain('recogniser.unavailable')
    expect(call.outcomes()).toMatchObject([{ type: 'utterance', alternatives: [] }])
  })

  test('lost between the end that was presumed and more words: nobody is asked for them again', () => {
    listening()
    call.speaks(600)
    call.passes(600)
    call.recogniserFails()
    call.speaks(300)
    expect(call.outcomes()).toEqual([])
    call.passes(720)

    expect(call.outcomes()).toMatchObject([{ type: 'utterance', alternatives: [] }])
  })

  test('lost, and what was heard was no more than a noise: the turn goes on with keys, and ends with no-input', () => {
    listening()
    call.isSure = false
    call.speaks(100)
    call.recogniserFails()
    call.passes(7_000)

    expect(call.outcomes()).toEqual([{ type: 'no-input', turnId: 't1' }])
  })
})

describe('whoever waits for what comes of their words', () => {
  const isAwaited = (): boolean => call.state.turn?.speech?.isAwaited === true

  test('hears after a second that somebody is there, until it is known', () => {
    listening()
    call.speaks(600)
    call.passes(1_680)
    expect(isAwaited()).toBe(false)
    call.passes(20)
    expect(isAwaited()).toBe(true)
    call.recognises('check my balance')

    expect(isAwaited()).toBe(false)
  })

  test('hears nothing while they speak on', () => {
    listening()
    call.speaks(600)
    call.passes(600)
    call.speaks(2_000)

    expect(isAwaited()).toBe(false)
  })
})

describe('forgetting', () => {
  test('drops speech under way after legs were joined', () => {
    listening()
    call.speaks(300)
    call.input({ type: 'forget' })

    expect(call.log.slice(-3)).toEqual(['recognition.cancel', 'speech.forget', 'speech.forget'])
    expect(call.outcomes()).toEqual([])
  })
})
