import { said, type Said } from '../contract/said.js'

type Sentence = readonly [RegExp, (part: string) => string]

/** Sentences of the XML parser that authors of prompts meet. */
const sentences: readonly Sentence[] = [
  [/^Missing end tag for element (\S+)/, (name) => `元素 <${name}> 没有结束标签`],
  [/^Unclosed (?:start|end) tag for element `(.+)`/, (name) => `元素 <${name}> 的标签没有写完`],
  [/^Unterminated reference/, () => '符号 & 之后的写法不完整'],
  [/^Named entity isn't defined: (\S+)/, (name) => `没有名为 ${name} 的实体`],
  [/^Attribute value expected/, () => '属性值应写在引号中'],
  [/^Duplicate attribute: (\S+)/, (name) => `属性 ${name} 重复`],
  [/^(?:Unclosed attribute|Missing end quote)/, () => '属性值缺少结束引号'],
  [/^Unescaped `<`/, () => '属性值中不能直接写 <'],
  [/^Root element is missing/, () => '缺少最外层元素'],
  [/^Extra content/, () => '最外层元素之后还有内容'],
  [/comment/, () => '注释的写法不正确'],
  [/character/i, () => '含有不允许的字符'],
]

const placeZh = (sentence: string): string => {
  const place = /\(line (\d+), column (\d+)\)$/.exec(sentence)
  return place === null ? '' : `（第 ${place[1]} 行第 ${place[2]} 列）`
}

/** What the XML parser says of an SSML text, in both languages. @param sentence its own, in English */
export const xmlFault = (sentence: string): Said => {
  for (const [pattern, inChinese] of sentences) {
    const found = pattern.exec(sentence)
    if (found !== null) return said(sentence, inChinese(found[1] ?? '') + placeZh(sentence))
  }
  return said(sentence, `不符合 XML 的写法${placeZh(sentence)}`)
}
