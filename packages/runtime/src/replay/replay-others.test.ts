import { describe, expect, it } from 'vitest'
import { CallRecorder } from '../bench/replay/call-recorder.js'
import { deskFlow, doorFlow, farewellFlow, mailboxFlow, officeCalendar } from '../testing/flows.js'
import { aCallOf, bankFlow, readyVersion } from '../testing/replay-flows.js'
import { noResources, readCalendar } from '@callchart/flow'
import type { ReadyVersion } from '../call/ready-version.js'
import { replayCall, stepsOf, type Replay } from './replay-call.js'

const desk = readyVersion(deskFlow)
const door = readyVersion(doorFlow)
const { calendar } = readCalendar(JSON.stringify(officeCalendar))
const resources = { ...noResources, ...(calendar !== undefined && { calendars: new Map([[calendar.id, calendar]]) }) }
const mailbox = readyVersion(mailboxFlow, resources)

const replay = (call: CallRecorder, recorded: readonly ReadyVersion[], draft?: ReadyVersion): Replay =>
  replayCall(call.recorded(), { recorded: new Map(recorded.map((ready) => [ready.version, ready])), ...(draft !== undefined && { draft }) })
const changed = (flow: { nodes: readonly { id: string }[] }, id: string, fields: object) => ({ ...flow, nodes: flow.nodes.map((node) => (node.id === id ? { ...node, ...fields } : node)) })

describe('a call that goes on with another flow', () => {
  const call = () => aCallOf(door, { versions: [desk] }).says('when are you open')

  it('runs again on both', () => {
    expect(replay(call(), [door, desk])).toMatchObject({ verdict: 'same', flow: 'door', before: { end: 'completed', tags: ['hours'] } })
  })

  it('may have a draft of either', () => {
    const draft = readyVersion(changed(deskFlow, 'tagHours', { tag: 'asked' }))

    expect(replay(call(), [door, desk], draft)).toMatchObject({ verdict: 'changed', changed: ['tags'], after: { tags: ['asked'] } })
    expect(replay(call(), [door, desk], readyVersion({ ...doorFlow, name: 'Gate' }))).toMatchObject({ verdict: 'same', after: { end: 'completed' } })
  })

  it('is not known where the draft goes on elsewhere', () => {
    const draft = readyVersion(changed(doorFlow, 'on', { flow: 'bank' }))

    expect(replay(call(), [door, desk], draft).diverged?.reason).toBe('The draft goes on with flow "bank", which the recorded call did not.')
  })
})

describe('what follows a hang-up', () => {
  const farewell = readyVersion(farewellFlow('farewell'))
  const call = () => aCallOf(farewell, { request: () => ({ status: 200, body: {} }) }).hangsUp()

  it('is done again', () => {
    expect(replay(call(), [farewell])).toMatchObject({ verdict: 'same', before: { end: 'caller-gone', tags: ['told'] } })
  })

  it('is done by the draft where the recording has the answers, and not known where it has none', () => {
    const renamed = readyVersion(changed(farewellFlow('farewell'), 'told', { tag: 'done' }))
    const { nodes, ...fields } = farewellFlow('farewell', { url: 'https://elsewhere.example/' })
    const elsewhere = readyVersion({ ...fields, onHangup: 'other', nodes: nodes.map((node) => (node.id === 'report' ? { ...node, id: 'other', name: 'other' } : node)) })

    expect(replay(call(), [farewell], renamed)).toMatchObject({ verdict: 'changed', changed: ['tags'], after: { tags: ['done'] } })
    expect(replay(call(), [farewell], elsewhere).diverged?.reason).toBe('The draft waits for an answer to the request of node "other", which the recording does not have.')
  })
})

