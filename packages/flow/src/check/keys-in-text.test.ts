import { describe, expect, it } from 'vitest'
import { keysAskedFor, keysNamedIn } from './keys-in-text.js'

describe('keys that a text asks for', () => {
  it.each([
    ['For sales, press 1. For support, press 2.', '12'],
    ['Press one for sales, or press two for support', '12'],
    ['Please press the star key, or hit pound.', '*#'],
    ['Press 1, 2 or 3.', '123'],
    ['Press 1 to 5 to rate us.', '12345'],
    ['Press a key from 1 to 3.', '123'],
    ['Press any number between one and four.', '1234'],
    ['Press 1 to hear it again.', '1'],
    ['If that is right press the number 9, then the # key.', '9#'],
    ['press "0"', '0'],
    ['Press the 7 key', '7'],
  ])('%s', (text, keys) => {
    expect(keysAskedFor(text, 'en-US').join('')).toBe(keys)
  })

  it.each([
    ['请按1', '1'],
    ['查询余额请按 1，挂失请按 2。', '12'],
    ['请按 3 号键', '3'],
    ['3键返回', '3'],
    ['按三转人工', '3'],
    ['请按数字键 4', '4'],
    ['请按下“5”', '5'],
    ['请按１到５之间的数字', '12345'],
    ['按1、2或3', '123'],
    ['满意请按一，不满意请按二', '12'],
    ['请按星号键，或按井号键结束', '*#'],
    ['请以#号键结束', '#'],
    ['按九号键', '9'],
    ['中文请按1。For English, press two.', '21'],
  ])('%s', (text, keys) => {
    expect(keysAskedFor(text, 'zh-CN').join('')).toBe(keys)
  })

  it.each([
    ['en-US', 'Your balance is 3 dollars.'],
    ['en-US', 'Call us at 555 1234, on May 3, at 3:30.'],
    ['en-US', 'Press one of the keys.'],
    ['en-US', 'Press 4 digits, or enter the 6 digit code.'],
    ['en-US', 'Please enter four digits.'],
    ['en-US', 'Press 12 34, 10 times'],
    ['en-US', 'You can press 3 times.'],
    ['en-US', 'Press {{ key }} to go on.'],
    ['en-US', 'Wait one moment, we press on, and two more agents are coming.'],
    ['zh-CN', '您的余额是 3 元。'],
    ['zh-CN', '按一般规定，按三个月计算，按5折优惠。'],
    ['zh-CN', '请按任意键，或一键登录。'],
    ['zh-CN', '请按 4 位密码输入，按十二期还款'],
    ['zh-CN', '按时还款，3 天内到账，电话 95588，12月3日。'],
    ['zh-CN', '请按3号窗口排队，按照1小时计费'],
    ['zh-CN', '请按 {{ 键 }} 继续'],
    ['fr-FR', 'Appuyez sur 3, press 3'],
  ])('in %s, none in: %s', (language, text) => {
    expect(keysAskedFor(text, language)).toEqual([])
  })
})

describe('keys that a text may be speaking of', () => {
  it('are all that stand alone, whatever goes before', () => {
    expect(keysNamedIn('For tea press 1, for coffee 2, for water three.', 'en-US')).toEqual(new Set(['1', '2', '3']))
    expect(keysNamedIn('茶请按 1，咖啡 2，水三', 'zh-CN')).toEqual(new Set(['1', '2', '3']))
    expect(keysNamedIn('Anything from 1 to 4', 'en-US')).toEqual(new Set(['1', '2', '3', '4']))
  })

  it('cannot be told where the key is an expression, or the language is not known', () => {
    expect(keysNamedIn('Press {{ key }}', 'en-US')).toBeUndefined()
    expect(keysNamedIn('请按 {{ key }}', 'zh-CN')).toBeUndefined()
    expect(keysNamedIn('Appuyez sur 1', 'fr-FR')).toBeUndefined()
  })
})

it('reads texts in which a pattern could lose its way', () => {
  const longest = 5_000
  for (const [unit, language] of [['按 ', 'zh-CN'], ['press ', 'en-US'], ['1 , ', 'en-US'], ['按1、', 'zh-CN'], ['1 to ', 'en-US'], ['键盘 上 的 ', 'zh-CN']] as const)
    for (const text of [unit.repeat(longest / unit.length), unit + ' '.repeat(longest), unit + unit.trim().repeat(longest / unit.length)]) expect(keysAskedFor(text, language).length).toBeLessThan(4)
})
