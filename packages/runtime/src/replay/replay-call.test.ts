import { describe, expect, it } from 'vitest'
import type { CallRecorder } from '../bench/replay/call-recorder.js'
import { aCallOf, bankFlow, bankWith, readyVersion } from '../testing/replay-flows.js'
import type { RecordedCall } from './recorded-call.js'
import { replayCall, type Replay } from './replay-call.js'

const bank = readyVersion(bankFlow)
const node = (id: string, fields: object) => ({ ...bankFlow.nodes.find((each) => each.id === id), ...fields, id })
const text = (words: string) => ({ 'en-US': [words] })
const versions = new Map([[bank.version, bank]])

const balanceCall = (): CallRecorder => aCallOf(bank).says('my balance').presses('4321')
const humanCall = (): CallRecorder => aCallOf(bank).says('i lost my card').humanJoins().humanLeaves()

const again = (call: CallRecorder | RecordedCall): Replay => replayCall('recorded' in call ? call.recorded() : call, { recorded: versions })
const on = (draft: unknown, call: CallRecorder, anew = false): Replay =>
  replayCall(call.recorded(), { recorded: versions, draft: readyVersion(draft), ...(anew && { reinterpret: { timeZone: 'UTC' } }) })

describe('a call on its own version', () => {
  it.each([
    ['to its goodbye', balanceCall(), 'completed'],
    ['to a human', humanCall(), 'human'],
    ['to a hang-up', aCallOf(bank).hangsUp(), 'caller-gone'],
    ['through silence', aCallOf(bank).staysSilent().staysSilent(), 'completed'],
    ['that still goes on', aCallOf(bank), 'unfinished'],
    ['over a slow request', aCallOf(bank, {}).says('my balance').presses('4321').waits(5_000).event({ type: 'request.succeeded', requestId: 'r1', status: 200, body: { balance: 1 } }), 'completed'],
  ] as const)('goes %s again, step for step', (_way, call, end) => {
    const replay = again(call)

    expect(replay).toMatchObject({ verdict: 'same', before: { end }, changed: [] })
    expect(replay.comparedCount).toBe(replay.stepCount)
    expect(replay.stepCount).toBeGreaterThan(1)
  })

  it('has an outcome that shows nothing sensitive', () => {
    const { before } = again(balanceCall())

    expect(before).toMatchObject({ end: 'completed', path: ['begin', 'welcome', 'ask', 'pin', 'look', 'tell', 'bye'], variables: { balance: 120, customer: 'unknown' } })
    expect(before.variables).not.toHaveProperty('pin')
  })

  it('is not reproduced where a step does something else: that step is named', () => {
    const { entries, ...call } = balanceCall().recorded()
    const changed = entries.map((entry) => (entry.kind === 'event' && entry.step === 3 ? { ...entry, effectsHash: '0123456789abcdef' } : entry))

    const replay = again({ ...call, entries: changed })

    expect(replay.verdict).toBe('unfaithful')
    expect(replay.unfaithful).toMatchObject({ journaled: '0123456789abcdef', step: { step: 3, event: 'caller says "my balance": intent balance', nodes: ['pin'] } })
  })

  it('that an earlier release journaled is not comparable, and runs all the same', () => {
    const { entries, ...call } = balanceCall().recorded()

    const replay = again({ ...call, entries: entries.map(({ effectsHash: _none, ...entry }) => entry as (typeof entries)[number]) })

    expect(replay).toMatchObject({ verdict: 'incomparable', comparedCount: 0, before: { end: 'completed' } })
  })

  it('is refused where its version is not there, or the draft is of another flow', () => {
    expect(() => replayCall(balanceCall().recorded(), { recorded: new Map() })).toThrow(expect.objectContaining({ code: 'REPLAY_VERSION_MISSING' }))
    expect(() => on({ ...bankFlow, id: 'other' }, balanceCall())).toThrow(expect.objectContaining({ code: 'REPLAY_OTHER_FLOW' }))
  })
})

