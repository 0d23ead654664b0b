import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))
let folder = ''

/** The example of the documentation, as it stands there. */
const example = (): string => /```ts example\n(.*?)```/s.exec(readFileSync(join(root, 'docs/testing-flows.md'), 'utf8'))?.[1] ?? ''

/** As a developer has it who installed the packages: what is built, no sources. */
const config = `
export default { test: { reporters: ['default', ['@callchart/flow/testing/reporter', { thresholds: 'coverage.json' }]] } }
`

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'testing-flows-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  copyFileSync(join(root, 'flows/card-services.flow.json'), join(folder, 'card-services.flow.json'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'vitest.config.mjs'), config)
  writeFileSync(join(folder, 'coverage.json'), JSON.stringify({ 'card-services': { states: 25, transitions: 10 } }))
  writeFileSync(join(folder, 'card-services.test.ts'), example())
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

it('runs the example of docs/testing-flows.md on what is built, and counts what it took of the flow', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run'], { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', VITEST: '' } })

  expect(`${stdout}${stderr}`).toMatch(/Tests +3 passed/)
  expect(stdout).toMatch(/card-services +\d\d\.\d % .*25 % and 10 %\n/)
  expect(status).toBe(0)
})
