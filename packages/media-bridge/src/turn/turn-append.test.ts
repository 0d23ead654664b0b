import { beforeEach, describe, expect, test } from 'vitest'
import { aListen, aPrompt, aTurn, keysOf, TurnDriver } from './testing/turn-driver.js'

let call: TurnDriver
beforeEach(() => {
  call = new TurnDriver()
  call.start(aTurn('t1', { prompts: [], open: true, listen: aListen() }))
})

type Then = 'listen' | 'finish'
const appends = (ids: readonly string[], then?: Then, turnId = 't1'): void =>
  call.input({ type: 'append', turnId, prompts: ids.map((id) => aPrompt(id)), then })

describe('an open turn', () => {
  test('waits for its prompts, however long, and counts no silence', () => {
    call.passes(60_000)

    expect(call.outcomes()).toEqual([])
    expect(call.log).toEqual([])
  })

  test('speaks the first prompt while the next is still to come', () => {
    appends(['a'])
    expect(call.log).toEqual(['prompt.prepare', 'play a'])
    call.playsThrough()
    expect(call.log).not.toContain('listening.started')

    call.passes(3_000)
    appends(['b', 'c'])
    expect(call.log.at(-1)).toBe('play b')
  })

  test('plays what comes during a prompt behind it', () => {
    appends(['a'])
    call.plays()
    appends(['b'])
    expect(call.log).not.toContain('play b')
    call.playedOut()

    expect(call.log.at(-1)).toBe('play b')
  })

  test('listens on once its last prompt is over, and silence counts from there', () => {
    appends(['a'], 'listen')
    call.playsThrough()
    expect(call.log.at(-1)).toBe('listening.started')
    call.passes(4_980)
    expect(call.outcomes()).toEqual([])
    call.passes(40)

    expect(call.outcomes()).toEqual([{ type: 'no-input', turnId: 't1' }])
  })

  test('is closed behind prompts that are over already', () => {
    appends(['a'])
    call.playsThrough()
    appends([], 'listen')

    expect(call.log.at(-1)).toBe('listening.started')
  })

  test('ends where it is to finish: at once, or when its prompts are over', () => {
    appends(['a'])
    call.plays()
    appends([], 'finish')
    expect(call.outcomes()).toEqual([])
    call.playedOut()
    expect(call.outcomes()).toEqual([{ type: 'turn.finished', turnId: 't1' }])

    call.start(aTurn('t2', { prompts: [], open: true, listen: aListen() }))
    appends([], 'finish', 't2')
    expect(call.outcomes('t2')).toEqual([{ type: 'turn.finished', turnId: 't2' }])
  })

  test('fails where it is to finish and nobody could speak any of it', () => {
    appends(['a'], 'finish')
    call.input({ type: 'prompt.failed', cause: 'no engine' })

    expect(call.outcomes()).toEqual([{ type: 'turn.failed', turnId: 't1', cause: 'no engine' }])
  })

  test('plays a prompt that comes twice once, and nothing that comes behind the last', () => {
    appends(['a'])
    appends(['a', 'b'], 'listen')
    appends(['c'])
    call.playsThrough()
    call.playsThrough()

    expect(call.log.filter((entry) => entry.startsWith('play '))).toEqual(['play a', 'play b'])
    expect(call.log.at(-1)).toBe('listening.started')
  })

  test('takes nothing for another turn, nor for one that is over', () => {
    appends(['x'], undefined, 't0')
    call.input({ type: 'cancel', turnId: 't1' })
    appends(['a'], 'listen')

    expect(call.log).toEqual(['turn.cancelled'])
  })
})

describe('a caller who speaks in an open turn', () => {
  test('cuts the sentence, and what comes behind it is not spoken', () => {
    appends(['a', 'b'])
    call.plays()
    call.speaks(600)
    expect(call.log).toContain('pause a by speech')
    appends(['c'])
    call.passes(700)
    call.recognises('how much is it')
    appends(['d'], 'listen')

    expect(call.outcomes()).toHaveLength(1)
    expect(call.log.filter((entry) => entry.startsWith('play '))).toEqual(['play a'])
  })

  test('is heard between two sentences, and is not spoken to meanwhile', () => {
    appends(['a'])
    call.playsThrough()
    call.speaks(800)
    appends(['b'])
    expect(call.log).not.toContain('play b')
    call.passes(700)
    call.recognises('and how long does it take')

    expect(call.outcomes()).toMatchObject([{ type: 'utterance' }])
  })

  test('is answered on when it was a noise or a filler', () => {
    appends(['a'])
    call.playsThrough()
    call.speaks(300)
    appends(['b'])
    call.passes(700)
    call.recognises('uh-huh')
    expect(call.log.at(-1)).toBe('play b')

    call.playsThrough()
    call.speaks(240)
    appends(['c'], 'listen')
    call.passes(700)
    call.recognises()
    expect(call.log.at(-1)).toBe('play c')
    expect(call.outcomes()).toEqual([])
  })

  test('is answered on when the recogniser fails', () => {
    call.speaks(300)
    appends(['a'])
    call.recogniserFails()

    expect(call.log.at(-1)).toBe('play a')
  })
})

test('a key of an entry that the end of an open turn cuts short waits for the next turn', () => {
  call.start(aTurn('t2', { prompts: [], open: true, listen: aListen({ digits: keysOf() }) }))
  call.presses('1')
  call.input({ type: 'append', turnId: 't2', prompts: [], then: 'finish' })

  expect(call.outcomes('t2')).toEqual([{ type: 'turn.finished', turnId: 't2' }])
  expect(call.state.typeAhead).toBe('1')
})
