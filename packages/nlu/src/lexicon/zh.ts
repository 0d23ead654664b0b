import { joinLists, listOf } from '../text/list.js'
import type { Lexicon } from './lexicon.js'
import { chineseBackground } from './zh-background.js'
import { chineseBoundaries } from './zh-boundaries.js'
import { chineseDispleasure, chineseDispleasureLists } from './zh-displeasure.js'
import { chineseDoNotCall, chineseDoNotCallLists } from './zh-do-not-call.js'
import { chineseDoNotKnow, chineseDoNotKnowLists } from './zh-do-not-know.js'
import { chineseEnd, chineseEndLists } from './zh-end.js'
import { chineseGoBack, chineseGoBackLists } from './zh-go-back.js'
import { chineseChoice } from './choice-words.js'
import { chineseHumanWishLists } from './zh-human-wishes.js'
import { chineseComplaint, chineseHuman, chineseLists } from './zh-key-intents.js'
import { chineseRepeat, chineseRepeatLists } from './zh-repeat.js'

export const chinese: Lexicon = {
  language: 'zh',
  contractions: {},
  hesitations: ['嗯', '呃', '啊', '哦', '那个', '这个'],
  openings: [
    '你好',
    '您好',
    '喂',
    '请',
    '请问',
    '请帮我',
    '帮我',
    '麻烦',
    '麻烦你',
    '麻烦帮我',
    '我想',
    '我想要',
    '我要',
    '我需要',
    '能不能',
    '可以',
  ],
  closings: ['谢谢', '谢谢你', '吧', '吗', '呢', '一下', '好吗', '可以吗'],
  weakWords: ['的', '了'],
  negation: {
    negators: listOf('不, 不打算, 没打算, 别, 不要, 不用, 不想, 不需要, 没有, 无需, 不是, 不太, 不大, 不怎么, 不能, 没, 不必, 别再, 不再'),
    transparent: listOf('要, 想, 用, 需要, 给, 我, 帮, 找, 再, 很, 太, 是, 大, 怎么, 打算, 准备, 愿意, 必, 来, 去, 你, 您, 们, 去, 着急'),
    wishes: ['要', '想', '用', '需要'],
    questions: ['为什么', '怎么'],
    commands: [],
    answers: [],
  },
  builtIns: {
    affirm: {
      strong: listOf(`
        可以啊, 可以呀, 你问吧, 您问吧, 你说吧, 您说吧, 你问, 您问, 你说, 您说, 说吧, 问吧
        是, 是的, 对, 对的, 没错, 正确, 可以的, 好的, 没问题, 确认, 是啊, 对啊, 对呀, 是呀, 好啊, 好呀, 嗯对, 行的, 愿意
        我愿意, 同意, 我同意, 是我, 是本人, 我是, 我就是, 就是我, 本人, 没有错, 对对对, 是是是, 好好好, 对对
        是的是的, 好的好的, 要的, 有的, 可以可以, 方便, 是这样, 就是这样, 完全正确, 嗯是的, 必须的, 没有问题, 愿意的, 是这个, 就是这个
      `),
      weak: listOf('好, 行, 可以, 嗯, 嗯嗯, 要, 需要, 当然, ok, 中, 成, 当然可以, 那行, 那好, 能, 会, 有, 来吧'),
      recogniser: ['是的', '对', '好的', '可以'],
    },
    deny: {
      strong: listOf(`
        不, 不是, 不对, 不要, 不用, 不用了, 不行, 不可以, 没有, 错了, 不正确, 不好, 不是的, 不方便, 不愿意, 不同意
        不是我, 不是本人, 打错了, 你打错了, 不要了, 不必, 不必了, 没有了, 不需要了, 不是这个, 不能, 不会, 没, 不了
        不确认
        没有没有, 不是不是, 不对不对, 不不不, 不用不用, 我没有, 我不是, 都不是, 说错了, 弄错了, 不太方便, 先不用, 先不要
        暂时不用, 暂时不需要, 算了, 不太好
      `),
      weak: ['错', '否', '非'],
      recogniser: ['不是', '不对', '不用', '不要'],
    },
    refuse: {
      strong: listOf(`
        没兴趣, 不感兴趣, 不需要, 别打了, 不要再打, 不要再打了, 别再打了, 别烦我, 不想说, 没有兴趣, 没时间, 没有时间
        没空, 不想回答, 不想参加, 不参加, 拒绝, 我拒绝, 不想做, 不方便说, 不想评价, 不告诉你, 不想告诉你, 我在开会
        在开会
        我在开车, 在开车, 现在没空, 现在不方便, 不接受, 我不想, 不想, 没有需要, 没需要, 没必要, 不用问了, 不想听
      `),
      weak: ['很忙', '我很忙', '太忙', '比较忙', '在忙', '我在忙', '忙', '正忙', '忙着呢'],
      recogniser: ['没兴趣', '不需要', '没时间'],
    },
    doNotKnow: chineseDoNotKnow,
  },
  choice: chineseChoice,
  neutral: listOf(`
    你好, 您好, 你们好, 不错, 不着急, 不急, 你说什么, 您说什么, 你说啥, 你问什么, 你说的, 您说的, 不满意
    不知道, 不清楚, 不好意思, 对不起, 不好说, 是不是, 对不对, 可不可以, 能不能, 要不要, 有没有, 好不好, 行不行, 不记得
    不确定, 不一定, 没听清, 没听懂, 没听见, 听不清, 不明白, 不懂, 不太清楚, 不太明白, 没关系, 不客气, 怎么会, 会不会
    差不多, 了不起, 对面, 对于, 好像, 好几, 好多, 行李, 银行, 不同, 不过, 不但, 不管, 没想好, 要是, 还是, 可是, 但是
    只是, 就是, 总是, 老是, 是什么, 是多少, 是谁, 不记得了, 有什么, 有多少, 有哪些, 有点, 没收到, 能否, 要多久
    要多少, 会议, 会员, 中午, 中心, 中国, 成都, 成功, 行程, 有效, 有限, 需要多久, 需要多少
  `),
  lists: joinLists(
    chineseBoundaries,
    chineseLists,
    chineseHumanWishLists,
    chineseDispleasureLists,
    chineseDoNotCallLists,
    chineseDoNotKnowLists,
    chineseRepeatLists,
    chineseGoBackLists,
    chineseEndLists,
  ),
  keyIntents: {
    human: chineseHuman,
    complaint: chineseComplaint,
    displeasure: chineseDispleasure,
    doNotCall: chineseDoNotCall,
    repeat: chineseRepeat,
    goBack: chineseGoBack,
    end: chineseEnd,
  },
  background: chineseBackground,
}
