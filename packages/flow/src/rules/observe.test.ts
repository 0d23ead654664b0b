import { describe, expect, it } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import { placeFlow } from '../compile/place.js'
import type { FlowDocument } from '../document/schema.js'
import { chartGraph } from '../prove/chart-graph.js'
import { flowOf, say } from '../fixtures/driven-chart.js'
import { observe } from './observe.js'
import type { Observation } from './observation.js'
import { ruleView } from './rule-view.js'

const told = (observation: Observation): string => {
  const at = observation.node === undefined ? '' : ` ${observation.node.id}`
  if (observation.what === 'effect') return `${observation.effect.type}${at}`
  if (observation.what === 'left') return `left${at} by ${observation.ways.join(' ')}`
  if (observation.what === 'heard') return `heard ${observation.keyIntent}${at}`
  if (observation.what !== 'turn') return `${observation.what}${at}`
  const fields = (['speaks', 'inFull', 'listens', 'sensitive'] as const).filter((field) => observation[field])
  return `${fields.join(' ')}${at}`
}

interface Seen {
  readonly from: string
  readonly on: string
  readonly to: string
  readonly onTheLine?: boolean
}

/** What is seen of each transition from one place to another by an event; `always` where it waits for none. */
const seenIn = (document: FlowDocument, { from, on, to, onTheLine = true }: Seen, subflows: readonly FlowDocument[] = []): string[][] => {
  const resources = { flows: new Map(subflows.map((each) => [each.id, each])) }
  const graph = chartGraph(compileFlow(document, resources))
  const view = ruleView(placeFlow(document, resources))
  const place = graph.places.get(from)
  const edges = on === 'always' ? place?.always : place?.edgesOn(on)
  return (edges ?? []).filter((edge) => edge.to.path === to).map((edge) => observe(edge, view, onTheLine).map(told))
}

describe('a transition', () => {
  const flow = flowOf(
    [
      { id: 'welcome', kind: 'say', name: 'Welcome', prompt: say('Hello.'), next: 'consent' },
      {
        id: 'consent',
        kind: 'menu',
        name: 'May we record?',
        marks: ['consent'],
        prompt: say('May we?'),
        choices: [
          { digit: '1', on: 'affirm', tags: ['agreed'], to: 'agreed' },
          { digit: '2', on: 'deny', to: 'card' },
        ],
        noInput: { attempts: 0, to: 'card' },
        noMatch: { attempts: 0, to: 'card' },
      },
      { id: 'agreed', kind: 'set', name: 'Agreed', assign: [{ variable: 'mayRecord', value: 'true' }], next: 'record' },
      { id: 'record', kind: 'record', name: 'Record', action: 'start', consent: 'mayRecord', next: 'withdrawn', noConsent: 'card' },
      { id: 'withdrawn', kind: 'set', name: 'Withdrawn', assign: [{ variable: 'mayRecord', value: 'false' }], next: 'card' },
      { id: 'card', kind: 'collect', name: 'Card', prompt: say('Which card?'), variable: 'card', noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' }, next: 'goodbye' },
    ],
    { variables: { mayRecord: { type: 'boolean' }, card: { type: 'string', sensitive: true } }, keyIntents: { end: { to: 'goodbye' } } },
  )

  it('tells that something waits to be said, and what is asked with it', () => {
    expect(seenIn(flow, { from: 'welcome.queueing', on: 'always', to: 'consent.asking' })).toEqual([
      ['left welcome by next', 'entered consent', 'turn.start consent', 'speaks listens consent'],
    ])
    expect(seenIn(flow, { from: 'start', on: 'always', to: 'welcome.queueing' })).toEqual([['left start by next', 'entered welcome', 'speaks welcome']])
  })

  it('tells the way by its intent and its key, and the tags of the branch', () => {
    expect(seenIn(flow, { from: 'consent.asking', on: 'utterance.understood', to: 'agreed' })).toEqual([['left consent by choices.0 affirm 1', 'call.tag consent', 'entered agreed', 'consent agreed']])
    expect(seenIn(flow, { from: 'consent.asking', on: 'digits.entered', to: 'card.asking' })[0]?.[0]).toBe('left consent by choices.1 deny 2')
  })

  it('tells which of the ways to one node is taken', () => {
    expect(seenIn(flow, { from: 'consent.noInput', on: 'always', to: 'card.asking' })[0]?.[0]).toBe('left consent by noInput')
    expect(seenIn(flow, { from: 'consent.noMatch', on: 'always', to: 'card.asking' })[0]?.[0]).toBe('left consent by noMatch')
    expect(seenIn(flow, { from: 'card.checking', on: 'always', to: 'goodbye.entering' })[0]?.[0]).toBe('left card by next')
  })

  it('tells that a consent may become true, and not that it is withdrawn', () => {
    expect(seenIn(flow, { from: 'record', on: 'always', to: 'withdrawn' })).toEqual([['left record by next', 'recording.set record', 'entered withdrawn']])
  })

  it('tells that what is heard is masked', () => {
    expect(seenIn(flow, { from: 'withdrawn', on: 'always', to: 'card.asking' })[0]).toContain('speaks listens sensitive card')
  })

  it('tells what is heard in full', () => {
    expect(seenIn(flow, { from: 'goodbye.entering', on: 'always', to: 'goodbye.speaking' })).toEqual([['turn.start goodbye', 'speaks inFull goodbye']])
  })

  it('tells a key intent, by no way of the node', () => {
    expect(seenIn(flow, { from: 'consent.asking', on: 'key-intent.heard', to: 'goodbye.entering' })).toEqual([['heard end consent', 'entered goodbye']])
  })

  it('tells the end of the call, after which nobody is on the line', () => {
    expect(seenIn(flow, { from: 'goodbye.entering', on: 'always', to: 'ended', onTheLine: false })).toEqual([['over goodbye']])
  })
})

it('sees what a sub-flow does, and takes consent from none but itself', () => {
  const inner = flowOf(
    [
      { id: 'sure', kind: 'ask', name: 'Sure?', marks: ['consent'], prompt: say('Sure?'), branches: [{ on: 'affirm', to: 'back' }], noInput: { attempts: 0, to: 'back' }, noMatch: { to: 'back' } },
      { id: 'back', kind: 'jump', name: 'Back', back: true },
    ],
    { id: 'inner', variables: { sure: { type: 'boolean' } } },
  )
  const main = flowOf(
    [{ id: 'site', kind: 'subflow', name: 'Site', flow: 'inner', outputs: { agreed: 'sure' }, next: 'goodbye' }],
    { variables: { agreed: { type: 'boolean' } }, settings: { analysisConsent: 'agreed' } },
  )

  expect(seenIn(main, { from: 'site.sure.asking', on: 'utterance.understood', to: 'site.back' }, [inner])).toEqual([['left site.sure by branches.0 affirm', 'entered site.back']])
  expect(seenIn(main, { from: 'site.ended', on: 'always', to: 'goodbye.entering' }, [inner])).toEqual([['left site by next', 'consent site', 'entered goodbye']])
})
