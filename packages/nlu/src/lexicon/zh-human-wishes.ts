import { listOf, templatesOf } from '../text/list.js'

/** Word classes of a wish for a human: who, how they are reached, what they shall do, and what the machine is called. */
export const chineseHumanWishLists: Readonly<Record<string, readonly string[]>> = {
  who: listOf(`
    人工, 人工客服, 客服, 真人, 活人, 大活人, 客服人员, 工作人员, 专员, 坐席, 座席, 经理, 领导, 主管, 负责人, 接线员, 话务员, 服务员, 前台, 总台, 柜员
    同事, 管事的, 管事儿的, 专人, 服务人员, 营业员, 业务员, 店长, 值班, 总机, 值班员, 业务部门, 客户经理, 大堂经理, 服务台, 礼宾, 柜面
    理财经理, 上级, 能做主的, 说了算的, 真正的人, 真的人, 顾问, 组长, 操作员, 总服务台, 能管事的
  `),
  hasAny: listOf('有, 有没有, 还有没有, 有无'),
  askMark: listOf('吗, 么, 没, 没有, 啊, 呢'),
  waits: listOf('等, 等着, 排队等, 等待, 愿意等, 可以等, 接着等'),
  asksThem: listOf('问, 问问, 问一下, 问个, 讲, 说, 聊, 谈, 帮, 解释, 商量'),
  desk: listOf('客房部, 信用卡中心, 售后, 投诉部门, 投诉部, 业务部门, 贷款部, 理赔部, 客服部, 技术部, 财务部, 人事部'),
  someOne: listOf('人, 个人, 一个人, 别人, 别的人, 其他人, 个真人, 个活人, 个懂的人, 个明白人, 个能说话的人, 活的, 个活的, 位同事, 真人, 个客服, 个人工, 个懂行的, 位客服'),
  bring: listOf('转, 转给, 转到, 转接, 转接到, 接, 接到, 接通, 找, 叫, 换, 喊, 派, 请, 让, 安排, 联系, 对接, 转回, 接回, 连, 连线, 切到, 切换到, 呼叫, 拨给, 转去, 转成, 换成, 来, 给我'),
  bringPolite: listOf('帮我转, 帮我接, 帮我找, 帮我叫, 给我转, 给我接, 给我找, 给我叫, 给我换, 给我派, 给我来, 帮我喊, 帮我请, 替我转, 替我找, 替我叫, 给我喊, 帮我换, 替我接, 给我安排, 帮我安排, 帮我联系'),
  aBit: listOf('一下, 下, 个, 一个, 位, 一位, 到, 回, 给, 你们, 你们的, 你们这, 你们那, 一下你们, 一下你们的, 一下你们那, 给你们, 到你们, 您们, 你们家, 刚才那位, 刚才那个'),
  comes: listOf(`
    来说, 来听, 来接, 来讲, 来跟我, 来和我, 来处理, 来帮, 来解决, 来一下, 来电话, 接一下, 接电话, 听电话, 接听, 跟我说, 跟我讲, 跟我谈, 跟我聊, 和我说, 和我讲
    和我谈, 和我聊, 给我打, 给我回, 打给我, 帮我处理, 帮我看, 帮我查, 帮我办, 帮我弄, 帮我解决, 说话, 说吧, 讲话, 回电, 回个电话, 过来接, 过来听, 出来, 处理一下
    帮帮我, 帮我一下, 讲电话, 跟我沟通, 跟我联系, 联系我, 和我沟通, 与我联系, 来应, 服务, 听一下, 跟我对话, 给我说, 给我讲, 给我解释, 帮忙, 来办, 来谈
  `),
  lets: listOf('让, 叫, 请, 找, 派, 换, 喊, 安排, 给我找, 给我叫, 来'),
  deals: listOf('受理, 办理, 办, 处理, 服务, 接听, 解答, 帮助, 咨询, 操作, 查询, 解决, 来办'),
  asks: listOf('想, 要, 可以, 能, 能不能, 可不可以, 可否, 想要, 能否, 需要, 请, 有没有, 改, 走, 用, 还是, 直接, 就要, 只要, 只想, 必须'),
  byHuman: listOf('人工, 真人'),
  together: listOf('跟, 和, 与, 同, 找, 对着'),
  withWhom: listOf(`
    人, 真人, 活人, 人工, 客服, 一个人, 个人, 真正的人, 一个真正的人, 真的人, 一个真人, 一个活人, 活生生的人, 你们的人, 你们领导, 你们经理, 你们主管, 你们客服
    你们老板, 你们同事, 你们负责人, 你们的负责人, 你们的领导, 你们的经理, 前台, 工作人员, 专员, 大活人, 会说话的人, 懂的人, 负责人, 管事的, 个活人, 个真人, 你们工作人员
  `),
  speaks: listOf('说, 讲, 说话, 讲话, 谈, 通话, 聊, 聊聊, 沟通, 对话, 交流, 谈谈, 说说, 通电话, 打交道, 讲电话, 直接说, 当面说, 说清楚, 语音'),
  noMore: listOf(`
    不要, 不想要, 别用, 不用, 别让, 不想听, 不跟, 不和, 不想跟, 不想和, 不要跟, 不要和, 别跟我用, 懒得跟, 没法跟, 没办法跟, 不愿跟, 不愿意跟, 不喜欢, 讨厌, 不爱跟
    受不了, 别拿, 少拿, 不信任, 不相信, 不习惯, 不会用, 不想用, 不爱听, 拒绝, 不喜欢跟, 不想对着, 不愿意和, 不接受, 烦死, 烦, 别再用, 不乐意跟, 不习惯跟, 别给我
  `),
  aMachine: listOf(`
    机器人, 机器, 电脑, 智能客服, 语音助手, 智能语音, 自动语音, 录音, 语音机器人, 智能助手, ai, 语音系统, 自动客服, 机器客服, 虚拟客服, 智能机器人, 电子语音, 自动应答
    自动回复, 人工智能, 语音导航, 语音菜单, 智能助理, 这个机器人, 这个机器, 你这个机器, 这机器, 你这机器人, 你这个机器人, 机器声音, 虚拟助手, 你们的机器人, 语音提示, 机器语音
  `),
  anybody: listOf('有人吗, 有人在吗, 有没有人在, 有没有人接, 有没有人理, 有没有人管, 有人接吗, 有人没, 有人在没, 没人吗, 没有人吗, 有人理我吗, 没人接吗, 有人能听到吗, 有人听吗, 有没有人啊, 有没有人呢, 有没有人听, 有没有人能'),
  haveThem: listOf('有没有, 有吗, 在吗, 在不在, 在线吗, 有空吗'),
  the: listOf('电话给, 电话转给, 电话交给, 电话转, 电话转到, 电话接到, 手机给, 话筒给'),
  before: listOf('刚才, 刚刚, 上次, 之前, 刚, 前面'),
  backTo: listOf('转回, 接回, 再接, 再转, 转一下, 转过去, 接过去, 转回去, 接回去, 接一下, 重新转, 重新接, 帮我转, 帮我接, 接通一下, 转给我'),
  callee: listOf('客服, 小姐, 先生, 坐席, 座席, 话务员, 接线员, 专员, 经理, 人工, 那位, 那个人, 小姑娘, 小伙子, 女士, 同事, 工作人员'),
  leaves: listOf('退出, 跳过, 关掉, 别念, 不听, 不想听'),
  unjob: listOf('智能, 成本, 湖, 呼吸, 费, 电话, 热线, 号码, 授粉, 降雨, 流产, 少, 多少'),
}

export const chineseHumanWishes = templatesOf(`
  bring aBit? aBit? who !unjob
  bringPolite aBit? aBit? someOne
  the ~3 who
  lets aBit? aBit? who comes
  lets aBit? someOne comes
  lets aBit? ~6 someOne comes
  ^ lets someOne $
  ^ asks? bring aBit? desk $
  bringPolite ~6 someOne
  together withWhom speaks
  noMore ~1 aMachine $
  noMore ~1 aMachine speaks
  ^ ~2 anybody $
  ^ ~2 who haveThem
  asks byHuman deals
  asks byHuman $
  before ~8 callee ~4 backTo
  callee ~1 backTo
  bring aBit? ~7 who $
  bring aBit? ~3 desk $
  together ~4 who speaks
  hasAny who askMark $
  waits byHuman $
  lets aBit? someOne ~1 asksThem
  byHuman byHuman
  leaves aMachine $
`)
