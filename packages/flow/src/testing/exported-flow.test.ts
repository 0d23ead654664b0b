import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportMachineTs } from '../export/export-machine.js'
import { readFlowFile, simulateCall, type Conversation, type ExportedFlow, type TestableFlow } from './index.js'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const { compiled } = readFlowFile(join(root, 'flows/card-services.flow.json'))
let folder = ''
let chart: ExportedFlow

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exported-flow-'))
  for (const library of ['xstate', '@marcbachmann/cel-js', 're2js']) {
    const link = join(folder, 'node_modules', library)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', library), link)
  }
  const file = join(folder, 'card-services.machine.ts')
  writeFileSync(file, exportMachineTs(compiled))
  const imported: unknown = await import(file)
  if (!isExported(imported)) throw new Error('the exported file has no machine')
  chart = imported
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const isExported = (module: unknown): module is ExportedFlow => typeof module === 'object' && module !== null && 'machine' in module && 'manifest' in module

/** A conversation in which everything happens that an exported chart does by itself: expressions, requests, timers, a transfer. */
const converse = (flow: TestableFlow): Conversation => {
  const call = simulateCall(flow, {
    at: '2026-11-02T10:00:00Z',
    http: ({ url }) => ({ status: 200, body: url.endsWith('/block') ? { reference: 'B-1042' } : { balance: 1250.4, currency: 'USD', dueDate: '2026-12-05' }, afterMs: 2_000 }),
  })
  call.says('balance').expectIn('balanceCard').presses('4321#').expectIn('fetchBalance')
  call.clock.advance(2_000).expectPrompt('One moment').expectPrompt('1,250 dollars and 40 cents').expectIn('question')
  call.says('lostCard').presses('4321').says('affirm')
  call.clock.advance(2_000).expectPrompt('Your card is blocked').expectVariable('reference', 'B-1042')
  call.says('human').expectEffect({ type: 'transfer.start', queue: 'cards', summary: 'Card services: a lost card, card ending in 4321' })
  return call.agentAnswers().agentHangsUp().expectEnded({ cause: 'normal' })
}

const courseOf = ({ lines, path, effects, variables }: Conversation) => ({ lines, path, effects, variables })

it('runs a conversation on an exported chart with the same result as on the compiled flow', () => {
  expect(courseOf(converse(chart))).toEqual(courseOf(converse(compiled)))
})

it('runs it on the bare machine of an export, too', () => {
  expect(courseOf(converse(chart.machine))).toEqual(courseOf(converse(compiled)))
})
