import type { DraftDocument, FlowProblem } from '@callchart/flow'
import type { ResourcesView } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import type { Analysis } from './analysis.js'
import { Checker, isSameFlow, type CheckingWorker } from './checker.js'
import type { CheckingAnswer, CheckingRequest } from './checking-messages.js'

const flow = (name: string): DraftDocument => ({ schemaVersion: 1, id: 'menu', name, languages: ['en-US'], nodes: [{ id: 'start', kind: 'start', name: 'Start' }] })
const problem = (code: string, over: Partial<FlowProblem> = {}): FlowProblem => ({ code, severity: 'error', nodeId: 'start', message: code, wayOut: '', zh: { message: code, wayOut: '' }, ...over })
const resources: ResourcesView = { files: [], versions: [], hasModel: false }

class ScriptedWorker implements CheckingWorker {
  readonly asked: CheckingRequest[] = []
  isEnded = false
  constructor(readonly answer: (answer: CheckingAnswer) => void) {}
  post = (request: CheckingRequest): void => void this.asked.push(request)
  end = (): void => void (this.isEnded = true)
  get checks() {
    return this.asked.flatMap((request) => (request.type === 'check' ? [request] : []))
  }
}

/** A checker on a clock of its own, with workers that answer when the test says so. */
function rig() {
  const tasks: { at: number; task: () => void; gone: boolean }[] = []
  let now = 0
  const workers: ScriptedWorker[] = []
  const analysis: Partial<Analysis>[] = []
  const checker = new Checker({
    hire: (onAnswer) => {
      const worker = new ScriptedWorker(onAnswer)
      workers.push(worker)
      return worker
    },
    later: (ms, task) => {
      const entry = { at: now + ms, task, gone: false }
      tasks.push(entry)
      return () => void (entry.gone = true)
    },
    publish: (next) => void analysis.push(next),
    today: () => '2026-11-26',
  })
  const pass = (ms: number): void => {
    now += ms
    for (const entry of tasks.filter(({ at, gone }) => at <= now && !gone)) {
      entry.gone = true
      entry.task()
    }
  }
  return { checker, workers, analysis, pass }
}

describe('a checker', () => {
  it('waits until the document rests, and takes the newest', () => {
    const { checker, workers, pass } = rig()
    checker.know(resources)

    checker.see(flow('A'))
    pass(200)
    checker.see(flow('B'))
    pass(200)
    expect(workers).toEqual([])
    pass(50)

    expect(workers[0]?.checks.map(({ how, document }) => [how, document.name])).toEqual([['at-once', 'B']])
  })

  it('tells what is found at once, then what is proved', () => {
    const { checker, workers, analysis, pass } = rig()
    checker.know(resources)
    checker.see(flow('A'))
    pass(900)
    const [atOnce, proving] = workers

    atOnce?.answer({ type: 'found', how: 'at-once', revision: 1, problems: [problem('WAY')] })
    expect(analysis.at(-1)).toMatchObject({ status: 'checking', problems: [{ code: 'WAY' }] })
    proving?.answer({ type: 'found', how: 'whole', revision: 1, problems: [problem('WAY'), problem('LOOP')] })

    expect(analysis.at(-1)).toMatchObject({ status: 'done', problems: [{ code: 'WAY' }, { code: 'LOOP' }] })
    expect(analysis.at(-1)?.byNode?.get('start')).toHaveLength(2)
  })

  it('drops answers about an earlier document and gives its proof up', () => {
    const { checker, workers, analysis, pass } = rig()
    checker.know(resources)
    checker.see(flow('A'))
    pass(900)
    checker.see(flow('B'))

    expect(workers.map(({ isEnded }) => isEnded)).toEqual([false, true])
    workers[0]?.answer({ type: 'found', how: 'at-once', revision: 1, problems: [problem('OLD')] })

    expect(analysis.some(({ problems }) => problems?.some(({ code }) => code === 'OLD'))).toBe(false)
  })

  it('keeps what was proved standing until it is proved anew', () => {
    const { checker, workers, analysis, pass } = rig()
    checker.know(resources)
    checker.see(flow('A'))
    pass(900)
    workers[0]?.answer({ type: 'found', how: 'at-once', revision: 1, problems: [] })
    workers[1]?.answer({ type: 'found', how: 'whole', revision: 1, problems: [problem('LOOP'), problem('GONE', { nodeId: 'gone' })] })

    checker.see(flow('B'))
    pass(250)
    workers[0]?.answer({ type: 'found', how: 'at-once', revision: 2, problems: [] })

    expect(analysis.at(-1)).toMatchObject({ status: 'checking', problems: [{ code: 'LOOP' }] })
  })

  it('asks nothing where only positions changed', () => {
    const before = flow('A')

    expect(isSameFlow(before, { ...before, layout: { start: { x: 1, y: 2 } } })).toBe(true)
    expect(isSameFlow(before, { ...before, name: 'B' })).toBe(false)
    expect(isSameFlow({ ...before, dnis: ['1'] }, before)).toBe(false)
  })
})
