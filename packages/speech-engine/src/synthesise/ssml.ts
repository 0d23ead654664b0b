import { SpeechEngineError } from '../errors.js'

/** Tags that espeak-ng acts on. Other known tags are spoken through; `voice` is dropped since the request names the voice. */
const actedOn = new Set(['speak', 's', 'p', 'break', 'say-as', 'prosody', 'emphasis', 'lang'])

/** espeak-ng takes decibels for something else: percent of the amplitude are what they mean. */
const inPercent = (decibels: number): string => `${Math.round(10 ** (decibels / 20) * 100)}%`

/** What espeak-ng calls otherwise than SSML 1.1 does: another language within a text, loudness, and spelling. */
const asEspeakHas = (tag: string): string =>
  tag
    .replace(/^(<\/?)lang\b/, '$1voice')
    .replace(/(\svolume\s*=\s*["'])([+-]?\d+(?:\.\d+)?)dB/, (_, before: string, decibels: string) => `${before}${inPercent(Number(decibels))}`)
    .replace(/(\sinterpret-as\s*=\s*["'])(?:spell-out|verbatim)\b/, '$1characters')
const token = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[<&]|[^<&]+/g
const entity = /^&(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[\da-fA-F]{1,6});/

/** Plain text as espeak-ng, which always reads SSML and `[[phonemes]]`, must be given it to speak it as it stands. */
export function escapeText(text: string): string {
  return withoutPhonemes(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const withoutPhonemes = (text: string): string => text.replaceAll('[[', '[ ').replaceAll(']]', ' ]')

/**
 * SSML checked for balance and reduced to what espeak-ng acts on.
 * @throws SpeechEngineError SPEECH_REQUEST_INVALID when it is not well formed
 */
export function readSsml(ssml: string): string {
  const open: string[] = []
  const out: string[] = []
  let replaced = 0
  for (const match of ssml.matchAll(token)) {
    const [text, slash, tag, attributes = '', selfClosing] = match
    if (tag === undefined) {
      if (text === '<') throw malformed(ssml, match.index, 'a < that starts no tag: write &lt;')
      if (text === '&' && !entity.test(ssml.slice(match.index))) throw malformed(ssml, match.index, 'a & that starts no entity: write &amp;')
      if (replaced === 0 && !text.startsWith('<')) out.push(withoutPhonemes(text))
      continue
    }
    if (slash === '/') {
      if (open.pop() !== tag) throw malformed(ssml, match.index, `</${tag}> closes what is not open`)
      if (tag === 'sub') replaced -= 1
    } else if (selfClosing !== '/') {
      open.push(tag)
      if (tag === 'sub') {
        replaced += 1
        if (replaced === 1) out.push(/\salias\s*=\s*["']([^"']*)/.exec(attributes)?.[1] ?? '')
      }
    }
    if (replaced === 0 && actedOn.has(tag)) out.push(asEspeakHas(text))
  }
  if (open.length > 0) throw malformed(ssml, ssml.length, `<${open.at(-1) ?? ''}> is never closed`)
  return out.join('')
}

function malformed(ssml: string, index: number, what: string): SpeechEngineError {
  return new SpeechEngineError('SPEECH_REQUEST_INVALID', `The SSML is not well formed at character ${Math.min(index, ssml.length) + 1}: ${what}`)
}
