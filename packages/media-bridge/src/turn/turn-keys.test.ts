import { beforeEach, describe, expect, test } from 'vitest'
import { aListen, aPrompt, aTurn, keysOf, TurnDriver } from './testing/turn-driver.js'

let call: TurnDriver
beforeEach(() => {
  call = new TurnDriver()
})

const digitsOf = (digits: string, endedBy: string, turnId = 't1') => ({ type: 'digits', turnId, digits, endedBy })

describe('an entry of keys', () => {
  beforeEach(() => call.start(aTurn('t1', { prompts: [], listen: aListen({ digits: keysOf({ minCount: 2 }) }) })))

  test('ends with the last digit', () => {
    call.presses('4321')

    expect(call.outcomes()).toEqual([digitsOf('4321', 'max-count')])
    expect(call.facts.filter(({ type }) => type === 'digit.pressed')).toHaveLength(4)
  })

  test('ends with the terminator, which is no part of it', () => {
    call.presses('43#')

    expect(call.outcomes()).toEqual([digitsOf('43', 'terminator')])
    expect(call.state.typeAhead).toBe('')
  })

  test('the terminator alone ends an empty entry', () => {
    call.presses('#')

    expect(call.outcomes()).toEqual([digitsOf('', 'terminator')])
  })

  test('ends after the inter-digit timeout, the digits so far kept', () => {
    call.presses('43')
    call.passes(2_980)
    call.presses('2')
    call.passes(2_980)
    expect(call.outcomes()).toEqual([])
    call.passes(20)

    expect(call.outcomes()).toEqual([digitsOf('432', 'timeout')])
  })

  test('the inter-digit timeout is not the first-digit timeout', () => {
    call.passes(4_000)
    expect(call.outcomes()).toEqual([])
    call.presses('4')
    call.passes(3_000)

    expect(call.outcomes()).toEqual([digitsOf('4', 'timeout')])
  })

  test('makes the turn deaf to speech', () => {
    call.speaks(200)
    call.presses('4')
    expect(call.log).toContain('recognition.cancel')
    call.speaks(2_000)
    call.presses('321')

    expect(call.log.filter((entry) => entry === 'recognition.open')).toHaveLength(1)
    expect(call.outcomes()).toEqual([digitsOf('4321', 'max-count')])
  })
})

describe('the terminator', () => {
  const next = () => aTurn('t2', { prompts: [], listen: aListen({ digits: keysOf({ minCount: 1, maxCount: 1, terminator: undefined }) }) })
  beforeEach(() => {
    call.start(aTurn('t1', { prompts: [], listen: aListen({ digits: keysOf() }) }))
    call.presses('4321')
  })

  test('is swallowed behind a full entry within its timeout, never left for the next node', () => {
    call.start(next())
    call.passes(1_500)
    call.presses('#')

    expect(call.outcomes('t2')).toEqual([])
    expect(call.state.typeAhead).toBe('')
  })

  test('is swallowed though the next turn did not start yet', () => {
    call.presses('#')
    call.start(next())

    expect(call.outcomes('t2')).toEqual([])
  })

  test('is a key of the next node after its timeout', () => {
    call.start(next())
    call.passes(2_020)
    call.presses('#')

    expect(call.outcomes('t2')).toEqual([digitsOf('#', 'max-count', 't2')])
  })

  test('is not awaited once another key came', () => {
    call.start(next())
    call.presses('7')
    expect(call.outcomes('t2')).toEqual([digitsOf('7', 'max-count', 't2')])
    call.presses('#')

    expect(call.state.typeAhead).toBe('#')
  })

  test('is swallowed once only', () => {
    call.presses('##')

    expect(call.state.typeAhead).toBe('#')
  })

  test('is taken out of the type-ahead with the entry', () => {
    call = new TurnDriver()
    call.presses('4321#7')
    call.start(aTurn('t1', { prompts: [], listen: aListen({ digits: keysOf() }) }))
    call.start(next())

    expect(call.outcomes('t1')).toEqual([digitsOf('4321', 'max-count')])
    expect(call.outcomes('t2')).toEqual([digitsOf('7', 'max-count', 't2')])
  })
})

