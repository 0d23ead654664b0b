import { valueTypes, type Alternative, type Expectation, type IntentSource, type SlotValue, type ValueType } from '@callchart/protocol'
import { createInterpreter, createKeyIntentSpotter, readValue, trainUnderstanding, type Interpreter } from '@callchart/nlu'
import fc, { type Arbitrary } from 'fast-check'
import { readableText } from '../../../packages/nlu/src/readers/value.js'
import { chosen, readChosen, textLike } from '../inputs.js'
import { mustHold, type FuzzTarget } from '../target.js'

const english = ["I'd like to order two large pizzas for next friday at half past seven", 'my number is double five five five oh one nine nine', 'from the third of march to the fifth', 'put me through to a person please', 'twenty three thousand four hundred dollars and five cents', 'no not that one, the second', 'my name is Anna Maria Smith, I live at 12 Main Street, flat 3b']
const chinese = ['我要转人工', '下周五下午三点半到五点', '一百二十三块五毛', '我的手机号是幺三八零零一三八零零零', '京A12345', '我叫王小明，住在解放路十二号', '不要再打电话给我了']
const saidWords = [' ', 'and ', 'oh ', 'double ', 'point ', 'hundred ', 'thousand ', 'first ', 'to ', 'not ', 'the ', 'please ', ',', '.', '一', '百', '零', '点', '不', '的', '两', '-']

const englishWords = `a an the and of to from until till between at on in by for or no not it is that this one two three five eight nine ten twelve fifteen twenty thirty ninety hundred thousand million
  oh zero double triple point half quarter dozen couple first second third fourth fifth twelfth twentieth thirds quarters k dollars cents pounds euro rupees plus minus per percent
  monday friday weekend march december may today tomorrow yesterday next last week month year day days weeks ago before after later early noon midnight morning afternoon evening night am pm o'clock past
  yes yeah nope neither both sorry mean actually instead wait make name spelled as like alpha bravo letter street avenue apartment floor number call person complaint stop repeat back goodbye table 3 15 2026 7:30 3/4 $5 b d`.split(/\s+/)
const chineseWords = [...'零一二两三五七九十百千万亿半点刻分块毛元角号日月年周天早晚上下今明后大前本这那到至和或不是没对再的了第几多来去路街楼室姓名叫我你他京沪A8幺', '星期', '礼拜', '上午', '下午', '晚上', '小时', '分钟', '以前', '以后', '左右', '之间', '改成', '不对', '人工', '投诉', '再见', '重复', '二〇二六', '15', '7:30', '手机']

/** Words of the kind that values are made of, in any order. */
const inAnyOrder = (words: readonly string[], between: string): Arbitrary<Buffer> => fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((said) => Buffer.from(said.join(between)))

/** Which language is said by the first byte. */
const inputs = chosen(textLike(english, saidWords), textLike(chinese, saidWords), inAnyOrder(englishWords, ' '), inAnyOrder(chineseWords, ''))

/** A minute of fast speech. */
const mostHeardCharacters = 1_000
const heardIn = (input: Buffer): { readonly language: 'en-US' | 'zh-CN'; readonly text: string; readonly choice: number } => {
  const { choice, bytes } = readChosen(input)
  return { language: choice % 2 === 1 ? 'zh-CN' : 'en-US', text: bytes.toString('utf8').slice(0, mostHeardCharacters), choice }
}

const choices = [{ id: 'compact', words: ['small car', '小车'] }, { id: 'van', words: ['a van', '面包车'] }, { id: 'second', words: ['the second one', '第二'] }]
const specOf = (type: ValueType) => ({ type, ...(type === 'choice' && { choices }) })
const specs = valueTypes.map(specOf)
const spotters = { 'en-US': createKeyIntentSpotter('en-US'), 'zh-CN': createKeyIntentSpotter('zh-CN') } as const
const today = { now: new Date('2026-03-04T17:00:00Z'), timeZone: 'America/New_York' }

/** Words that a recogniser gives: they may be long, and hold one word a thousand times. */
const callerWords: FuzzTarget = {
  name: 'text-caller-words',
  inputs,
  take(input) {
    const { language, text } = heardIn(input)
    for (const { confidence, keyIntent } of spotters[language](text)) mustHold(confidence > 0 && confidence <= 1, `${keyIntent} has a confidence`)
    const read = readableText(text, language)
    for (const spec of specs) readValue(read, spec, { language, bare: text.length % 2 === 0, ...today })
  },
}

/** What is being confirmed, by its type. */
const currents: Readonly<Record<ValueType, SlotValue>> = {
  digits: '4321', number: 5, date: '2026-03-10', dateRange: '2026-03-10/2026-03-15', time: '19:30', money: { amount: 12.5, currency: 'USD' }, phone: '+14155550199',
  idNumber: '11010519491231002X', plate: 'BD51SMR', name: 'Ana Silva', address: '12 Main Street', choice: 'van', text: 'a parcel',
}
const intents: readonly IntentSource[] = [
  { id: 'book', keywords: ['table', '订位'], patterns: ['(\\d{3}-?){2,4}'], phrases: ['book a table', '我想订一张桌子'], slots: Object.fromEntries(specs.map((spec) => [spec.type, spec])) },
  { id: 'track', keywords: ['parcel', '快递'], patterns: [], phrases: ['where is my parcel', '我的快递到哪里了'], slots: { from: { type: 'date' }, to: { type: 'date' } } },
]
const interpreters = new Map<string, Interpreter>()
function interpreterOf(language: string): Interpreter {
  const made = interpreters.get(language) ?? createInterpreter(trainUnderstanding({ language, intents, keyIntents: { human: ['a real one'] } }))
  interpreters.set(language, made)
  return made
}

/** What a turn may expect: a value, one to be confirmed, one of two intents, or what the caller wants. */
const expectations: readonly Expectation[] = [
  ...specs.map((value) => ({ value, intents: ['affirm', 'deny'], keyIntents: ['human', 'repeat'] as const })),
  ...specs.map((spec) => ({ value: { ...spec, current: currents[spec.type] }, intents: ['affirm', 'deny', 'refuse', 'doNotKnow'], keyIntents: ['human', 'complaint', 'end'] as const })),
  { intents: ['affirm', 'deny'], keyIntents: ['goBack'], choice: [{ intent: 'book', name: 'a table' }, { intent: 'track', name: 'my parcel' }] },
  { intents: ['book', 'track', 'affirm', 'deny', 'refuse', 'doNotKnow'], keyIntents: ['human', 'complaint', 'displeasure', 'doNotCall', 'repeat', 'goBack', 'end'], disambiguates: true },
  { intents: ['book'], keyIntents: ['human'], auxiliary: ['track'] },
]

const alternative = (text: string): Alternative => ({ text, confidence: 0.7, words: text.split(' ').slice(0, 20).map((word, index) => ({ text: word, startMs: index, endMs: index + 1, confidence: 0.5 })) })

/** The same words where something is expected of them. */
const understanding: FuzzTarget = {
  name: 'text-understanding',
  inputs,
  take(input) {
    const { language, text, choice } = heardIn(input)
    const expectation = expectations[(input.length + choice) % expectations.length]
    if (expectation === undefined) return
    const { confidence, type } = interpreterOf(language).interpret([text, text.slice(3)].map(alternative), expectation, today)
    mustHold(confidence >= 0 && confidence <= 1, `${type} has a confidence`)
  },
}

export const callerWordsTargets: readonly FuzzTarget[] = [callerWords, understanding]
