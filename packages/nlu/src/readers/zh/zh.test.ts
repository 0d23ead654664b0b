import { describe, expect, it } from 'vitest'
import { readChineseDate } from './date.js'
import { readChineseDigits } from './digits.js'
import { readChineseMoney } from './money.js'
import { readChineseNumber } from './number.js'
import { readChineseTime } from './time.js'

const four = { minCount: 4, maxCount: 4 }

describe('readChineseDigits', () => {
  it.each([
    ['四三二一', '4321'],
    ['4321', '4321'],
    ['四，三，二，一', '4321'],
    ['四十三二十一', '4321'],
    ['尾号是四三二一', '4321'],
    ['幺幺零零', '1100'],
    ['洞拐勾两', '0792'],
    ['两个八两个六', '8866'],
    ['三个零一', '0001'],
    ['四三嗯二一', '4321'],
    ['四千三百二十一', '4321'],
    ['九九九九，不对，四三二一', '4321'],
    ['我的卡号后四位是四三二一谢谢', '4321'],
    ['４３２１', '4321'],
  ])('reads %j as %s', (text, digits) => {
    expect(readChineseDigits(text, four)?.value).toBe(digits)
  })

  it.each(['', '四三二', '四三二一九', '没有', '不知道', '四三不对二一'])('finds no four digits in %j', (text) => {
    expect(readChineseDigits(text, four)).toBeUndefined()
  })

  it('joins what was said in two pieces', () => {
    expect(readChineseDigits('前面四三，它后面二一', four)?.value).toBe('4321')
  })
})

describe('readChineseNumber', () => {
  it.each([
    ['三', 3],
    ['两个', 2],
    ['十', 10],
    ['十五', 15],
    ['二十', 20],
    ['二十一', 21],
    ['一百', 100],
    ['一百零五', 105],
    ['一百五', 150],
    ['一百一十五', 115],
    ['两千三', 2_300],
    ['两千零三', 2_003],
    ['一万', 10_000],
    ['三万五', 35_000],
    ['三万五千', 35_000],
    ['一万零五百', 10_500],
    ['十二万', 120_000],
    ['一亿两千万', 120_000_000],
    ['3万', 30_000],
    ['1,200', 1_200],
    ['42', 42],
    ['三点五', 3.5],
    ['零点二五', 0.25],
    ['一点五万', 15_000],
    ['两个半', 2.5],
    ['一半', 0.5],
    ['半', 0.5],
    ['负五', -5],
    ['大概二十个人吧', 20],
    ['两个，不对，三个', 3],
    ['壹佰贰拾', 120],
  ])('reads %j as %d', (text, value) => {
    expect(readChineseNumber(text)?.value).toBe(value)
  })

  it.each(['', '你好', '等一下', '一点点', '万一', '千万别', '一样', '星期三'])('finds no number in %j', (text) => {
    expect(readChineseNumber(text)).toBeUndefined()
  })
})

describe('readChineseMoney', () => {
  it.each([
    ['十二块五', 12.5, 'CNY'],
    ['十二块五毛', 12.5, 'CNY'],
    ['十二块零五分', 12.05, 'CNY'],
    ['十二块五毛三', 12.53, 'CNY'],
    ['五毛', 0.5, 'CNY'],
    ['三毛五', 0.35, 'CNY'],
    ['八分钱', 0.08, 'CNY'],
    ['五百', 500, 'CNY'],
    ['五百块钱', 500, 'CNY'],
    ['一百二十元', 120, 'CNY'],
    ['两万三', 23_000, 'CNY'],
    ['三千五百元人民币', 3_500, 'CNY'],
    ['五百美元', 500, 'USD'],
    ['二十欧元', 20, 'EUR'],
    ['人民币三百', 300, 'CNY'],
    ['¥12.50', 12.5, 'CNY'],
    ['$20', 20, 'USD'],
    ['12.5元', 12.5, 'CNY'],
    ['三万块', 30_000, 'CNY'],
    ['两块钱', 2, 'CNY'],
    ['转二十块到账户五', 20, 'CNY'],
    ['二十块，不是，三十块', 30, 'CNY'],
    ['一千二百块零五毛', 1_200.5, 'CNY'],
  ])('reads %j as %d %s', (text, amount, currency) => {
    expect(readChineseMoney(text, { currency: 'CNY' })?.value).toEqual({ amount, currency })
  })

  it.each(['', '很多钱', '元', '没有'])('finds no sum in %j', (text) => {
    expect(readChineseMoney(text, { currency: 'CNY' })).toBeUndefined()
  })
})

/** A Wednesday. */
const wednesday = { now: new Date('2026-03-04T04:00:00Z'), timeZone: 'Asia/Shanghai' }

