import { describe, expect, it } from 'vitest'
import type { FlowDocument, FlowDocumentInput } from '../document/schema.js'
import { versionIdentity } from '../identity/version.js'
import type { FlowResources } from '../resources.js'
import { flowOf, say, type NodeInput } from '../fixtures/driven-chart.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { untranslated } from '../fixtures/untranslated.js'
import { checkFlow } from './check-flow.js'

const question = (id: string, next: string): NodeInput => ({
  id,
  kind: 'collect',
  name: id,
  prompt: say('Number?'),
  variable: 'code',
  noInput: { to: next },
  noMatch: { to: next },
  next,
})
const back: NodeInput = { id: 'back', kind: 'jump', name: 'Back', back: true }
const hangup: NodeInput = { id: 'goodbye', kind: 'hangup', name: 'Goodbye' }

/** A document without the nodes that `flowOf` adds at its end. */
const exactly = (id: string, nodes: NodeInput[], rest: Partial<FlowDocumentInput> = {}): FlowDocument => {
  const document = flowOf(nodes, { id, variables: { code: { type: 'string' }, count: { type: 'number' } }, ...rest })
  return { ...document, nodes: document.nodes.slice(0, -1) }
}
const sub = (rest: Partial<FlowDocumentInput> = {}): FlowDocument => exactly('sub', [question('ask', 'back'), back], rest)
const main = (site: object = {}, rest: Partial<FlowDocumentInput> = {}): FlowDocument =>
  exactly('main', [{ id: 'site', kind: 'subflow', name: 'Site', flow: 'sub', next: 'goodbye', ...site }, hangup], rest)
const library = (...flows: FlowDocument[]): FlowResources => ({ flows: new Map(flows.map((flow) => [flow.id, flow])) })
/** These flows are too small to have a human. */
const check = (document: FlowDocument, ...flows: FlowDocument[]) => checkFlow(document, library(...flows)).filter(({ code }) => code !== 'FLOW_WITHOUT_HUMAN')
const codes = (document: FlowDocument, ...flows: FlowDocument[]) => check(document, ...flows).map(({ code }) => code)

