import { beforeEach, describe, expect, test } from 'vitest'
import { echoOf, inRow, mixed, silence, spoken } from '../listen/testing/audio.js'
import { alternativeOf, ScriptedCall } from './testing/scripted-parts.js'
import { aListen, aPrompt, aTurn, keysOf } from './testing/turn-driver.js'

let call: ScriptedCall
beforeEach(() => {
  call = new ScriptedCall()
})

const sentence = spoken('sentence')
const sentenceMs = Math.round(sentence.length / 8)

describe('a call', () => {
  test('is heard, endpointed and recognised', () => {
    call.turns.start(aTurn('t1', { prompts: [], listen: aListen() }))
    call.hears(inRow(silence(1_000), sentence, silence(500)))
    expect(call.recogniser.latest.state).toBe('open')
    call.hears(silence(300))
    expect(call.recogniser.latest.state).toBe('ended')
    call.recogniser.latest.listener.recognised([alternativeOf('check my balance')], 'scripted')

    expect(call.types).toEqual(['listening.started', 'speech.started', 'speech.ended', 'utterance'])
    expect(Math.abs((call.atMsOf('speech.ended') ?? 0) - (1_000 + sentenceMs + 700))).toBeLessThanOrEqual(40)
  })

  test('gives the recogniser the audio from 300 ms before the speech to the endpoint', () => {
    call.turns.start(aTurn('t1', { prompts: [], listen: aListen() }))
    call.hears(inRow(silence(1_000), sentence, silence(900)))

    const { request, samples } = call.recogniser.latest
    expect(request).toEqual({ language: 'en-US', phrases: aListen().phrases, spokenDigits: undefined, startMs: 700 })
    expect(Math.abs(samples / 8 - (300 + sentenceMs + 700))).toBeLessThanOrEqual(40)
  })

  test('gives the recogniser no silence that stands for late frames', () => {
    call.turns.start(aTurn('t1', { prompts: [], listen: aListen() }))
    const half = Math.floor(sentence.length / 320) * 160
    call.hears(inRow(silence(1_000), sentence.subarray(0, half)))
    const heard = call.recogniser.latest.samples
    call.misses(300)
    expect(call.recogniser.latest.samples).toBe(heard)
    call.hears(inRow(sentence.subarray(half), silence(900)))

    expect(call.recogniser.latest.state).toBe('ended')
    expect(Math.abs(call.recogniser.latest.samples / 8 - (300 + sentenceMs + 700))).toBeLessThanOrEqual(40)
    expect(Math.abs((call.atMsOf('speech.ended') ?? 0) - (1_000 + sentenceMs + 300 + 700))).toBeLessThanOrEqual(40)
  })

  test('a final that is there before the endpoint is void when the caller goes on', () => {
    call.turns.start(aTurn('t1', { prompts: [], listen: aListen() }))
    call.hears(inRow(silence(1_000), sentence, silence(620)))
    const { latest } = call.recogniser
    expect(latest.state).toBe('ended')
    latest.listener.recognised([alternativeOf('i would like to')], 'scripted')
    call.hears(inRow(sentence, silence(620)))
    expect(call.recogniser.latest).toBe(latest)
    latest.listener.recognised([alternativeOf('i would like to know something')], 'scripted')
    call.hears(silence(100))

    expect(call.types.filter((type) => type === 'utterance')).toHaveLength(1)
    expect(call.facts.at(-1)?.fact).toMatchObject({ alternatives: [{ text: 'i would like to know something' }] })
  })

  test('plays what is appended to an open turn, prepared as it comes', () => {
    call.turns.start(aTurn('t1', { prompts: [], open: true, listen: aListen() }))
    call.turns.append({ type: 'turn.append', turnId: 't1', prompts: [aPrompt('a'), aPrompt('b')] })
    call.player.listener?.started()
    call.player.listener?.finished()
    call.turns.append({ type: 'turn.append', turnId: 't1', prompts: [], then: 'finish' })
    call.player.listener?.started()
    call.player.listener?.finished()

    expect(call.player.told).toEqual(['prepare a b', 'play a', 'play b'])
    expect(call.types.at(-1)).toBe('turn.finished')
  })

  test('a short "no" right behind the prompt is not lost', () => {
    call.turns.start(aTurn('t1', { listen: aListen() }))
    call.player.listener?.started()
    call.hears(silence(1_000))
    call.player.listener?.finished()
    call.hears(inRow(spoken('no'), silence(800)))
    call.recogniser.latest.listener.recognised([alternativeOf('no')], 'scripted')

    expect(call.types.at(-1)).toBe('utterance')
    expect(call.recogniser.latest.request.startMs).toBe(700)
  })

  test('speech stops the prompt within the required length and one frame', () => {
    call.turns.start(aTurn('t1', { listen: aListen() }))
    call.player.listener?.started()
    call.player.playedMs = 1_480
    call.hears(inRow(silence(1_000), sentence))

    const cut = call.facts.find(({ fact }) => fact.type === 'prompt.interrupted')
    expect(cut?.fact).toEqual({ type: 'prompt.interrupted', turnId: 't1', promptId: 't1-p1', playedMs: 1_480, by: 'speech' })
    expect(Math.abs((cut?.atMs ?? 0) - 1_500)).toBeLessThanOrEqual(40)
    expect(call.player.told).toEqual(['prepare t1-p1', 'play t1-p1', 'pause'])
  })

  test('a false barge-in resumes where it stopped', () => {
    call.turns.start(aTurn('t1', { listen: aListen() }))
    call.player.listener?.started()
    call.player.playedMs = 700
    call.hears(inRow(silence(200), sentence.subarray(0, 4_800), silence(800)))
    call.recogniser.latest.listener.recognised([], 'scripted')

    expect(call.player.told.at(-1)).toBe('resume')
    expect(call.facts.at(-1)?.fact).toEqual({ type: 'prompt.resumed', turnId: 't1', promptId: 't1-p1', playedMs: 700 })
  })

  test('the echo of the prompt does not stop it, the caller does', () => {
    const farEnd = inRow(silence(200), spoken('prompt'), spoken('prompt'))
    call.turns.start(aTurn('t1', { listen: aListen() }))
    call.player.listener?.started()
    call.hears(echoOf(farEnd, -25, 150), farEnd)
    expect(call.types).toEqual(['prompt.started'])
    call.hears(mixed(echoOf(farEnd, -25, 150), inRow(silence(1_000), sentence)), farEnd)

    expect(call.types).toContain('prompt.interrupted')
  })

  test('an answer begun while a speaking turn plays is heard by the next turn from its beginning', () => {
    call.turns.start(aTurn('t1'))
    call.player.listener?.started()
    call.hears(inRow(silence(1_000), spoken('no')))
    call.player.listener?.finished()
    call.turns.start(aTurn('t2', { listen: aListen() }))
    call.hears(silence(20))

    expect(call.recogniser.latest.request.startMs).toBe(700)
    call.recogniser.latest.listener.hypothesis('no', 0.9)
    expect(call.player.told.at(-1)).toBe('pause')
  })

  test('nothing is recognised without a listening turn', () => {
    call.hears(sentence)
    call.turns.start(aTurn('t1'))
    call.player.listener?.started()
    call.hears(sentence)

    expect(call.recogniser.opened).toEqual([])
  })

  test('what was said before legs were joined is not heard afterwards', () => {
    call.turns.start(aTurn('t1', { prompts: [], listen: aListen() }))
    call.hears(inRow(silence(500), sentence.subarray(0, 8_000)))
    call.turns.forget()
    expect(call.recogniser.latest.state).toBe('cancelled')
    call.hears(silence(400))

    expect(call.recogniser.opened).toHaveLength(1)
  })

  test('a long call does not lose its no-input timer', () => {
    call.turns.start(aTurn('t1', { prompts: [], listen: aListen() }))
    call.hears(silence(4_980))
    expect(call.types).toEqual(['listening.started'])
    call.hears(silence(20))

    expect(call.types.at(-1)).toBe('no-input')
  })

  test('keys are pressed through', () => {
    call.turns.start(aTurn('t1', { listen: aListen({ digits: keysOf() }) }))
    call.player.listener?.started()
    for (const digit of '4321') call.turns.pressDigit(digit)

    expect(call.facts.at(-1)?.fact).toEqual({ type: 'digits', turnId: 't1', digits: '4321', endedBy: 'max-count' })
    expect(call.facts).toContainEqual({ atMs: 0, fact: { type: 'prompt.interrupted', turnId: 't1', promptId: 't1-p1', playedMs: 0, by: 'digit' } })
  })

  test('what a stopped prompt still says is dropped', () => {
    call.turns.start(aTurn('t1', { prompts: [aPrompt('a')], listen: aListen() }))
    const late = call.player.listener
    late?.started()
    call.turns.cancel('t1')
    call.turns.start(aTurn('t2', { prompts: [aPrompt('b')] }))
    late?.finished()
    late?.failed('late')

    expect(call.types).toEqual(['prompt.started', 'prompt.interrupted', 'turn.cancelled'])
    call.player.listener?.failed('nobody speaks')
    expect(call.types.slice(-2)).toEqual(['prompt.failed', 'turn.failed'])
  })

  test('a fault known beforehand is reported at the start', () => {
    call.recogniser.knownFault = 'No engine is configured for the language "xx".'
    call.turns.start(aTurn('t1', { listen: aListen() }))
    call.turns.start(aTurn('t2', { listen: aListen({ speech: false }) }))

    expect(call.types).toEqual(['recogniser.unavailable', 'turn.cancelled'])
  })

  test('a recogniser that fails leaves the turn to the keys', () => {
    call.turns.start(aTurn('t1', { prompts: [], listen: aListen({ digits: keysOf() }) }))
    call.hears(inRow(silence(200), sentence.subarray(0, 4_800)))
    call.recogniser.latest.listener.failed('all engines refused')
    call.hears(sentence)

    expect(call.recogniser.opened).toHaveLength(1)
    expect(call.types).toContain('recogniser.unavailable')
  })

  test('hanging up ends the turn, and a turn started while a fact is reported waits its turn', () => {
    const restarting = new ScriptedCall()
    restarting.turns.start(aTurn('t1', { listen: aListen() }))
    restarting.player.listener?.started()
    restarting.turns.hangUp()

    expect(restarting.types).toEqual(['prompt.started', 'prompt.interrupted', 'turn.cancelled'])
    expect(restarting.player.told.at(-1)).toBe('stop')
  })
})

