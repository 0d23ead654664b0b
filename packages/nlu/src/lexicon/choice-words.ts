import { listOf } from '../text/list.js'

/** How people choose between two things that they were just named; these words mean that in such a turn only. */
export interface ChoiceWords {
  /** Mean it wherever they stand. */
  readonly first: readonly string[]
  readonly second: readonly string[]
  readonly neither: readonly string[]
  readonly both: readonly string[]
  /** Mean it where nothing else is said. */
  readonly firstAlone: readonly string[]
  readonly secondAlone: readonly string[]
  /** Words of a name that tell nothing about it. */
  readonly linking: readonly string[]
  /** What a recogniser listens for. */
  readonly recogniser: readonly string[]
}

export const englishChoice: ChoiceWords = {
  first: listOf(`
    the first one, the first, first one, first option, first choice, option one, option a, number one, choice one, the former
    the one you said first, the one before
  `),
  second: listOf(`
    the second one, the second, second one, second option, second choice, option two, option b, number two, choice two, the latter
    the other one, the last one, last one, the one you said last
  `),
  neither: listOf(`
    neither, neither of them, neither of those, neither of these, neither of the two, neither one, none of them, none of those
    none of these, none of the two, none of the above, not either, not either of them, not either one, no to both, something else
    something different, somewhere else
  `),
  both: listOf('both, both of them, the two of them, first and second, either, either one, either of them, first or second'),
  firstAlone: ['first', 'one', 'former', 'a'],
  secondAlone: ['second', 'two', 'latter', 'last', 'b', 'other'],
  linking: listOf('a, an, the, of, for, and, or, with, from, to, in, on, at, by, your, our, my, this, that, about, is, are'),
  recogniser: ['the first one', 'the second one', 'neither'],
}

export const chineseChoice: ChoiceWords = {
  first: listOf('第一个, 第一种, 第一项, 第一样, 前一个, 前一种, 前一项, 前面那个, 前面那种, 前面的, 前面一个, 前者, 头一个, 一号, 选项一, 选一'),
  second: listOf('第二个, 第二种, 第二项, 第二样, 后一个, 后一种, 后一项, 后面那个, 后面那种, 后面的, 后面一个, 后者, 二号, 选项二, 选二, 另一个, 另外一个, 最后一个'),
  neither: listOf(`
    都不是, 两个都不是, 哪个都不是, 两个都不要, 都不要, 都不对, 全都不是, 全不是, 一个都不是, 两者都不是, 都不用, 都不需要
    没有一个是, 不是这两个, 别的, 其他的, 其它的
  `),
  both: listOf('两个都要, 两个都是, 都要, 都是, 都可以, 都行, 随便, 两个都可以, 哪个都行'),
  firstAlone: ['第一', '前面', '一', '前'],
  secondAlone: ['第二', '后面', '二', '后'],
  linking: listOf('的, 了, 和, 与, 或, 是, 我, 你, 您, 在, 一, 个'),
  recogniser: ['第一个', '第二个', '都不是'],
}

export const unknownChoice: ChoiceWords = { first: [], second: [], neither: [], both: [], firstAlone: [], secondAlone: [], linking: [], recogniser: [] }
