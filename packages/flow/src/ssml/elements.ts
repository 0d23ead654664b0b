import { said, type Said } from '../contract/said.js'

/** A value that only a call knows stands here while the SSML is checked. */
export const unknownSign = '\uE000'

export interface AttributeRule {
  readonly fits: (value: string) => boolean
  /** What fits, as a person is told. */
  readonly says: Said
}

export interface ElementRule {
  readonly attributes: Readonly<Record<string, AttributeRule>>
  readonly required: readonly string[]
  /** Elements that may stand in it. */
  readonly children: readonly string[]
  readonly text: boolean
}

const oneOf = (...values: readonly string[]): AttributeRule => ({ fits: (value) => values.includes(value), says: said(values.join(', '), values.join('、')) })

const anyOf = (...rules: readonly AttributeRule[]): AttributeRule => ({
  fits: (value) => rules.some(({ fits }) => fits(value)),
  says: said(rules.map(({ says }) => says.en).join(', or '), rules.map(({ says }) => says.zh).join('，或 ')),
})

/** A number with this unit, from least to most; a `signed` one says whether it is more or less. */
const measure = (unit: string, least: number, most: number, signed = false): AttributeRule => {
  const from = `${signed && least >= 0 ? '+' : ''}${least}${unit}`
  const to = `${signed ? '+' : ''}${most}${unit}`
  return {
    fits: (value) => {
      const number = value.endsWith(unit) ? value.slice(0, -unit.length) : ''
      const isNumber = (signed ? /^[+-]\d+(\.\d+)?$/ : /^\d+(\.\d+)?$/).test(number)
      return isNumber && Number(number) >= least && Number(number) <= most
    },
    says: said(`${from} to ${to}`, `${from} 至 ${to}`),
  }
}

const matching = (pattern: RegExp, says: Said): AttributeRule => ({ fits: (value) => pattern.test(value), says })

const language = { 'xml:lang': matching(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, said('a language tag such as en-US', '语言代码，例如 zh-CN')) }
const short = matching(/^.{1,40}$/u, said('at most 40 characters', '最多 40 个字符'))
const spokenText = matching(/\S/, said('the text to say', '要播报的文本'))
const within = ['break', 'prosody', 'emphasis', 'say-as', 'sub', 'phoneme', 'lang'] as const

const element = (rule: Partial<ElementRule>): ElementRule => ({ attributes: {}, required: [], children: [], text: true, ...rule })

/**
 * What a prompt's SSML may hold: the part of SSML 1.1 (https://www.w3.org/TR/speech-synthesis11/) that engines of
 * google.cloud.texttospeech.v1 act on alike. The voice is the flow's, one a language: there is no `voice` element.
 */
export const ssmlElements: Readonly<Record<string, ElementRule>> = {
  speak: element({
    attributes: {
      ...language,
      version: oneOf('1.0', '1.1'),
      xmlns: oneOf('http://www.w3.org/2001/10/synthesis'),
    },
    children: ['p', 's', ...within],
  }),
  p: element({ attributes: language, children: ['s', ...within] }),
  s: element({ attributes: language, children: within }),
  break: element({
    attributes: {
      time: anyOf(measure('ms', 0, 10_000), measure('s', 0, 10)),
      strength: oneOf('none', 'x-weak', 'weak', 'medium', 'strong', 'x-strong'),
    },
    text: false,
  }),
  prosody: element({
    attributes: {
      rate: anyOf(oneOf('x-slow', 'slow', 'medium', 'fast', 'x-fast', 'default'), measure('%', 25, 400)),
      pitch: anyOf(oneOf('x-low', 'low', 'medium', 'high', 'x-high', 'default'), measure('st', -20, 20, true), measure('%', -50, 100, true)),
      volume: anyOf(oneOf('silent', 'x-soft', 'soft', 'medium', 'loud', 'x-loud', 'default'), measure('dB', -96, 16, true)),
    },
    children: ['p', 's', ...within],
  }),
  emphasis: element({ attributes: { level: oneOf('strong', 'moderate', 'none', 'reduced') }, children: within }),
  'say-as': element({
    attributes: {
      'interpret-as': oneOf(
        'cardinal', 'ordinal', 'characters', 'spell-out', 'verbatim', 'fraction', 'unit', 'date', 'time', 'telephone', 'currency',
      ),
      format: short,
      detail: short,
      language: short,
    },
    required: ['interpret-as'],
  }),
  sub: element({ attributes: { alias: spokenText }, required: ['alias'] }),
  phoneme: element({ attributes: { alphabet: oneOf('ipa', 'x-sampa'), ph: spokenText }, required: ['ph'] }),
  lang: element({ attributes: language, required: ['xml:lang'], children: ['p', 's', ...within] }),
}
