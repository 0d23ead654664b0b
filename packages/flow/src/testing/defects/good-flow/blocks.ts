import type { NodeInput } from '../../driven-chart.js'
import { forking, humanId, inOrder, nothing, silentId, single, type Block, type Known, type Plan } from './plan.js'
import { inLanguages, nameOfTopic, topicIds, type Words } from './topics.js'

const told = ({ name, kind }: Known): Words => {
  switch (kind) {
    case 'number':
      return [`I have noted {{ number(${name}) }}.`, `已经记下{{ number(${name}) }}。`]
    case 'date':
      return [`I have noted {{ date(${name}) }}.`, `已经记下{{ date(${name}) }}。`]
    case 'boolean':
    case 'string':
      return [`I have noted {{ ${name} }}.`, `已经记下{{ ${name} }}。`]
  }
}

const plain: readonly Words[] = [
  ['Thank you, that helps.', '谢谢，我知道了。'],
  ['All right, let us go on.', '好的，我们继续。'],
  ['That is noted.', '已经为您登记。'],
]

export const sayBlock = (plan: Plan): Block => {
  const id = plan.id('say')
  const known = plan.dice.comes(0.5) ? plan.dice.among(plan.known.filter(({ kind }) => kind !== 'boolean')) : undefined
  const words = plan.says(known === undefined ? plan.dice.pick(plain) : told(known))
  const interruptible = plan.dice.comes(0.7)
  return single((next) => ({ id, kind: 'say', name: 'Tell', prompt: words, interruptible, next }))
}

export const setBlock = (plan: Plan): Block => {
  const id = plan.id('set')
  const variable = plan.declare('note', 'string')
  plan.knows({ name: variable, kind: 'string' })
  return single((next) => ({ id, kind: 'set', name: 'Note', assign: [{ variable, value: '"a wish"' }], next }))
}

export const tagBlock = (plan: Plan): Block => {
  const id = plan.id('tag')
  return single((next) => ({ id, kind: 'tag', name: 'Mark', tag: `mark ${id}`, next }))
}

export const jumpBlock = (plan: Plan): Block => {
  const id = plan.id('jump')
  return single((next) => ({ id, kind: 'jump', name: 'Go on', to: next }))
}

/** Words of their own only where the question is asked again. */
const again = (plan: Plan, words: Words): { attempts: number; prompts?: Record<string, string[]> } => {
  const attempts = plan.dice.below(3)
  return attempts === 0 ? { attempts } : { attempts, prompts: plan.says(words) }
}

const retries = (plan: Plan, words: Words, silentTo = silentId, unclearTo = humanId) => ({
  noInput: { ...again(plan, [`I did not hear you. ${words[0]}`, `没有听到您的声音。${words[1]}`]), to: silentTo },
  noMatch: { ...again(plan, [`Sorry, I did not understand. ${words[0]}`, `不好意思，没有听懂。${words[1]}`]), to: unclearTo },
})

type CollectInput = Extract<NodeInput, { kind: 'collect' }>
interface Asked {
  readonly words: Words
  readonly rest: Pick<CollectInput, 'valueType' | 'minCount' | 'maxCount' | 'choices' | 'validation'>
  readonly known: Omit<Known, 'name'>
}

