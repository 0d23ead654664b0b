import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import { FlowError } from '../errors.js'
import { cards } from '../fixtures/cards.js'
import { say } from '../fixtures/driven-chart.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { createFlowMachine } from '../step/machine.js'
import { readFlowFile, simulateCall } from './index.js'

const raw = {
  schemaVersion: 1 as const,
  id: 'raw',
  name: 'Raw',
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start' as const, name: 'Start', next: 'bye' },
    { id: 'bye', kind: 'hangup' as const, name: 'Bye', prompt: say('Bye.') },
  ],
}

const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof FlowError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'taken'
}

describe('a flow that is called', () => {
  it('is a document, what it compiles to, or its machine', () => {
    const compiled = compileFlow(cards)

    for (const flow of [cards, compiled, createFlowMachine(compiled), { machine: createFlowMachine(compiled), manifest: compiled.manifest }]) simulateCall(flow).says('balance').expectIn('card')
  })

  it('is a document as its file has it, without its defaults', () => {
    simulateCall(raw).expectPrompt('Bye.').expectEnded({ cause: 'normal' })
  })

  it('runs its sub-flows, and asks its calendars', () => {
    const resources = everyKindResources()

    simulateCall(everyKind(), { resources, at: '2026-12-21T10:00:00Z' }).says('order').presses('4').says('extras/more').expectIn('moreExtras.code')
  })

  it('is refused with the reason where it is none, or lacks what it names', () => {
    expect(refusal(() => simulateCall({ ...raw, nodes: raw.nodes.slice(1) }))).toMatch(/^FLOW_START_COUNT: /)
    expect(refusal(() => simulateCall({ ...raw, colour: 'red' } as typeof raw))).toMatch(/^FLOW_TESTED_INVALID: This is no flow document:\n.*"colour"/)
    expect(refusal(() => simulateCall(everyKind()))).toMatch(/^FLOW_SUBFLOW_UNKNOWN: /)
    expect(refusal(() => simulateCall(raw, { at: 'tomorrow' }))).toBe('FLOW_TESTED_INVALID: A call cannot begin at "tomorrow": give a date, a text as of ISO 8601, or milliseconds since the epoch.')
  })
})

describe('the file of a flow', () => {
  const folderOf = (files: Readonly<Record<string, unknown>>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'flow-file-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
    return folder
  }
  const office = { schemaVersion: 1, id: 'office', name: 'Office', timeZone: 'UTC', weekly: [{ days: ['mon'], from: '09:00', to: '17:00' }], holidays: [] }
  const inner = { ...raw, id: 'inner', nodes: [{ id: 'start', kind: 'start', name: 'Start', next: 'back' }, { id: 'back', kind: 'jump', name: 'Back', back: true }] }
  const outer = {
    ...raw,
    nodes: [
      { id: 'start', kind: 'start', name: 'Start', next: 'inner' },
      { id: 'inner', kind: 'subflow', name: 'Inner', flow: 'inner', next: 'office' },
      { id: 'office', kind: 'hours', name: 'Office', calendar: 'office', open: 'bye', closed: 'closed' },
      { id: 'bye', kind: 'hangup', name: 'Bye', cause: 'open' },
      { id: 'closed', kind: 'hangup', name: 'Closed', cause: 'closed' },
    ],
  }

  it('is read with sub-flows and calendars beside it', () => {
    const folder = folderOf({ 'raw.flow.json': outer, 'inner.flow.json': inner, 'office.calendar.json': office })
    const flow = readFlowFile(pathToFileURL(join(folder, 'raw.flow.json')))

    simulateCall(flow, { at: '2026-11-02T10:00:00Z' }).expectEnded({ cause: 'open' })
    simulateCall(flow, { at: '2026-11-01T10:00:00Z' }).expectEnded({ cause: 'closed' })
    simulateCall(flow, { at: '2026-11-02T10:00:00Z', calendars: new Map() }).expectEnded({ cause: 'closed' })
  })

  it('is refused with its problems, or where it is not there', () => {
    const folder = folderOf({ 'raw.flow.json': outer, 'none.flow.json': '{' })

    expect(refusal(() => readFlowFile(join(folder, 'raw.flow.json')))).toMatch(/^FLOW_TESTED_INVALID: The flow .*raw\.flow\.json has errors:\n {2}FLOW_CALENDAR_UNKNOWN .*\n {2}FLOW_SUBFLOW_UNKNOWN /)
    expect(refusal(() => readFlowFile(join(folder, 'none.flow.json')))).toMatch(/FLOW_NOT_JSON/)
    expect(refusal(() => readFlowFile(join(folder, 'nowhere.flow.json')))).toMatch(/^FLOW_TESTED_INVALID: The flow file .*nowhere\.flow\.json cannot be read/)
  })
})
