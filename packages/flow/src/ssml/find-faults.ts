import { parseXml, XmlCdata, XmlDocumentType, XmlElement, XmlError, XmlProcessingInstruction, XmlText, type XmlNode } from '@rgrove/parse-xml'
import { endOfExpression } from '../cel/template.js'
import { said, type Said } from '../contract/said.js'
import { ssmlElements, unknownSign, type ElementRule } from './elements.js'
import { xmlFault } from './xml-fault.js'

export interface SsmlFault {
  /** What is wrong, and where in the SSML. */
  readonly message: Said
  readonly wayOut: Said
}

const fault = (message: Said, wayOut: Said): SsmlFault => ({ message, wayOut })

const placeOf = (ssml: string, offset: number): Said => {
  const lines = ssml.slice(0, offset).split('\n')
  const column = (lines.at(-1) ?? '').length + 1
  return said(`line ${lines.length}, column ${column}`, `第 ${lines.length} 行第 ${column} 列`)
}

const listed = (names: readonly string[]): string => names.map((name) => `<${name}>`).join(', ')

/** Every {{ … }} as signs of the same length, so that places stay what they are in the author's text. */
const withoutExpressions = (ssml: string): string => {
  let known = ''
  let rest = 0
  for (let open = ssml.indexOf('{{'); open !== -1; open = ssml.indexOf('{{', rest)) {
    const close = endOfExpression(ssml, open + 2)
    const end = close === -1 ? ssml.length : close + 2
    known += ssml.slice(rest, open) + ssml.slice(open, end).replace(/[^\n]/g, unknownSign)
    rest = end
  }
  return known + ssml.slice(rest)
}

const removeIt = said('Remove it.', '请将其删除。')

const findInAttributes = ({ name, attributes }: XmlElement, rule: ElementRule, place: Said): SsmlFault[] => {
  const missing = rule.required
    .filter((attribute) => !Object.hasOwn(attributes, attribute))
    .map((attribute) =>
      fault(
        said(`<${name}> at ${place.en} has no ${attribute}`, `<${name}>（${place.zh}）缺少属性 ${attribute}`),
        said(`Give <${name}> the attribute ${attribute}.`, `请为 <${name}> 添加属性 ${attribute}。`),
      ),
    )
  const wrong = Object.entries(attributes).flatMap(([attribute, value]): SsmlFault[] => {
    const known = Object.hasOwn(rule.attributes, attribute) ? rule.attributes[attribute] : undefined
    if (known === undefined) {
      const names = Object.keys(rule.attributes).join(', ')
      return [
        fault(
          said(`<${name}> at ${place.en} has the unknown attribute ${attribute}`, `<${name}>（${place.zh}）不支持属性 ${attribute}`),
          names === '' ? removeIt : said(`Remove it, or use one of: ${names}.`, `请将其删除，或改用以下属性之一：${names}。`),
        ),
      ]
    }
    if (value.includes(unknownSign) || known.fits(value)) return []
    return [
      fault(
        said(`${attribute}="${value}" of <${name}> at ${place.en} does not fit`, `<${name}>（${place.zh}）的 ${attribute}="${value}" 不符合要求`),
        said(`Give ${attribute} one of: ${known.says.en}.`, `${attribute} 应为以下之一：${known.says.zh}。`),
      ),
    ]
  })
  return [...missing, ...wrong]
}

const hasWords = (node: XmlNode): boolean => {
  if (node instanceof XmlText) return node.text.trim() !== ''
  if (!(node instanceof XmlElement)) return false
  return Object.hasOwn(node.attributes, 'alias') || node.children.some(hasWords)
}

const misplaced = (name: string, parent: string, { children }: ElementRule, place: Said): SsmlFault =>
  fault(
    said(`<${name}> at ${place.en} stands in <${parent}>`, `<${name}>（${place.zh}）不能放在 <${parent}> 中`),
    children.length === 0
      ? said(`Move it out: <${parent}> holds no element.`, `请将其移出：<${parent}> 中不能有元素。`)
      : said(`Move it out: <${parent}> holds ${listed(children)}.`, `请将其移出：<${parent}> 中只能有 ${listed(children)}。`),
  )

