/** A written form and how it is said: 多音字, names, abbreviations. */
export interface Pronunciation {
  readonly text: string
  readonly say: string
}

interface Substitution {
  readonly pattern: RegExp
  readonly says: ReadonlyMap<string, string>
}

/** Letters of scripts that set words apart; in others a word may stand anywhere in the text. */
const wordSign = '[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{M}\\p{N}]'
const startsAsWord = new RegExp(`^${wordSign}`, 'u')
const endsAsWord = new RegExp(`${wordSign}$`, 'u')

const literally = (text: string): string =>
  `${startsAsWord.test(text) ? `(?<!${wordSign})` : ''}${text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}${endsAsWord.test(text) ? `(?!${wordSign})` : ''}`

/** The longest form that fits is taken, each sign of the text is looked at once, and case counts. */
const substitutionOf = (list: readonly Pronunciation[], encode: (text: string) => string): Substitution => {
  const says = new Map(list.map(({ text, say }) => [encode(text), encode(say)]))
  const forms = [...says.keys()].sort((one, other) => other.length - one.length).map(literally)
  // An entity is one sign: none of its letters is a word.
  return { pattern: new RegExp([...forms, '&#?\\w+;'].join('|'), 'gu'), says }
}

const cachedSubstitution = (encode: (text: string) => string): ((list: readonly Pronunciation[]) => Substitution) => {
  const cache = new WeakMap<readonly Pronunciation[], Substitution>()
  return (list) => {
    const made = cache.get(list) ?? substitutionOf(list, encode)
    cache.set(list, made)
    return made
  }
}

const xmlSigns: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
/** Makes a text safe within SSML. */
export const encodeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => xmlSigns[sign] ?? sign)

const inPlainText = cachedSubstitution((text) => text)
const inMarkup = cachedSubstitution(encodeXml)

const substitute = (text: string, { pattern, says }: Substitution): string => text.replace(pattern, (form) => says.get(form) ?? form)

/** The text as it is to be said. */
export const pronounceText = (text: string, list: readonly Pronunciation[]): string =>
  list.length === 0 ? text : substitute(text, inPlainText(list))

/** Elements whose content is said as the author prescribes. */
const prescribed = new Set(['sub', 'phoneme', 'say-as'])
/** No tag holds a `<`, and a name ends where it can end: a text of many `<` is gone through once, whatever it is. */
const markupTag = /<!--[\s\S]*?-->|<(\/?)([^\s/<>"']+)(?=[\s/>])(?:"[^"<]*"|'[^'<]*'|[^<'">])*>/g

/** The same for SSML that was found well-formed: only what is text in it changes. */
export const pronounceSsml = (ssml: string, list: readonly Pronunciation[]): string => {
  if (list.length === 0) return ssml
  const substitution = inMarkup(list)
  let said = ''
  let rest = 0
  let depth = 0
  for (const { index, 0: tag, 1: slash, 2: name = '' } of ssml.matchAll(markupTag)) {
    const text = ssml.slice(rest, index)
    said += `${depth > 0 ? text : substitute(text, substitution)}${tag}`
    rest = index + tag.length
    if (prescribed.has(name) && !tag.endsWith('/>')) depth += slash === '/' ? -1 : 1
  }
  return said + substitute(ssml.slice(rest), substitution)
}
