import { compileFlow, parseFlow, type CompiledFlow, type FlowDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { makeReady } from './make-ready.js'

const flow = (id: string, pin: string, nodes: readonly object[]): FlowDocument => {
  const parsed = parseFlow({
    schemaVersion: 1,
    id,
    name: id,
    languages: ['en-US'],
    variables: { [pin]: { type: 'string', sensitive: true }, name: { type: 'string' } },
    nodes: [{ id: 'start', kind: 'start', name: 'Start', next: 'first' }, ...nodes],
  })
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}
const inner = flow('inner', 'pin', [{ id: 'first', kind: 'jump', name: 'Back', back: true }])
const document = flow('outer', 'secret', [
  { id: 'first', kind: 'subflow', name: 'Site', flow: 'inner', next: 'end' },
  { id: 'end', kind: 'hangup', name: 'End' },
])
const compiled = compileFlow(document, { flows: new Map([['inner', inner]]) })
const sensitive = (version: CompiledFlow) => [...makeReady({ version: 'v', document, compiled: version, models: [] }).sensitiveVariables].sort()

it('hides what is sensitive in the flow and in its sub-flows', () => {
  expect(sensitive(compiled)).toEqual(['first__pin', 'secret'])
})

it('hides what is sensitive in a version that was stored without a list', () => {
  const { sensitive: _list, ...manifest } = compiled.manifest

  expect(sensitive({ ...compiled, manifest: manifest as CompiledFlow['manifest'] })).toEqual(['secret'])
})

it('bans what the flow bans, in whatever language it is said', () => {
  const banned = { 'en-US': { words: ['refund'], patterns: [] }, 'zh-CN': { words: ['保证'], patterns: [] } }
  const ready = makeReady({ version: 'v', document, compiled: { ...compiled, manifest: { ...compiled.manifest, bannedWords: banned } }, models: [] })

  expect(['A refund comes.', '我们保证', 'Good day.'].map((text) => ready.bannedIn(text))).toEqual(['refund', '保证', undefined])
})
