import { describe, expect, it } from 'vitest'
import { readAddress } from './address.js'
import { readName } from './name.js'
import { readChineseAddress } from './zh/address.js'
import { readChineseName } from './zh/name.js'

describe('a name', () => {
  it.each([
    ['my name is Sarah O\u2019Connor', 'Sarah O\u2019Connor'],
    ["it's john smith", 'John Smith'],
    ['uh yeah, this is Maria Garcia-Lopez speaking', 'Maria Garcia-Lopez'],
    ['the last name is nguyen', 'Nguyen'],
    ['you can call me will please', 'Will'],
    ['smith, s m i t h', 'Smith'],
    ['john smith that is s m y t h', 'John Smyth'],
    ['s m i t h', 'Smith'],
    ['it is under the name of peter pan', 'Peter Pan'],
    ['john brown no sorry john browning', 'John Browning'],
    ['Name: Ana Silva.', 'Ana Silva'],
    ['faith', 'Faith'],
    ['four two one', 'Four Two One'],
    ['1234', undefined],
    ['...', undefined],
    ['', undefined],
  ])('%j is %s', (text, name) => {
    expect(readName(text)?.value).toBe(name)
  })

  it.each([
    ['我叫王小明', '王小明'],
    ['我姓王，叫王小明', '王小明'],
    ['我姓王叫小明', '王小明'],
    ['我姓欧阳，叫欧阳明', '欧阳明'],
    ['免贵姓王', '王'],
    ['嗯，我的名字是李雷', '李雷'],
    ['我是欧阳娜娜', '欧阳娜娜'],
    ['张维，伟大的伟', '张伟'],
    ['我叫章伟，弓长张，伟大的伟', '张伟'],
    ['王小明', '王小明'],
    ['我叫李明，不对，叫黎明', '黎明'],
    ['姓名张三，谢谢', '张三'],
    ['我叫 Tom Smith', 'Tom Smith'],
    ['123', undefined],
  ])('%j is %s', (text, name) => {
    expect(readChineseName(text)?.value).toBe(name)
  })
})

describe('an address', () => {
  it.each([
    ['my address is 42 Maple Street, Springfield', '42 Maple Street, Springfield'],
    ['uh i live at four mill lane apartment two', 'four mill lane apartment two'],
    ["it's 10 Downing Street, London, please", '10 Downing Street, London'],
    ['please send it to 5 Main Street.', '5 Main Street'],
    ['on the corner of fifth and main', 'on the corner of fifth and main'],
    ['?', undefined],
  ])('%j is %s', (text, address) => {
    expect(readAddress(text)?.value).toBe(address)
  })

  it.each([
    ['我的地址是上海市浦东新区世纪大道一百号', '上海市浦东新区世纪大道一百号'],
    ['嗯，我住在朝阳区建国路八十八号三单元五零二', '朝阳区建国路八十八号三单元五零二'],
    ['麻烦送到人民路15号就行', '人民路15号'],
    ['收货地址：杭州市西湖区文三路 12 号', '杭州市西湖区文三路 12 号'],
    ['住宅小区三号楼', '住宅小区三号楼'],
    ['。', undefined],
  ])('%j is %s', (text, address) => {
    expect(readChineseAddress(text)?.value).toBe(address)
  })
})
