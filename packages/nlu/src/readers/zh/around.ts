import { listOf } from '../../text/list.js'
import { readingConfidence } from '../reading.js'

/** Said around a value without meaning anything beside it. */
const weightless = listOf(`
  是不是, 我的, 你的, 号码, 卡号, 尾号, 后四位, 后几位, 身份证, 证件, 电话, 手机, 应该, 可能, 就是, 那个, 这个, 大概
  差不多, 左右, 一共, 总共, 谢谢, 麻烦, 你好, 不是, 不对, 说错了, 错了, 更正, 我想, 我要, 我们
  可以, 需要, 日期, 时间, 金额, 生日, 预约, 改成, 改到, 改为, 换成, 换到, 订, 约, 吧, 呢, 啊, 呀, 哦, 嗯, 呃, 额, 了, 的
  在, 到, 要, 给, 是, 我, 你, 您, 它, 这, 那, 有, 共, 个, 不, 就, 请, 对, 好, 行, 想, 用, 为, 于, 从
`).sort((left, right) => right.length - left.length)
const pattern = new RegExp(weightless.join('|'), 'gu')
const wordLike = /[\p{L}\p{N}]/gu

/** Confidence of a value read from `matched`: lower, the more was said around it; two characters are about a word. */
export function chineseConfidence(text: string, matched: string): number {
  const rest = text.replace(matched, ' ').replace(pattern, ' ')
  return readingConfidence(0, Math.ceil((rest.match(wordLike)?.length ?? 0) / 2))
}
