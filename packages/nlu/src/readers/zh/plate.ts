import { patchedWritings } from '../patched.js'
import type { PlateOptions } from '../plate.js'
import type { Reading } from '../reading.js'
import { chineseConfidence } from './around.js'
import { chineseText, digitAt } from './numerals.js'
import { tonedSyllable } from './pinyin.js'

/** One-character names of provinces on plates, GA 36. */
const provinces = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新'
const provinceNames: Readonly<Record<string, string>> = {
  北京: '京', 天津: '津', 河北: '冀', 山西: '晋', 内蒙古: '蒙', 内蒙: '蒙', 辽宁: '辽', 吉林: '吉', 黑龙江: '黑', 上海: '沪', 江苏: '苏', 浙江: '浙', 安徽: '皖', 福建: '闽', 江西: '赣', 山东: '鲁', 河南: '豫', 湖北: '鄂', 湖南: '湘', 广东: '粤', 广西: '桂', 海南: '琼', 重庆: '渝', 四川: '川', 贵州: '贵', 云南: '云', 西藏: '藏', 陕西: '陕', 甘肃: '甘', 青海: '青', 宁夏: '宁', 新疆: '新',
}
const provinceSounds: ReadonlyMap<string, string> = new Map([...provinces].map((province) => [tonedSyllable(province), province]))
/** Names of letters as recognisers of Chinese write them, where only a letter can stand. */
const letterNames: Readonly<Record<string, string>> = { 诶: 'a', 欸: 'a', 哎: 'a', 比: 'b', 必: 'b', 逼: 'b', 西: 'c', 希: 'c', 弟: 'd', 迪: 'd', 帝: 'd', 伊: 'e', 易: 'e', 鸡: 'g', 记: 'g', 杰: 'j', 开: 'k', 恩: 'n', 皮: 'p', 屁: 'p', 踢: 't', 提: 't', 维: 'v', 叉: 'x', 歪: 'y' }
const spokenDigits: Readonly<Record<string, string>> = { 幺: '1', 洞: '0', 拐: '7', 勾: '9' }
const tailMarks = '挂学警港澳领'
const joint = /[\s,，、.。·•点\-的嗯呃啊]|然后|再是?|后面是?|字母|大写|数字/uy
const repeat = /([两二三四五2-5])个([0-9零〇一二两三四五六七八九幺])/uy

/** GA 36: five characters behind the letter of the city; six on vehicles of new energy. The letters I and O are not used. */
const ordinary = /^[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳领]$/u
const newEnergy = /^(?:[A-HJK][A-HJ-NP-Z0-9]\d{4}|\d{5}[A-HJK])$/

interface Piece {
  readonly text: string
  readonly end: number
}

function characterAt(text: string, at: number): Piece | undefined {
  repeat.lastIndex = at
  const same = repeat.exec(text)
  if (same) return { text: (digitCharacter(same[2] ?? '') ?? '').repeat(digitAt(same[1] ?? '', 0) ?? 1), end: repeat.lastIndex }
  const character = text[at] ?? ''
  const digit = digitCharacter(character)
  if (digit !== undefined) return { text: digit, end: at + 1 }
  if (/[a-z]/.test(character)) return { text: character.toUpperCase(), end: at + 1 }
  return tailMarks.includes(character) && character !== '' ? { text: character, end: at + 1 } : undefined
}

function digitCharacter(character: string): string | undefined {
  const value = digitAt(character, 0)
  return value === undefined ? spokenDigits[character] : String(value)
}

function skipJoints(text: string, at: number): number {
  let place = at
  for (joint.lastIndex = place; joint.test(text); joint.lastIndex = place) place = joint.lastIndex
  return place
}

/** 京, 北京的京, or a character of that sound. */
function provinceAt(text: string, at: number): Piece | undefined {
  const name = Object.keys(provinceNames).find((each) => text.startsWith(each, at))
  if (name !== undefined) {
    const province = provinceNames[name] ?? ''
    const end = at + name.length
    const repeated = new RegExp(`^(?:的${province})?`, 'u').exec(text.slice(end))?.[0].length ?? 0
    return { text: province, end: end + repeated }
  }
  const character = text[at] ?? ''
  if (!/\p{Script=Han}/u.test(character)) return undefined
  const province = provinces.includes(character) ? character : provinceSounds.get(tonedSyllable(character))
  return province === undefined ? undefined : { text: province, end: at + 1 }
}

function letterAt(text: string, at: number): Piece | undefined {
  const place = skipJoints(text, at)
  const character = text[place] ?? ''
  if (/[a-z]/.test(character)) return { text: character.toUpperCase(), end: place + 1 }
  const letter = Object.hasOwn(letterNames, character) ? letterNames[character] : undefined
  return letter === undefined ? undefined : { text: letter.toUpperCase(), end: place + 1 }
}

/** I and O are not on plates: they are a one and a zero. */
const plateCharacters = (text: string): string => text.replaceAll('O', '0').replaceAll('I', '1')

function tailAt(text: string, start: number): Piece | undefined {
  let tail = ''
  let best: Piece | undefined
  for (let at = skipJoints(text, start); at < text.length && tail.length < 7; at = skipJoints(text, at)) {
    const piece = characterAt(text, at)
    if (!piece) break
    tail += plateCharacters(piece.text)
    at = piece.end
    if (ordinary.test(tail) || newEnergy.test(tail)) best = { text: tail, end: at }
  }
  // A sixth character that makes no plate of new energy is no reason to drop it.
  return best && best.text.length === tail.length ? best : undefined
}

function plateAt(text: string, at: number): Piece | undefined {
  const province = provinceAt(text, at)
  const letter = province && letterAt(text, province.end)
  const tail = letter && tailAt(text, letter.end)
  return tail && { text: `${province.text}${letter.text}${tail.text}`, end: tail.end }
}

const correction = /^[,，、\s]*(?:嗯|呃|啊|哦)?(?:不对|不是|错了|说错了|哦?不不?|更正|应该是)[,，、\s]*(?:是|应该是|嗯|呃)*/u

/** 八K七六零，不对，八K七六九: what is said again takes its place. */
function correctedPlate(text: string, plate: Piece): Piece {
  const lead = correction.exec(text.slice(plate.end))?.[0]
  if (lead === undefined) return plate
  let again = ''
  let at = plate.end + lead.length
  for (let piece = characterAt(text, at); piece; piece = characterAt(text, at)) {
    again += plateCharacters(piece.text)
    at = skipJoints(text, piece.end)
  }
  const [province = '', letter = '', ...tail] = [...plate.text]
  const isTail = (said: string): boolean => ordinary.test(said) || newEnergy.test(said)
  const city = patchedWritings(`${letter}${tail.join('')}`, again).find((said) => isTail(said.slice(1)))
  return again === '' || city === undefined ? plate : { text: `${province}${city}`, end: at }
}

/** A plate of mainland China as it is said or typed, 京A幺二三四五, 沪 A D 一二三四五: in capitals without spaces. The last one said. */
export function readChinesePlate(text: string, { minCount = 1, maxCount = 40 }: PlateOptions = {}): Reading<string> | undefined {
  const folded = chineseText(text)
  let found: Reading<string> | undefined
  for (let at = 0; at < folded.length; ) {
    const heard = plateAt(folded, at)
    const plate = heard && correctedPlate(folded, heard)
    if (plate && plate.text.length >= minCount && plate.text.length <= maxCount) {
      const matched = folded.slice(at, plate.end)
      found = { value: plate.text, matched, confidence: chineseConfidence(folded.replaceAll('车牌', ''), matched) }
    }
    at = plate?.end ?? at + 1
  }
  return found
}
