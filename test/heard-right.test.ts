import { compileFlow, createFlowMachine, parseFlow, startSnapshot, step } from '@callchart/flow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EngineUnderTest, phonemesOf } from './driver/speech-engine.js'

/** What a call in this language says for an expression. */
const saidFor = (expression: string, language: string): string => {
  const prompt = { [language]: [`{{ ${expression} }}`] }
  const nodes = [{ id: 'start', kind: 'start', name: 'Start', next: 'tell' }, { id: 'tell', kind: 'hangup', name: 'Tell', prompt }]
  const parsed = parseFlow({ schemaVersion: 1, id: 'said', name: 'Said', languages: [language], nodes })
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  const machine = createFlowMachine(compileFlow(parsed.document))
  const call = { callId: 'c', direction: 'inbound' as const, variables: {} }
  const { effects } = step(machine, startSnapshot(machine), { type: 'call.started', call, at: 0 })
  const prompts = effects.flatMap((effect) => (effect.type === 'turn.start' ? effect.prompts : []))
  return prompts.map(({ text }) => text).join(' ')
}

/** An expression, what must be heard, and what it would sound like read wrongly. */
const english: readonly (readonly [expression: string, heard: string, ...mistaken: string[]])[] = [
  ['money(1250.4, "USD")', 'one thousand two hundred fifty dollars and forty cents', 'one thousand two hundred fifteen dollars and fourteen cents', 'one two five zero dollars and forty cents', 'one thousand two hundred fifty point four dollars'],
  ['money(1, "USD")', 'one dollar', 'one hundred dollars', 'a dollar and one cent', 'one point zero dollars'],
  ['money(0.05, "GBP")', 'five pence', 'five pounds', 'fifty pence', 'zero pounds and five pence'],
  ['money(-3.5, "EUR")', 'minus three euros and fifty cents', 'three euros and fifty cents', 'minus thirty euros and fifteen cents', 'minus three point five euros'],
  ['date("2026-12-05")', 'december fifth two thousand twenty six', 'december five two zero two six', 'december fifteenth two thousand twenty six', 'may twelfth two thousand twenty six'],
  ['date("1998-03-22")', 'march twenty second nineteen hundred ninety eight', 'march twenty two nineteen ninety eight', 'march second nineteen ninety eight', 'march twenty second one nine nine eight'],
  ['time("15:30")', 'three thirty p m', 'thirteen thirty p m', 'three thirteen p m', 'fifteen thirty'],
  ['time("09:05")', 'nine oh five a m', 'nine five a m', 'nine fifty a m', 'nine zero zero five'],
  ['time("12:00")', 'noon', 'midnight', 'twelve p m', 'twelve zero zero'],
  ['digits("4321")', 'four three two one', 'four thousand three hundred twenty one', 'forty three twenty one', 'four three two'],
  ['digits("40219876")', 'four zero two one nine eight seven six', 'four zero two one nine eight seven', 'forty million two hundred nineteen thousand eight hundred seventy six', 'four two one nine eight seven six'],
  ['phone("+1 555 123 4567")', 'plus one five five five one two three four five six seven', 'one five five five one two three four five six seven', 'plus fifteen fifty five one twenty three forty five sixty seven', 'plus one five hundred fifty five one hundred twenty three four thousand five hundred sixty seven'],
  ['number(1250.25)', 'one thousand two hundred fifty point two five', 'one two five zero point two five', 'twelve fifty point twenty five', 'one thousand two hundred fifteen point two five'],
  ['ordinal(22)', 'twenty second', 'twenty two', 'two hundred second', 'twenty two two'],
  ['spell("B-10")', 'b one zero', 'b ten', 'b minus ten', 'p one zero'],
]

