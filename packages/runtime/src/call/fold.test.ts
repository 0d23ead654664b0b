import type { CallEffect } from '@callchart/flow'
import type { Interpretation, MediaFact } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { becomeEvent } from './become-event.js'
import { callView } from './call-view.js'
import { entryOf, fromJournalEntry, toJournalEntry, versionsIn, type CallEntry, type CallNote, type NewEvent } from './entries.js'
import { applyEntry, foldCall } from './fold.js'
import type { ReadyVersion } from './ready-version.js'
import { settledNote } from './settled-note.js'
import { emptyState, type CallOrigin, type CallState } from './state.js'
import { scripted } from '../testing/scripted-version.js'

const turn = (turnId: string, sensitive = false): CallEffect => ({
  type: 'turn.start',
  turnId,
  nodeId: `node-${turnId}`,
  prompts: [{ promptId: 'p', text: `Say ${turnId}`, language: 'en-US', interruptible: true }],
  clearTypeAhead: false,
  dropDigits: false,
  sensitive,
})
const transfer: CallEffect = {
  type: 'transfer.start',
  transferId: 'x1',
  target: { type: 'queue', queue: 'cards' },
  mode: 'attended',
  maxWaitMs: 60_000,
  ringMs: 10_000,
  whisper: [],
  summary: '',
  music: 'default',
}
const request: CallEffect = {
  type: 'request.send',
  requestId: 'r1',
  method: 'GET',
  url: 'endpoint://a/b',
  headers: {},
  auth: { type: 'none' },
  timeoutMs: 1,
  retryCount: 0,
  idempotent: false,
}

const origin: CallOrigin = { callId: 'c1', direction: 'inbound', variables: {}, startedAt: 1_000 }

/** Journals like a call does, and keeps what it journaled. */
class Driver {
  readonly entries: CallEntry[] = []
  readonly state: CallState
  readonly versions = new Map<string, ReadyVersion>()
  private number = 0
  at = 2_000

  constructor(readonly first: ReadyVersion) {
    this.versions.set(first.version, first)
    this.state = emptyState(origin, first)
  }

  notes(...notes: CallNote[]): void {
    this.at += 1_000
    const entries = notes.map((note, index) => entryOf(note, this.state.sequence + index + 1, this.at))
    this.entries.push(...entries)
    for (const entry of entries) applyEntry(this.state, entry, this.versions)
  }

  fact(fact: MediaFact, interpretation?: Interpretation): NewEvent | undefined {
    const event = becomeEvent(this.state, fact, interpretation)
    const heard: CallNote[] =
      interpretation === undefined || fact.type !== 'utterance'
        ? []
        : [{ kind: 'interpretation', body: { turnId: fact.turnId, interpretation } }]
    const told: CallNote[] = event === undefined ? [] : [...settledNote(this.state, event), { kind: 'event', body: event }]
    this.notes(...heard, { kind: 'fact', body: { number: ++this.number, atMs: this.number * 100, fact } }, ...told)
    return event
  }

  event(event: NewEvent): void {
    this.notes(...settledNote(this.state, event), { kind: 'event', body: event })
  }

  /** The same journal as the database gives it back. */
  again(): CallState {
    const stored = this.entries.map((entry) =>
      fromJournalEntry(JSON.parse(JSON.stringify(toJournalEntry(entry))) as ReturnType<typeof toJournalEntry>),
    )
    return foldCall(origin, this.first, stored, this.versions)
  }

  view() {
    return callView(origin, this.first, this.entries, this.versions)
  }
}

const connected: MediaFact = { type: 'call.connected', dialect: 'd', codec: 'c', variables: {} }
const utterance = (turnId: string, text: string): MediaFact => ({
  type: 'utterance',
  turnId,
  alternatives: [{ text, confidence: 1, words: [] }],
  startMs: 10,
  endMs: 20,
  endpointSilenceMs: 700,
  engine: 'e',
})
const value = (text: string): Interpretation => ({
  type: 'value',
  value: text,
  text,
  confidence: 1,
  slots: {},
  why: { by: 'reader', matched: text, losing: [] },
})