describe('readChineseDate', () => {
  it.each([
    ['今天', '2026-03-04'],
    ['明天', '2026-03-05'],
    ['明天上午', '2026-03-05'],
    ['后天吧', '2026-03-06'],
    ['大后天', '2026-03-07'],
    ['昨天', '2026-03-03'],
    ['周五', '2026-03-06'],
    ['星期一', '2026-03-09'],
    ['礼拜天', '2026-03-08'],
    ['这周五', '2026-03-06'],
    ['下周五', '2026-03-13'],
    ['下个星期三', '2026-03-11'],
    ['下下周一', '2026-03-16'],
    ['上周日', '2026-03-01'],
    ['三天后', '2026-03-07'],
    ['两个星期以后', '2026-03-18'],
    ['过三天', '2026-03-07'],
    ['一个月后', '2026-04-04'],
    ['半个月后', '2026-03-19'],
    ['三天前', '2026-03-01'],
    ['下个月', '2026-04-04'],
    ['下周', '2026-03-11'],
    ['明年', '2027-03-04'],
    ['三月五号', '2026-03-05'],
    ['三月十五日', '2026-03-15'],
    ['十二月二十一号', '2026-12-21'],
    ['一月三号', '2027-01-03'],
    ['明年三月五号', '2027-03-05'],
    ['二零二七年三月五日', '2027-03-05'],
    ['2027年3月5日', '2027-03-05'],
    ['2027-03-05', '2027-03-05'],
    ['八五年六月一号', '1985-06-01'],
    ['下个月五号', '2026-04-05'],
    ['这个月底', '2026-03-31'],
    ['月底', '2026-03-31'],
    ['十五号', '2026-03-15'],
    ['三号', '2026-04-03'],
    ['三月六号星期五', '2026-03-06'],
    ['周五，三月六号', '2026-03-06'],
    ['三月六号，不对，三月七号', '2026-03-07'],
    ['我想约在下周二', '2026-03-10'],
  ])('reads %j as %s', (text, date) => {
    expect(readChineseDate(text, wednesday)?.value).toBe(date)
  })

  it.each(['', '有空的时候', '二月三十号', '十三月五号', '三点', '四十号', '十五'])('finds no date in %j', (text) => {
    expect(readChineseDate(text, wednesday)).toBeUndefined()
  })

  it.each([
    ['不，十五号', '2026-05-15'],
    ['不是，十五', '2026-05-15'],
    ['不对，周四', '2026-05-14'],
    ['六月', '2026-06-12'],
    ['明天', '2026-03-05'],
    ['三十二号', undefined],
  ])('takes %j for a correction of the twelfth of May', (text, date) => {
    expect(readChineseDate(text, { ...wednesday, current: '2026-05-12' })?.value).toBe(date)
  })
})

describe('readChineseTime', () => {
  it.each([
    ['下午三点', '15:00'],
    ['下午三点半', '15:30'],
    ['三点', '15:00'],
    ['两点', '14:00'],
    ['上午九点一刻', '09:15'],
    ['上午十点三刻', '10:45'],
    ['晚上八点', '20:00'],
    ['晚上十二点', '00:00'],
    ['晚上七点四十五分', '19:45'],
    ['早上八点零五分', '08:05'],
    ['八点过五分', '08:05'],
    ['中午十二点', '12:00'],
    ['中午一点', '13:00'],
    ['中午', '12:00'],
    ['凌晨两点', '02:00'],
    ['半夜十二点', '00:00'],
    ['午夜', '00:00'],
    ['十五点三十', '15:30'],
    ['15:30', '15:30'],
    ['09：05', '09:05'],
    ['三点差五分', '14:55'],
    ['差一刻九点', '08:45'],
    ['九点钟', '09:00'],
    ['十点整', '10:00'],
    ['二十点', '20:00'],
    ['零点', '00:00'],
    ['三', '15:00'],
    ['不是三点，是四点', '16:00'],
    ['明天下午的三点吧', '15:00'],
  ])('reads %j as %s', (text, time) => {
    expect(readChineseTime(text)?.value).toBe(time)
  })

  it.each(['', '早上', '二十五点', '三月五号', '随便', '三个人'])('finds no time in %j', (text) => {
    expect(readChineseTime(text)).toBeUndefined()
  })

  it('names only what changes in the time being confirmed', () => {
    expect(readChineseTime('不，下午', { current: '08:30' })?.value).toBe('20:30')
    expect(readChineseTime('不，四点', { current: '09:00' })?.value).toBe('16:00')
    expect(readChineseTime('不，九点', { current: '20:00' })?.value).toBe('21:00')
  })

  it('takes no number alone for a time where other numbers may be said', () => {
    expect(readChineseTime('三', { bare: false })).toBeUndefined()
  })
})

describe('what is said less often', () => {
  const date = { now: new Date('2026-03-04T02:00:00Z'), timeZone: 'Asia/Shanghai' }

  it.each([
    ['三分之一', 0.333333],
    ['五又四分之三', 5.75],
    ['四万亿', 4e12],
    ['一万五千亿', 1.5e12],
    ['4.78万亿', 4.78e12],
    ['.5', 0.5],
    ['三打', 36],
    ['兩萬三', 23_000],
    ['負五', -5],
  ])('the number %s', (text, value) => {
    expect(readChineseNumber(text)?.value).toBeCloseTo(value, 5)
  })

  it.each([
    ['下个月初', '2026-04-01'],
    ['本月最后一天', '2026-03-31'],
    ['国庆节', '2026-10-01'],
    ['元旦', '2027-01-01'],
    ['下週三', '2026-03-11'],
  ])('the date %s', (text, value) => {
    expect(readChineseDate(text, date)?.value).toBe(value)
  })

  it('a digit said to stand many times', () => {
    expect(readChineseDigits('一三七三个零五个八')?.value).toBe('13700088888')
  })
})
