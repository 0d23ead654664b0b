import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { numberAlone } from '../packages/runtime/src/testing/number-alone.js'
import { codeEntry } from './driver/flows.js'
import { aSystemWith } from './driver/system.js'

const cliEntry = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url))
const flow = { ...codeEntry('code-entry'), variables: { code: { type: 'string', sensitive: true } } }
const there = aSystemWith(flow)
const folder = mkdtempSync(join(tmpdir(), 'callchart-replayed-'))
const file = join(folder, 'calls.jsonl')
let callId: string

async function callchart(...args: string[]): Promise<{ readonly code: number | null; readonly out: string; readonly notes: string }> {
  const child = spawn(process.execPath, [cliEntry, ...args], { env: { ...process.env, CALLCHART_DATA: there.dataDir, FLOWS_DIR: there.flowsDir } })
  let [out, notes] = ['', '']
  child.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
  child.stderr.on('data', (piece: Buffer) => (notes += piece.toString()))
  await once(child, 'close')
  return { code: child.exitCode, out, notes }
}

beforeAll(async () => {
  const caller = await there.calls('code-entry')
  await caller.isAsked('code')
  await caller.presses('4711#')
  await caller.isAsked('codeTaken')
  await caller.presses('1')
  await caller.isHungUpOn()
  callId = caller.callId
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('runs a call of a running system again, step for step', async () => {
  const { code, out } = await callchart('replay', callId)

  expect(out).toContain('1 call on its own version: 1 the same')
  expect(out).toMatch(/(\d+) of \1 steps as recorded could be compared/)
  expect(code).toBe(0)
})

it('writes its journal to a file that tells nothing sensitive, from which it runs again', async () => {
  const written = await callchart('journal', callId, '--out', file)
  const again = await callchart('replay', file)

  expect(written.code).toBe(0)
  expect(readFileSync(file, 'utf8')).not.toMatch(numberAlone('4711'))
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(again.out).toContain('1 the same')
  expect(again.code).toBe(0)
})

it('compares it with a draft', async () => {
  const draft = join(folder, 'code-entry.flow.json')
  writeFileSync(draft, JSON.stringify(flow).replace('"digit":"1","to":"bye"', '"digit":"1","to":"leaked"'))

  const { code, out } = await callchart('replay', callId, '--flow', draft)

  expect(out).toContain('1 changed')
  expect(out).toMatch(/path .*codeTaken > bye {2}-> {2}.*codeTaken > leaked/)
  expect(code).toBe(1)
})