const asked = (plan: Plan): Asked =>
  plan.dice.pick<Asked>([
    { words: ['How many pieces would you like?', '您要几件？'], rest: { valueType: 'number', ...(plan.dice.comes(0.5) ? { validation: 'value > 0 && value < 100' } : {}) }, known: { kind: 'number' } },
    { words: ['Please say or enter your four digit code.', '请说或输入您的四位代码。'], rest: { valueType: 'digits', minCount: 4, maxCount: 4 }, known: { kind: 'string' } },
    { words: ['Which day would suit you?', '哪一天方便？'], rest: { valueType: 'date' }, known: { kind: 'date' } },
    {
      words: ['Small, medium or large?', '小号、中号还是大号？'],
      rest: {
        valueType: 'choice',
        choices: [
          { id: 'small', words: inLanguages([['small', 'little'], ['小号', '小的']], plan.languages), digit: '1' },
          { id: 'medium', words: inLanguages([['medium', 'middle'], ['中号', '中等']], plan.languages), digit: '2' },
          { id: 'large', words: inLanguages([['large', 'big'], ['大号', '大的']], plan.languages), digit: '3' },
        ],
      },
      known: { kind: 'string', options: ['small', 'medium', 'large'] },
    },
    { words: ['Which telephone number can we reach you at?', '请问您的联系电话是多少？'], rest: { valueType: 'phone' }, known: { kind: 'string' } },
  ])

export const collectBlock = (plan: Plan): Block => {
  const { words, rest, known } = asked(plan)
  const id = plan.id('collect')
  const variable = plan.declare('value', known.kind)
  const { noInput, noMatch } = retries(plan, words)
  const confirm = plan.dice.comes(0.4)
    ? { confirm: { prompt: plan.says(['That is {{ value }}. Is that right? Press 1 for yes, 2 for no.', '是{{ value }}，对吗？对请按1，不对请按2。']), affirmDigit: '1', denyDigit: '2' } }
    : {}
  plan.knows({ name: variable, ...known })
  return single((next) => ({ id, kind: 'collect', name: 'Ask for a value', prompt: plan.says(words), variable, ...rest, ...confirm, noInput, noMatch, next }))
}

/** A condition that some calls fulfil and others do not. */
const openCondition = (plan: Plan): string | undefined => {
  const known = plan.dice.among(plan.known.filter(({ kind, options }) => kind === 'number' || kind === 'boolean' || options !== undefined))
  if (known === undefined) return undefined
  if (known.kind === 'number') return `${known.name} > ${3 + plan.dice.below(6)}`
  return known.options === undefined ? known.name : `${known.name} == "${plan.dice.pick(known.options)}"`
}

export const decideBlock = (plan: Plan, within: () => Block): Block => {
  const first = plan.known.some(({ kind, options }) => kind === 'number' || kind === 'boolean' || options !== undefined) ? nothing : collectNumber(plan)
  const when = openCondition(plan) ?? 'call.direction == "inbound"'
  const id = plan.id('decide')
  const branch = plan.aside(within)
  const other = plan.dice.comes(0.4) ? plan.aside(within) : nothing
  return inOrder([first, forking([branch, other], ([to = '', otherwise = '']) => ({ id, kind: 'decide', name: 'Which way?', branches: [{ when, to }], else: otherwise }))])
}

const collectNumber = (plan: Plan): Block => {
  const words: Words = ['How many are in your household?', '您家里有几口人？']
  const id = plan.id('collect')
  const variable = plan.declare('amount', 'number')
  const { noInput, noMatch } = retries(plan, words)
  plan.knows({ name: variable, kind: 'number' })
  return single((next) => ({ id, kind: 'collect', name: 'How many?', prompt: plan.says(words), variable, valueType: 'number', noInput, noMatch, next }))
}

const topicsOf = (plan: Plan, count: number): string[] => {
  const chosen = plan.dice.shuffled(topicIds).slice(0, count)
  plan.intents.push(...chosen)
  return chosen
}

const listed = (topics: readonly string[]): Words => {
  const names = topics.map(nameOfTopic)
  return [names.map(([english]) => english).join(', or '), names.map(([, chinese]) => chinese).join('，或者')]
}

