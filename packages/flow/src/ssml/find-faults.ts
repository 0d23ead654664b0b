import { parseXml, XmlCdata, XmlDocumentType, XmlElement, XmlError, XmlProcessingInstruction, XmlText, type XmlNode } from '@rgrove/parse-xml'
import { endOfExpression } from '../cel/template.js'
import { ssmlElements, unknownSign, type ElementRule } from './elements.js'

export interface SsmlFault {
  /** What is wrong, and where in the SSML. */
  readonly message: string
  readonly wayOut: string
}

const placeOf = (ssml: string, offset: number): string => {
  const lines = ssml.slice(0, offset).split('\n')
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
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

const findInAttributes = ({ name, attributes }: XmlElement, rule: ElementRule, place: string): SsmlFault[] => {
  const missing = rule.required
    .filter((attribute) => !Object.hasOwn(attributes, attribute))
    .map((attribute) => ({ message: `<${name}> at ${place} has no ${attribute}`, wayOut: `Give <${name}> the attribute ${attribute}.` }))
  const wrong = Object.entries(attributes).flatMap(([attribute, value]): SsmlFault[] => {
    const known = Object.hasOwn(rule.attributes, attribute) ? rule.attributes[attribute] : undefined
    if (known === undefined) {
      const names = Object.keys(rule.attributes).join(', ')
      return [{ message: `<${name}> at ${place} has the unknown attribute ${attribute}`, wayOut: names === '' ? 'Remove it.' : `Remove it, or use one of: ${names}.` }]
    }
    if (value.includes(unknownSign) || known.fits(value)) return []
    return [{ message: `${attribute}="${value}" of <${name}> at ${place} does not fit`, wayOut: `Give ${attribute} one of: ${known.says}.` }]
  })
  return [...missing, ...wrong]
}

const hasWords = (node: XmlNode): boolean => {
  if (node instanceof XmlText) return node.text.trim() !== ''
  if (!(node instanceof XmlElement)) return false
  return Object.hasOwn(node.attributes, 'alias') || node.children.some(hasWords)
}

const findInChild = (parent: XmlElement, rule: ElementRule, child: XmlNode, ssml: string): SsmlFault[] => {
  const place = placeOf(ssml, child.start)
  if (child instanceof XmlElement) {
    if (rule.children.includes(child.name) || !Object.hasOwn(ssmlElements, child.name)) return findInElement(child, ssml)
    const allowed = rule.children.length === 0 ? 'no element' : listed(rule.children)
    return [{ message: `<${child.name}> at ${place} stands in <${parent.name}>`, wayOut: `Move it out: <${parent.name}> holds ${allowed}.` }]
  }
  if (child instanceof XmlCdata) return [{ message: `A CDATA section stands at ${place}`, wayOut: 'Write its text as it is, with &lt; and &amp; for < and &.' }]
  if (child instanceof XmlProcessingInstruction) return [{ message: `<?${child.name}?> stands at ${place}`, wayOut: 'Remove it.' }]
  if (child instanceof XmlText && !rule.text && child.text.trim() !== '')
    return [{ message: `<${parent.name}> holds text at ${place}`, wayOut: `Close it at once: <${parent.name}/>.` }]
  return []
}

const findInElement = (node: XmlElement, ssml: string): SsmlFault[] => {
  const place = placeOf(ssml, node.start)
  const rule = Object.hasOwn(ssmlElements, node.name) ? ssmlElements[node.name] : undefined
  if (rule === undefined) {
    const wayOut = node.name === 'voice' ? "Name the voice in the flow's voices, one a language." : `Use one of: ${listed(Object.keys(ssmlElements))}.`
    return [{ message: `<${node.name}> at ${place} is not known`, wayOut }]
  }
  return [...findInAttributes(node, rule, place), ...node.children.flatMap((child) => findInChild(node, rule, child, ssml))]
}

const findInDocument = (ssml: string): SsmlFault[] => {
  const document = parseXml(ssml, { includeOffsets: true, preserveCdata: true, preserveDocumentType: true })
  const { root } = document
  if (root?.name !== 'speak') return [{ message: `The outermost element is <${root?.name ?? ''}>`, wayOut: 'Put everything into one <speak>.' }]
  if (document.children.some((node) => node instanceof XmlDocumentType)) return [{ message: 'It begins with a DOCTYPE', wayOut: 'Remove the DOCTYPE.' }]
  if (!hasWords(root)) return [{ message: 'It says nothing', wayOut: 'Put the text to say into <speak>.' }]
  return findInElement(root, ssml)
}

/** Everything in the SSML of a prompt that engines do not take; {{ … }} may stand in its text and in values of attributes. */
export const findSsmlFaults = (ssml: string): readonly SsmlFault[] => {
  try {
    return findInDocument(withoutExpressions(ssml))
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    const [what = ''] = error.message.split('\n')
    return [{ message: `It is not well-formed: ${what}`, wayOut: 'Close every element that is opened, and write &amp;, &lt; and &gt; for the signs &, < and >.' }]
  }
}
