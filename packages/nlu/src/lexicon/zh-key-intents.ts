import { listOf, templatesOf } from '../text/list.js'
import type { KeyIntentWords } from './lexicon.js'
import { chineseHumanWishes } from './zh-human-wishes.js'

export const chineseLists: Readonly<Record<string, readonly string[]>> = {
  reach: listOf(`
    转, 转接, 转一下, 接一下, 找一下, 叫一下, 换一下, 接, 找, 叫, 换, 要, 转到, 联系, 接通, 转给, 帮我转, 给我转, 给我接, 给我找, 给我换, 帮我接
    帮我找, 换成, 接入, 连接, 联系一下, 呼叫, 请出, 想找, 想要, 需要, 有没有, 转去, 派, 接个, 找个, 找一个, 转个, 换个, 来个, 叫个, 转一个, 换一个
    安排, 直接转, 直接找
  `),
  person: listOf(`
    人工, 人工客服, 人工服务, 人工坐席, 人工座席, 客服, 坐席, 座席, 真人, 客服人员, 工作人员, 活人, 人工台, 真人客服
    在线客服, 人工接听, 接线员, 话务员, 业务员, 经理, 你们经理, 你们领导, 领导, 主管, 值班经理, 你们的客服, 你们客服
    你们的人
    专员, 客户经理, 你们主管, 负责人, 专人, 服务人员, 你们的工作人员, 营业员, 真的人, 人工处理, 客服小姐, 人来接, 人来
    人跟我说, 人接电话, 人说话, 人帮我
  `),
  talk: ['和', '跟', '与', '同'],
  talkTo: listOf(`
    人工, 人工客服, 客服, 真人, 活人, 人, 客服人员, 工作人员, 你们经理, 你们领导, 你们主管, 专员, 负责人, 经理, 领导
    真的人, 坐席, 你们客服
  `),
  speak: ['说', '讲', '说话', '讲话', '谈', '通话', '聊', '沟通', '对话', '联系', '交流'],
  reject: ['不想和', '不想跟', '不要和', '不要跟', '不跟', '不和', '别让我跟', '不愿意跟', '不愿意和', '不想同'],
  machine: ['机器人', '机器', '电脑', '语音', '智能语音', '系统', '自动语音', '人工智能', '录音'],
  complain: listOf(`
    投诉, 举报, 提意见, 投诉你们, 投诉你, 去投诉, 投诉一下, 反映问题, 投诉客服, 投诉这个, 投诉他, 进行投诉
    消费者协会, 打市长热线, 打12315, 工信部
  `),
}

export const chineseHuman: KeyIntentWords = {
  declinedBy: 'not',
  cues: listOf('人工, 客服, 真人, 活人, 机器人, 机器, 坐席, 经理, 领导, 找个人, 找人, 换人, 换个人, 一个人跟, 的人, 有人吗'),
  phrases: listOf(`
    人工, 人工客服, 人工服务, 客服, 转人工, 真人, 转接人工, 找人, 坐席, 人工坐席, 接人工, 转客服, 找客服, 叫人来, 活人
    总机, 接线员, 换人, 换个人, 找个人, 转接, 转接客服, 人工台
  `),
  templates: [...templatesOf(`
    reach person
    talk talkTo speak
    reject machine
  `), ...chineseHumanWishes],
  recogniser: ['人工', '转人工', '人工客服', '找客服'],
  samples: listOf(`
    我要和真人说话, 给我转一个人, 能不能找个人跟我说, 我不想跟机器人说话, 叫你们的人来接, 有没有活人, 让你们经理来接电话
    换个真人来
  `),
}

export const chineseComplaint: KeyIntentWords = {
  declinedBy: 'not',
  cues: ['投诉', '举报', '不满意', '太差', '态度', '差劲', '不满'],
  phrases: ['投诉', '我要投诉', '举报', '投诉你们', '我要举报', '投诉电话', '投诉部门', '我有投诉'],
  templates: [['complain']],
  recogniser: ['投诉', '我要投诉'],
  samples: ['我要投诉你们', '你们服务太差了我要投诉', '我对你们的服务非常不满意', '服务态度太恶劣了我要举报', '我要去投诉你们公司'],
}
