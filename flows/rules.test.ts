import { readdirSync, readFileSync } from 'node:fs'
import { checkRules, readResources, type FlowDocument, type FlowProblem } from '@callchart/flow'
import { describe, expect, it } from 'vitest'

const folder = new URL('./', import.meta.url)
const files = readdirSync(folder).filter((name) => /\.(flow|calendar|faq)\.json$|^rules\.json$/.test(name))
const { resources, problems } = readResources(files.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') })))

type Node = FlowDocument['nodes'][number]

/** The flow with some of its nodes changed, removed or added. */
const changed = (id: string, change: (node: Node) => Node, more: readonly object[] = []): FlowDocument => {
  const document = resources.flows.get(id)
  if (document === undefined) throw new Error(`no flow ${id}`)
  return { ...document, nodes: [...document.nodes.map(change), ...(more as readonly Node[])] }
}
const node = (id: string, fields: object) => (each: Node): Node => (each.id === id ? ({ ...each, ...fields }) : each)

const broken = (document: FlowDocument): FlowProblem[] => checkRules(document, { ...resources, flows: new Map([...resources.flows, [document.id, document]]) })
const told = (document: FlowDocument) => broken(document).map(({ rule, nodeId, unproven }) => [rule, nodeId, unproven ?? false])
const conversation = (document: FlowDocument) => broken(document)[0]?.counterExample?.text.en.slice(1)

describe('the flows of the folder', () => {
  it('keep all rules, each of which names something', () => {
    expect(problems.get('rules.json')).toEqual([])
    for (const flow of resources.flows.values()) expect([flow.id, broken(flow)]).toEqual([flow.id, []])
  })
})

describe('a rule is broken by a flow that', () => {
  it('asks before it says who is calling', () => {
    expect(told(changed('satisfaction-survey', node('greeting', { marks: [] })))).toEqual([['identity-first', 'greeting', false]])
    expect(told(changed('appointment-reminder', node('language', { marks: [] })))).toEqual([['identity-first', 'language', false], ['greeting-first', 'language', false]])
  })

  it('goes on recording a caller who goes back and says no', () => {
    const before = changed('it-helpdesk', (each) => (each.kind === 'decide' && each.id === 'isRecorded' ? { ...each, branches: [], else: 'topic' } : each))
    const unreachable = { ...before, nodes: before.nodes.filter(({ id }) => id !== 'withdrawMayRecord' && id !== 'stopRecording') }

    expect(told(unreachable)).toEqual([['consent-withdrawn', 'topic', false]])
    expect(conversation(unreachable)?.slice(-3)).toEqual([expect.stringMatching(/“yes|presses 1/), expect.stringMatching(/back/), expect.stringMatching(/“no|presses 2/)])
  })

  it('records whoever says nothing', () => {
    const silent = changed('it-helpdesk', (each) => (each.id === 'askToRecord' && each.kind === 'menu' ? { ...each, noInput: { ...each.noInput, to: 'setMayRecord' } } : each))

    expect(told(silent)).toEqual(expect.arrayContaining([['recording-by-consent', 'startRecording', false], ['consent-by-answer', 'setMayRecord', false]]))
  })

  it('takes a consent from elsewhere than the caller', () => {
    const looked = changed('it-helpdesk', (each) => (each.id === 'fetchTicket' && each.kind === 'request' ? { ...each, save: { ...each.save, mayRecord: 'body.mayRecord' } } : each))

    expect(told(looked)).toContainEqual(['consent-by-answer', 'fetchTicket', false])
  })

  it('asks for something secret while it records', () => {
    const document = changed('it-helpdesk', (each) => each)
    const secret = { ...document, variables: { ...document.variables, ticket: { ...document.variables.ticket, sensitive: true } } } as FlowDocument

    expect(new Set(told(secret).map(([rule, node, unproven]) => `${rule} ${node} ${unproven}`))).toEqual(new Set(['no-secrets-recorded ticketByMenu false', 'no-secrets-recorded ticketNumber false']))
  })

  it('says the price after the yes, or so that it can be cut off', () => {
    const late = changed('card-services', (each) => node('blocked', { next: 'replacementFee' })(node('lostCardDigits', { next: 'confirmBlock' })(each)))
    expect(told(late)).toEqual([['price-before-agreement', 'confirmBlock', false]])
    expect(told(changed('card-services', node('replacementFee', { interruptible: true })))).toEqual([['price-in-full', 'replacementFee', false]])
  })

  it('forgets who wants no more calls, or goes on talking to them', () => {
    expect(told(changed('satisfaction-survey', node('optOutByKey', { doNotCall: false })))).toEqual([['opt-out-listed', 'optOutByKey', false]])
    const document = changed('satisfaction-survey', (each) => each)
    const talking = { ...document, keyIntents: { ...document.keyIntents, doNotCall: { ...document.keyIntents.doNotCall, to: 'reason' } } } as FlowDocument
    const silent = { ...talking, nodes: talking.nodes.filter(({ id }) => id !== 'optedOut') }
    expect(told(silent).slice(0, 1)).toEqual([['opt-out-ends', 'reason', false]])
  })

  it('hangs up behind a question, without a word', () => {
    expect(told(changed('card-services', node('silentGoodbye', { prompt: undefined })))).toEqual([['goodbye-in-full', 'silentGoodbye', false]])
  })
})
