import { parseFlow, type FlowDocument, type FlowDocumentInput } from '@callchart/flow'

type NodeInput = FlowDocumentInput['nodes'][number]

const say = (...texts: string[]) => ({ 'en-US': texts })

/** One node of each kind in turn, as a large flow has them: two of five are questions, with prompts of a usual length. */
const nodeAt = (index: number, next: string): NodeInput => {
  const id = `node${index}`
  const name = `Step ${index} of the service`
  const prompt = say(`This is step ${index} of the service, and this is what you can do here. What would you like?`)
  switch (index % 10) {
    case 0:
    case 1:
      return {
        id,
        kind: 'ask',
        name,
        prompt,
        branches: [
          { on: 'order', tags: ['order'], to: next },
          { on: 'cancel', to: 'goodbye' },
          { on: 'affirm', to: next },
          { on: 'deny', to: 'goodbye' },
        ],
        noInput: { prompts: say('I can not hear you. Please say what you would like.'), to: 'goodbye' },
        noMatch: { prompts: say('I did not get that. Please say it in other words.'), to: 'human' },
      }
    case 2:
      return {
        id,
        kind: 'menu',
        name,
        prompt: say(`This is step ${index} of the service. To go on, press 1. To stop here, press 2, 3 or 4.`),
        choices: ['1', '2', '3', '4'].map((digit) => ({ digit, to: digit === '1' ? next : 'goodbye' })),
        noInput: { to: 'goodbye' },
        noMatch: { prompts: say('That is none of the choices.'), to: 'human' },
      }
    case 3:
      return {
        id,
        kind: 'collect',
        name,
        prompt,
        variable: 'number',
        minCount: 4,
        maxCount: 8,
        validation: 'size(value) != 5',
        confirm: { prompt: say('{{ digits(value) }}, is that right?'), correction: say('Then please say or type it again.') },
        noInput: { to: 'goodbye' },
        noMatch: { to: 'human' },
        next,
      }
    case 4:
      return {
        id,
        kind: 'request',
        name,
        url: `endpoint://service/steps/${index}/{{ number }}`,
        save: { balance: 'body.balance' },
        filler: say('One moment, please.'),
        next,
        failure: 'human',
      }
    case 5:
      return { id, kind: 'decide', name, branches: [{ when: `balance > ${index}.0`, to: next }], else: next }
    case 6:
      return { id, kind: 'set', name, assign: [{ variable: 'balance', value: 'balance + 1' }], next }
    default:
      return { id, kind: 'say', name, prompt: say(`Step ${index} is done. Your balance is {{ money(balance, "USD") }}.`), next }
  }
}

/** A flow of so many nodes, with everything that holds at every question. */
export const largeFlow = (count: number): FlowDocument => {
  const steps = Array.from({ length: count - 8 }, (_, index) => nodeAt(index, index === count - 9 ? 'goodbye' : `node${index + 1}`))
  const parsed = parseFlow({
    schemaVersion: 1,
    id: 'large',
    name: 'Large',
    languages: ['en-US'],
    variables: { number: { type: 'string' }, balance: { type: 'number' } },
    intents: {
      order: { name: 'Order', phrases: { 'en-US': ['i want to order'] } },
      cancel: { name: 'Cancel', phrases: { 'en-US': ['cancel it'] } },
      hours: { name: 'Hours', phrases: { 'en-US': ['when are you open'] } },
      address: { name: 'Address', phrases: { 'en-US': ['where are you'] } },
    },
    keyIntents: { human: { to: 'human' }, complaint: { to: 'human' }, displeasure: { to: 'human' }, doNotCall: { to: 'goodbye' }, end: { to: 'goodbye' }, repeat: {}, goBack: {} },
    auxiliary: [
      { intent: 'hours', to: 'hours', pullBack: say('Let us go on.') },
      { intent: 'address', to: 'address', pullBack: say('Let us go on.') },
    ],
    onHangup: 'note',
    nodes: [
      { id: 'start', kind: 'start', name: 'Start', next: 'node0' },
      ...steps,
      { id: 'hours', kind: 'say', name: 'Hours', prompt: say('We are open from nine to five.'), next: 'back' },
      { id: 'address', kind: 'say', name: 'Address', prompt: say('We are in Main Street.'), next: 'back' },
      { id: 'back', kind: 'jump', name: 'Back', back: true },
      { id: 'human', kind: 'transfer', name: 'Human', queue: 'service', next: 'goodbye', busy: 'goodbye', noAnswer: 'goodbye', failed: 'goodbye' },
      { id: 'note', kind: 'tag', name: 'Note', tag: 'over', next: 'over' },
      { id: 'over', kind: 'hangup', name: 'Over' },
      { id: 'goodbye', kind: 'hangup', name: 'Goodbye', prompt: say('Thank you. Goodbye.') },
    ],
  })
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}
