import { carriedPart, plainText, stripCarriers, type CarriedOptions, type Carriers } from '../carriers.js'
import type { Reading } from '../reading.js'

const fillers = '嗯+|呃+|额|啊|哦|那个|就是|对|好的?|是的|喂|你好|您好'
const carriers: Carriers = {
  before: new RegExp(
    `^(?:(?:${fillers})(?=[,，。、\\s])|(?:${fillers})?[,，、\\s]*(?:(?:我|我们|我家|你|您)?的?(?:家庭|收货|送货|邮寄|寄件|收件|详细|现在的?|公司|单位|新|联系|家里)*的?(?:地址|住址)(?:的话)?(?:是在?|在|为|：|:)?|(?:我|我们)(?:现在|目前)?(?:家)?(?:就?住在?|是?在)|(?:我|我们)家(?:是|在)|(?:请|麻烦|帮我)*(?:你|您)?(?:给我|帮我)?(?:送|寄|发|派)(?:到|往|去)|住在|就在))`,
    'u',
  ),
  after: /(?:[,，。\s]*(?:谢谢|麻烦了?|吧|啊|哈|呢|嗯|就行了?|就好了?|就可以了?|这里|这边))$/u,
  correction: /不对|说错了|错了|更正|应该是|哦不/u,
}

const leads = /(?:地址|住址)(?:是在?|在|为)?[:：]?|我(?:现在|家)?住在?|(?:送|寄|派)(?:到|往)/u
const ends = /[。;；!！?？,，]/u

/** An address as it was said, without the words around it: 我住在幸福路三十八号. Chinese. */
export function readChineseAddress(text: string, { bare = true }: CarriedOptions = {}): Reading<string> | undefined {
  const part = bare ? plainText(text) : carriedPart(plainText(text), leads, ends)
  if (part === undefined) return undefined
  const { value, carried } = stripCarriers(part, carriers)
  const address = value.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
  return /[\p{L}\p{N}]/u.test(address) ? { value: address, matched: value, confidence: carried ? 0.8 : 0.6 } : undefined
}