export const askBlock = (plan: Plan, within: () => Block): Block => {
  const topics = topicsOf(plan, 2 + plan.dice.below(2))
  const id = plan.id('ask')
  const [english, chinese] = listed(topics)
  const words: Words = [`Is it about ${english}? Or say no.`, `是关于${chinese}吗？都不是请说不是。`]
  const retry = retries(plan, words)
  const disambiguation = plan.dice.comes(0.4) ? { disambiguation: { prompt: plan.says(['Do you mean {{ first }}, or {{ second }}?', '您是说{{ first }}，还是{{ second }}？']) } } : {}
  const branches = topics.map((_, index) => (index === 0 || plan.dice.comes(0.4) ? plan.aside(within) : nothing))
  return forking(branches, (entries, next) => ({
    id,
    kind: 'ask',
    name: 'What is it about?',
    prompt: plan.says(words),
    branches: [...topics.map((on, index) => ({ on, to: entries[index] ?? next })), { on: 'deny', to: next }],
    ...disambiguation,
    ...retry,
  }))
}

/** An open question: the caller's own words, or none. */
export const openQuestionBlock = (plan: Plan): Block => {
  const id = plan.id('ask')
  const saveWords = plan.declare('words', 'string')
  return single((next) => ({
    id,
    kind: 'ask',
    name: 'In your words',
    prompt: plan.says(['Please tell me in your own words what happened.', '请您说说是怎么回事。']),
    branches: [{ on: 'refuse', to: next }, { on: 'anyReply', to: next }],
    saveWords,
    noInput: { attempts: 1, to: next },
  }))
}

export const menuBlock = (plan: Plan, within: () => Block): Block => {
  const topics = topicsOf(plan, 2 + plan.dice.below(3))
  const id = plan.id('menu')
  const names = topics.map(nameOfTopic)
  const words: Words = [
    `${names.map(([english], index) => `For ${english}, press ${index + 1}.`).join(' ')} For a person, press 0.`,
    `${names.map(([, chinese], index) => `${chinese}请按${index + 1}。`).join('')}人工请按0。`,
  ]
  const retry = retries(plan, words)
  const invalidDigit = plan.dice.comes(0.3) ? { invalidDigit: { attempts: 1, to: humanId } } : {}
  const branches = topics.map((_, index) => (index === 0 || plan.dice.comes(0.3) ? plan.aside(within) : nothing))
  return forking(branches, (entries, next) => ({
    id,
    kind: 'menu',
    name: 'Menu',
    prompt: plan.says(words),
    choices: [...topics.map((on, index) => ({ digit: String(index + 1), on, to: entries[index] ?? next })), { digit: '0', to: humanId }, ...plan.optOutKey],
    ...retry,
    ...invalidDigit,
  }))
}

/** The answer is read where it came, and nowhere else. */
export const requestBlock = (plan: Plan, within: () => Block): Block => {
  const id = plan.id('request')
  const reference = plan.declare('reference', 'string')
  const isMember = plan.declare('isMember', 'boolean')
  const sorry = plan.id('sorry')
  const tell = plan.id('tell')
  const isPatient = plan.dice.comes(0.5)
  const served = plan.aside(() => (plan.dice.comes(0.6) ? within() : nothing), [{ name: reference, kind: 'string' }, { name: isMember, kind: 'boolean' }])
  const said: Block = single((next) => ({ id: tell, kind: 'say', name: 'Reference', prompt: plan.says([`Your reference is {{ spell(${reference}) }}.`, `您的编号是{{ spell(${reference}) }}。`]), next }))
  const apology: Block = single((next) => ({ id: sorry, kind: 'say', name: 'Sorry', prompt: plan.says(['I am sorry, our system does not answer.', '很抱歉，系统暂时没有响应。']), interruptible: false, next: isPatient ? next : humanId }))
  return forking([inOrder([said, served]), apology], ([next = '', failure = '']) => ({
    id,
    kind: 'request',
    name: 'Look up',
    url: `endpoint://shop/${id}`,
    save: { [reference]: 'body.reference', [isMember]: 'body.customer.isMember' },
    filler: plan.says(['One moment, please.', '请稍等。']),
    next,
    failure,
  }))
}

