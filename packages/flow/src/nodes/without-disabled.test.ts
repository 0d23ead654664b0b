import { describe, expect, it } from 'vitest'
import { checkFlow } from '../check/check-flow.js'
import { compileFlow } from '../compile/compile-flow.js'
import { diffFlows } from '../diff/diff-flows.js'
import type { FlowDocument } from '../document/schema.js'
import { everyKind } from '../fixtures/every-kind.js'
import { DrivenChart, flowOf, say } from '../fixtures/driven-chart.js'
import { canonicalFlow } from '../identity/canonical.js'
import { versionIdentity } from '../identity/version.js'
import { noResources } from '../resources.js'
import { withoutDisabled } from './without-disabled.js'

const small = (): FlowDocument =>
  flowOf(
    [
      { id: 'hello', kind: 'say', name: 'Hello', prompt: say('Hello.'), next: 'advert' },
      { id: 'advert', kind: 'say', name: 'Advert', prompt: say('Buy now.'), next: 'choose' },
      { id: 'choose', kind: 'decide', name: 'Choose', branches: [{ when: '1 > 2', to: 'hello' }], else: 'bye' },
      { id: 'bye', kind: 'hangup', name: 'Bye', prompt: say('Bye.') },
    ],
  )

const disabling = (document: FlowDocument, ...ids: string[]): FlowDocument => ({ ...document, nodes: document.nodes.map((node) => (ids.includes(node.id) ? { ...node, disabled: true } : node)) })
const codes = (document: FlowDocument): string[] => checkFlow(document).map(({ code, nodeId }) => `${code} ${nodeId ?? ''}`)
const find = (document: FlowDocument, id: string) => document.nodes.find((node) => node.id === id)

describe('a node that is switched off', () => {
  it('is gone past by its main way, several in a row too', () => {
    const passed = withoutDisabled({ ...disabling(small(), 'advert', 'choose'), keyIntents: { end: { enabled: true, phrases: {}, to: 'advert' } }, onHangup: 'choose' })

    expect(passed.nodes.map(({ id }) => id)).not.toContain('advert')
    expect(find(passed, 'hello')).toMatchObject({ next: 'bye' })
    expect(passed).toMatchObject({ keyIntents: { end: { to: 'bye' } }, onHangup: 'bye' })
  })

  it('changes nothing of a flow that has none', () => {
    const document = everyKind()

    expect(withoutDisabled(document)).toBe(document)
  })

  it('is no more heard', () => {
    const spoken = (document: FlowDocument): string => JSON.stringify(new DrivenChart(document).start().effects)

    expect(spoken(small())).toContain('Buy now.')
    expect(spoken(disabling(small(), 'advert'))).not.toContain('Buy now.')
  })

  it('is told by the difference, and makes another version', () => {
    const before = disabling(small())
    const after = disabling(small(), 'advert')

    expect(diffFlows({ document: before }, { document: after }).map(({ sentence }) => sentence.en).join('\n')).toMatch(/Advert|Buy now/)
    expect(versionIdentity(after)).not.toBe(versionIdentity(before))
  })

  it('needs a way on where something leads to it', () => {
    expect(codes(disabling(small(), 'bye'))).toContain('FLOW_DISABLED_NO_WAY bye')
    expect(() => compileFlow(disabling(small(), 'bye'), noResources)).toThrow(/"bye".*switched off/)
  })

  it('may not lead round in a circle of such nodes', () => {
    const round = { ...small(), nodes: small().nodes.map((node) => (node.id === 'choose' ? { ...node, else: 'hello' } : node)) } as FlowDocument

    expect(codes(disabling(round, 'hello', 'advert', 'choose'))).toContain('FLOW_DISABLED_NO_WAY hello')
  })

  it('is no finding where nothing leads to it', () => {
    const lone = { ...small(), nodes: [...small().nodes, { ...find(small(), 'bye'), id: 'lone', disabled: true }] } as FlowDocument

    expect(codes(lone).filter((code) => code.includes('lone'))).toEqual([])
  })

  it('is never the start', () => {
    const start = small().nodes.find(({ kind }) => kind === 'start')?.id ?? ''

    expect(codes(disabling(small(), start))).toContain(`FLOW_START_DISABLED ${start}`)
    expect(withoutDisabled(disabling(small(), start)).nodes).toEqual(small().nodes)
  })
})

it('keeps the identity of what uses neither switched-off nodes nor notes', () => {
  const document = everyKind()
  const said = { ...document, nodes: document.nodes.map((node) => ({ ...node, disabled: false })), notes: { a1: { text: 'Ask legal', x: 0, y: 0, width: 200, height: 100 } } }

  expect(canonicalFlow(said)).toBe(canonicalFlow(document))
  expect(versionIdentity(said)).toBe(versionIdentity(document))
})
