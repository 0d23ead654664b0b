import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cards } from '../../fixtures/cards.js'

const root = fileURLToPath(new URL('../../../../../', import.meta.url))
let folder = ''

const config = `
const conditions = ['@callchart/source', 'node']
export default {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: { reporters: [['${fileURLToPath(new URL('reporter.ts', import.meta.url))}', { thresholds: 'flows/coverage.json', json: 'out/flows.json', limit: 2 }]] },
}
`
const test = `
import { readFileSync } from 'node:fs'
import { simulateCall } from '@callchart/flow/testing'
import { expect, it } from 'vitest'
const flow = JSON.parse(readFileSync(new URL('./cards.json', import.meta.url), 'utf8'))
it('asks for the card', () => { simulateCall(flow).says('balance').expectIn('card') })
it.concurrent('hangs up', () => { simulateCall(flow).hangsUp().expectEnded() })
`

const write = (path: string, text: string): void => writeFileSync(join(folder, path), text)
const ask = (states: number): void => write('flows/coverage.json', JSON.stringify({ cards: { states, transitions: 5 } }))

interface Run {
  readonly code: number | null
  readonly output: string
}
/** Runs the tests of the folder in a process of their own. */
const run = (...args: string[]): Run => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', VITEST: '' } })
  return { code: status, output: `${stdout}${stderr}` }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flow-coverage-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  mkdirSync(join(folder, 'flows'))
  write('package.json', '{"type":"module"}')
  write('vitest.config.mjs', config)
  write('flows/cards.json', JSON.stringify(cards))
  write('flows/cards.test.mjs', test)
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('a run of vitest with the reporter', { timeout: 60_000 }, () => {
  it('fails where a flow is below its threshold, and says what was not taken', () => {
    ask(100)

    const { code, output } = run()

    expect(output).toMatch(/cards {3} \d\d\.\d % {2}\d+\/\d+ .*100 % and 5 %\n {4}state .*\n {4}state .*\n {4}… and \d+ more/)
    expect(output).toMatch(/Flow "cards": \d+ of \d+ states are taken \(\d\d\.\d %\), 100 % are asked for/)
    expect(code).toBe(1)
    expect(JSON.parse(readFileSync(join(folder, 'out/flows.json'), 'utf8'))).toMatchObject([{ flow: 'cards', states: { untaken: expect.arrayContaining(['toHuman.connected']) as string[] } }])
  })

  it('passes where it is not', () => {
    ask(5)

    expect(run()).toMatchObject({ code: 0, output: expect.not.stringContaining('are asked for') as string })
  })

  it.each([[['-t', 'hangs up']], [['flows/cards.test.mjs:6']]])('only tells where it ran a part of the tests: %j', (args) => {
    ask(100)

    const { code, output } = run(...args)

    expect(output).toMatch(/cards .*100 % and 5 % of all tests, which did not all run and pass/)
    expect(code).toBe(0)
  })

  it('only tells where another test file of the flow did not run', () => {
    ask(100)
    write('flows/cards.more.test.mjs', test)

    const { code } = run('flows/cards.test.mjs')

    rmSync(join(folder, 'flows/cards.more.test.mjs'))
    expect(code).toBe(0)
  })

  it('names a threshold of a flow that has no test', () => {
    write('flows/coverage.json', JSON.stringify({ crads: { states: 1, transitions: 1 } }))

    expect(run()).toMatchObject({ code: 1, output: expect.stringContaining('asks for a share of the flow "crads", which has no test beside it') as string })
  })

  it('names thresholds that cannot be read', () => {
    write('flows/coverage.json', '{ "cards": 100 }')

    expect(run()).toMatchObject({ code: 1, output: expect.stringMatching(/FLOW_COVERAGE_INVALID: .*coverage\.json holds no thresholds: write/) as string })
  })
})