describe('keys and prompts', () => {
  test('a key barges in at once on an interruptible prompt of a turn that takes keys', () => {
    call.start(aTurn('t1', { prompts: [aPrompt('a'), aPrompt('b')], listen: aListen({ digits: keysOf() }) }))
    call.plays()
    call.passes(800)
    call.presses('4')

    expect(call.news.slice(3)).toEqual(['digit.pressed', 'stop a by digit', 'listening.started'])
    call.presses('321')
    expect(call.outcomes()).toEqual([digitsOf('4321', 'max-count')])
  })

  test('a key before the prompt began skips it without a word', () => {
    call.start(aTurn('t1', { listen: aListen({ digits: keysOf() }) }))
    call.presses('4')

    expect(call.log).toEqual(['prompt.prepare', 'play t1-p1', 'digit.pressed', 'stop t1-p1', 'listening.started'])
  })

  test('a key is kept where the turn takes none, and the prompt goes on', () => {
    call.start(aTurn('t1', { listen: aListen() }))
    call.plays()
    call.presses('9')

    expect(call.log.at(-1)).toBe('digit.pressed')
    expect(call.state.typeAhead).toBe('9')
  })

  test('a prompt that is not interruptible is not interrupted by keys, which count afterwards', () => {
    call.start(aTurn('t1', { prompts: [aPrompt('a', { interruptible: false })], listen: aListen({ digits: keysOf() }) }))
    call.plays()
    call.presses('4321#')
    call.passes(2_000)
    expect(call.outcomes()).toEqual([])
    call.playedOut()

    expect(call.log).not.toContain('stop a by digit')
    expect(call.outcomes()).toEqual([digitsOf('4321', 'max-count')])
    expect(call.state.typeAhead).toBe('')
  })

  test('keys during it are forgotten where the turn drops them', () => {
    const prompts = [aPrompt('a', { interruptible: false }), aPrompt('b')]
    call.start(aTurn('t1', { prompts, dropDigits: true, listen: aListen({ digits: keysOf() }) }))
    call.plays()
    call.presses('99')
    call.playedOut()
    call.plays()
    call.presses('4321')

    expect(call.outcomes()).toEqual([digitsOf('4321', 'max-count')])
  })

  test('a key skips to the prompt that must be heard, and is kept', () => {
    const prompts = [aPrompt('a'), aPrompt('b'), aPrompt('law', { interruptible: false }), aPrompt('c')]
    call.start(aTurn('t1', { prompts, listen: aListen({ digits: keysOf({ minCount: 1, maxCount: 1 }) }) }))
    call.plays()
    call.presses('1')
    expect(call.log.slice(-2)).toEqual(['stop a by digit', 'play law'])
    call.playsThrough()

    expect(call.log).not.toContain('play c')
    expect(call.outcomes()).toEqual([digitsOf('1', 'max-count')])
  })
})

describe('type-ahead', () => {
  test('answers the turn at its start: interruptible prompts are skipped', () => {
    call.presses('4321')
    call.start(aTurn('t1', { listen: aListen({ digits: keysOf() }) }))

    expect(call.log).not.toContain('play t1-p1')
    expect(call.outcomes()).toEqual([digitsOf('4321', 'max-count')])
  })

  test('begins an entry that the caller goes on with', () => {
    call.presses('43')
    call.start(aTurn('t1', { listen: aListen({ digits: keysOf() }) }))
    call.passes(1_000)
    call.presses('21')

    expect(call.outcomes()).toEqual([digitsOf('4321', 'max-count')])
  })

  test('does not skip a prompt that must be heard', () => {
    call.presses('4321')
    call.start(aTurn('t1', { prompts: [aPrompt('law', { interruptible: false })], listen: aListen({ digits: keysOf() }) }))
    expect(call.log).toContain('play law')
    expect(call.outcomes()).toEqual([])
    call.playsThrough()

    expect(call.outcomes()).toEqual([digitsOf('4321', 'max-count')])
  })

  test('is cleared where the turn says so: after a no-match and for a confirmation', () => {
    call.presses('4321')
    call.start(aTurn('t1', { clearTypeAhead: true, listen: aListen({ digits: keysOf() }) }))

    expect(call.log.at(-1)).toBe('play t1-p1')
    expect(call.state.typeAhead).toBe('')
  })

  test('passes a speaking turn by', () => {
    call.presses('4321')
    call.start(aTurn('t1'))
    call.playsThrough()
    call.start(aTurn('t2', { listen: aListen({ digits: keysOf() }) }))

    expect(call.outcomes('t2')).toEqual([digitsOf('4321', 'max-count', 't2')])
  })

  test('is bounded, and forgotten after legs were joined', () => {
    call.presses('1'.repeat(500))
    expect(call.state.typeAhead).toHaveLength(64)
    call.input({ type: 'forget' })

    expect(call.state.typeAhead).toBe('')
  })
})

