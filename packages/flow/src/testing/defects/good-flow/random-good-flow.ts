import type { Calendar } from '../../../calendar/schema.js'
import { parseFlow } from '../../../document/parse.js'
import type { FlowDocument, FlowDocumentInput } from '../../../document/schema.js'
import type { NodeInput } from '../../driven-chart.js'
import { Dice } from '../dice.js'
import type { LibraryFlow } from '../library-flow.js'
import { drawnFrom, withNodes } from '../mutators/edit.js'
import { noResources } from '../../../resources.js'
import {
  askBlock,
  cardBlock,
  collectBlock,
  consentBlock,
  decideBlock,
  hoursBlock,
  jumpBlock,
  knowledgeBlock,
  menuBlock,
  openQuestionBlock,
  orderBlock,
  requestBlock,
  sayBlock,
  setBlock,
  subflowBlock,
  tagBlock,
  tellBlock,
  triesBlock,
} from './blocks.js'
import { humanId, inOrder, nothing, optedOutId, Plan, silentId, single, type Block } from './plan.js'
import { globalTopicIds, intentsFor, prompt, type Words } from './topics.js'

export const read = (input: FlowDocumentInput): FlowDocument => {
  const parsed = parseFlow(input)
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}

const office: Calendar = {
  schemaVersion: 1,
  id: 'office',
  name: 'Office',
  timeZone: 'UTC',
  weekly: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
  holidays: [],
}

/** A sub-flow of the library: a number is asked for and looked up. */
export const verifyFlow = (): FlowDocument => {
  const languages = ['en-US', 'zh-CN']
  const says = (words: Words) => prompt(words, languages)
  return read({
    schemaVersion: 1,
    id: 'verify',
    name: 'Verify a customer',
    languages,
    variables: { purpose: { type: 'string', initial: 'your question' }, customer: { type: 'string' }, verified: { type: 'boolean' } },
    nodes: [
      { id: 'start', kind: 'start', name: 'Start', next: 'customer' },
      {
        id: 'customer',
        kind: 'collect',
        name: 'Customer number',
        prompt: says(['For {{ purpose }} I need your five digit customer number.', '请输入您的五位客户号。']),
        variable: 'customer',
        valueType: 'digits',
        minCount: 5,
        maxCount: 5,
        noInput: { attempts: 1, to: 'back' },
        noMatch: { attempts: 1, to: 'back' },
        next: 'lookUp',
      },
      { id: 'lookUp', kind: 'request', name: 'Look up', url: 'endpoint://shop/customers/{{ customer }}', next: 'isVerified', failure: 'back' },
      { id: 'isVerified', kind: 'set', name: 'Verified', assign: [{ variable: 'verified', value: 'true' }], next: 'back' },
      { id: 'back', kind: 'jump', name: 'Back', back: true },
    ],
  })
}

type Maker = (plan: Plan, within: () => Block) => Block

const makers: readonly Maker[] = [
  sayBlock,
  setBlock,
  tagBlock,
  jumpBlock,
  collectBlock,
  decideBlock,
  askBlock,
  openQuestionBlock,
  menuBlock,
  requestBlock,
  tellBlock,
  triesBlock,
  knowledgeBlock,
  hoursBlock,
  subflowBlock,
  orderBlock,
]
/** Blocks that end in the same way wherever they stand: what branches hold. */
const small: readonly Maker[] = [sayBlock, setBlock, tagBlock, jumpBlock, collectBlock, tellBlock, openQuestionBlock]

const within = (plan: Plan): Block => inOrder(Array.from({ length: 1 + plan.dice.below(2) }, () => plan.dice.pick(small)(plan, () => nothing)))

/** Blocks one after another until there are enough nodes; each kind comes before any comes again. */
const middle = (plan: Plan, wanted: number): Block => {
  const blocks: Block[] = []
  let deck: Maker[] = []
  while (inOrder(blocks).size < wanted) {
    if (deck.length === 0) deck = plan.dice.shuffled(makers)
    const maker = deck.pop() ?? sayBlock
    blocks.push(maker(plan, () => within(plan)))
  }
  return inOrder(blocks)
}