const findInChild = (parent: XmlElement, rule: ElementRule, child: XmlNode, ssml: string): SsmlFault[] => {
  const place = placeOf(ssml, child.start)
  if (child instanceof XmlElement) {
    if (rule.children.includes(child.name) || !Object.hasOwn(ssmlElements, child.name)) return findInElement(child, ssml)
    return [misplaced(child.name, parent.name, rule, place)]
  }
  if (child instanceof XmlCdata)
    return [
      fault(
        said(`A CDATA section stands at ${place.en}`, `不支持 CDATA 段（${place.zh}）`),
        said('Write its text as it is, with &lt; and &amp; for < and &.', '请直接写出其中的文本，并用 &lt; 和 &amp; 代替 < 和 &。'),
      ),
    ]
  if (child instanceof XmlProcessingInstruction) return [fault(said(`<?${child.name}?> stands at ${place.en}`, `不支持 <?${child.name}?>（${place.zh}）`), removeIt)]
  if (child instanceof XmlText && !rule.text && child.text.trim() !== '')
    return [
      fault(
        said(`<${parent.name}> holds text at ${place.en}`, `<${parent.name}>（${place.zh}）中不能有文本`),
        said(`Close it at once: <${parent.name}/>.`, `请写成不含内容的 <${parent.name}/>。`),
      ),
    ]
  return []
}

const findInElement = (node: XmlElement, ssml: string): SsmlFault[] => {
  const place = placeOf(ssml, node.start)
  const rule = Object.hasOwn(ssmlElements, node.name) ? ssmlElements[node.name] : undefined
  if (rule === undefined) {
    const names = listed(Object.keys(ssmlElements))
    return [
      fault(
        said(`<${node.name}> at ${place.en} is not known`, `不支持 <${node.name}>（${place.zh}）`),
        node.name === 'voice'
          ? said("Name the voice in the flow's voices, one a language.", '请在流程的音色设置（voices）中指定，每种语言一个音色。')
          : said(`Use one of: ${names}.`, `请使用以下元素之一：${names}。`),
      ),
    ]
  }
  return [...findInAttributes(node, rule, place), ...node.children.flatMap((child) => findInChild(node, rule, child, ssml))]
}

const findInDocument = (ssml: string): SsmlFault[] => {
  const document = parseXml(ssml, { includeOffsets: true, preserveCdata: true, preserveDocumentType: true })
  const { root } = document
  if (root?.name !== 'speak')
    return [
      fault(
        said(`The outermost element is <${root?.name ?? ''}>`, `最外层元素是 <${root?.name ?? ''}>`),
        said('Put everything into one <speak>.', '请将全部内容放入一个 <speak> 中。'),
      ),
    ]
  if (document.children.some((node) => node instanceof XmlDocumentType))
    return [fault(said('It begins with a DOCTYPE', '开头有 DOCTYPE'), said('Remove the DOCTYPE.', '请删除 DOCTYPE。'))]
  if (!hasWords(root)) return [fault(said('It says nothing', '没有要播报的内容'), said('Put the text to say into <speak>.', '请将要播报的文本放入 <speak> 中。'))]
  return findInElement(root, ssml)
}

/** Everything in the SSML of a prompt that engines do not take; {{ … }} may stand in its text and in values of attributes. */
export const findSsmlFaults = (ssml: string): readonly SsmlFault[] => {
  try {
    return findInDocument(withoutExpressions(ssml))
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    const [what = ''] = error.message.split('\n')
    const reason = xmlFault(what)
    return [
      fault(
        said(`It is not well-formed: ${reason.en}`, `格式不正确：${reason.zh}`),
        said(
          'Close every element that is opened, and write &amp;, &lt; and &gt; for the signs &, < and >.',
          '请确保每个元素都有结束标签，并用 &amp;、&lt;、&gt; 代替 &、<、> 这几个符号。',
        ),
      ),
    ]
  }
}
