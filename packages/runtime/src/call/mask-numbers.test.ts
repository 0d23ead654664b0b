import { expect, it } from 'vitest'
import { maskNumbers } from './mask-numbers.js'
import { mask } from './transcript.js'

it.each([
  ['my card is 4321 8765-0012 ok', `my card is ${mask} ok`],
  ['born on 12/03/1980', `born on ${mask}`],
  ['ends in four three double two one', `ends in ${mask}`],
  ['one hundred and twenty five pounds', `${mask} pounds`],
  ['It was Twenty-Five', `It was ${mask}`],
  ['四三二一是我的尾号', `${mask}是我的尾号`],
  ['尾号是幺三八零零', `尾号是${mask}`],
  ['我欠了一千二百三十元', `我欠了${mask}元`],
  ['电话１３８００', `电话${mask}`],
])('masks the number in "%s"', (text, masked) => {
  expect(maskNumbers(text)).toBe(masked)
})

it.each(['this one please', 'no one told me', '帮我查一下', '我有两个问题', 'tender is the night', 'someone phoned'])('leaves "%s" as it is', (text) => {
  expect(maskNumbers(text)).toBe(text)
})
