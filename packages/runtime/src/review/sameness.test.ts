import { expect, it } from 'vitest'
import { groupAlike, samenessOf } from './sameness.js'

it('takes texts for the same that differ in case and punctuation only', () => {
  expect(samenessOf("Where's my  Order?!")).toBe(samenessOf('wheres my order'))
  expect(samenessOf('查询，余额。')).toBe('查询 余额')
})

it('puts nearly equal texts together, and no others', () => {
  const texts = ['where is my parcel', 'talk about the weather', 'um where is my parcel', 'where is my parcels', 'where is my pencil case', '我的包裹在哪里', '我的包裹在哪里呢']

  expect(groupAlike(texts, (text) => text)).toEqual([
    ['where is my parcel', 'um where is my parcel', 'where is my parcels'],
    ['talk about the weather'],
    ['where is my pencil case'],
    ['我的包裹在哪里', '我的包裹在哪里呢'],
  ])
})
