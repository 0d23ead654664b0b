import type { ResourcesView } from '@callchart/protocol'

/** Voices of an installation, as far as it knows its own. */
export interface KnownVoices {
  readonly names: readonly string[]
  /** Any voice takes one after a plus sign. */
  readonly timbres: readonly string[]
}

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((each) => typeof each === 'string')

export function knownVoices(resources: ResourcesView | undefined): KnownVoices | undefined {
  const speech = resources?.speech as { readonly voices?: Partial<KnownVoices> } | undefined
  const { names, timbres = [] } = speech?.voices ?? {}
  return isTexts(names) && isTexts(timbres) ? { names, timbres } : undefined
}

const baseOf = (tag: string): string => tag.split('-')[0] ?? tag

/** Voices go by the codes of single languages, flows by those of a country's Chinese. */
const otherNames: Readonly<Record<string, readonly string[]>> = { 'zh-cn': ['cmn', 'zh'], 'zh-tw': ['cmn', 'zh'], zh: ['cmn', 'zh'], 'zh-hk': ['yue', 'zh'] }

/** How well a voice fits a language, the best first; undefined: it speaks another. */
function rank(name: string, language: string): number | undefined {
  const wanted = language.toLowerCase()
  const others = otherNames[wanted] ?? []
  if (name === wanted || name === others[0]) return 0
  if (baseOf(name) === baseOf(wanted) || others.includes(baseOf(name))) return 1
  return baseOf(wanted) === 'zh' && ['cmn', 'yue'].includes(baseOf(name)) ? 2 : undefined
}

/** Voices for a language: the one that fits best in all its timbres, that which is picked too, and the others by themselves. */
export function voicesFor(language: string, { names, timbres }: KnownVoices, picked: string): { readonly best: readonly string[]; readonly others: readonly string[] } {
  const fitting = names
    .map((name) => ({ name, rank: rank(name, language) }))
    .filter((each): each is { readonly name: string; readonly rank: number } => each.rank !== undefined)
    .sort((left, right) => left.rank - right.rank || left.name.localeCompare(right.name))
    .map(({ name }) => name)
  const [first] = fitting
  const base = picked.split('+')[0] ?? ''
  const whole = [...new Set([...(first === undefined ? [] : [first]), ...(fitting.includes(base) ? [base] : [])])]
  return { best: whole.flatMap((name) => [name, ...timbres.map((timbre) => `${name}+${timbre}`)]), others: fitting.filter((name) => !whole.includes(name)) }
}

export type Timbre = { readonly sort: 'man' | 'woman'; readonly number: string } | { readonly sort: 'other'; readonly name: string } | { readonly sort: 'plain' }

/** What a voice's name says of it. */
export function timbreOf(voice: string): Timbre {
  const name = voice.split('+')[1]
  if (name === undefined) return { sort: 'plain' }
  const numbered = /^([mf])(\d+)$/.exec(name)
  return numbered === null ? { sort: 'other', name } : { sort: numbered[1] === 'm' ? 'man' : 'woman', number: numbered[2] ?? '' }
}

const samples: Readonly<Record<string, string>> = {
  zh: '您好，感谢您的来电，请问有什么可以帮您？',
  en: 'Hello, and thank you for calling. How may I help you?',
  ja: 'お電話ありがとうございます。ご用件をお聞かせください。',
  ko: '전화해 주셔서 감사합니다. 무엇을 도와드릴까요?',
  fr: 'Bonjour et merci de votre appel. Comment puis-je vous aider ?',
  de: 'Guten Tag und danke für Ihren Anruf. Wie kann ich Ihnen helfen?',
  es: 'Hola, gracias por llamar. ¿En qué puedo ayudarle?',
  pt: 'Olá, obrigado por ligar. Como posso ajudar?',
  it: 'Buongiorno e grazie della chiamata. Come posso aiutarla?',
  ru: 'Здравствуйте, спасибо за звонок. Чем могу помочь?',
  vi: 'Xin chào, cảm ơn quý khách đã gọi. Tôi có thể giúp gì?',
  th: 'สวัสดีค่ะ ขอบคุณที่โทรมา มีอะไรให้ช่วยไหมคะ',
  id: 'Halo, terima kasih telah menelepon. Apa yang bisa kami bantu?',
}

/** A sentence to hear a voice by; digits are read out in every language. */
export const sampleSentence = (language: string): string => samples[baseOf(language.toLowerCase())] ?? '1, 2, 3, 4, 5.'
