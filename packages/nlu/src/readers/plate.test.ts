import { describe, expect, it } from 'vitest'
import { readPlate } from './plate.js'
import { readChinesePlate } from './zh/plate.js'

describe('a plate in English', () => {
  it.each([
    ['a b c one two three four', 'ABC1234'],
    ['my plate is bravo delta five one sierra mike romeo', 'BD51SMR'],
    ['it is B D 51 S M R', 'BD51SMR'],
    ['BD51 SMR', 'BD51SMR'],
    ['seven x-ray kilo four double nine', '7XK499'],
    ['b as in bravo d for delta fifty one s m r', 'BD51SMR'],
    ['j like juliet k l no sorry j k m four four two', 'JKM442'],
    ['double u x y four oh one', 'WXY401'],
    ['hello kilo india tango', undefined],
    ['victor india papa', 'VIP'],
    ['one two', undefined],
    ['', undefined],
  ])('%j is %s', (text, plate) => {
    expect(readPlate(text)?.value).toBe(plate)
  })

  it('keeps to its bounds', () => {
    expect(readPlate('a b c one two three four', { maxCount: 6 })).toBeUndefined()
  })
})

describe('a plate in Chinese', () => {
  it.each([
    ['京A幺二三四五', '京A12345'],
    ['车牌号是京 A 12345', '京A12345'],
    ['京a·12345', '京A12345'],
    ['沪 A D 一二三四五', '沪AD12345'],
    ['粤B D 一二三四五', '粤BD12345'],
    ['粤B一二三四五F', '粤B12345F'],
    ['浙江的浙，A，八八六Q七', '浙A886Q7'],
    ['我的车是鲁B三个八A九', '鲁B888A9'],
    ['苏E，嗯，五K幺洞拐', '苏E5K107'],
    ['京A一二三四五，不对，京A一二三四六', '京A12346'],
    ['经A一二三四五', '京A12345'],
    ['粤Z一二三四港', '粤Z1234港'],
    ['京AO一二三四', '京A01234'],
    ['京A一二三', undefined],
    ['京A一二三四五六七', undefined],
    ['我在北京', undefined],
  ])('%j is %s', (text, plate) => {
    expect(readChinesePlate(text)?.value).toBe(plate)
  })
})
