import { carriedPart, plainText, stripCarriers, type CarriedOptions, type Carriers } from '../carriers.js'
import type { Reading } from '../reading.js'
import { roughSyllable, syllablesOf } from './pinyin.js'

const fillers = '嗯+|呃+|额|啊|哦|那个|就是|对|好的?|是的|喂|你好|您好'
const carriers: Carriers = {
  before: new RegExp(
    `^(?:(?:${fillers})(?=[,，。、\\s])|(?:${fillers})?[,，、\\s]*(?:(?:我|他|她|户主|机主|患者|病人|联系人|收件人|客人|预订人|本人)?的?(?:全名|姓名|名字|大名|名)(?:是|叫做?|为)?|(?:我|他|她|户主|机主|患者|病人|联系人|收件人|客人)(?:就?是|叫做?|名叫)|叫我|(?:叫|名叫|是)(?=\\p{Script=Han}{2,4}(?:$|[,，。\\s]))))`,
    'u',
  ),
  after: /(?:[,，。\s]*(?:谢谢|麻烦了?|就行了?|就好了?|就可以了?|吧|啊|哈|呢|嗯|这个名字|本人))$/u,
  correction: /不对|说错了|错了|更正|应该是|哦不/u,
}
/** 我姓王，叫王小明: the surname goes before the name that repeats it. */
const surname = /^(?:我|他|她)?(?:免贵|鄙人)?姓(\p{Script=Han}{1,2}?)(?:[,，\s]+|$|(?=叫|名))(?:我?(?:就?叫|名字?(?:叫|是)?|全名(?:叫|是)?))?(.*)$/u
/** 弓长张: how a surname is told apart from others of its sound. */
const takenApart: Readonly<Record<string, string>> = { 弓长: '张', 立早: '章', 木子: '李', 双木: '林', 口天: '吴', 耳东: '陈', 言午: '许', 三横: '王', 双人: '徐', 古月: '胡', 人可: '何', 草字头: '黄', 走肖: '赵', 十八子: '李', 三点水: '汪', 干勾: '于' }
const apart = new RegExp(`^(?:${Object.keys(takenApart).join('|')})的?(?=\\p{Script=Han})`, 'u')
/** 光明的明, 伟大的伟. */
const explained = /(\p{Script=Han}{1,4})的(?:那个)?(\p{Script=Han})(?:字)?/gu

/** Of two characters of one sound, that of the explanation. */
function corrected(name: string, explanation: string): string {
  const characters = [...name]
  const sounds = characters.map((character) => roughSyllable(syllablesOf(character)[0] ?? ''))
  const put = (character: string): void => {
    const at = characters.includes(character) ? -1 : sounds.indexOf(roughSyllable(syllablesOf(character)[0] ?? ''))
    if (at >= 0) characters[at] = character
  }
  for (const [, words = '', character = ''] of explanation.matchAll(explained)) if (words.includes(character)) put(character)
  for (const [parts, character] of Object.entries(takenApart)) if (explanation.includes(`${parts}${character}`)) put(character)
  return characters.join('')
}

function nameOf(said: string): { name: string; rest: string; carried: boolean } {
  const family = surname.exec(said)
  const [, first = '', given = ''] = family ?? []
  const piece = family && given !== '' ? given : family ? first : said
  const trimmed = piece.replace(/^[,，。、\s]+/u, '').replace(apart, '')
  const [, name = '', rest = ''] = /^([\p{Script=Han}·a-z\s.'-]+?)(?:[,，。、;；]+(.*))?$/iu.exec(trimmed) ?? []
  const full = family && given !== '' && [...name].length <= 2 && !name.startsWith(first) ? `${first}${name}` : name
  return { name: full.trim(), rest: `${rest}，${said}`, carried: family !== null }
}

const leads = /我(?:的名字|名字|姓名)?(?:就)?(?:叫|姓|是)(?=\p{Script=Han}{1,4}(?:[,，。、;；]|$))|(?:姓名|名字)(?:是|叫|为)?[:：]?/u
const ends = /[。;；!！?？]|[,，](?!.{0,2}(?:叫|名|的))/u

/** A person's name without the words around it: 我姓王，叫王小明, 我叫张伟，伟大的伟. Chinese. */
export function readChineseName(text: string, { bare = true }: CarriedOptions = {}): Reading<string> | undefined {
  const part = bare ? plainText(text) : carriedPart(plainText(text), leads, ends)
  if (part === undefined) return undefined
  const { value: said, carried } = stripCarriers(part, carriers)
  const { name: heard, rest, carried: told } = nameOf(said)
  const name = corrected(/\p{Script=Han}/u.test(heard) ? heard.replace(/\s+/gu, '') : heard, rest)
  if (!/\p{L}/u.test(name)) return undefined
  return { value: name, matched: heard, confidence: carried || told ? 0.8 : [...name].length > 6 ? 0.55 : 0.6 }
}