describe('the fold of a journal', () => {
  it('is the state that the call had, with everything in flight', () => {
    const call = new Driver(
      scripted('v1', {
        'call.started': [{ type: 'node.entered', nodeId: 'n1' }, turn('t1'), { type: 'timer.start', timerId: 'w1', ms: 5_000 }, request],
        'turn.finished': [transfer, turn('t2'), { type: 'turn.cancel', turnId: 't2' }],
      }),
    )
    call.fact(connected)
    call.notes({ kind: 'effect.dispatched', step: 1, body: { index: 3, type: 'request.send' } })
    call.fact({ type: 'turn.finished', turnId: 't1' })
    call.notes({
      kind: 'effect.dispatched',
      step: 2,
      body: { index: 0, type: 'transfer.start', leg: { legId: 'agent-o1', agentId: 'a1' } },
    })
    call.fact({ type: 'leg.connected', legId: 'agent-o1' })

    const again = call.again()

    expect(again).toEqual({ ...call.state, ready: again.ready })
    expect([...again.turns.keys()]).toEqual(['t2'])
    expect(again.turns.get('t2')?.cancelled).toBe(true)
    expect([...again.timers]).toEqual([['w1', 8_000]])
    expect(again.requests.get('r1')).toMatchObject({ dispatched: true, step: 1, index: 3 })
    expect(again.transfer).toMatchObject({ connected: false, startedAt: 5_000 })
    expect(again.legs.get('agent-o1')).toMatchObject({ state: 'connected', agentId: 'a1' })
  })

  it('forgets what was answered, cancelled or settled', () => {
    const call = new Driver(
      scripted('v1', {
        'call.started': [request, { type: 'timer.start', timerId: 'w1', ms: 5 }, { type: 'timer.start', timerId: 'w2', ms: 5 }],
        'timer.elapsed': [
          { type: 'timer.cancel', timerId: 'w2' },
          { ...request, requestId: 'r2' },
          { type: 'request.cancel', requestId: 'r2' },
        ],
      }),
    )
    call.fact(connected)
    call.event({ type: 'request.outcome-unknown', requestId: 'r1' })
    call.event({ type: 'timer.elapsed', timerId: 'w1' })

    expect(call.state.timers.size + call.state.requests.size).toBe(0)
    expect(call.view().effects.find(({ type }) => type === 'request.send')).toMatchObject({
      status: 'outcome-unknown',
      outcome: 'outcome-unknown',
    })
    expect(settledNote(call.state, { type: 'request.failed', requestId: 'r9', cause: 'x' })).toEqual([])
  })

  it('begins anew with another flow, and keeps what belongs to the call', () => {
    const second = scripted('v2', { 'call.started': [turn('t1')] })
    const call = new Driver(
      scripted('v1', { 'call.started': [turn('t1'), { type: 'call.continue-with', flow: 'two' }, { type: 'call.tag', tag: 'a' }] }),
    )
    call.versions.set('v2', second)
    call.fact(connected)
    call.notes(
      {
        kind: 'effect.settled',
        step: 1,
        body: { index: 1, type: 'call.continue-with', outcome: 'continued', next: { flow: 'two', version: 'v2' } },
      },
      { kind: 'event', body: { type: 'call.started', call: { callId: 'c1', direction: 'inbound', variables: {} } } },
    )

    expect(versionsIn(call.entries)).toEqual(['v2'])
    expect(call.state).toMatchObject({ chapter: 2, step: 2 })
    expect(call.fact({ type: 'turn.finished', turnId: 't1' })).toBeUndefined()
    expect(call.fact({ type: 'turn.finished', turnId: '2.t1' })).toEqual({ type: 'turn.finished', turnId: 't1' })
    expect(call.view()).toMatchObject({ version: 'v2', tags: ['a'] })
    call.versions.delete('v2')
    expect(() => call.again()).toThrow('v2')
  })

  it.each([
    [{ type: 'transfer.busy', transferId: 'x1' }, 'busy'],
    [{ type: 'transfer.no-answer', transferId: 'x1' }, 'no-answer'],
    [{ type: 'transfer.declined', transferId: 'x1' }, 'declined'],
    [{ type: 'transfer.failed', transferId: 'x1', cause: 'agent-gone' }, 'failed'],
    [{ type: 'transfer.closed', transferId: 'x1' }, 'closed'],
    [{ type: 'transfer.overflow', transferId: 'x1' }, 'overflow'],
    [{ type: 'transfer.ringing', transferId: 'x1' }, 'ringing'],
    [{ type: 'transfer.busy', transferId: 'x9' }, 'requested'],
  ] as const)('shows a transfer after %j as %s', (event, outcome) => {
    const call = new Driver(scripted('v1', { 'call.started': [transfer] }))
    call.fact(connected)

    call.event(event)

    expect(call.view().transfer).toEqual({ target: 'cards', outcome })
    expect(call.state.transfer === undefined).toBe(!['ringing', 'requested'].includes(outcome))
  })

  it('shows where a caller stands in the queue, until they do no more', () => {
    const call = new Driver(scripted('v1', { 'call.started': [transfer] }))
    call.fact(connected)

    call.event({ type: 'transfer.queued', transferId: 'x1', position: 3, estimatedWaitMs: 90_000 })

    expect(call.view().transfer).toEqual({ target: 'cards', outcome: 'queued', position: 3, estimatedWaitMs: 90_000 })
    call.event({ type: 'transfer.ringing', transferId: 'x1' })
    expect(call.view().transfer).toEqual({ target: 'cards', outcome: 'ringing' })
  })

  it.each([
    ['attended', 'whisper'],
    ['blind', 'accepted'],
  ] as const)('shows an %s transfer whose human is there as %s', (mode, outcome) => {
    const call = new Driver(scripted('v1', { 'call.started': [{ ...transfer, mode }] }))
    call.fact(connected)
    call.notes({ kind: 'effect.dispatched', step: 1, body: { index: 0, type: 'transfer.start', leg: { legId: 'l1', agentId: 'a1' } } })
    expect(call.view().transfer?.outcome).toBe('accepted')

    call.fact({ type: 'leg.connected', legId: 'l1' })

    expect(call.view().transfer?.outcome).toBe(outcome)
  })

  it.each([
    ['ended', 'cancelled'],
    ['left', 'left'],
    ['call-back', 'call-back'],
  ] as const)('shows a transfer that the chart gave up for %s as %s, settled', (reason, outcome) => {
    const call = new Driver(
      scripted('v1', { 'call.started': [transfer], 'timer.elapsed': [{ type: 'transfer.cancel', transferId: 'x1', reason }] }),
    )
    call.fact(connected)

    call.event({ type: 'timer.elapsed', timerId: 'w1' })

    expect(call.view().transfer?.outcome).toBe(outcome)
    expect(call.view().effects[0]).toMatchObject({ type: 'transfer.start', status: 'settled', outcome })
  })

  it('lets a leg of an earlier transfer say nothing of the next', () => {
    const call = new Driver(
      scripted('v1', {
        'call.started': [transfer],
        'timer.elapsed': [
          { type: 'transfer.cancel', transferId: 'x1', reason: 'left' },
          { ...transfer, transferId: 'x2' },
        ],
      }),
    )
    call.fact(connected)
    call.notes({ kind: 'effect.dispatched', step: 1, body: { index: 0, type: 'transfer.start', leg: { legId: 'l1', agentId: 'a1' } } })
    call.event({ type: 'timer.elapsed', timerId: 'w1' })

    call.fact({ type: 'leg.connected', legId: 'l1' })

    expect(call.view().transfer?.outcome).toBe('requested')
    expect(call.fact({ type: 'legs.joined', legId: 'l1' })).toBeUndefined()
    expect(call.fact({ type: 'leg.hung-up', legId: 'l1', cause: 'normal' })).toBeUndefined()
  })

  it('hides what was said where it is sensitive, and variables of the same value', () => {
    const call = new Driver(scripted('v1', { 'call.started': [turn('t1', true)] }))
    call.fact(connected)
    call.fact({ type: 'listening.started', turnId: 't1' })

    call.fact(utterance('t1', 'blue whale'), value('blue whale'))

    const view = call.view()
    expect(view.transcript).toEqual([expect.objectContaining({ text: '••••', why: { by: 'reader', losing: [] } })])
    expect(view.variables).toEqual({ secret: '••••', copy: '••••', empty: '', plain: 'seen' })
  })

  it('ends when all legs are closed, whoever goes first', () => {
    const call = new Driver(scripted('v1', { 'call.started': [transfer] }))
    call.fact(connected)
    call.notes({ kind: 'effect.dispatched', step: 1, body: { index: 0, type: 'transfer.start', leg: { legId: 'l1', agentId: 'a1' } } })
    expect(call.fact({ type: 'legs.joined', legId: 'l1' })).toMatchObject({ type: 'transfer.connected', agentId: 'a1' })

    call.fact({ type: 'leg.hung-up', legId: 'caller', cause: 'somehow' })
    expect(call.state.endedAt).toBeUndefined()
    expect(call.fact({ type: 'leg.hung-up', legId: 'l1', cause: 'normal' })).toMatchObject({ type: 'transfer.ended' })

    expect(call.view()).toMatchObject({ status: 'ended', disposition: 'transferred' })
    expect(call.view().cdr.map(({ hungUpBy, talkSeconds }) => [hungUpBy, talkSeconds])).toEqual([
      ['system', 4],
      ['caller', 2],
    ])
    expect(call.fact({ type: 'legs.joined', legId: 'l1' })).toBeUndefined()
  })

  it('tells the chart nothing but the end once it has failed', () => {
    const call = new Driver(
      scripted('v1', { 'call.started': [turn('t1'), { type: 'flow.failed', code: 'FLOW_STEP_FAILED', message: 'no' }] }),
    )
    call.fact(connected)

    expect(call.fact({ type: 'turn.finished', turnId: 't1' })).toBeUndefined()
    expect(call.fact({ type: 'turn.finished', turnId: 'apology' })).toBeUndefined()
    expect(call.state.failure).toEqual({ code: 'FLOW_STEP_FAILED', apology: 'over' })
    expect(call.fact({ type: 'caller.hung-up', cause: 'normal' })).toMatchObject({ type: 'caller.hung-up' })
    expect(call.view()).toMatchObject({ disposition: 'failed' })
  })

  it('turns each outcome of a turn into its event', () => {
    const outcomes: [MediaFact, Interpretation | undefined, NewEvent][] = [
      [
        utterance('t1', 'yes'),
        { ...value('yes'), type: 'intent', intent: 'affirm' },
        { type: 'utterance.understood', turnId: 't1', text: 'yes', intent: 'affirm', confidence: 1, slots: {} },
      ],
      [
        utterance('t1', 'agent'),
        { ...value('agent'), type: 'key-intent', keyIntent: 'human' },
        { type: 'key-intent.heard', turnId: 't1', text: 'agent', keyIntent: 'human', confidence: 1 },
      ],
      [utterance('t1', 'four'), value('four'), { type: 'value.understood', turnId: 't1', text: 'four', value: 'four', confidence: 1 }],
      [utterance('t1', 'hm'), { ...value('hm'), type: 'no-match' }, { type: 'utterance.not-understood', turnId: 't1', text: 'hm' }],
      [
        { type: 'digits', turnId: 't1', digits: '12', endedBy: 'terminator' },
        undefined,
        { type: 'digits.entered', turnId: 't1', digits: '12', endedBy: 'terminator' },
      ],
      [{ type: 'turn.failed', turnId: 't1', cause: 'engine' }, undefined, { type: 'turn.failed', turnId: 't1', cause: 'engine' }],
      [{ type: 'turn.cancelled', turnId: 't1' }, undefined, { type: 'turn.cancelled', turnId: 't1' }],
      [{ type: 'no-input', turnId: 't1' }, undefined, { type: 'no-input', turnId: 't1' }],
      [
        { type: 'turn.recorded', turnId: 't1', durationMs: 900, endedBy: 'key' },
        undefined,
        { type: 'turn.recorded', turnId: 't1', durationMs: 900, endedBy: 'key' },
      ],
    ]
    for (const [fact, interpretation, event] of outcomes) {
      const call = new Driver(scripted('v1', { 'call.started': [turn('t1')] }))
      call.fact(connected)
      expect(call.fact(fact, interpretation)).toEqual(event)
      expect(call.state.turns.size).toBe(0)
    }
  })
})

