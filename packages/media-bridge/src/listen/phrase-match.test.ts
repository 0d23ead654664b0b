import { describe, expect, test } from 'vitest'
import { aListen } from '../turn/testing/turn-driver.js'
import { endpointSilenceMs } from './endpoint.js'
import { containsPhrase, isCompletePhrase, isFillerOnly, normaliseText } from './phrase-match.js'
import { PreRoll } from './pre-roll.js'

describe('comparing what was heard with what is enabled', () => {
  test('goes by letters and digits, not by case, marks or blanks', () => {
    expect(normaliseText("  I'd like —  the Balance, ＯＫ? ")).toBe('id like the balance ok')
  })

  test('a phrase counts anywhere in the text, at word boundaries', () => {
    expect(containsPhrase('i want an agent please', ['an agent'])).toBe(true)
    expect(containsPhrase('i know', ['no'])).toBe(false)
    expect(containsPhrase('', ['', 'no'])).toBe(false)
  })

  test('Chinese needs no blanks', () => {
    expect(containsPhrase('我要转人工服务', ['转人工'])).toBe(true)
    expect(isFillerOnly('嗯，嗯', ['嗯', '啊'])).toBe(true)
    expect(isFillerOnly('嗯对', ['嗯', '啊'])).toBe(false)
  })

  test('a complete phrase is the whole text', () => {
    expect(isCompletePhrase('Yes!', ['yes'])).toBe(true)
    expect(isCompletePhrase('yes please', ['yes'])).toBe(false)
    expect(isCompletePhrase('', [''])).toBe(false)
  })

  test('fillers alone are no answer to a playing prompt; silence is no filler', () => {
    expect(isFillerOnly('um, uh-huh um', ['um', 'uh-huh'])).toBe(true)
    expect(isFillerOnly('um no', ['um', 'uh-huh'])).toBe(false)
    expect(isFillerOnly('umbrella', ['um'])).toBe(false)
    expect(isFillerOnly('', ['um'])).toBe(false)
  })
})

describe('the silence that ends an utterance', () => {
  const listen = aListen({ spokenDigits: { minCount: 1, maxCount: 4 } })

  test('is shorter behind a complete phrase and a full string of digits', () => {
    expect(endpointSilenceMs(listen, 'check my balance')).toBe(350)
    expect(endpointSilenceMs(listen, 'four three two one')).toBe(350)
    expect(endpointSilenceMs(listen, '43 21')).toBe(350)
  })

  test('is the whole one behind anything else', () => {
    expect(endpointSilenceMs(listen, 'check my')).toBe(700)
    expect(endpointSilenceMs(listen, 'four three two')).toBe(700)
    expect(endpointSilenceMs(aListen(), 'four three two one')).toBe(700)
    expect(endpointSilenceMs(listen, '')).toBe(700)
  })

  test('is never longer because a phrase is complete', () => {
    expect(endpointSilenceMs(aListen({ endSilenceMs: 300 }), 'yes')).toBe(300)
  })
})

describe('the pre-roll', () => {
  test('gives the last frames, oldest first, over the end of its ring', () => {
    const preRoll = new PreRoll()
    for (let frame = 0; frame < 130; frame += 1) preRoll.keep(new Int16Array(160).fill(frame))
    const heard: (number | undefined)[] = []
    preRoll.replay(100, (frame) => heard.push(frame[0]))
    expect(heard).toEqual([125, 126, 127, 128, 129])
    preRoll.replay(60_000, (frame) => heard.push(frame[0]))

    expect(heard).toHaveLength(95)
  })

  test('forgets', () => {
    const preRoll = new PreRoll()
    preRoll.keep(new Int16Array(160))
    preRoll.forget()

    preRoll.replay(100, () => expect.unreachable())
  })
})
