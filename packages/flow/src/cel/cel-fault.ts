import { said, type Said } from '../contract/said.js'

const typesZh: Readonly<Record<string, string>> = {
  string: '文本',
  double: '数字',
  number: '数字',
  int: '整数',
  bool: '是/否',
  boolean: '是/否',
  date: '日期',
  list: '列表',
  map: '对象',
  null: '空值',
  dyn: '任意',
  any: '任意',
}

/** Names of types in a piece of CEL's own text, as Chinese texts call them. */
export const typesInChinese = (text: string): string => text.replace(/\b[a-z]+\b/g, (word) => (Object.hasOwn(typesZh, word) ? (typesZh[word] ?? word) : word))

/** Signs that the library's parser calls by name. */
const signs: Readonly<Record<string, string>> = {
  PLUS: '+',
  MINUS: '-',
  MULTIPLY: '*',
  DIVIDE: '/',
  MODULO: '%',
  EQ: '==',
  NE: '!=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  AND: '&&',
  OR: '||',
  NOT: '!',
  IN: 'in',
  LPAREN: '(',
  RPAREN: ')',
  LBRACKET: '[',
  RBRACKET: ']',
  LBRACE: '{',
  RBRACE: '}',
  DOT: '.',
  COMMA: ',',
  COLON: ':',
  QUESTION: '?',
  NUMBER: '数字',
  STRING: '文本',
  BOOLEAN: '布尔值',
  NULL: '空值',
  IDENTIFIER: '名称',
  BYTES: '字节',
}

const signZh = (token: string): string => (Object.hasOwn(signs, token) ? (signs[token] ?? token) : token.replace(/^'(.*)'$/, '$1'))

type Sentence = readonly [RegExp, (...parts: string[]) => string]

/** Sentences of the CEL library (errors of its parser and its type checker), the narrower ones first. */
const sentences: readonly Sentence[] = [
  [/^Unknown variable: (.+)$/, (name) => `没有变量“${name}”`],
  [/^no such overload: (.+)$/, (operation) => `不支持这样的运算：${typesInChinese(operation)}`],
  [/^found no matching overload for '([^(]+)(\(.*\))'$/, (name, types) => `函数 ${name} 不能这样使用：${typesInChinese(types)}`],
  [/^(?:Unexpected token: EOF|Expected .+, got EOF)$/, () => '表达式不完整'],
  [/^Expected (.+), got (.+)$/, (expected, found) => `此处应为 ${signZh(expected)}，实际是 ${signZh(found)}`],
  [/^Unexpected (?:token|character): (.+)$/, (sign) => `此处不应出现 ${signZh(sign)}`],
  [/^Invalid (?:number|integer|hex integer|exponent)/, () => '数字的写法不正确'],
  [/^Unterminated/, () => '文本缺少结束引号'],
  [/^Newlines not allowed/, () => '单行文本中不能换行'],
  [/escape|surrogate/i, () => '文本中的转义写法不正确'],
  [/^Reserved identifier: (.+)$/, (name) => `${name} 是保留字，不能用作名称`],
  [/^Exceeded /, () => '表达式过长或嵌套过深'],
  [/^Logical operator requires bool operands, got '(.+)'$/, (type) => `逻辑运算的两边应为“是/否”类型，实际是${typesInChinese(type)}类型`],
  [/must (?:be|return) bool, got '(.+)'$/, (type) => `条件的结果应为“是/否”类型，实际是${typesInChinese(type)}类型`],
  [/^Ternary branches .+ got '(.+)' and '(.+)'$/, (left, right) => `条件的两个结果类型应一致，实际是${typesInChinese(left)}和${typesInChinese(right)}`],
  [/^Expression of type '(.+)' cannot be range/, (type) => `${typesInChinese(type)}类型不能逐项处理`],
  [/^List index must be int/, () => '列表的序号应为整数'],
  [/^Cannot index type '(\w+)'/, (type) => `${typesInChinese(type)}类型没有字段`],
  [/^No such key: (.+)$/, (key) => `没有字段“${key}”`],
  [/invalid (?:predicate iteration variable|argument)$/, () => '函数的参数写法不正确'],
]

/** What is wrong with an expression. */
export interface ExpressionFault extends Said {
  /** The name that it uses and nobody has declared, where that is what is wrong. */
  readonly unknownName?: string
}

const unknownName = /^Unknown variable: (\S+)/

/** What the CEL library says of an expression, in both languages. @param sentence its own, in English */
export const celFault = (sentence: string): ExpressionFault => {
  const unknown = unknownName.exec(sentence)?.[1]
  return { ...toldFault(sentence), ...(unknown !== undefined && { unknownName: unknown }) }
}

const toldFault = (sentence: string): Said => {
  for (const [pattern, inChinese] of sentences) {
    const found = pattern.exec(sentence)
    if (found !== null) return said(sentence, inChinese(...found.slice(1)))
  }
  return said(sentence, `表达式无法使用（${sentence}）`)
}
