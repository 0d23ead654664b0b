import type { ValueType } from '@callchart/protocol'
import type { ExpressionType } from '../cel/check-expression.js'
import type { leadingKeyIntents } from '../compile/router.js'

/** What Chinese texts call the types of variables and expressions. */
export const typeZh: Readonly<Record<ExpressionType, string>> = {
  string: '文本',
  number: '数字',
  boolean: '布尔',
  date: '日期',
  list: '列表',
  any: '任意',
}

/** What Chinese texts call the kinds of values that callers say. */
export const valueTypeZh: Readonly<Record<ValueType, string>> = {
  digits: '数字串',
  number: '数字',
  money: '金额',
  date: '日期',
  dateRange: '日期区间',
  time: '时间',
  phone: '电话号码',
  idNumber: '证件号码',
  plate: '车牌号',
  name: '姓名',
  address: '地址',
  choice: '选项',
  text: '自由文本',
}

const waysZh: Readonly<Record<string, string>> = {
  next: '下一步',
  to: '跳转目标',
  else: '否则',
  noInput: '无输入',
  noMatch: '未匹配',
  invalid: '校验失败',
  invalidDigit: '无效按键',
  open: '工作时间',
  closed: '非工作时间',
  fallback: '兜底',
  noConsent: '未同意录音',
  failure: '失败',
  outcomeUnknown: '结果未知',
  busy: '忙线',
  noAnswer: '无人接听',
  declined: '拒接',
  failed: '失败',
  overflow: '排队已满',
  empty: '未留言',
}

const listsZh: Readonly<Record<string, string>> = { branches: '分支', choices: '选项', keys: '按键' }

/** A way out of a node as people find it, in a Chinese text: by its label, or by its place in a list. */
export const wayZh = (way: string): string => {
  const [list = '', index] = way.split('.')
  if (index !== undefined) return `第 ${Number(index) + 1} 个${listsZh[list] ?? list}`
  const label = Object.hasOwn(waysZh, way) ? waysZh[way] : undefined
  return label === undefined ? `“${way}”出口` : `“${label}”（${way}）出口`
}

/** What Chinese texts call the key intents that lead to a node. */
export const keyIntentZh: Readonly<Record<(typeof leadingKeyIntents)[number], string>> = {
  human: '转人工',
  complaint: '投诉',
  displeasure: '不满',
  doNotCall: '免打扰',
  end: '结束通话',
}