describe('calendars and mailboxes', () => {
  it('answer as they did', () => {
    expect(replay(aCallOf(mailbox, { isOpen: () => true }).leavesMessage(4_000), [mailbox])).toMatchObject({ verdict: 'same', before: { end: 'voicemail' } })
    expect(replay(aCallOf(mailbox, { isOpen: () => false }), [mailbox])).toMatchObject({ verdict: 'same', before: { end: 'completed', path: ['begin', 'hours', 'closed'] } })
  })

  it('are asked again by a draft as often as it likes', () => {
    const twice = readyVersion({ ...mailboxFlow, nodes: [...mailboxFlow.nodes.map((node) => (node.id === 'hours' ? { ...node, open: 'again' } : node)), { id: 'again', kind: 'hours', name: 'again', calendar: 'office', open: 'consent', closed: 'closed' }] }, resources)

    expect(replay(aCallOf(mailbox, { isOpen: () => true }).leavesMessage(4_000), [mailbox], twice)).toMatchObject({ verdict: 'changed', changed: ['path'], after: { end: 'voicemail' } })
  })
})

describe('questions that a list answers', () => {
  const english = (words: string) => ({ 'en-US': [words] })
  const entry = (id: string, question: string) => ({ id, questions: english(question), answer: english(`About ${id}.`) })
  const asking = (...faq: object[]) => ({
    schemaVersion: 1,
    id: 'asking',
    name: 'Asking',
    languages: ['en-US'],
    nodes: [
      { id: 'begin', kind: 'start', name: 'begin', next: 'questions' },
      { id: 'questions', kind: 'knowledge', name: 'Questions', prompt: english('What would you like to know?'), source: 'faq', faq, more: english('Anything else?'), noAnswer: { attempts: 0 }, noInput: { to: 'bye' }, noMatch: { to: 'bye' }, next: 'bye', fallback: 'sorry' },
      { id: 'sorry', kind: 'hangup', name: 'sorry', prompt: english('Sorry.') },
      { id: 'bye', kind: 'hangup', name: 'bye', prompt: english('Goodbye.') },
    ],
  })
  const [parking, hours] = [entry('parking', 'where can i park my car'), entry('hours', 'what are your opening hours')]
  const asked = readyVersion(asking(parking, hours))
  const call = aCallOf(asked).says('where can i park my car').hangsUp()

  it('are answered again by the same entry', () => {
    expect(replay(call, [asked])).toMatchObject({ verdict: 'same', before: { end: 'caller-gone', path: ['begin', 'questions'] } })
    expect(replay(call, [asked], readyVersion(asking(hours, parking)))).toMatchObject({ verdict: 'same' })
  })

  it('are not known where the draft has that entry no more, unless it looks for another', () => {
    const draft = readyVersion(asking(hours))

    expect(replay(call, [asked], draft).diverged?.reason).toBe('Node "Questions" (questions) has no entry "parking" in the draft: --reinterpret looks for another.')
    const anew = replayCall(call.recorded(), { recorded: new Map([[asked.version, asked]]), draft, reinterpret: { timeZone: 'UTC' } })
    expect(anew).toMatchObject({ verdict: 'changed', after: { end: 'completed', path: ['begin', 'questions', 'sorry'] } })
  })
})

describe('the steps of a call', () => {
  it('are told one by one, on the draft too, without what is sensitive', () => {
    const call = aCallOf(desk).says('set my pin code').presses('4321').recorded()
    const draft = readyVersion(changed(deskFlow, 'bye', { prompt: { 'en-US': ['Bye bye.'] } }))

    const told = stepsOf(call, { recorded: new Map([[desk.version, desk]]), draft })

    expect(told.recorded.map(({ event, state }) => [event, state])).toEqual([
      ['the call begins', 'ask.asking'],
      ['caller says "set my pin code": intent pin', 'code.asking'],
      ['caller presses ••••', 'bye.speaking'],
      ['prompts have ended', 'bye.hangingUp'],
      ['caller hangs up (normal)', 'ended'],
    ])
    expect(told.draft?.[2]?.effects).toEqual(['say "Bye bye."'])
    expect(JSON.stringify(told)).not.toContain('4321')
  })

  it('show no value of a sensitive variable, wherever it came from', () => {
    const bank = readyVersion({ ...bankFlow, variables: { ...bankFlow.variables, balance: { type: 'number', sensitive: true } } })
    const call = aCallOf(bank, { request: () => ({ status: 200, body: { balance: 73_519 } }) }).says('my balance').presses('4321').recorded()

    const told = JSON.stringify(stepsOf(call, { recorded: new Map([[bank.version, bank]]) }))

    expect(told).toContain('You have •••• dollars.')
    expect(told).not.toMatch(/73.?519/)
  })
})