const languageMenu = (plan: Plan): Block => {
  if (plan.languages.length < 2) return nothing
  return {
    size: 3,
    into: (next) => ({
      entry: 'language',
      nodes: [
        {
          id: 'language',
          kind: 'menu',
          name: 'Language',
          prompt: plan.says(['For English, press 1. 中文请按2。', 'For English, press 1. 中文请按2。']),
          choices: [{ digit: '1', to: 'speakEnglish' }, { digit: '2', to: 'speakChinese' }, { digit: '0', to: humanId }],
          noInput: { attempts: 1, to: next },
          noMatch: { attempts: 1, to: next },
        },
        { id: 'speakEnglish', kind: 'set', name: 'English', language: 'en-US', next },
        { id: 'speakChinese', kind: 'set', name: 'Chinese', language: 'zh-CN', next },
      ],
    }),
  }
}

const welcome = (plan: Plan, isOutbound: boolean): Block => {
  const words: Words = isOutbound
    ? ['Hello, this is the corner shop. We call about your order.', '您好，这里是街角商店，想跟您核对订单。']
    : ['Welcome to the corner shop.', '欢迎致电街角商店。']
  return single((next) => ({ id: 'welcome', kind: 'say', name: 'Welcome', marks: ['identity'], prompt: plan.says(words), interruptible: !isOutbound, next }))
}

const anythingElse = (plan: Plan, begin: string): NodeInput => ({
  id: 'anythingElse',
  kind: 'menu',
  name: 'Anything else?',
  prompt: plan.says(['Can I help you with anything else? Press 1 for yes, 2 for no.', '还需要别的帮助吗？需要请按1，不需要请按2。']),
  choices: [{ digit: '1', on: 'affirm', to: begin }, { digit: '2', on: 'deny', to: 'goodbye' }, { digit: '0', to: humanId }, ...plan.optOutKey],
  noInput: { attempts: 1, to: 'goodbye' },
  noMatch: { attempts: 1, to: 'goodbye' },
})

/** What the human is shown: whatever the caller has told, without what nobody may see. */
const summaryOf = ({ variables }: Plan): string =>
  Object.entries(variables)
    .flatMap(([name, { type, sensitive }]) => {
      if (sensitive === true) return []
      if (type === 'boolean') return [`{{ ${name} ? "${name}. " : "" }}`]
      return type === 'number' ? [`{{ ${name} > 0 ? "${name} is known. " : "" }}`] : [`{{ ${name} == "" ? "" : ${name} + ". " }}`]
    })
    .join('')

const endings = (plan: Plan): NodeInput[] => {
  const says = (words: Words) => plan.says(words)
  const goodbye = (id: string, name: string, words: Words, rest: { cause?: string; doNotCall?: boolean } = {}, marks: string[] = ['goodbye']): NodeInput => ({ id, kind: 'hangup', name, marks, prompt: says(words), ...rest })
  const hasKeys = plan.dice.comes(0.4)
  return [
    {
      id: humanId,
      kind: 'transfer',
      name: 'To a colleague',
      queue: 'shop',
      announcement: says(['I am connecting you with a colleague.', '正在为您转接同事。']),
      interruptible: false,
      summary: summaryOf(plan),
      ...(plan.dice.comes(0.4) ? { calendar: 'office', closed: 'nobodyFree' } : {}),
      ...(hasKeys ? { offer: says(['Press 1 to leave a message instead.', '留言请按1。']), keys: [{ digit: '1', type: 'voicemail' as const, to: 'mailbox' }] } : {}),
      next: 'goodbye',
      busy: 'nobodyFree',
      noAnswer: 'nobodyFree',
      failed: 'nobodyFree',
    },
    { id: 'nobodyFree', kind: 'say', name: 'Nobody is free', prompt: says(['I am sorry, nobody is free right now.', '很抱歉，现在没有空闲的同事。']), next: 'mailbox' },
    { id: 'mailbox', kind: 'voicemail', name: 'Message', prompt: says(['Please leave a message after the tone.', '请在提示音后留言。']), mailbox: 'shop', next: 'messageKept', empty: 'messageEmpty', failed: 'messageLost' },
    goodbye('messageKept', 'Message kept', ['Thank you, we will call you back. Goodbye.', '谢谢，我们会给您回电。再见。']),
    goodbye('messageEmpty', 'No message', ['I did not hear a message. Please call again. Goodbye.', '没有听到留言，请您再打来。再见。']),
    goodbye('messageLost', 'Message lost', ['I am sorry, I could not take your message. Goodbye.', '很抱歉，留言没有录上。再见。']),
    goodbye(silentId, 'Nobody there', ['I cannot hear you, so I will end the call. Goodbye.', '一直没有听到您的声音，再见。'], { cause: 'no-input' }),
    goodbye('goodbye', 'Goodbye', ['Thank you for your call. Goodbye.', '感谢您的来电，再见。']),
    goodbye(optedOutId, 'No more calls', ['We will not call you again. Goodbye.', '今后不会再给您打电话，再见。'], { cause: 'opted-out', doNotCall: true }, ['optOut', 'goodbye']),
    { id: 'regret', kind: 'say', name: 'Regret', prompt: says(['I am sorry to hear that.', '非常抱歉。']), interruptible: false, next: humanId },
  ]
}

