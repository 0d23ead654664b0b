import { describe, expect, it } from 'vitest'
import { checkFlow } from '../check/check-flow.js'
import { compileFlow } from '../compile/compile-flow.js'
import { placeFlow } from '../compile/place.js'
import type { FlowProblem } from '../contract/compiled.js'
import type { FlowDocument, FlowDocumentInput } from '../document/schema.js'
import { beginCall, make } from '../explore/explored-call.js'
import { exploredFlow } from '../explore/explored-flow.js'
import { movesOf } from '../explore/moves.js'
import { startsOf } from '../explore/starts.js'
import { chartGraph } from '../prove/chart-graph.js'
import type { FlowResources } from '../resources.js'
import { flowOf, say, type NodeInput } from '../fixtures/driven-chart.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { randomOf } from '../fixtures/random-call.js'
import { ruleAutomaton, stateAfter } from './automaton.js'
import { ChartSight } from './chart-sight.js'
import { checkRules } from './check-rules.js'
import { seenIn } from './confirm-breach.js'
import type { Observation } from './observation.js'
import { readRules } from './read-rules.js'
import { ruleView } from './rule-view.js'
import type { Rule } from './schema.js'

const rulesOf = (...rules: object[]): readonly Rule[] => {
  const text = JSON.stringify({ schemaVersion: 1, rules: rules.map((rule) => ({ id: 'tested', name: { en: 'Tested', zh: '试' }, sentence: { en: 'It holds.', zh: '必须成立。' }, ...rule })) })
  const { rules: read, problems } = readRules(text)
  if (read === undefined) throw new Error(JSON.stringify(problems))
  return read
}
const found = (document: FlowDocument, rule: object, more: Partial<FlowResources> = {}): FlowProblem[] => checkRules(document, { flows: new Map(), ...more, rules: rulesOf(rule) })
const nodesOf = (problems: readonly FlowProblem[]) => problems.map(({ nodeId, unproven }) => `${nodeId ?? ''}${unproven === true ? ' unproven' : ''}`)

const ask = (id: string, to: Record<string, string>, rest: object = {}): NodeInput => ({
  id,
  kind: 'ask',
  name: id,
  prompt: say(`${id}?`),
  branches: Object.entries(to).map(([on, target]) => ({ on, to: target })),
  noInput: { attempts: 1, to: 'goodbye' },
  noMatch: { attempts: 1, to: 'goodbye' },
  ...rest,
})
const tell = (id: string, next: string, rest: object = {}): NodeInput => ({ id, kind: 'say', name: id, prompt: say(`${id}.`), next, ...rest })
const set = (id: string, variable: string, value: string, next: string): NodeInput => ({ id, kind: 'set', name: id, assign: [{ variable, value }], next })
const record = (id: string, action: 'start' | 'stop' | 'pause', next: string): NodeInput => ({ id, kind: 'record', name: id, action, ...(action === 'start' ? { consent: 'agreed', noConsent: next } : {}), next })
const agreed: Partial<FlowDocumentInput> = { variables: { agreed: { type: 'boolean' } } }

describe('a flow that breaks a rule', () => {
  const price = { statement: { first: { mark: 'price', speaks: true }, before: { mark: 'deal', way: 'affirm' } } }
  const flow = flowOf([ask('wish', { affirm: 'deal', deny: 'cost' }), tell('cost', 'deal', { marks: ['price'] }), ask('deal', { affirm: 'goodbye', deny: 'wish' }, { marks: ['deal'] })])

  it('is told the rule and the node, in both languages, by the shortest call that shows it', () => {
    const [problem, ...others] = found(flow, price)

    expect(others).toEqual([])
    expect(problem).toMatchObject({
      code: 'FLOW_RULE_BROKEN',
      severity: 'error',
      rule: 'tested',
      nodeId: 'deal',
      message: 'A call can break the rule "Tested" (tested) at "deal" (deal): It holds.',
      zh: { message: '通话在“deal”（deal）处可能违反规则“试”（tested）：必须成立。' },
      counterExample: { confirmed: true, text: { en: ['The call begins', 'Caller: “yes”', 'Caller: “yes”'] } },
    })
    expect(problem?.counterExample?.path).toEqual(['start', 'wish', 'deal', 'goodbye'])
  })

  it('is told so as severely as the rule says', () => {
    expect(found(flow, { ...price, severity: 'warning' })[0]?.severity).toBe('warning')
  })

  it('has nothing to be told where the way is closed', () => {
    const closed = flowOf([ask('wish', { affirm: 'cost', deny: 'cost' }), tell('cost', 'deal', { marks: ['price'] }), ask('deal', { affirm: 'goodbye', deny: 'wish' }, { marks: ['deal'] })])

    expect(found(closed, price)).toEqual([])
  })

  it('is told so by the check of the whole flow, at the publish gate too', () => {
    expect(checkFlow(flow, { flows: new Map(), rules: rulesOf(price) }).map(({ code }) => code)).toContain('FLOW_RULE_BROKEN')
    expect(checkFlow(flow).map(({ code }) => code)).not.toContain('FLOW_RULE_BROKEN')
  })
})