describe('a call on a draft', () => {
  it('ends as it did where only words differ', () => {
    expect(on(bankWith([node('tell', { prompt: text('There are {{ balance }} dollars.') })]), balanceCall())).toMatchObject({ verdict: 'same', changed: [] })
  })

  it('shows another path by the first step that differs, with both sides in plain words', () => {
    const replay = on(bankWith([node('look', { next: 'count' }), { id: 'count', kind: 'tag', name: 'count', tag: 'told', next: 'tell' }]), balanceCall())

    expect(replay).toMatchObject({
      verdict: 'changed',
      changed: ['path', 'tags'],
      after: { end: 'completed', tags: ['told'] },
      firstDifference: {
        before: { event: 'request answered: status 200', nodes: ['tell', 'bye'] },
        after: { event: 'request answered: status 200', nodes: ['count', 'tell', 'bye'] },
      },
    })
  })

  it('plays through prompts of its own, and leaves out those that it does not have', () => {
    const more = bankWith([node('welcome', { next: 'news' }), { id: 'news', kind: 'say', name: 'News', prompt: text('We have news.'), interruptible: false, next: 'ask' }])
    const less = bankWith([node('begin', { next: 'ask' })])

    expect(on(more, balanceCall())).toMatchObject({ verdict: 'changed', changed: ['path'], after: { end: 'completed', variables: { balance: 120 } } })
    expect(on(less, balanceCall())).toMatchObject({ verdict: 'changed', changed: ['path'], after: { end: 'completed', variables: { balance: 120 } } })
  })

  it('parts from the recording at a new question, and says so', () => {
    const draft = bankWith([node('pin', { next: 'sure' }), { id: 'sure', kind: 'ask', name: 'Sure', prompt: text('Sure?'), branches: [{ on: 'affirm', to: 'look' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' } }])

    const replay = on(draft, balanceCall())

    expect(replay.verdict).toBe('diverged')
    expect(replay.diverged?.reason).toBe('The recorded flow hung up here, and the draft asks at node "Sure" (sure).')
    expect(replay.diverged?.step).toBe(4)
  })

  it('parts where the recording answers what the draft does not ask', () => {
    const less = on(bankWith([node('ask', { branches: [{ on: 'balance', to: 'look' }, { on: 'lost', to: 'block' }] })]), balanceCall())
    expect(less.diverged?.reason).toBe('The caller answers at node "Pin" (pin), and the draft is in look.pending.')
    const asks = on(bankWith([node('ask', { branches: [{ on: 'balance', to: 'human' }, { on: 'lost', to: 'block' }] })]), balanceCall())
    expect(asks.diverged?.reason).toBe('The caller answers at node "Pin" (pin), and the draft transfers the caller to queue "cards".')
  })

  it('parts where it does not expect what was understood, unless its own model is asked', () => {
    const fees = bankWith([node('ask', { branches: [{ on: 'fees', to: 'tell' }, { on: 'lost', to: 'block' }] })], { intents: { ...bankFlow.intents, fees: { name: 'Fees', keywords: { 'en-US': ['balance'] } } } })

    expect(on(fees, balanceCall()).diverged?.reason).toContain('does not expect the intent "balance"')
    expect(on(fees, balanceCall(), true)).toMatchObject({ verdict: 'changed', after: { path: ['begin', 'welcome', 'ask', 'tell', 'bye'] } })
  })

  it('parts at a request that the recording has no answer for', () => {
    const draft = bankWith([node('look', { next: 'audit' }), { id: 'audit', kind: 'request', name: 'Audit', url: 'https://bank.example/audit', next: 'tell', failure: 'sorry' }])

    expect(on(draft, balanceCall()).diverged?.reason).toBe('The recorded flow hung up here, and the draft waits for an answer to the request of node "Audit" (audit).')
  })

  it('gives a request the answer of the same address, whatever its node and its time', () => {
    const { next: _next, ...rest } = node('look', {}) as { next?: string }
    const draft = bankWith([node('pin', { next: 'fetch' }), node('look', { url: 'https://bank.example/never' }), { ...rest, id: 'fetch', name: 'Fetch', next: 'tell' }])

    expect(on(draft, balanceCall())).toMatchObject({ verdict: 'changed', changed: ['path'], after: { end: 'completed', variables: { balance: 120 } } })
  })

  it('lets its own timers elapse', () => {
    const slow = aCallOf(bank, {}).says('my balance').presses('4321').waits(5_000).event({ type: 'request.succeeded', requestId: 'r1', status: 200, body: { balance: 1 } })
    const patient = bankWith([node('look', { fillerAfterMs: 4_000 })])

    expect(on(patient, slow)).toMatchObject({ verdict: 'same', after: { end: 'completed' } })
  })

  it('reaches the human of the same queue, and nobody of another', () => {
    expect(on(bankWith([node('block', { tag: 'card' })]), humanCall())).toMatchObject({ verdict: 'changed', changed: ['tags'], after: { end: 'human', transfer: { queue: 'cards', outcome: 'connected' } } })
    expect(on(bankWith([node('human', { queue: 'fraud' })]), humanCall()).diverged?.reason).toBe(
      'The recorded caller is transferred to queue "cards", and the draft transfers the caller to queue "fraud".',
    )
  })

  it('hangs up before the recording does, or after it only where it can be known', () => {
    expect(on(bankWith([node('ask', { branches: [{ on: 'balance', to: 'bye' }, { on: 'lost', to: 'block' }] })]), balanceCall())).toMatchObject({
      verdict: 'changed',
      after: { end: 'completed', path: ['begin', 'welcome', 'ask', 'bye'] },
    })
    expect(on(bankWith([node('welcome', { next: 'pin' })]), aCallOf(bank).hangsUp()).diverged?.reason).toBe(
      'The caller hangs up at node "What for" (ask), and the draft asks at node "Pin" (pin).',
    )
  })

  it('goes in no circle without end', () => {
    const draft = bankWith([node('welcome', { next: 'round' }), { id: 'round', kind: 'say', name: 'Round', prompt: text('Round.'), interruptible: false, next: 'welcome' }])

    expect(on(draft, balanceCall()).diverged?.reason).toContain('without waiting for anybody')
  })

  it('tells a changed variable by its name', () => {
    const draft = bankWith([node('ask', { branches: [{ on: 'balance', to: 'name' }, { on: 'lost', to: 'block' }] }), { id: 'name', kind: 'set', name: 'name', assign: [{ variable: 'customer', value: '"Ann"' }], next: 'pin' }])

    expect(on(draft, balanceCall())).toMatchObject({ changed: ['path', 'variables'], changedVariables: ['customer'] })
  })
})
