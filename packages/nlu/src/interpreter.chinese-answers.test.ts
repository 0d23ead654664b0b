import { describe, expect, it } from 'vitest'
import { listOf } from './text/list.js'
import { askerOf, branchOf, sourceOf } from './testing/ask.js'

const answers = [
  {
    branch: 'affirm',
    texts: listOf(`
      是, 是的, 对, 嗯, 嗯对, 好的, 行, 可以, 可以的, 没问题, 方便, 方便的，你说, 是我, 我就是, 愿意, 同意, 对，没错, 是这样的, 好啊, 行吧, 那好吧, 嗯嗯好的, 要
      可以啊，你问吧, 当然可以, 对对对, 确认, 没错, 是本人, 有的
    `),
  },
  {
    branch: 'deny',
    texts: listOf(`
      不, 不是, 不对, 不用, 不用了, 不要, 不行, 不可以, 没有, 不方便, 不太方便, 不愿意, 我不是, 不是我, 打错了, 你打错了, 错了, 算了, 算了吧, 不同意, 没有没有, 不是很方便
      不是的, 不对吧, 谢谢不用, 不是不是, 没, 不好
    `),
  },
  {
    branch: 'refuse',
    texts: listOf('不需要, 没兴趣, 我没空, 我在开会, 在忙, 不想参加, 现在不方便, 我不想说, 嗯我不需要, 我很忙, 没时间, 不感兴趣, 别打了, 别烦我'),
  },
  {
    branch: 'no-match',
    texts: listOf('是不是, 不知道, 不清楚, 你是谁, 什么意思, 有什么事, 满意, 不满意, 你好, 喂, 我想想, 能不能快点, 不错, 不着急'),
  },
]

describe.each(answers)('$branch in Chinese', ({ branch, texts }) => {
  const ask = askerOf(sourceOf({}, { language: 'zh-CN' }))

  it.each(texts)('is %s', (text) => {
    expect(branchOf(ask(text, { intents: ['affirm', 'deny', 'refuse'] }))).toBe(branch)
  })
})