describe('what a call can do', () => {
  const recorded = { statement: { while: { from: { effect: { type: 'recording.set', action: 'start' } }, until: { effect: { type: 'recording.set', action: 'stop' } } }, never: { mark: 'secret' } } }

  it('is decided by its conditions: a way that none can go breaks nothing', () => {
    const flow = (value: string): FlowDocument =>
      flowOf(
        [
          ask('may', { affirm: 'yes', deny: 'no' }),
          set('yes', 'agreed', 'true', 'start2'),
          set('no', 'agreed', value, 'start2'),
          record('start2', 'start', 'which'),
          { id: 'which', kind: 'decide', name: 'Which', branches: [{ when: 'agreed', to: 'stop' }], else: 'card' },
          record('stop', 'stop', 'card'),
          ask('card', { affirm: 'goodbye' }, { marks: ['secret'] }),
        ],
        agreed,
      )

    expect(found(flow('false'), recorded)).toEqual([])
    expect(found(flow('true'), { statement: { first: { mark: 'secret' }, before: { effect: { type: 'recording.set', action: 'start' } } } })).toMatchObject([{ nodeId: 'start2' }])
  })

  it('is also to go back, to ask something in between, and to want a human', () => {
    const flow = flowOf(
      [
        ask('may', { affirm: 'yes', deny: 'card' }, { marks: ['consent'] }),
        set('yes', 'agreed', 'true', 'start2'),
        record('start2', 'start', 'card'),
        ask('card', { affirm: 'goodbye' }, { marks: ['secret'] }),
      ],
      { ...agreed, keyIntents: { goBack: {} } },
    )
    const withdrawn = {
      statement: {
        while: [
          { from: { effect: { type: 'recording.set', action: 'start' } }, until: { effect: { type: 'recording.set', action: 'stop' } } },
          { from: { mark: 'consent', way: 'deny' }, until: { mark: 'consent', way: 'affirm' } },
        ],
        never: { mark: 'secret' },
      },
    }

    const [problem] = found(flow, withdrawn)

    expect(problem?.counterExample?.text.en).toEqual(['The call begins', 'Caller: “yes”', 'Caller: “go back”', 'Caller: “no”'])
    expect(nodesOf(found({ ...flow, keyIntents: {} }, withdrawn))).toEqual([])
  })

  it('is not known where what the call brings decides it: told as unproven, if no call is found', () => {
    const flow = flowOf(
      [
        { id: 'which', kind: 'decide', name: 'Which', branches: [{ when: 'size(words) > 4000', to: 'secret' }], else: 'goodbye' },
        ask('secret', { affirm: 'goodbye' }, { marks: ['secret'] }),
      ],
      { variables: { words: { type: 'string' } } },
    )

    expect(found(flow, { statement: { never: { mark: 'secret' } } })).toMatchObject([{ nodeId: 'secret', severity: 'warning', unproven: true, counterExample: { confirmed: false, steps: [] } }])
  })
})

describe('what is owed', () => {
  const owed = { statement: { after: { mark: 'optOut' }, eventually: { tag: 'noted' } } }
  const flow = (next: string): FlowDocument =>
    flowOf([ask('wish', { deny: 'out', affirm: 'goodbye' }), tell('out', next, { marks: ['optOut'] }), { id: 'note', kind: 'tag', name: 'Note', tag: 'noted', next: 'goodbye' }])

  it('has come before the flow ends the call', () => {
    expect(nodesOf(found(flow('goodbye'), owed))).toEqual(['goodbye'])
    expect(found(flow('note'), owed)).toEqual([])
  })

  it('is not owed by a flow whose caller goes first', () => {
    const asks = flowOf([ask('wish', { deny: 'sure' }), ask('sure', { affirm: 'note', deny: 'note' }, { marks: ['optOut'], noInput: { to: 'note' }, noMatch: { to: 'note' } }), { id: 'note', kind: 'tag', name: 'Note', tag: 'noted', next: 'goodbye' }])

    expect(found(asks, owed)).toEqual([])
  })
})

describe('nodes by their fields', () => {
  const every = { statement: { every: { mark: 'price' }, is: { interruptible: false } } }

  it('are told where they are otherwise, and not where their kind has no such field', () => {
    const flow = flowOf([tell('cost', 'tag', { marks: ['price'] }), { id: 'tag', kind: 'tag', name: 'Tag', tag: 'a', marks: ['price'], next: 'fee' }, tell('fee', 'goodbye', { marks: ['price'], interruptible: false })])

    expect(found(flow, every)).toMatchObject([{ nodeId: 'cost', path: 'interruptible', rule: 'tested', wayOut: 'Let "interruptible" be false, or change the rule in rules.json.' }])
  })
})

