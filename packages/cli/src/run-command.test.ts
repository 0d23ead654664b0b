import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yesNoFlow } from './bench/yes-no-flow.js'
import { commands } from './commands/commands.js'
import { runCommand, type CommandRunner } from './testing/command-runner.js'
import { startScriptedSystem } from './testing/scripted-system.js'

const askingForText = {
  ...yesNoFlow,
  id: 'ask-name',
  languages: ['en-US', 'zh-CN'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'name' },
    {
      id: 'name',
      kind: 'ask',
      name: 'Name',
      prompt: { 'en-US': ['Who is it?'], 'zh-CN': ['您是哪位?'] },
      branches: [{ on: 'anyReply', to: 'end' }],
      noInput: { to: 'end' },
      noMatch: { to: 'end' },
    },
    { id: 'end', kind: 'hangup', name: 'End', prompt: { 'en-US': ['Goodbye.'], 'zh-CN': ['再见。'] } },
  ],
}

describe('the command line', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'callchart-cli-'))
    await writeFile(join(folder, 'yes-no.flow.json'), JSON.stringify(yesNoFlow))
    await writeFile(join(folder, 'broken.flow.json'), JSON.stringify({ ...yesNoFlow, id: 'broken', nodes: yesNoFlow.nodes.slice(0, 2) }))
    await writeFile(join(folder, 'name.flow.json'), JSON.stringify(askingForText))
    await writeFile(join(folder, 'garbage.flow.json'), '{"id": ')
  })
  afterAll(() => rm(folder, { recursive: true }))

  const run: CommandRunner = (argv, { environment, ...options } = {}) => runCommand(argv, { ...options, environment: { FLOWS_DIR: folder, ...environment } })

  describe('with texts and their intents', () => {
    const textsOf = (words: readonly string[]): string => words.flatMap((word) => [`inflate the ${word} balloon\tballoon`, `boil the ${word} kettle\tkettle`]).join('\n')
    beforeAll(async () => {
      await writeFile(join(folder, 'train.tsv'), textsOf(['red', 'green', 'blue', 'white']))
      await writeFile(join(folder, 'test.tsv'), `${textsOf(['pink'])}\r\n\n`)
      await writeFile(join(folder, 'foreign.tsv'), 'who sang the anthem\nseven sleepy tigers\toos')
      await writeFile(join(folder, 'untold.tsv'), 'a text without an intent\n')
    })
    const bench = (...rest: string[]) =>
      run(['bench', 'nlu', '--train', join(folder, 'train.tsv'), '--test', join(folder, 'test.tsv'), '--oos-test', join(folder, 'foreign.tsv'), ...rest])

    it('measures how well they are told apart', async () => {
      const { code, out } = await bench('--json')

      expect(code).toBe(0)
      expect(JSON.parse(out)).toMatchObject({ accuracy: 1, oosRecall: 1, auroc: 1, trainMs: expect.any(Number) as number, usPerUtterance: expect.any(Number) as number })
      expect((await bench()).out).toMatch(/right, nothing rejected +100\.0 %[^]*out of scope rejected +100\.0 %/)
    })

    it('names the line that has no intent, and the file that is not there', async () => {
      expect(await run(['bench', 'nlu', '--train', join(folder, 'untold.tsv'), '--test', join(folder, 'test.tsv')])).toMatchObject({
        code: 1,
        notes: expect.stringMatching(/untold\.tsv:1 has no intent/) as string,
      })
      expect((await bench('--oos-val', join(folder, 'missing.tsv'))).notes).toMatch(/missing\.tsv cannot be read/)
    })
  })

  it('reviews the phrases of a flow', async () => {
    const { code, out } = await run(['nlu', 'test', 'flows/card-services.flow.json', '--json'])

    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ flow: 'card-services', reviews: [{ language: 'en-US', intents: expect.arrayContaining([expect.objectContaining({ intent: 'balance' })]) as object[] }] })
    expect((await run(['nlu', 'test', 'flows/card-services.flow.json'])).out).toMatch(/^en-US: \d+ % of the phrases[^]*balance/)
  })

  it('shows all commands, and the help of each', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, notes: '' })
    expect((await run([])).code).toBe(2)
    for (const { name } of commands) {
      const { code, out } = await run([name, '--help'])
      expect([code, out.startsWith(`Usage: callchart ${name}`)]).toEqual([0, true])
    }
    expect((await run(['bench', 'latency', '--help'])).out).toMatch(/^Usage: callchart bench latency [^]*--turns-per-call/)
    const { out } = await run(['start', '--help'])
    for (const variable of [
      'PORT',
      'DATABASE_URL',
      'CALLCHART_DATA',
      'FLOWS_DIR',
      'ENDPOINTS',
      'SECRETS',
      'ALLOWED_HOSTS',
      'ASR_ENGINES',
      'TTS_ENGINES',
      'LOG_LEVEL',
    ])
      expect(out).toContain(`  ${variable} `)
  })

  it.each([
    [['dance'], /no command "dance"/],
    [['start', 'now'], /app, bridge, speech/],
    [['call'], /takes one flow/],
    [['call', 'a', 'b'], /takes one flow/],
    [['call', 'yes-no', '--shout', 'x'], /--shout/],
    [['call', 'yes-no', '--say'], /--say/],
    [['call', 'yes-no', '--press', 'x'], /CLI_BAD_STEP/],
    [['call', 'yes-no', '--count', '0'], /--count 0/],
    [['call', 'yes-no', '--var', 'x'], /--var x/],
    [['check', '--loud'], /--loud/],
    [['check', '--language', 'fr'], /en or zh, not "fr"/],
    [['export', 'yes-no', '--format', 'pdf'], /pdf does not exist/],
    [['export'], /takes one flow/],
    [['export', 'yes-no', '--format', 'schema'], /none for --format schema/],
    [['simulate'], /takes one flow/],
    [['simulate', 'yes-no', '--transfer', 'lost'], /lost does not exist/],
    [['simulate', 'yes-no', '--answer', '{'], /is no answer/],
    [['simulate', 'yes-no', '--var', '=1'], /no name/],
    [['bench'], /"latency"/],
    [['bench', 'weight'], /"latency"/],
    [['bench', 'latency', 'now'], /"now"/],
    [['bench', 'nlu-key'], /--test/],
    [['bench', 'nlu'], /--train and --test/],
    [['bench', 'nlu', '--train', 'a', '--test', 'b', '--false-accept-cost', 'dear'], /--false-accept-cost dear/],
    [['nlu'], /nlu test <flow>/],
    [['nlu', 'test'], /nlu test <flow>/],
    [['nlu', 'train', 'yes-no'], /nlu test <flow>/],
    [['bench', 'nlu-key', 'lines.jsonl'], /"lines.jsonl"/],
    [['bench', 'latency', '--turns', '-1'], /--turns/],
    [['bench', 'latency', '--url', 'http://127.0.0.1:1'], /--url needs --flow/],
  ])('%j is bad usage', async (argv, reason) => {
    const { code, out, notes } = await run(argv)

    expect([code, out]).toEqual([2, ''])
    expect(notes).toMatch(reason)
  })

  it('names the environment variable that is wrong', async () => {
    expect(await run(['start'], { environment: { PORT: 'x' } })).toMatchObject({
      code: 2,
      notes: expect.stringContaining('CLI_SETTING_INVALID: PORT') as string,
    })
  })

  it('tells that a port is in use before anything is started', async () => {
    const system = await startScriptedSystem()

    const { code, notes } = await run(['start'], { environment: { PORT: new URL(system.url).port } })

    expect(code).toBe(1)
    expect(notes).toMatch(/CLI_PORT_IN_USE: Port \d+ of 127\.0\.0\.1 is in use.*PORT/)
    await system.close()
  })

  it('checks flows: good ones, warnings, and errors with their way out', async () => {
    expect(await run(['check', 'yes-no'])).toMatchObject({ code: 0, out: expect.stringContaining('good, version') as string })

    const { code, out } = await run(['check', '--json'])
    const { flows } = JSON.parse(out) as {
      flows: { flow?: string; version?: string; problems: { code: string; severity: string; wayOut: string; nodeId?: string }[] }[]
    }
    expect(code).toBe(1)
    expect(flows.map(({ flow }) => flow)).toEqual(['broken', undefined, 'ask-name', 'yes-no-bench'])
    expect(flows[0]?.problems.find(({ nodeId }) => nodeId === 'question')?.wayOut).toMatch(/\w/)
    expect(flows[0]?.version).toBeUndefined()
    expect(flows[1]?.problems.map((problem) => problem.code)).toEqual(['FLOW_NOT_JSON'])
    expect(flows[2]?.problems.map((problem) => problem.code)).toEqual(
      expect.arrayContaining(['FLOW_FREE_SPEECH', 'FLOW_LANGUAGE_NOT_HEARD']),
    )
    expect(flows[3]?.version).toMatch(/^[0-9a-f]{64}$/)
  })

  it('tells in Chinese what is wrong, where it is asked to or the terminal speaks it', async () => {
    const { code, out } = await run(['check', '--language', 'zh'])

    expect(code).toBe(1)
    expect(out).toMatch(/broken\.flow\.json（broken）：\d+ 个错误\n {2}错误 FLOW_\w+，节点 \w+：“/)
    expect(out).toMatch(/garbage\.flow\.json：1 个错误\n {2}错误 FLOW_NOT_JSON：该文件不是 JSON：内容不完整。请/)
    expect(out).toMatch(/yes-no\.flow\.json（yes-no-bench）：合格，版本 [0-9a-f]{12}\n/)
    expect(await run(['check'], { environment: { LANG: 'zh_CN.UTF-8' } })).toEqual({ code, out, notes: '' })
    expect((await run(['check', 'yes-no'], { environment: { LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' } })).out).toContain('good, version')
  })

  it('tells the call that shows what is wrong with the course of calls', async () => {
    const apart = await mkdtemp(join(tmpdir(), 'callchart-circle-'))
    const [start, question] = [
      { id: 'start', kind: 'start', name: 'Start', next: 'wish' },
      { id: 'wish', kind: 'menu', name: 'Wish', prompt: { 'en-US': ['One?'] }, choices: [{ digit: '1', to: 'end' }], noInput: { attempts: 0, to: 'sorry' }, noMatch: { to: 'end' } },
    ]
    const nodes = [start, question, { id: 'sorry', kind: 'set', name: 'Sorry', language: 'en-US', next: 'wish' }, { id: 'end', kind: 'hangup', name: 'End' }]
    const file = join(apart, 'circle.flow.json')
    await writeFile(file, JSON.stringify({ schemaVersion: 1, id: 'circle', name: 'Circle', languages: ['en-US'], nodes }))

    const { code, out } = await run(['check', file])
    const chinese = await run(['check', file, '--language', 'zh'])
    const { out: json } = await run(['check', file, '--json'])
    await rm(apart, { recursive: true })

    expect(code).toBe(1)
    expect(out).toMatch(/error FLOW_LOOP_UNBOUNDED at "wish": .*\n {4}a call that shows it:\n {6}The call begins\n {6}Caller stays silent\n(?: {6}Caller stays silent\n)* {6}\(start > wish > sorry > wish/)
    expect(chinese.out).toMatch(/错误 FLOW_LOOP_UNBOUNDED，节点 wish：.*\n {4}可重现该问题的通话：\n {6}通话开始\n {6}客户没有说话\n/)
    expect(JSON.parse(json)).toMatchObject({ flows: [{ problems: expect.arrayContaining([expect.objectContaining({ counterExample: expect.objectContaining({ confirmed: true }) as object })]) as object[] }] })
  })

  it('has both languages in JSON', async () => {
    const { out } = await run(['check', join(folder, 'garbage.flow.json'), '--json', '--language', 'zh'])

    expect(JSON.parse(out)).toMatchObject({
      flows: [{ problems: [{ message: expect.stringContaining('is not JSON') as string, zh: { message: '该文件不是 JSON：内容不完整。', wayOut: expect.stringContaining('请') as string } }] }],
    })
  })

  it('warns no more where a recogniser for the language is configured', async () => {
    const { out } = await run(['check', 'ask-name', '--json'], {
      environment: { ASR_ENGINES: '[{"name":"cloud","address":"speech.example:443"}]' },
    })

    expect(out).not.toContain('FLOW_LANGUAGE_NOT_HEARD')
    expect(out).not.toContain('FLOW_FREE_SPEECH')
  })

  it('warns as before where the list of recognisers names the embedded one', async () => {
    const { out } = await run(['check', 'ask-name', '--json'], { environment: { ASR_ENGINES: '[{"name":"own","address":"embedded"}]' } })

    expect(out).toContain('FLOW_LANGUAGE_NOT_HEARD')
  })

  it.each([
    [['check', 'nowhere'], 'CLI_FLOW_UNKNOWN'],
    [['export', 'broken'], 'CLI_FLOW_INVALID'],
    [['simulate', 'garbage'], 'CLI_FLOW_INVALID'],
    [['call', 'nowhere'], 'CLI_FLOW_UNKNOWN'],
    [['export', 'yes-no', '--out', '/nowhere/x.json'], 'CLI_FILE_UNREADABLE'],
  ])('%j is a problem found: %s', async (argv, problem) => {
    const { code, notes } = await run(argv)

    expect(code).toBe(1)
    expect(notes).toContain(problem)
  })

  it('measures how key intents are heard, and names a line that it cannot read', async () => {
    const file = join(folder, 'lines.jsonl')
    await writeFile(file, '{"text": "speak to an agent", "intents": ["handoff"], "slots": {}}\n\n{"text": "hello", "intents": []}\n')
    const result = JSON.parse((await run(['bench', 'nlu-key', '--test', file, '--json'])).out) as unknown
    await writeFile(file, '{"text": "hello", "intents": []}\n{"words": 1}\n')
    const broken = await run(['bench', 'nlu-key', '--test', file])
    await writeFile(file, '\n')
    const empty = await run(['bench', 'nlu-key', '--test', file])

    expect(result).toMatchObject({ lines: 2, keyIntents: { human: { label: 'handoff', support: 1, predicted: 1, precision: 1, recall: 1 } } })
    expect(broken).toMatchObject({ code: 1, out: '', notes: expect.stringMatching(/CLI_DATA_INVALID: .*lines\.jsonl:2/) as string })
    expect(empty.notes).toContain('has no line')
    expect((await run(['bench', 'nlu-key', '--test', join(folder, 'none.jsonl')])).notes).toContain('CLI_FILE_UNREADABLE')
  })

  it('exports the machine and the schema, the same bytes every time', async () => {
    const file = join(folder, 'chart.ts')
    expect((await run(['export', 'yes-no', '--format', 'machine.ts', '--out', file])).out).toBe('')
    expect((await run(['export', join(folder, 'yes-no.flow.json'), '--format', 'machine.ts'])).out).toBe(await readFile(file, 'utf8'))
    expect(JSON.parse((await run(['export', 'yes-no'])).out)).toHaveProperty('states')
    expect(JSON.parse((await run(['export', '--format', 'schema'])).out)).toHaveProperty('properties')
  })

  it('simulates a call by its steps, as one JSON document', async () => {
    const { code, out } = await run(['simulate', 'yes-no', '--say', 'yes', '--silence', '--say', 'no', '--json'])

    const call = JSON.parse(out) as { over: boolean; path: string[]; transcript: { who: string; text: string }[] }
    expect(code).toBe(0)
    expect(call.over).toBe(true)
    expect(call.path).toEqual(['start', 'question', 'question', 'end'])
    expect(call.transcript.at(-1)).toEqual({ who: 'bot', text: 'Goodbye.' })
  })

  it('tells which step of a simulated call came too late', async () => {
    const { code, out } = await run(['simulate', 'yes-no', '--say', 'no', '--say', 'yes'])

    expect(code).toBe(1)
    expect(out).toContain('The call was over before: say "yes".')
  })

  it('talks to who types, until the call is over', async () => {
    const { code, out } = await run(['simulate', 'yes-no'], { typed: 'yes\n\n/silence\n55\nno\nnever read\n' })

    expect(code).toBe(0)
    expect(out).toContain('caller  yes  [affirm')
    expect(out).toContain('caller  [silence]')
    expect(out).toContain('The call is over: start -> question -> question -> end')
  })
})
