import type { FlowDocumentInput } from '../../../document/schema.js'

/** A sentence in English and Chinese. */
export type Words = readonly [english: string, chinese: string]
export type Intents = NonNullable<FlowDocumentInput['intents']>

const languages = ['en-US', 'zh-CN'] as const

export const inLanguages = <Value>([english, chinese]: readonly [Value, Value], spoken: readonly string[]): Record<string, Value> =>
  Object.fromEntries(languages.map((language, index): [string, Value] => [language, index === 0 ? english : chinese]).filter(([language]) => spoken.includes(language)))

export const prompt = ([english, chinese]: Words, spoken: readonly string[]): Record<string, string[]> => inLanguages([[english], [chinese]], spoken)

interface Topic {
  readonly name: Words
  readonly phrases: readonly [readonly string[], readonly string[]]
}

/** What callers of a shop want; no two of them sound alike. */
const topics: Readonly<Record<string, Topic>> = {
  delivery: { name: ['your delivery', '送货'], phrases: [['where is my parcel', 'track my delivery', 'when does my parcel arrive'], ['包裹到哪里了', '查一下快递', '什么时候送到']] },
  refund: { name: ['a refund', '退款'], phrases: [['i want my money back', 'refund please', 'get a refund'], ['我要退款', '把钱退给我', '申请退款']] },
  invoice: { name: ['an invoice', '发票'], phrases: [['send me an invoice', 'i need a receipt', 'copy of my invoice'], ['我要开发票', '补一张发票', '电子发票']] },
  password: { name: ['your password', '密码'], phrases: [['reset my password', 'i forgot my password', 'cannot log in'], ['忘记密码了', '重置密码', '登录不上']] },
  warranty: { name: ['the warranty', '保修'], phrases: [['is it still under warranty', 'warranty question', 'how long is the guarantee'], ['还在保修期吗', '保修多久', '保修问题']] },
  repair: { name: ['a repair', '维修'], phrases: [['my device is broken', 'book a repair', 'it needs fixing'], ['机器坏了', '预约维修', '需要修理']] },
  membership: { name: ['the membership', '会员'], phrases: [['become a member', 'membership card', 'join the club'], ['我想办会员', '会员卡', '加入会员']] },
  newAddress: { name: ['a new address', '新地址'], phrases: [['i moved house', 'change my address', 'update the address'], ['我搬家了', '改一下地址', '更新地址']] },
  catalogue: { name: ['our catalogue', '产品目录'], phrases: [['send me the catalogue', 'what do you sell', 'product list'], ['给我一份目录', '你们卖什么', '产品清单']] },
  appointment: { name: ['an appointment', '预约'], phrases: [['make an appointment', 'book a visit', 'schedule a meeting'], ['我要预约', '约个时间', '安排一次上门']] },
}
const globalTopics: Readonly<Record<string, Topic>> = {
  openingHours: { name: ['our opening hours', '营业时间'], phrases: [['what are your opening hours', 'when are you open', 'what time do you close'], ['营业时间', '几点开门', '几点关门']] },
  parking: { name: ['parking', '停车'], phrases: [['where can i park', 'is there parking', 'parking space'], ['哪里可以停车', '有停车场吗', '停车位']] },
}

export const topicIds = Object.keys(topics)
export const globalTopicIds = Object.keys(globalTopics)

export const intentsFor = (ids: readonly string[], spoken: readonly string[]): Intents =>
  Object.fromEntries(
    [...new Set(ids)].flatMap((id) => {
      const topic = topics[id] ?? globalTopics[id]
      if (topic === undefined) return []
      const { name, phrases } = topic
      return [[id, { name: name[0], spokenName: inLanguages(name, spoken), phrases: inLanguages([[...phrases[0]], [...phrases[1]]], spoken) }]]
    }),
  )

export const nameOfTopic = (id: string): Words => topics[id]?.name ?? globalTopics[id]?.name ?? [id, id]