describe('a rule that is proven', () => {
  const rules = rulesOf(
    { id: 'a', statement: { first: { kind: 'menu' }, before: { kind: 'collect' } } },
    { id: 'b', statement: { while: { from: { kind: 'transfer' }, until: { kind: 'transfer', way: 'next' } }, never: { kind: 'jump' } } },
    { id: 'c', statement: { after: { kind: 'voicemail' }, eventually: { effect: { type: 'call.hang-up' } } } },
    { id: 'd', statement: { first: { listens: true }, before: { effect: { type: 'request.send' } } } },
    { id: 'e', statement: { never: { keyIntent: 'doNotCall', onTheLine: false } } },
    { id: 'f', statement: { first: { effect: { type: 'recording.set', action: 'pause' } }, before: { effect: { type: 'recording.set', action: 'resume' } } } },
    { id: 'g', statement: { after: { keyIntent: 'human' }, nothingBut: { not: { kind: 'collect' } } } },
    { id: 'h', statement: { first: { kind: 'start' }, before: { any: [{ speaks: true }, { listens: true }] } } },
  )
  const resources = everyKindResources()
  const compiled = compileFlow(everyKind(), resources)
  const sight = new ChartSight(chartGraph(compiled), ruleView(placeFlow(everyKind(), resources)), undefined)
  const flow = exploredFlow(compiled)
  const broken = new Set(checkRules(everyKind(), { ...resources, rules }).map(({ rule }) => rule))

  /** What rules see of a call in which something happens by chance. */
  const seenByChance = (seed: number): Observation[] => {
    const random = randomOf(seed)
    const start = startsOf(flow)[seed % startsOf(flow).length]
    let made = beginCall(flow, start ?? { direction: 'inbound', variables: {} }, true)
    const seen = seenIn(made, undefined, sight)
    for (let count = 0; count < 60 && !made.call.over; count += 1) {
      const moves = movesOf(flow, made.call)
      const move = moves[Math.floor(random() * moves.length)]
      if (move === undefined) break
      const before = made.call
      made = make(flow, before, move, true)
      seen.push(...seenIn(made, before, sight))
    }
    return seen
  }

  it('is broken by no call whatever happens in it; some are proven, and some are not', () => {
    const calls = Array.from({ length: 300 }, (_, seed) => seenByChance(seed + 1))
    const brokenByChance = rules.filter(({ statement }) => !('is' in statement) && calls.some((seen) => stateAfter(ruleAutomaton(statement), seen) === 'broken')).map(({ id }) => id)

    expect(brokenByChance.filter((id) => !broken.has(id))).toEqual([])
    expect(rules.some(({ id }) => broken.has(id)) && rules.some(({ id }) => !broken.has(id))).toBe(true)
    expect(brokenByChance.length).toBeGreaterThan(0)
  })
})

describe('a rule holds', () => {
  const identity = { statement: { first: { mark: 'identity' }, before: { speaks: true } } }
  const flow = flowOf([tell('hello', 'goodbye')])

  it('in the direction that it names: who answers a number is called, all others call', () => {
    expect(nodesOf(found(flow, { ...identity, when: { direction: 'outbound' } }))).toEqual(['hello'])
    expect(found({ ...flow, dnis: ['100'] }, { ...identity, when: { direction: 'outbound' } })).toEqual([])
    expect(nodesOf(found({ ...flow, dnis: ['100'] }, { ...identity, when: { direction: 'inbound' } }))).toEqual(['hello'])
  })

  it('where the flow has what it is about', () => {
    expect(found(flow, { ...identity, when: { has: { mark: 'identity' } } })).toEqual([])
    expect(nodesOf(found(flow, { ...identity, when: { has: { kind: 'say' } } }))).toEqual(['hello'])
  })

  it('for those whom we call: their number is known', () => {
    const out = flowOf([ask('wish', { deny: 'out' }), { id: 'out', kind: 'hangup', name: 'Out', doNotCall: true, marks: ['optOut'], prompt: say('Bye.') }])
    const listed = { statement: { after: { mark: 'optOut' }, eventually: { effect: { type: 'do-not-call.add' } } } }

    expect(found(out, { ...listed, when: { direction: 'outbound' } })).toEqual([])
    expect(nodesOf(found({ ...out, dnis: ['100'] }, listed))).toEqual(['out'])
  })

  it('in sub-flows where they are run, and not in themselves', () => {
    const inner = flowOf([tell('hello', 'back'), { id: 'back', kind: 'jump', name: 'Back', back: true }], { id: 'inner' })
    const main = flowOf([{ id: 'site', kind: 'subflow', name: 'Site', flow: 'inner', next: 'goodbye' }], { id: 'main' })
    const flows = new Map([inner, main].map((document) => [document.id, document]))

    expect(nodesOf(found(main, identity, { flows }))).toEqual(['site.hello'])
    expect(found(inner, identity, { flows })).toEqual([])
  })

  it('in no flow that cannot be compiled: that is told already', () => {
    expect(found(flowOf([tell('hello', 'nowhere')]), identity)).toEqual([])
  })
})
