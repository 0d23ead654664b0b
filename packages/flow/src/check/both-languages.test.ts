import { describe, expect, it } from 'vitest'
import { readCalendar } from '../calendar/read-calendar.js'
import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import type { FlowDocumentInput } from '../document/schema.js'
import { readFaq } from '../faq/read-faq.js'
import { readResources } from '../library/read-resources.js'
import type { FlowResources } from '../resources.js'
import { flowOf, say, type NodeInput } from '../fixtures/driven-chart.js'
import { untranslated } from '../fixtures/untranslated.js'
import { checkFlow } from './check-flow.js'
import { flowProblem } from './problem.js'
import { readFlow } from './read-flow.js'

const question: NodeInput = { id: 'question', kind: 'ask', name: 'Question', prompt: say('Well?'), branches: [], noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' } }
const found = (nodes: NodeInput[], rest: Partial<FlowDocumentInput> = {}, resources: Partial<FlowResources> = {}): FlowProblem[] =>
  checkFlow(flowOf(nodes, rest), { flows: new Map(), ...resources })
const flowText = (change: object): string =>
  JSON.stringify({ schemaVersion: 1, id: 'tested', name: 'Tested', languages: ['en-US'], nodes: [{ id: 'start', kind: 'start', name: 'Start' }], ...change })
const calendarText = (change: object): string => JSON.stringify({ schemaVersion: 1, id: 'shop', name: 'Shop', timeZone: 'Asia/Shanghai', weekly: [], ...change })
const ssml = (inner: string): NodeInput => ({ id: 'tell', kind: 'say', name: 'Tell', prompt: { 'en-US': [{ ssml: inner, text: 'x' }] }, next: 'goodbye' })
const holiday = (date: string): object => ({ date, name: 'Feast' })
const noSpeech = { hears: [], voices: { names: ['cmn', 'en'], timbres: [] } }

const broken: readonly (readonly [string, readonly FlowProblem[], number])[] = [
  ['a flow that is no JSON', [...readFlow('{"id": ').problems, ...readFlow('{"id": 1,\n nodes}').problems, ...readFlow('nothing').problems], 3],
  [
    'a flow that does not fit its schema',
    [
      ...readFlow('[]').problems,
      ...readFlow(flowText({ id: 'Not good', name: 7, colour: 'red', languages: [], nodes: [{ id: 'ended', kind: 'menu', name: '', choices: [{ digit: 'x' }] }, { kind: 'dance' }] })).problems,
      ...readFlow(flowText({ settings: { terminator: '##', maxUtteranceMs: 10, endSilenceMs: 90_000 } })).problems,
    ],
    11,
  ],
  ['a flow that nests too deep', readFlow(flowText({ layout: JSON.parse('['.repeat(80) + ']'.repeat(80)) as object })).problems, 1],
  [
    'calendars',
    [
      ...readCalendar('nothing').problems,
      ...readCalendar(calendarText({ timeZone: 'Moon/Sea', weekly: [{ days: ['mon'], from: '09:00', to: '09:00' }], holidays: [holiday('2020-01-01'), holiday('2020-01-01')] })).problems,
      ...readCalendar(calendarText({ holidays: [holiday('2020-01-01')] }), '2026-01-01').problems,
    ],
    5,
  ],
  ['lists of questions', [...readFaq('{').problems, ...readFaq('{}').problems], 5],
  [
    'two files with one id',
    [...readResources([{ name: 'a.calendar.json', text: calendarText({}) }, { name: 'b.calendar.json', text: calendarText({}) }]).problems.values()].flat(),
    1,
  ],
  [
    'expressions',
    found([
      {
        id: 'sum', kind: 'set', name: 'Sum', next: 'goodbye',
        assign: ['1 +', '(1', 'code $ 1', 'count + code', 'money(code, "CNY")', 'now()', 'code.reverse()', "'a", 'true ? 1 : "a"', 'count && true', '1.map(x, x)', 'count.a', 'b"x"', 'for', '!count', '"\\q"', '1e'].map((value) => ({ variable: 'code', value })),
      },
    ], { variables: { code: { type: 'string' }, count: { type: 'number' } } }),
    17,
  ],
  [
    'SSML',
    ['<speak>', '<speak>a & b</speak>', '<p>x</p>', '<!DOCTYPE speak><speak>x</speak>', '<speak/>', '<speak><voice>x</voice><p><p>x</p></p><sub>x</sub><break time="1h" pause="1">x</break><![CDATA[x]]><?php?></speak>', '<speak><break time=3s/>a</speak>', 'x']
      .flatMap((text) => found([ssml(text)])),
    14,
  ],
  [
    'what this installation cannot',
    [
      ...found([question], { voices: { 'en-US': 'nobody' } }, { speech: noSpeech }),
      ...found([{ ...question, branches: [{ on: 'anyReply', to: 'goodbye' }] }], {}, { speech: { hears: [{ language: '*', freeText: false }] } }),
      ...found([{ id: 'help', kind: 'knowledge', name: 'Help', source: 'llm', prompt: say('Ask.'), faqFile: 'none', noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' }, next: 'goodbye', fallback: 'goodbye' }], {}, { hasModel: false }),
    ],
    5,
  ],
  [
    'consent, calendars and words of other languages',
    found([
      { id: 'tape', kind: 'record', name: 'Tape', action: 'start', next: 'again' },
      { id: 'again', kind: 'record', name: 'Again', action: 'start', consent: 'yes', next: 'other' },
      { id: 'other', kind: 'record', name: 'Other', action: 'start', consent: 'count', next: 'open' },
      { id: 'open', kind: 'hours', name: 'Open', calendar: 'shop', open: 'goodbye', closed: 'goodbye' },
    ], { variables: { yes: { type: 'boolean', initial: true }, count: { type: 'number' } }, settings: { analysisConsent: 'nobody' } }),
    5,
  ],
]

describe('what is found wrong', () => {
  it.each(broken)('is said in Chinese too: %s', (_what, problems, leastCount) => {
    expect(problems.length).toBeGreaterThanOrEqual(leastCount)
    expect(untranslated(problems)).toEqual([])
  })

  it('carries both languages side by side', () => {
    expect(flowProblem('FLOW_START_COUNT', said('The flow has 0 start nodes.', '流程中有 0 个开始节点。'), said('Add a start node.', '请添加一个开始节点。'))).toEqual({
      code: 'FLOW_START_COUNT',
      severity: 'error',
      message: 'The flow has 0 start nodes.',
      wayOut: 'Add a start node.',
      zh: { message: '流程中有 0 个开始节点。', wayOut: '请添加一个开始节点。' },
    })
  })

  it('has no text in one language alone', () => {
    // @ts-expect-error A message and a way out are each given in both languages.
    expect(() => flowProblem('FLOW_START_COUNT', 'The flow has 0 start nodes.', 'Add a start node.').zh).toBeDefined()
  })

  it.each([
    ['{"id": ', '该文件不是 JSON：内容不完整。'],
    [flowText({ name: 7 }), '字段“name”不符合格式要求：应为文本，实际是数字。'],
    [flowText({ nodes: [{ id: 'ended', kind: 'start', name: 'Start' }] }), '字段“nodes.0.id”不符合格式要求：该 id 是保留 id。'],
  ])('%s: %s', (text, message) => {
    expect(readFlow(text).problems.map(({ zh }) => zh.message)).toContain(message)
  })
})