describe('what a call leaves behind', () => {
  const keep: CallEffect = { type: 'voicemail.keep', mailbox: 'office', turnId: 't1', durationMs: 1_200.6 }
  const add: CallEffect = { type: 'do-not-call.add', number: '+1', reason: 'flow' }

  it('waits to be written, and is shown at once', () => {
    const call = new Driver(scripted('v1', { 'call.started': [keep, add] }))
    call.fact(connected)
    call.notes({ kind: 'effect.dispatched', step: 1, body: { index: 0, type: 'voicemail.keep' } })

    expect([...call.again().rows.values()]).toEqual([
      { step: 1, index: 0, effect: keep, at: 3_000 },
      { step: 1, index: 1, effect: add, at: 3_000 },
    ])
    expect(call.view()).toMatchObject({
      voicemails: [{ mailbox: 'office', durationMs: 1_201, at: '1970-01-01T00:00:03.000Z' }],
      effects: [{ status: 'dispatched' }, { status: 'dispatched' }],
    })
    call.notes({ kind: 'effect.settled', step: 1, body: { index: 0, type: 'voicemail.keep', outcome: 'kept' } })

    expect([...call.state.rows.keys()]).toEqual(['1/1'])
    expect(call.view().effects[0]).toMatchObject({ status: 'settled', outcome: 'kept' })
  })

  it.each([
    [[], 'none', false],
    [['start'], 'on', true],
    [['start', 'pause'], 'paused', true],
    [['start', 'pause', 'resume'], 'on', true],
    [['start', 'stop'], 'stopped', true],
    [['start', 'stop', 'resume'], 'stopped', true],
    [['start', 'stop', 'start'], 'on', true],
    [['pause', 'resume', 'stop'], 'none', false],
  ] as const)('shows a recording after %j as %s', (actions, recording, recorded) => {
    const call = new Driver(scripted('v1', { 'call.started': actions.map((action) => ({ type: 'recording.set', action })) }))
    call.fact(connected)

    expect(call.view()).toMatchObject({ recording, cdr: [{ recorded }] })
  })

  it('asks a calendar until it is answered', () => {
    const call = new Driver(scripted('v1', { 'call.started': [{ type: 'hours.check', checkId: 'h1', calendar: 'office' }] }))
    call.fact(connected)
    expect([...call.again().checks.values()]).toEqual([{ effect: { type: 'hours.check', checkId: 'h1', calendar: 'office' }, at: 3_000 }])

    call.event({ type: 'hours.closed', checkId: 'h1', reason: 'hours' })

    expect(call.state.checks.size).toBe(0)
  })
})

