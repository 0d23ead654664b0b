import { describe, expect, it } from 'vitest'
import type { FlowDocumentInput } from '../document/schema.js'
import { flowOf, say, type NodeInput } from '../fixtures/driven-chart.js'
import { diffFlows } from './diff-flows.js'

const ask: NodeInput = {
  id: 'askCard', kind: 'ask', name: 'Card?', prompt: say('Balance or lost card?'),
  branches: [{ on: 'balance', to: 'digits' }, { on: 'lost', to: 'human' }],
  noInput: { attempts: 1, to: 'human' }, noMatch: { to: 'human' },
}
const digits: NodeInput = {
  id: 'digits', kind: 'collect', name: 'Digits', prompt: say('The last four digits?'), variable: 'last4', minCount: 4, maxCount: 4, validation: 'size(value) == 4',
  noInput: { to: 'human' }, noMatch: { to: 'human' }, next: 'check',
}
const check: NodeInput = { id: 'check', kind: 'decide', name: 'Rich?', branches: [{ when: 'balance > 100 && vip', to: 'human' }, { when: 'balance == 0', to: 'goodbye' }], else: 'tell' }
const tell: NodeInput = { id: 'tell', kind: 'say', name: 'Tell', prompt: say('You have {{ balance }}.'), next: 'goodbye' }
const human: NodeInput = { id: 'human', kind: 'transfer', name: 'Human', queue: 'cards', next: 'goodbye', busy: 'goodbye', noAnswer: 'goodbye', failed: 'goodbye' }

const rest: Partial<FlowDocumentInput> = {
  variables: { last4: { type: 'string' }, balance: { type: 'number' }, vip: { type: 'boolean' } },
  intents: { balance: { name: 'Balance', phrases: { 'en-US': ['check my balance'] } }, lost: { name: 'Lost', phrases: { 'en-US': ['i lost my card'] } } },
}

interface Parts {
  readonly ask?: Partial<NodeInput>
  readonly digits?: Partial<NodeInput>
  readonly check?: Partial<NodeInput>
  readonly tell?: Partial<NodeInput>
  readonly human?: Partial<NodeInput>
  readonly more?: readonly NodeInput[]
  readonly rest?: Partial<FlowDocumentInput>
}

const flow = (parts: Parts = {}) =>
  flowOf(
    [
      { ...ask, ...parts.ask }, { ...digits, ...parts.digits }, { ...check, ...parts.check }, { ...tell, ...parts.tell }, { ...human, ...parts.human }, ...(parts.more ?? []),
    ] as NodeInput[],
    { ...rest, ...parts.rest },
  )

const told = (parts: Parts): string[] => diffFlows({ document: flow() }, { document: flow(parts) }).map(({ sentence }) => sentence.en)

describe('what a caller notices', () => {
  it.each<[string, Parts, string[]]>([
    ['another way out of silence', { ask: { noInput: { attempts: 1, to: 'goodbye' } } }, ['When the caller stays silent twice at “Card?”: was a human (queue cards), now hang up after “Goodbye.”']],
    ['another prompt', { ask: { prompt: say('What can I do?') } }, ['At “Card?”, the prompt (en-US): was “Balance or lost card?”, now “What can I do?”']],
    ['another branch', { ask: { branches: [{ on: 'balance', to: 'digits' }] } }, ['When the caller says “i lost my card” at “Card?”: was a human (queue cards), now not taken']],
    ['one attempt more', { ask: { noInput: { attempts: 2, to: 'human' } } }, ['At “Card?”, how often it is asked again after silence: was 1, now 2']],
    ['something said in between', { tell: { next: 'more' }, more: [{ id: 'more', kind: 'say', name: 'More', prompt: say('Visit our site.'), next: 'goodbye' }] }, ['After “Tell”: new: “More”: “Visit our site.”']],
    ['another condition', { check: { branches: [{ when: 'balance >= 100 && vip', to: 'human' }, { when: 'balance == 0', to: 'goodbye' }] } }, expect.arrayContaining([expect.stringMatching(/Rich\?/)])],
    ['another queue', { human: { queue: 'lost' } }, ['At “Human”, the queue: was “cards”, now “lost”']],
    ['words that mean an intent', { rest: { intents: { ...rest.intents, lost: { name: 'Lost', phrases: { 'en-US': ['my card is gone'] } } } } }, [expect.stringMatching(/^What callers may say for/)]],
    ['a setting of the flow', { rest: { settings: { noInputTimeoutMs: 3_000 } } }, expect.arrayContaining(['At “Card?”, the silence that counts as no input (ms): was 5000, now 3000'])],
    ['a key intent', { rest: { keyIntents: { human: { to: 'human' } } } }, ['When the caller asks for a human, anywhere: was nowhere, now a human (queue cards)']],
  ])('is %s', (_name, parts, expected) => {
    expect(told(parts)).toEqual(expected)
  })

  it.each<[string, Parts]>([
    ['a name', { ask: { name: 'What about your card?' } }],
    ['a note', { ask: { note: 'Ask politely.' } }],
    ['a setting that only moved to its node', { ask: { settings: { noInputTimeoutMs: 5_000 } } }],
    ['the order of branches', { ask: { branches: [{ on: 'lost', to: 'human' }, { on: 'balance', to: 'digits' }] } }],
    ['a condition put otherwise', { check: { branches: [{ when: 'vip && 100 < balance', to: 'human' }, { when: '!(balance != 0)', to: 'goodbye' }] } }],
    ['blanks in an expression', { tell: { prompt: say('You have {{balance}}.') } }],
    ['a node that nobody comes to', { more: [{ id: 'lonely', kind: 'say', name: 'Lonely', prompt: say('Hello?'), next: 'goodbye' }] }],
    ['a jump in between', { tell: { next: 'on' }, more: [{ id: 'on', kind: 'jump', name: 'On', to: 'goodbye' }] }],
    ['a copy of the same end', { tell: { next: 'bye' }, more: [{ id: 'bye', kind: 'hangup', name: 'Bye', prompt: say('Goodbye.') }] }],
    ['a variable that nobody uses', { rest: { variables: { ...rest.variables, spare: { type: 'number' } } } }],
    ['an intent that nobody uses', { rest: { intents: { ...rest.intents, spare: { name: 'Spare', phrases: { 'en-US': ['spare'] } } } } }],
    ['the layout', { rest: { layout: { askCard: { x: 5, y: 9 } } } }],
  ])('is not %s', (_name, parts) => {
    expect(told(parts)).toEqual([])
  })

  it('is no other id', () => {
    const other = JSON.parse(JSON.stringify(flow()).replaceAll('"askCard"', '"whichCard"').replaceAll('last4', 'lastDigits').replaceAll('"lost"', '"cardLost"')) as ReturnType<typeof flow>

    expect(diffFlows({ document: flow() }, { document: other })).toEqual([])
  })
})
