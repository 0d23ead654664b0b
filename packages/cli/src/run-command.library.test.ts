import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFlow, stageFlow } from './system/flow-files.js'
import { runCommand, type CommandRunner } from './testing/command-runner.js'

describe('the command line, with sub-flows and calendars beside a flow', () => {
  let library: string
  const run: CommandRunner = (argv, { environment, ...options } = {}) => runCommand(argv, { ...options, environment: { FLOWS_DIR: library, ...environment } })
  const flowFile = (id: string, nodes: readonly object[], rest: object = {}) =>
    writeFile(
      join(library, `${id}.flow.json`),
      JSON.stringify({ schemaVersion: 1, id, name: id, languages: ['en-US'], nodes: [{ id: 'start', kind: 'start', name: 'Start', next: 'first' }, ...nodes], ...rest }),
    )
  const calendarFile = (name: string, rest: object = {}) =>
    writeFile(
      join(library, `${name}.calendar.json`),
      JSON.stringify({ schemaVersion: 1, id: 'office', name: 'Office', timeZone: 'UTC', weekly: [], holidays: [{ date: '2020-01-01', name: 'Old' }], ...rest }),
    )
  const inLibrary = (...argv: string[]) => run(argv)
  const end = { id: 'end', kind: 'hangup', name: 'End', prompt: { 'en-US': ['Goodbye.'] } }

  beforeAll(async () => {
    library = await mkdtemp(join(tmpdir(), 'callchart-library-'))
    await flowFile('reception', [
      { id: 'first', kind: 'hours', name: 'Hours', calendar: 'office', open: 'end', closed: 'survey' },
      { id: 'survey', kind: 'subflow', name: 'Survey', flow: 'survey', next: 'end' },
      end,
    ])
    await flowFile('survey', [
      {
        id: 'first',
        kind: 'menu',
        name: 'Stars',
        prompt: { 'en-US': ['One to two?'] },
        choices: [
          { digit: '1', to: 'person' },
          { digit: '2', to: 'back' },
        ],
        noInput: { to: 'back' },
        noMatch: { to: 'back' },
      },
      { id: 'person', kind: 'transfer', name: 'Person', queue: 'survey-people', next: 'back', busy: 'back', noAnswer: 'back', failed: 'back' },
      { id: 'back', kind: 'jump', name: 'Back', back: true },
    ])
    await calendarFile('office')
  })
  afterAll(() => rm(library, { recursive: true }))

  it('checks both kinds of file', async () => {
    const { code, out } = await inLibrary('check', '--json')

    const { flows, calendars } = JSON.parse(out) as Record<string, { problems: { code: string }[]; version?: string }[]>
    expect(code).toBe(0)
    expect(flows?.map(({ problems }) => problems.map((problem) => problem.code))).toEqual([['FLOW_CALENDAR_PAST'], []])
    expect(calendars?.map(({ problems }) => problems.map((problem) => problem.code))).toEqual([['FLOW_CALENDAR_PAST']])
  })

  it('gives the flow another version when its sub-flow changes', async () => {
    const versionOf = async () => /version (\w+)/.exec((await inLibrary('check', 'reception')).out)?.[1]
    const before = await versionOf()
    const file = join(library, 'survey.flow.json')
    const text = await readFile(file, 'utf8')

    await writeFile(file, text.replace('One to two?', 'Two or one?'))
    const after = await versionOf()
    await writeFile(file, text)

    expect(after).not.toBe(before)
    expect(await versionOf()).toBe(before)
  })

  it('tells of a bad calendar, and of the flow that asks it', async () => {
    await calendarFile('second')
    const twice = await inLibrary('check', join(library, 'second.calendar.json'))
    await rm(join(library, 'second.calendar.json'))
    await calendarFile('office', { timeZone: 'Nowhere/Land' })
    const bad = await inLibrary('check')
    await calendarFile('office')

    expect([twice.code, twice.out]).toEqual([1, expect.stringMatching(/second\.calendar\.json: 1 error\n[^]*FLOW_CALENDAR_INVALID.*is taken by office/)])
    expect(bad.code).toBe(1)
    expect(bad.out).toMatch(/FLOW_CALENDAR_UNKNOWN at "first"/)
    expect(bad.out).toMatch(/office\.calendar\.json: 1 error\n {2}error FLOW_CALENDAR_INVALID: "timeZone"/)
  })

  describe('and a list of questions', () => {
    const list = { schemaVersion: 1, id: 'shop', name: 'Shop', entries: [{ id: 'parking', questions: { 'en-US': ['where can i park'] }, answer: { 'en-US': ['Behind the house. It is free.'] } }] }
    const asking = { id: 'first', kind: 'knowledge', name: 'Questions', prompt: { 'en-US': ['Ask.'] }, faqFile: 'shop', noInput: { to: 'end' }, noMatch: { to: 'end' }, next: 'end', fallback: 'end' }
    const listFile = (text: string) => writeFile(join(library, 'shop.faq.json'), text)

    beforeAll(() => Promise.all([flowFile('asking', [asking, end]), listFile(JSON.stringify(list))]))
    afterAll(() => Promise.all(['asking.flow.json', 'shop.faq.json'].map((name) => rm(join(library, name)))))

    it('answers simulated calls from it, also in the place of a model', async () => {
      const spoken = async (): Promise<string[]> => {
        const { out } = await inLibrary('simulate', 'asking', '--say', 'where could i park', '--json')
        return (JSON.parse(out) as { transcript: { who: string; text: string }[] }).transcript.flatMap(({ who, text }) => (who === 'bot' ? [text] : []))
      }
      const asItStands = await spoken()
      await flowFile('asking', [{ ...asking, source: 'llm' }, end])
      const byModel = await spoken()
      const { out } = await inLibrary('check', 'asking')
      await flowFile('asking', [asking, end])

      expect([asItStands, byModel]).toEqual(Array(2).fill(['Ask.', 'Behind the house.', 'It is free.']))
      expect(out).toContain('warning FLOW_MODEL_MISSING at "first"')
    })

    it('checks it, and the flow that answers from it', async () => {
      const good = await inLibrary('check', '--json')
      await listFile('{')
      const bad = await inLibrary('check')
      const alone = await inLibrary('check', join(library, 'shop.faq.json'))
      await listFile(JSON.stringify(list))

      expect((JSON.parse(good.out) as { faqs: object[] }).faqs).toMatchObject([{ problems: [] }])
      expect(bad.out).toMatch(/FLOW_FAQ_UNKNOWN at "first"/)
      expect([alone.code, alone.out]).toEqual([1, expect.stringMatching(/shop\.faq\.json: 1 error\n {2}error FLOW_FAQ_INVALID/)])
      expect(JSON.parse((await run(['export', '--format', 'faq-schema'])).out)).toHaveProperty('properties')
    })
  })

  describe('and rules', () => {
    const rule = (statement: object, id = 'greeted') => ({ id, name: { en: 'Greeted', zh: '先问候' }, sentence: { en: 'A greeting comes first.', zh: '先问候。' }, statement })
    const greeted = rule({ first: { mark: 'greeting' }, before: { effect: { type: 'call.hang-up' } } })
    const rulesFile = (text: string, name = 'rules.json') => writeFile(join(library, name), text)
    const textOf = (...rules: object[]): string => JSON.stringify({ schemaVersion: 1, rules })

    beforeAll(() => Promise.all([rulesFile(textOf(greeted)), flowFile('greeting', [{ id: 'first', kind: 'say', name: 'Hello', marks: ['greeting'], prompt: { 'en-US': ['Hello.'] }, next: 'end' }, end])]))
    afterAll(() => Promise.all(['rules.json', 'greeting.flow.json'].map((name) => rm(join(library, name)))))

    it('tells which flow breaks which rule, and the call that does, in both languages', async () => {
      const good = await inLibrary('check', 'greeting')
      const bad = await inLibrary('check', 'reception', '--json')
      const chinese = await inLibrary('check', 'reception', '--language', 'zh')

      expect([good.code, good.out]).toEqual([0, expect.stringMatching(/greeting\): good[^]*rules\.json: good rules/)])
      expect(bad.code).toBe(1)
      expect((JSON.parse(bad.out) as { flows: [{ problems: object[] }] }).flows[0].problems).toContainEqual(
        expect.objectContaining({ code: 'FLOW_RULE_BROKEN', rule: 'greeted', nodeId: 'end', counterExample: expect.objectContaining({ confirmed: true }) as object }),
      )
      expect(chinese.out).toMatch(/错误 FLOW_RULE_BROKEN，节点 end：通话在“End”（end）处可能违反规则“先问候”/)
    })

    it('takes others by --rules, and tells what they name and no flow has', async () => {
      const others = join(library, 'others.json')
      await writeFile(others, textOf(rule({ never: { mark: 'welcom' } }, 'typed')))
      const { code, out } = await inLibrary('check', 'reception', '--rules', others)
      await writeFile(others, '{')
      const broken = await inLibrary('check', 'reception', '--rules', others)
      await rm(others)

      expect(code).toBe(0)
      expect(out).not.toContain('FLOW_RULE_BROKEN')
      expect(out).toMatch(/others\.json: good rules\n {2}warning FLOW_RULE_NAMES_NOTHING: .*the mark "welcom"/)
      expect([broken.code, broken.out]).toEqual([1, expect.stringMatching(/others\.json: 1 error\n {2}error FLOW_RULES_INVALID/)])
      expect((await inLibrary('check', '--rules', join(library, 'none.json'))).code).not.toBe(0)
    })

    it('refuses those that do not fit, and has their schema', async () => {
      await rulesFile(textOf(rule({ never: { kind: 'dance' } })))
      const { code, out } = await inLibrary('check', join(library, 'rules.json'))
      await rulesFile(textOf(greeted))

      expect([code, out]).toEqual([1, expect.stringMatching(/rules\.json: 1 error\n {2}error FLOW_RULES_INVALID: "rules\.0\.statement\.never\.kind" of the rules \(greeted\)/)])
      expect(JSON.parse((await run(['export', '--format', 'rules-schema'])).out)).toHaveProperty('properties.rules')
    })

    it('are taken along with a flow that is called', async () => {
      const staged = await stageFlow(await findFlow('greeting', library))

      expect(await readdir(staged)).toContain('rules.json')
      await rm(staged, { recursive: true })
    })
  })

  it('exports and simulates the whole', async () => {
    const states = JSON.parse((await inLibrary('export', 'reception')).out) as { states: { survey: { states: object } } }
    const { out } = await inLibrary('simulate', join(library, 'reception.flow.json'), '--press', '2', '--json')

    expect(states.states.survey.states).toHaveProperty('person')
    expect((JSON.parse(out) as { path: string[] }).path).toEqual(['start', 'first', 'survey', 'survey.start', 'survey.first', 'survey.back', 'end'])
    expect(JSON.parse((await inLibrary('export', '--format', 'calendar-schema')).out)).toHaveProperty('properties.holidays')
  })

  it('finds the queues of sub-flows, and takes calendars along', async () => {
    const found = await findFlow('reception', library)
    const staged = await stageFlow(found)

    expect(found.queues).toEqual(['survey-people'])
    expect((await readdir(staged)).sort()).toEqual(['office.calendar.json', 'reception.flow.json', 'survey.flow.json'])
    await rm(staged, { recursive: true })
  })
})