/** An expression, and how a Chinese writes down its sounds: pinyin with tone numbers, the tones as they are spoken side by side. */
const chinese: readonly (readonly [expression: string, pinyin: string])[] = [
  ['money(1250.4, "CNY")', 'yi4 qian1 er4 bai3 wu3 shi2 yuan2 si4 jiao3'],
  ['money(1250.04, "CNY")', 'yi4 qian1 er4 bai3 wu3 shi2 yuan2 ling2 si4 fen1'],
  ['money(2, "CNY")', 'liang3 yuan2'],
  ['money(22222, "CNY")', 'liang3 wan4 liang3 qian1 er4 bai3 er4 shi2 er4 yuan2'],
  ['money(0.8, "CNY")', 'ba1 jiao3'],
  ['money(-300, "CNY")', 'fu4 san1 bai3 yuan2'],
  ['money(12.34, "USD")', 'shi2 er4 mei3 yuan2 san1 shi2 si4 mei3 fen1'],
  ['date("2026-12-05")', 'er4 ling2 er4 liu4 nian2 shi2 er4 yue4 wu3 ri4'],
  ['date("1998-03-22")', 'yi1 jiu3 jiu3 ba1 nian2 san1 yue4 er4 shi2 er4 ri4'],
  ['date("2010-10-31")', 'er4 ling2 yi1 ling2 nian2 shi2 yue4 san1 shi2 yi1 ri4'],
  ['time("15:30")', 'xia4 wu3 san1 dian3 ban4'],
  ['time("14:00")', 'xia4 wu3 liang3 dian3 zheng3'],
  ['time("09:05")', 'shang4 wu3 jiu3 dian3 ling2 wu3 fen1'],
  ['time("20:45")', 'wan3 shang5 ba1 dian3 si4 shi2 wu3 fen1'],
  ['time("12:10")', 'zhong1 wu3 shi2 er4 dian3 shi2 fen1'],
  ['digits("4321")', 'si4 san1 er4 yi1'],
  ['digits("70881234")', 'qi1 ling2 ba1 ba1, yi1 er4 san1 si4'],
  ['phone("13812345678")', 'yao1 san1 ba1, yao1 er4 san1 si4, wu3 liu4 qi1 ba1'],
  ['phone("+86 139 0000 1111")', 'jia1 ba1 liu4, yao1 san1 jiu3, ling2 ling2 ling2 ling2, yao1 yao1 yao1 yao1'],
  ['phone("10086")', 'yao1 ling2 ling2 ba1 liu4'],
  ['number(10086)', 'yi2 wan4 ling2 ba1 shi2 liu4'],
  ['number(-12.05)', 'fu4 shi2 er4 dian3 ling2 wu3'],
  ['number(203000)', 'er4 shi2 wan4 san1 qian1'],
  ['ordinal(2)', 'di4 er4'],
  ['ordinal(12)', 'di4 shi2 er4'],
]

describe('an English caller', () => {
  let engine: EngineUnderTest
  beforeAll(async () => {
    engine = await EngineUnderTest.start()
  })
  afterAll(() => engine.close())

  it.each(english)('hears %s as "%s"', async (expression, ...heard) => {
    const audio = await engine.speak(saidFor(expression, 'en-US'))

    expect(await engine.hears(audio, heard)).toBe(heard[0])
  })

  it.each(english)('would hear the difference, were %s said as it is written wrongly', async (_, ...heard) => {
    const wrong = heard[1] ?? ''

    expect(await engine.hears(await engine.speak(wrong), heard)).toBe(wrong)
  })
})

describe('a Chinese caller', () => {
  let phonemes: (text: string) => string
  beforeAll(async () => {
    phonemes = await phonemesOf('sit/cmn')
  })

  it.each(chinese)('hears %s as %s', (expression, pinyin) => {
    expect(phonemes(saidFor(expression, 'zh-CN'))).toBe(phonemes(pinyin))
  })

  it('would hear another tone and another reading', () => {
    expect(phonemes('四角')).toBe(phonemes('si4 jiao3'))
    expect(phonemes('四角')).not.toBe(phonemes('si4 jue2'))
    expect(phonemes('四角')).not.toBe(phonemes('si1 jiao3'))
  })
})