const globalAnswers = (plan: Plan, topics: readonly string[]): NodeInput[] =>
  topics.flatMap((topic): NodeInput[] => [
    { id: `${topic}Answer`, kind: 'say', name: 'Answer', prompt: plan.says(['From nine to five, and you can park behind the house.', '九点到五点，屋后可以停车。']), next: `${topic}Back` },
    { id: `${topic}Back`, kind: 'jump', name: 'Back', back: true },
  ])

const afterCall = (): NodeInput[] => [
  { id: 'logCall', kind: 'request', name: 'Log the call', method: 'POST', url: 'endpoint://shop/calls', next: 'callOver', failure: 'callOver' },
  { id: 'callOver', kind: 'hangup', name: 'Over' },
]

export interface GoodFlowOptions {
  /** Runs a sub-flow of its library; as the seed has it where absent. */
  readonly hasLibrary?: boolean
}

/**
 * A correct flow, the same for the same seed: every question has ways out and a way to a human, every circle a way out that somebody takes,
 * every variable a value before it is read, and everything that is said stands in each of its languages.
 * @param nodeCount about so many nodes; a flow has eighteen at least
 */
export const randomGoodFlow = (seed: number, nodeCount: number, options: GoodFlowOptions = {}): LibraryFlow => {
  const dice = new Dice(seed)
  const languages = dice.pick([['en-US'], ['zh-CN'], ['en-US', 'zh-CN'], ['zh-CN', 'en-US']])
  const isOutbound = dice.comes(0.4)
  const plan = new Plan(dice, languages, options.hasLibrary ?? dice.comes(0.5), isOutbound)
  const topics = dice.comes(0.5) ? dice.shuffled(globalTopicIds).slice(0, 1 + dice.below(2)) : []
  const hasLog = dice.comes(0.4)
  const isRecorded = dice.comes(0.4)
  const opening = inOrder([welcome(plan, isOutbound), languageMenu(plan)])
  const recording = isRecorded ? consentBlock(plan) : undefined
  const fixed = opening.size + 12 + (recording === undefined ? 0 : 9) + topics.length * 2 + (hasLog ? 2 : 0)
  const main = middle(plan, Math.max(1, nodeCount - fixed))
  const card = recording === undefined ? nothing : cardBlock(plan, recording.consent)
  const { entry: begin, nodes } = inOrder([main, card]).into('anythingElse')
  const opened = inOrder([opening, recording?.block ?? nothing]).into(begin)
  const keyIntents: FlowDocumentInput['keyIntents'] = {
    human: { to: humanId },
    doNotCall: { to: optedOutId },
    complaint: { to: 'regret' },
    end: { to: 'goodbye' },
    ...(dice.comes(0.5) ? { repeat: {} } : {}),
    ...(dice.comes(0.4) ? { goBack: {} } : {}),
  }
  const whole = read({
    schemaVersion: 1,
    id: `good-${seed}`,
    name: `Good flow ${seed}`,
    languages,
    variables: plan.variables,
    intents: intentsFor([...plan.intents, ...topics], languages),
    keyIntents,
    auxiliary: topics.map((intent) => ({ intent, to: `${intent}Answer`, pullBack: plan.says(['Now, back to where we were.', '我们接着刚才的问题。']) })),
    ...(hasLog ? { onHangup: 'logCall' } : {}),
    nodes: [
      { id: 'start', kind: 'start', name: 'Start', next: opened.entry },
      ...opened.nodes,
      ...nodes,
      anythingElse(plan, begin),
      ...endings(plan),
      ...globalAnswers(plan, topics),
      ...(hasLog ? afterCall() : []),
    ],
  })
  const flow = { document: whole, resources: noResources }
  const drawn = drawnFrom(flow)
  return {
    document: withNodes(flow, (all) => all.filter(({ id }) => drawn.has(id))).document,
    resources: { flows: new Map(plan.hasLibrary ? [['verify', verifyFlow()]] : []), calendars: new Map([['office', office]]) },
  }
}
