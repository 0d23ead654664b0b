import { describe, expect, it } from 'vitest'
import { createRetriever, type RetrievalEntry } from './retriever.js'

const english: RetrievalEntry[] = [
  { id: 'wifi', questions: ['how do i connect to the wifi', 'what is the password of the wireless network'], answer: 'Choose Staff and enter your badge number.' },
  { id: 'printer', questions: ['the printer does not work', 'how do i add a printer'], answer: 'Hold the green button for five seconds.' },
  { id: 'holiday', questions: ['how do i ask for a day off', 'how many days of holiday do i have left'], answer: 'Leave is booked in the staff portal.' },
  { id: 'parking', questions: ['where can i park my car', 'is there a garage for visitors'], answer: 'Behind the house, the code of the barrier is on your invitation.' },
]
const chinese: RetrievalEntry[] = [
  { id: 'refund', questions: ['怎么申请退款', '退款多久到账'], answer: '在订单页面点击退款，三个工作日内到账。' },
  { id: 'invoice', questions: ['怎么开发票', '可以开电子发票吗'], answer: '电子发票会发到您的邮箱。' },
  { id: 'delivery', questions: ['快递什么时候到', '多久能发货'], answer: '一般四十八小时内发货。' },
]
const [best, most] = [1, 10]
const inEnglish = createRetriever('en-US', english)
const inChinese = createRetriever('zh-CN', chinese)

describe('a question', () => {
  it.each([
    ['how do i get on the wifi', 'wifi'],
    ["what's the wireless password", 'wifi'],
    ['can you tell me where i could park please', 'parking'],
    ['my printer is not working', 'printer'],
    ['how many holidays are left for me', 'holiday'],
  ])('finds for %j the entry %j', (text, id) => {
    expect(inEnglish.retrieve(text, best)[0]).toMatchObject({ id })
    expect(inEnglish.retrieve(text, best)[0]?.confidence).toBeGreaterThan(0.5)
  })

  it.each([
    ['我想退款怎么弄', 'refund'],
    ['请问能不能开发票', 'invoice'],
    ['我的快递什么时候能到啊', 'delivery'],
  ])('finds for %j the entry %j', (text, id) => {
    expect(inChinese.retrieve(text, best)[0]).toMatchObject({ id })
    expect(inChinese.retrieve(text, best)[0]?.confidence).toBeGreaterThan(0.5)
  })

  it('that is written down is found for sure', () => {
    for (const { id, questions } of english)
      for (const question of questions) {
        expect(inEnglish.retrieve(question, best)[0]?.id).toBe(id)
        expect(inEnglish.retrieve(question, best)[0]?.confidence).toBeGreaterThan(0.9)
      }
  })

  it.each(['what is the meaning of life', 'i would like to order a large pizza', 'tell me a joke', 'qwerty', ''])('about something else, %j, is not believed', (text) => {
    expect(inEnglish.retrieve(text, best)[0]?.confidence ?? 0).toBeLessThan(0.4)
  })

  it.each(['今天天气怎么样', '给我讲个笑话'])('about something else, %j, is not believed', (text) => {
    expect(inChinese.retrieve(text, best)[0]?.confidence ?? 0).toBeLessThan(0.4)
  })

  it('is found by words of the answer, too, but believed less', () => {
    const [found] = inEnglish.retrieve('code of the barrier', best)

    expect(found?.id).toBe('parking')
    expect(found?.confidence).toBeLessThan(0.9)
  })
})

it('gives the entries that fit, best first, each once and no more than are asked for', () => {
  const found = inEnglish.retrieve('wifi password and a printer', most)
  const confidences = found.map(({ confidence }) => confidence)

  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
  expect(confidences).toEqual([...confidences].sort((left, right) => right - left))
  expect(inEnglish.retrieve('wifi password and a printer', best)).toEqual(found.slice(0, 1))
})

it('of nothing finds nothing', () => {
  expect(createRetriever('en-US', []).retrieve('how do i get on the wifi', most)).toEqual([])
  expect(createRetriever('xx', [{ id: 'a', questions: ['ping'], answer: '' }]).retrieve('ping', most)).toMatchObject([{ id: 'a' }])
})

it('is listened for in its own words, some of each entry first', () => {
  expect(inEnglish.recogniserPhrases(5)).toEqual([
    'how do i connect to the wifi',
    'the printer does not work',
    'how do i ask for a day off',
    'where can i park my car',
    'what is the password of the wireless network',
  ])
  expect(createRetriever('en-US', []).recogniserPhrases(5)).toEqual([])
})

it('is the same every time', () => {
  expect(createRetriever('en-US', english).retrieve('the printer', most)).toEqual(inEnglish.retrieve('the printer', most))
})