describe('a message', () => {
  const record = { maxMs: 60_000, endSilenceMs: 2_000, endKey: '#', beep: true }

  test('is measured from the tone to the last voice in it, and recognised by nobody', () => {
    call.turns.start(aTurn('t1', { prompts: [], record }))
    expect(call.player.told).toEqual(['play tone'])
    call.hears(silence(320))
    call.player.listener?.finished()
    call.hears(inRow(silence(500), sentence, silence(2_200)))

    expect(call.types).toEqual(['listening.started', 'turn.recorded'])
    const { fact } = call.facts[1] ?? {}
    expect(fact).toMatchObject({ endedBy: 'silence' })
    expect(Math.abs((fact?.type === 'turn.recorded' ? fact.durationMs : 0) - (500 + sentenceMs))).toBeLessThanOrEqual(60)
    expect(call.recogniser.opened).toEqual([])
  })

  test('is over before the hang-up of its caller, and its tone is stopped with the turn', () => {
    call.turns.start(aTurn('t1', { prompts: [], record }))
    const tone = call.player.listener
    call.turns.start(aTurn('t2', { prompts: [], record }))
    expect(call.player.told).toEqual(['play tone', 'stop', 'play tone'])
    tone?.finished()
    expect(call.types).toEqual(['turn.cancelled'])

    call.player.listener?.failed('no audio')
    call.hears(inRow(sentence, silence(500)))
    call.turns.callerLeaves()
    call.turns.hangUp()

    expect(call.types.slice(1)).toEqual(['listening.started', 'turn.recorded'])
    expect(call.facts.at(-1)?.fact).toMatchObject({ turnId: 't2', endedBy: 'hang-up' })
  })
})