describe('sub-flows', () => {
  it('that are good have no problem', () => {
    expect(check(main({ inputs: { code: '"4"' }, outputs: { count: 'double(code)' } }), sub())).toEqual([])
  })

  it.each([
    ['unknown', main({ flow: 'nowhere' }), [], 'FLOW_SUBFLOW_UNKNOWN'],
    ['of another version', main({ version: '0'.repeat(64) }), [sub()], 'FLOW_SUBFLOW_VERSION'],
    ['in a circle', main(), [exactly('sub', [{ id: 'again', kind: 'subflow', name: 'Again', flow: 'sub', next: 'back' }, back])], 'FLOW_SUBFLOW_CYCLE'],
    ['with errors', main(), [sub({ intents: { affirm: { name: 'Yes' } } })], 'FLOW_SUBFLOW_INVALID'],
    ['without a language of the flow', main({}, { languages: ['en-US', 'fr-FR'] }), [sub()], 'FLOW_LANGUAGE_MISSING'],
    ['given what they do not have', main({ inputs: { colour: '"red"' } }), [sub()], 'FLOW_VARIABLE_UNKNOWN'],
    ['given another type', main({ inputs: { count: '"red"' } }), [sub()], 'FLOW_EXPRESSION_INVALID'],
    ['given an unreadable expression', main({ inputs: { count: '1 +' } }), [sub()], 'FLOW_EXPRESSION_INVALID'],
    ['asked for what they do not have', main({ outputs: { code: 'colour' } }), [sub()], 'FLOW_EXPRESSION_INVALID'],
    ['asked for another type', main({ outputs: { count: 'code' } }), [sub()], 'FLOW_EXPRESSION_INVALID'],
    ['filling what the flow does not have', main({ outputs: { colour: 'code' } }), [sub()], 'FLOW_VARIABLE_UNKNOWN'],
    ['not connected', main({ next: undefined }), [sub()], 'FLOW_TARGET_MISSING'],
  ] as const)('that are %s are an error at their site, told once', (_name, document, flows, code) => {
    const found = check(document, ...flows).filter((problem) => problem.code === code)

    expect(found).toMatchObject([{ severity: 'error', nodeId: 'site', wayOut: expect.stringMatching(/\w/) as string }])
    expect(untranslated(found)).toEqual([])
  })

  it('may come to their end by a jump back, which leads nowhere in a flow that nobody runs', () => {
    expect(codes(sub(), sub(), main())).toEqual([])
    expect(codes(sub(), sub())).toEqual(['FLOW_BACK_WITHOUT_AUXILIARY'])
  })

  it('are named in the version that a site wants', () => {
    expect(codes(main({ version: versionIdentity(sub()) }), sub())).toEqual([])
  })

  it('with anything global of their own are a warning', () => {
    const global = sub({
      dnis: ['100'],
      keyIntents: { human: { to: 'back' } },
      intents: { hours: { name: 'Hours', phrases: { 'en-US': ['when are you open'] } } },
      auxiliary: [{ intent: 'hours', to: 'back' }],
      onHangup: 'after',
      nodes: [...sub().nodes, { id: 'after', kind: 'tag', name: 'After', tag: 'after', next: 'end' }, { id: 'end', kind: 'hangup', name: 'End' }, hangup],
    })

    expect(check(main(), global)).toMatchObject([
      { code: 'FLOW_SUBFLOW_IGNORED', severity: 'warning', message: expect.stringMatching(/key intents and global questions and a branch after the call and dialled numbers of its own/) as string },
    ])
    expect(codes(main(), sub({ keyIntents: { human: { enabled: false } } }))).toEqual([])
  })

  it('switch to no language that the call cannot be held in, however deep they lie', () => {
    const both = ['en-US', 'fr-FR']
    const french = exactly('french', [{ id: 'set', kind: 'set', name: 'French', assign: [], language: 'fr-FR', next: 'back' }, back], { languages: both })
    const outer = exactly('sub', [{ id: 'inner', kind: 'subflow', name: 'Inner', flow: 'french', next: 'back' }, back], { languages: both })

    expect(check(main(), outer, french)).toMatchObject([{ code: 'FLOW_LANGUAGE_UNKNOWN', nodeId: 'site', severity: 'error' }])
    expect(codes(main({}, { languages: both }), outer, french)).toEqual([])
  })

  it('do not tell secrets', () => {
    const secret = { variables: { code: { type: 'string', sensitive: true }, count: { type: 'number' } } } as const

    expect(check(main({ outputs: { code: 'code' } }), sub(secret))).toMatchObject([{ code: 'FLOW_SENSITIVE_EXPOSED', severity: 'warning', path: 'outputs.code' }])
    expect(check(main({ inputs: { code: 'code' } }, secret), sub())).toMatchObject([{ code: 'FLOW_SENSITIVE_EXPOSED', path: 'inputs.code' }])
    expect(codes(main({ inputs: { code: 'code' }, outputs: { code: 'code' } }, secret), sub(secret))).toEqual([])
  })
})

