import { Worker } from 'node:worker_threads'
import { checkFlow, parseFlow, type FlowDocument } from '@callchart/flow'
import { afterEach, expect, it } from 'vitest'
import { ManualClock } from '../testing/manual-clock.js'
import { createChecker, type Checker } from './checker.js'

const open: Checker[] = []
afterEach(async () => {
  for (const checker of open.splice(0)) await checker.close()
})

function opened(options?: Parameters<typeof createChecker>[0]): Checker {
  const checker = createChecker(options)
  open.push(checker)
  return checker
}

const flowTo = (next: string): FlowDocument => {
  const parsed = parseFlow({
    schemaVersion: 1, id: 'small', name: 'Small', languages: ['en-US'],
    nodes: [{ id: 'begin', kind: 'start', name: 'Begin', next }, { id: 'bye', kind: 'hangup', name: 'Bye' }],
  })
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}

it('finds in its thread what is found without one, each for whoever asked', async () => {
  const checker = opened()
  const documents = [flowTo('bye'), flowTo('nowhere')]

  const found = await Promise.all(documents.map((document) => checker.check(document, { flows: new Map() })))

  expect(found).toEqual(documents.map((document) => checkFlow(document, { flows: new Map() })))
})

it('says so when its thread ends, and goes on with another one', async () => {
  const workers = ['process.exit(1)', `const { parentPort } = require('node:worker_threads'); parentPort.on('message', ({ job }) => parentPort.postMessage({ job, problems: [] }))`]
  const checker = opened({ clock: new ManualClock(), startWorker: () => new Worker(workers.shift() ?? '', { eval: true }) })

  await expect(checker.check(flowTo('bye'), { flows: new Map() })).rejects.toMatchObject({ code: 'RUNTIME_CHECK_FAILED', retryable: true })
  expect(await checker.check(flowTo('bye'), { flows: new Map() })).toEqual([])
})

it('gives up what is under way when it is closed', async () => {
  const checker = opened({ startWorker: () => new Worker('setInterval(() => undefined, 1000)', { eval: true }) })
  const waiting = checker.check(flowTo('bye'), { flows: new Map() })

  await Promise.all([expect(waiting).rejects.toMatchObject({ code: 'RUNTIME_CHECK_FAILED' }), checker.close()])
})
