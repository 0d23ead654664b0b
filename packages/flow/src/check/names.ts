import type { ValueType } from '@callchart/protocol'
import type { ExpressionType } from '../cel/check-expression.js'
import { said, type Said } from '../contract/said.js'

/** What people call the types of variables and expressions. */
const types: Readonly<Record<ExpressionType, Said>> = {
  string: said('text', '文本'),
  number: said('number', '数字'),
  boolean: said('yes / no', '是/否'),
  date: said('date', '日期'),
  list: said('list', '列表'),
  any: said('anything', '任意'),
}

/** Types one of which it may be, as people call them. */
export const typesNamed = (...among: readonly ExpressionType[]): Said => said(among.map((type) => types[type].en).join(' or '), among.map((type) => types[type].zh).join('或'))

/** What people call the kinds of values that callers say. */
export const valueTypeNames: Readonly<Record<ValueType, Said>> = {
  digits: said('digits', '号码数字'),
  number: said('a number', '数值'),
  money: said('an amount of money', '金额'),
  date: said('a date', '日期'),
  dateRange: said('a date range', '日期区间'),
  time: said('a time of day', '时间'),
  phone: said('a phone number', '电话号码'),
  idNumber: said('an ID number', '证件号码'),
  plate: said('a number plate', '车牌号'),
  name: said('the name of a person', '姓名'),
  address: said('an address', '地址'),
  choice: said('one of a list', '列表选项'),
  text: said('any words', '任意文本'),
}
