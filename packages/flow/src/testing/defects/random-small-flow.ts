import type { FlowDocument, FlowDocumentInput } from '../../document/schema.js'
import { say, type NodeInput } from '../driven-chart.js'
import { Dice } from './dice.js'
import { read } from './good-flow/random-good-flow.js'

const conditions = ['n > 2', 'n == 2', 'n < 0', 'n < 3 && b', 'n > 3 && n < 2', 'b', '!b', 'b || !b', 's == "x"', 's != "" && b', 'n >= 1 || !b', 'call.direction == "inbound"'] as const
const numbers = ['0', '1', '2', 'n + 1', 'n - 1'] as const
const kinds = ['say', 'say', 'ask', 'ask', 'menu', 'collect', 'decide', 'decide', 'set', 'set', 'request', 'transfer', 'hours', 'voicemail', 'hangup', 'hangup', 'jump', 'record', 'tag'] as const
type Kind = (typeof kinds)[number]

const attempts = (dice: Dice): number => dice.below(2)

const assignment = (dice: Dice) =>
  dice.pick([
    { variable: 'n', value: dice.pick(numbers) },
    { variable: 'b', value: dice.pick(['true', 'false', '!b', 'n > 1']) },
    { variable: 's', value: dice.pick(['"x"', '""']) },
  ])

const makeNode = (dice: Dice, id: string, kind: Kind, to: () => string): NodeInput => {
  const common = { id, name: id }
  const retry = () => ({ attempts: attempts(dice), to: to() })
  switch (kind) {
    case 'say':
      return { ...common, kind, prompt: say(dice.comes(0.3) ? 'Now {{ s }}.' : `This is ${id}.`), interruptible: dice.comes(0.5), next: to() }
    case 'ask':
      return {
        ...common,
        kind,
        prompt: say(`${id}?`),
        branches: [{ on: 'affirm', to: to() }, ...(dice.comes(0.5) ? [{ on: 'deny', to: to() }] : []), ...(dice.comes(0.2) ? [{ on: 'anyReply', to: to() }] : [])],
        ...(dice.comes(0.3) ? { saveWords: 's' } : {}),
        noInput: retry(),
        noMatch: retry(),
      }
    case 'menu':
      return { ...common, kind, prompt: say(`${id}?`), choices: [{ digit: '1', to: to() }, { digit: dice.comes(0.8) ? '2' : '1', to: to() }], noInput: retry(), noMatch: retry() }
    case 'collect':
      return {
        ...common,
        kind,
        prompt: say(`${id}?`),
        variable: 'n',
        valueType: 'number',
        ...(dice.comes(0.4) ? { validation: dice.pick(['value > 1', 'value < 3', 'value > 3 && value < 2', 'value == 2']) } : {}),
        ...(dice.comes(0.2) ? { onlyIfMissing: true } : {}),
        noInput: retry(),
        noMatch: retry(),
        next: to(),
      }
    case 'decide':
      return { ...common, kind, branches: Array.from({ length: 1 + dice.below(2) }, () => ({ when: dice.pick(conditions), to: to() })), else: to() }
    case 'set':
      return { ...common, kind, assign: Array.from({ length: 1 + dice.below(2) }, () => assignment(dice)), next: to() }
    case 'request':
      return { ...common, kind, url: 'endpoint://a/b', ...(dice.comes(0.5) ? { save: dice.pick([{ n: 'body.n' }, { b: 'body.b' }]) } : {}), next: to(), failure: to() }
    case 'transfer':
      return { ...common, kind, queue: 'all', next: to(), busy: to(), noAnswer: to(), failed: to() }
    case 'hours':
      return { ...common, kind, calendar: 'office', open: to(), closed: to() }
    case 'voicemail':
      return { ...common, kind, prompt: say('Speak.'), mailbox: 'all', next: to(), empty: to(), failed: to() }
    case 'hangup':
      return { ...common, kind, ...(dice.comes(0.7) ? { prompt: say('Goodbye.') } : {}) }
    case 'jump':
      return { ...common, kind, ...(dice.comes(0.1) ? { back: true } : { to: to() }) }
    case 'record':
      return dice.comes(0.5) ? { ...common, kind, action: 'start', consent: 'b', next: to(), noConsent: to() } : { ...common, kind, action: dice.pick(['pause', 'resume', 'stop']), next: to() }
    case 'tag':
      return { ...common, kind, tag: id, next: to() }
  }
}

const keyIntentsOf = (dice: Dice, to: () => string): NonNullable<FlowDocumentInput['keyIntents']> => ({
  ...(dice.comes(0.3) ? { human: { to: to() } } : {}),
  ...(dice.comes(0.15) ? { goBack: {} } : {}),
})

export interface SmallFlowOptions {
  /** Some ways lead nowhere, or to nodes that are not there. */
  readonly mayBeRefused?: boolean
}

/**
 * A random document of three to nine nodes, correct or not, over a number, a boolean and a text: for brute force.
 * It compiles unless it may be refused.
 */
export const randomSmallFlow = (seed: number, { mayBeRefused = false }: SmallFlowOptions = {}): FlowDocument => {
  const dice = new Dice(seed)
  const count = 2 + dice.below(7)
  const ids = Array.from({ length: count }, (_, index) => `node${index + 1}`)
  const to = (): string => dice.pick(mayBeRefused && dice.comes(0.02) ? ['nowhere'] : ids)
  const chosen = ids.map((id, index) => makeNode(dice, id, index === count - 1 ? 'hangup' : dice.pick(kinds), to))
  const nodes: NodeInput[] = [{ id: 'start', kind: 'start', name: 'Start', ...(mayBeRefused && dice.comes(0.03) ? {} : { next: to() }) }, ...chosen]
  return read({
    schemaVersion: 1,
    id: `small-${seed}`,
    name: `Small flow ${seed}`,
    languages: ['en-US'],
    variables: { n: { type: 'number' }, b: { type: 'boolean' }, s: { type: 'string' } },
    keyIntents: keyIntentsOf(dice, to),
    nodes,
  })
}