describe('what a sub-flow does belongs to its site', () => {
  const site = (id: string, next: string): NodeInput => ({ id, kind: 'subflow', name: id, flow: 'sub', next })
  const silent = exactly('sub', [back])

  it('a circle without a wait is one through a sub-flow that asks nothing, and none through one that asks', () => {
    const circle = exactly('main', [
      { id: 'more', kind: 'decide', name: 'More?', branches: [{ when: 'count < 3', to: 'run' }], else: 'goodbye' },
      site('run', 'more'),
      hangup,
    ])

    expect(codes(circle, silent)).toEqual(['FLOW_LOOP_WITHOUT_WAIT', 'FLOW_LOOP_WITHOUT_WAIT'])
    expect(codes(circle, sub())).toEqual(['FLOW_LOOP_UNBOUNDED'])
  })

  it('nothing follows one that never comes back, and its way need not be connected', () => {
    const ends = exactly('sub', [hangup])

    expect(codes(main(), ends)).toEqual(['FLOW_NODE_UNREACHABLE'])
    expect(codes(exactly('main', [{ id: 'site', kind: 'subflow', name: 'Site', flow: 'sub' }]), ends)).toEqual([])
  })

  it('a flow that only waits for the end in a sub-flow has one', () => {
    const loop = exactly('main', [site('site', 'site')])
    const mayEnd = exactly('sub', [question('ask', 'more'), { id: 'more', kind: 'decide', name: 'More?', branches: [{ when: 'count > 1', to: 'back' }], else: 'goodbye' }, back, hangup])

    expect(codes(loop, sub())).toContain('FLOW_DEAD_END')
    expect(codes(loop, mayEnd)).toEqual([])
  })

  it('holds through sub-flows of sub-flows', () => {
    const outer = exactly('outer', [{ ...site('inner', 'back') }, back])
    const circle = (flow: FlowDocument) => codes(exactly('main', [{ ...site('run', 'run'), flow: 'outer' } as NodeInput, hangup]), outer, flow)

    expect(circle(silent)).toContain('FLOW_LOOP_WITHOUT_WAIT')
    expect(circle(sub())).not.toContain('FLOW_LOOP_WITHOUT_WAIT')
  })
})

describe('calendars', () => {
  const hours = exactly('main', [{ id: 'office', kind: 'hours', name: 'Office', calendar: 'office', open: 'goodbye', closed: 'goodbye' }, hangup])

  it('are there', () => {
    expect(check(hours)).toMatchObject([{ code: 'FLOW_CALENDAR_UNKNOWN', nodeId: 'office', path: 'calendar' }])
    expect(checkFlow(hours, everyKindResources())).toEqual([])
  })

  it('are looked after', () => {
    const { calendars = new Map() } = everyKindResources()
    const [[id, calendar] = []] = calendars
    const old = new Map([[id ?? '', { ...calendar, holidays: [{ date: '2020-01-01', name: 'Old' }] }]]) as typeof calendars

    expect(checkFlow(hours, { flows: new Map(), calendars: old, today: '2026-01-01' })).toMatchObject([{ code: 'FLOW_CALENDAR_PAST', severity: 'warning' }])
  })

  it('do not make a circle wait', () => {
    const circle = exactly('main', [{ id: 'office', kind: 'hours', name: 'Office', calendar: 'office', open: 'goodbye', closed: 'office' }, hangup])

    expect(checkFlow(circle, everyKindResources()).map(({ code }) => code)).toEqual(['FLOW_LOOP_WITHOUT_WAIT'])
  })
})

describe('recording', () => {
  const record = (rest: object, agreed: object = { type: 'boolean' }) =>
    codes(
      exactly('main', [{ id: 'record', kind: 'record', name: 'Record', action: 'start', next: 'goodbye', noConsent: 'goodbye', ...rest }, hangup], {
        variables: { agreed } as never,
      }),
    )

  it('starts by consent that the call has brought', () => {
    expect(record({ consent: 'agreed' })).toEqual([])
    expect(record({})).toEqual(['FLOW_CONSENT_MISSING'])
    expect(record({ consent: 'nothing' })).toEqual(['FLOW_VARIABLE_UNKNOWN'])
    expect(record({ consent: 'agreed' }, { type: 'string' })).toEqual(['FLOW_VARIABLE_TYPE'])
    expect(record({ consent: 'agreed' }, { type: 'boolean', initial: true })).toEqual(['FLOW_CONSENT_PRESUMED'])
    expect(record({ consent: 'agreed', noConsent: undefined })).toEqual(['FLOW_TARGET_MISSING'])
  })

  it('is paused, resumed and stopped by anybody', () => {
    expect(['pause', 'resume', 'stop'].flatMap((action) => record({ action, noConsent: undefined }))).toEqual([])
  })
})

it('finds nothing in a flow with every kind but what it warns of', () => {
  expect(checkFlow(everyKind(), everyKindResources()).filter(({ code }) => /SUBFLOW|CALENDAR|CONSENT|VARIABLE|EXPRESSION|LANGUAGE/.test(code))).toEqual([])
})
