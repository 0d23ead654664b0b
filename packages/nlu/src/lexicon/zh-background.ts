import { listOf } from '../text/list.js'

/** Small talk, noise of a telephone line and everyday questions in Chinese: nothing that a contact centre's flow branches on. */
export const chineseBackground: readonly string[] = listOf(`
  今天天气怎么样, 你叫什么名字, 你是机器人吗, 你多大了, 给我讲个笑话, 唱首歌吧, 现在几点了, 今天星期几, 你吃饭了吗
  外面在下雨, 孩子在哭, 我在开车, 等我想一想, 让我想想, 我不知道, 我不太清楚, 这是什么意思, 你在说什么呢
  旁边有人说话, 我跟别人说话呢, 不是跟你说, 谁打来的, 电视声音太大, 晚上吃什么, 明天要上班, 今天好累, 真有意思, 哈哈哈
  你好, 早上好, 晚上好, 中国的首都是哪里, 一加一等于几, 放首音乐, 昨天的球赛谁赢了, 月亮有多远, 狗在叫
  我老婆不在家, 我儿子上学去了, 随便, 无所谓, 都可以吧, 看情况, 再说吧, 那个谁, 怎么回事, 为什么呢
`)
