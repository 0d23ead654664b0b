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

/** What Chinese texts call the key intents that lead to a node. */
export const keyIntentZh: Readonly<Record<(typeof leadingKeyIntents)[number], string>> = {
  human: '转人工',
  complaint: '投诉',
  displeasure: '不满',
  doNotCall: '免打扰',
  end: '结束通话',
}