describe('a key that stands alone', () => {
  const onlyZero = (over: Parameters<typeof aTurn>[1] = {}) => aTurn('t1', { listen: aListen({ keys: '0' }), ...over })

  test('cuts the prompt of a question that takes no other key, and ends its turn at once', () => {
    call.start(onlyZero())
    call.plays()
    call.passes(800)
    call.presses('0')

    expect(call.log.slice(-3)).toEqual(['stop t1-p1 by digit', 'listening.started', 'digits'])
    expect(call.outcomes()).toEqual([digitsOf('0', 'max-count')])
  })

  test('leaves every other key for a later turn, and the prompt goes on', () => {
    call.start(onlyZero())
    call.plays()
    call.presses('12')
    expect(call.log).not.toContain('stop t1-p1 by digit')
    call.playedOut()
    call.presses('3')
    expect(call.outcomes()).toEqual([])
    call.presses('0')

    expect(call.outcomes()).toEqual([digitsOf('0', 'max-count')])
    expect(call.state.typeAhead).toBe('123')
  })

  test('does not make the question deaf to speech, and drops what was being said', () => {
    call.start(onlyZero({ prompts: [] }))
    call.speaks(200)
    call.presses('5')
    expect(call.log).not.toContain('recognition.cancel')
    call.presses('0')

    expect(call.log).toContain('recognition.cancel')
    expect(call.outcomes()).toEqual([digitsOf('0', 'max-count')])
  })

  test('answers the turn at its start where it was typed ahead, and not out of the middle of a number', () => {
    call.presses('0')
    call.start(onlyZero())
    expect(call.log).not.toContain('play t1-p1')
    expect(call.outcomes()).toEqual([digitsOf('0', 'max-count')])

    call = new TurnDriver()
    call.presses('1034')
    call.start(onlyZero())
    expect(call.log).toContain('play t1-p1')
    call.playsThrough()
    expect(call.outcomes()).toEqual([])
    expect(call.state.typeAhead).toBe('1034')
  })

  test('waits for the end of a prompt that is not interruptible, or is forgotten there', () => {
    call.start(onlyZero({ prompts: [aPrompt('law', { interruptible: false })] }))
    call.plays()
    call.presses('0')
    expect(call.outcomes()).toEqual([])
    call.playedOut()
    expect(call.outcomes()).toEqual([digitsOf('0', 'max-count')])

    call = new TurnDriver()
    call.start(onlyZero({ dropDigits: true, prompts: [aPrompt('law', { interruptible: false })] }))
    call.plays()
    call.presses('0')
    call.playedOut()
    expect(call.outcomes()).toEqual([])
  })

  test('beside an entry ends the turn without waiting, whatever was typed before it', () => {
    const star = () => aTurn('t1', { prompts: [], listen: aListen({ digits: keysOf(), keys: '*' }) })
    call.start(star())
    call.presses('43*')
    expect(call.outcomes()).toEqual([digitsOf('*', 'max-count')])

    call = new TurnDriver()
    call.start(star())
    call.presses('4321')
    expect(call.outcomes()).toEqual([digitsOf('4321', 'max-count')])
  })

  test('ends a turn to which more may be said', () => {
    call.start(onlyZero({ prompts: [], open: true }))
    call.presses('7')
    expect(call.outcomes()).toEqual([])
    call.presses('0')
    expect(call.outcomes()).toEqual([digitsOf('0', 'max-count')])

    call = new TurnDriver()
    call.presses('0')
    call.start(onlyZero({ prompts: [], open: true }))
    expect(call.outcomes()).toEqual([digitsOf('0', 'max-count')])
  })
})