describe('a call whose chart goes on after the hang-up', () => {
  const afterwards = (): Driver => {
    const call = new Driver(scripted('v1', { 'caller.hung-up': [{ type: 'call.hang-up', cause: 'normal' }, request] }, 'request.succeeded'))
    call.fact(connected)
    call.fact({ type: 'caller.hung-up', cause: 'normal' })
    return call
  }

  it('is over with its chart, at the time of the hang-up and for the reason that there was then', () => {
    const call = afterwards()
    expect(call.view()).toMatchObject({ status: 'active', cdr: [{ endedAt: '1970-01-01T00:00:04.000Z', hungUpBy: 'caller' }] })
    expect(call.view()).not.toHaveProperty('endedAt')

    call.event({ type: 'request.succeeded', requestId: 'r1', status: 200, body: null })

    expect(call.view()).toMatchObject({ status: 'ended', endedAt: '1970-01-01T00:00:04.000Z', disposition: 'caller-hung-up' })
  })

  it('is over as well when somebody ends it', () => {
    const call = afterwards()

    call.event({ type: 'call.ended', cause: 'api' })

    expect(call.view()).toMatchObject({ status: 'ended', disposition: 'caller-hung-up' })
  })

  it('is over at once where no chart ever began', () => {
    const call = new Driver(scripted('v1', {}))
    call.fact({ type: 'caller.hung-up', cause: 'normal' })

    expect(call.view()).toMatchObject({ status: 'ended', disposition: 'never-connected' })
  })
})
