import { readdirSync, readFileSync } from 'node:fs'
import { compileFlow, readResources, versionIdentity, type FlowDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { recordCalls } from '../bench/replay/record-calls.js'
import { makeReady } from '../call/make-ready.js'
import type { ReadyVersion } from '../call/ready-version.js'
import type { RecordedCall } from './recorded-call.js'
import { replayCall, stepsOf } from './replay-call.js'
import type { ToldStep } from './words.js'

const folder = new URL('../../../../flows/', import.meta.url)
const { resources } = readResources(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') })),
)
const callCount = 25

const readyOf = (document: FlowDocument): ReadyVersion =>
  makeReady({ version: versionIdentity(document, resources), document, compiled: compileFlow(document, resources), models: [] })

function someCalls(document: FlowDocument): RecordedCall[] {
  const found: RecordedCall[] = []
  for (const call of recordCalls(document, resources, 7).calls) if (found.push(call) === callCount) break
  return found
}

const timeless = (steps: readonly ToldStep[] = []): object[] => steps.map(({ at: _at, ...step }) => step)

it.each([...resources.flows.keys()])('calls of %s go the same way on a draft that differs by its name alone, step for step', { timeout: 60_000 }, (id) => {
  const document = resources.flows.get(id)
  if (document === undefined) throw new Error(id)
  const [recorded, draft] = [readyOf(document), readyOf({ ...document, name: `${document.name}, again` })]
  const options = { recorded: new Map([[recorded.version, recorded]]), draft }

  for (const call of someCalls(document)) {
    const told = stepsOf(call, options)

    expect(timeless(told.draft), call.origin.callId).toEqual(timeless(told.recorded))
    expect(replayCall(call, options), call.origin.callId).toMatchObject({ verdict: 'same' })
  }
})