export const tellBlock = (plan: Plan): Block => {
  const id = plan.id('inform')
  return single((next) => ({ id, kind: 'request', name: 'Tell the office', method: 'POST', url: 'endpoint://shop/notes', body: { note: 'called' }, wait: false, next }))
}

/** So many tries, then a human. */
export const triesBlock = (plan: Plan): Block => {
  const [ask, look, count, again, sorry] = ['code', 'check', 'count', 'again', 'wrong'].map((kind) => plan.id(kind)) as [string, string, string, string, string]
  const code = plan.declare('code', 'string')
  const tries = plan.declare('tries', 'number')
  const words: Words = ['Please enter your six digit number.', '请输入您的六位号码。']
  const retry = retries(plan, words)
  plan.knows({ name: code, kind: 'string' })
  return {
    size: 5,
    into: (next) => ({
      entry: ask,
      nodes: [
        { id: ask, kind: 'collect', name: 'Number', prompt: plan.says(words), variable: code, valueType: 'digits', minCount: 6, maxCount: 6, ...retry, next: look },
        { id: look, kind: 'request', name: 'Check', url: `endpoint://shop/numbers/{{ ${code} }}`, next, failure: count },
        { id: count, kind: 'set', name: 'Count', assign: [{ variable: tries, value: `${tries} + 1` }], next: again },
        { id: again, kind: 'decide', name: 'Once more?', branches: [{ when: `${tries} < 3`, to: sorry }], else: humanId },
        { id: sorry, kind: 'say', name: 'Not found', prompt: plan.says(['I cannot find that number.', '查不到这个号码。']), next: ask },
      ],
    }),
  }
}

export const knowledgeBlock = (plan: Plan): Block => {
  const id = plan.id('knowledge')
  const sorry = plan.id('noAnswer')
  const retry = retries(plan, ['What would you like to know?', '您想了解什么？'])
  const apology: Block = single(() => ({ id: sorry, kind: 'say', name: 'No answer', prompt: plan.says(['I am sorry that I cannot answer that.', '很抱歉，这个我回答不了。']), interruptible: false, next: humanId }))
  return forking([apology], ([fallback = ''], next) => ({
    id,
    kind: 'knowledge',
    name: 'Questions',
    prompt: plan.says(['What would you like to know?', '您想了解什么？']),
    faq: [{ id: 'address', questions: inLanguages([['where are you', 'what is your address'], ['你们在哪里', '地址是什么']], plan.languages), answer: plan.says(['We are at the market square.', '我们在市场广场。']) }],
    turnLimit: 2,
    more: plan.says(['Anything else?', '还有别的吗？']),
    ...retry,
    next,
    fallback,
  }))
}

export const hoursBlock = (plan: Plan): Block => {
  const id = plan.id('hours')
  const closed = plan.id('closed')
  const say: Block = single(() => ({ id: closed, kind: 'say', name: 'Closed', prompt: plan.says(['We are closed at the moment.', '现在不在营业时间。']), next: 'mailbox' }))
  return forking([say], ([entry = ''], next) => ({ id, kind: 'hours', name: 'Open?', calendar: 'office', open: next, closed: entry }))
}

export const subflowBlock = (plan: Plan, within: () => Block): Block => {
  if (!plan.hasLibrary) return tagBlock(plan)
  const id = plan.id('subflow')
  const verified = plan.declare('verified', 'boolean')
  const decide = plan.id('decide')
  const inside = plan.aside(within)
  return inOrder([
    single((next) => ({ id, kind: 'subflow', name: 'Verify', flow: 'verify', inputs: { purpose: '"your wish"' }, outputs: { [verified]: 'verified' }, next })),
    forking([inside], ([to = '']) => ({ id: decide, kind: 'decide', name: 'Verified?', branches: [{ when: verified, to }], else: humanId })),
  ])
}

/** What it costs is said before anybody agrees. */
export const orderBlock = (plan: Plan): Block => {
  const [price, agree, order, done, sorry] = ['price', 'agree', 'order', 'ordered', 'sorry'].map((kind) => plan.id(kind)) as [string, string, string, string, string]
  const words: Words = ['Shall I order it for you? Yes or no?', '要为您下单吗？请说要或者不要。']
  const retry = retries(plan, words)
  return {
    size: 5,
    into: (next) => ({
      entry: price,
      nodes: [
        { id: price, kind: 'say', name: 'Price', marks: ['price'], prompt: plan.says(['It costs twenty dollars a month.', '每月二十元。']), interruptible: false, next: agree },
        { id: agree, kind: 'ask', name: 'Agreed?', marks: ['agreement'], prompt: plan.says(words), branches: [{ on: 'affirm', to: order }, { on: 'deny', to: next }], ...retry },
        { id: order, kind: 'request', name: 'Order', method: 'POST', url: 'endpoint://shop/orders', idempotent: true, next: done, failure: sorry },
        { id: done, kind: 'say', name: 'Ordered', prompt: plan.says(['It is ordered.', '已经为您下单。']), next },
        { id: sorry, kind: 'say', name: 'Not ordered', prompt: plan.says(['I am sorry, the order did not go through.', '很抱歉，没有下单成功。']), interruptible: false, next: humanId },
      ],
    }),
  }
}

/** Recorded with consent only, and not while a card is read out. */
export const cardBlock = (plan: Plan, consent: string): Block => {
  const [pause, card, pay, sorry, resume, may] = ['pause', 'card', 'pay', 'unpaid', 'resume', 'mayResume'].map((kind) => plan.id(kind)) as [string, string, string, string, string, string]
  const variable = plan.declare('card', 'string', true)
  const words: Words = ['Please enter the sixteen digits of your card.', '请输入您的十六位卡号。']
  const retry = retries(plan, words)
  return {
    size: 6,
    into: (next) => ({
      entry: pause,
      nodes: [
        { id: pause, kind: 'record', name: 'Pause', action: 'pause', next: card },
        { id: card, kind: 'collect', name: 'Card', marks: ['sensitive'], prompt: plan.says(words), variable, valueType: 'digits', minCount: 16, maxCount: 16, ...retry, next: pay },
        { id: pay, kind: 'request', name: 'Pay', method: 'POST', url: 'endpoint://shop/payments', body: { card: `{{ ${variable} }}` }, idempotent: true, next: may, failure: sorry },
        { id: sorry, kind: 'say', name: 'Not paid', prompt: plan.says(['I am sorry, the payment did not go through.', '很抱歉，支付没有成功。']), interruptible: false, next: humanId },
        { id: may, kind: 'decide', name: 'Recorded?', branches: [{ when: consent, to: resume }], else: next },
        { id: resume, kind: 'record', name: 'Resume', action: 'resume', next },
      ],
    }),
  }
}

export const consentBlock = (plan: Plan): { readonly block: Block; readonly consent: string } => {
  const consent = plan.declare('mayRecord', 'boolean')
  const words: Words = ['May we record this call? Yes or no?', '可以为这次通话录音吗？请说可以或者不可以。']
  return {
    consent,
    block: {
      size: 3,
      into: (next) => ({
        entry: 'askToRecord',
        nodes: [
          {
            id: 'askToRecord',
            kind: 'menu',
            name: 'May we record?',
            marks: ['consent'],
            prompt: plan.says(words),
            choices: [{ digit: '1', on: 'affirm', to: 'agreedToRecord' }, { digit: '2', on: 'deny', to: next }, { digit: '0', to: humanId }],
            noInput: { attempts: 1, to: next },
            noMatch: { attempts: 1, to: next },
          },
          { id: 'agreedToRecord', kind: 'set', name: 'Agreed', assign: [{ variable: consent, value: 'true' }], next: 'startRecording' },
          { id: 'startRecording', kind: 'record', name: 'Record', action: 'start', consent, next, noConsent: next },
        ],
      }),
    },
  }
}
