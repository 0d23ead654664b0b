import type { Interpretation, MediaFact } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { FoldDriver, connected, request, transfer, turn, utterance, value } from '../testing/fold-driver.js'
import { scripted } from '../testing/scripted-version.js'
import { versionsIn, type NewEvent } from './entries.js'
import { settledNote } from './settled-note.js'

describe('the fold of a journal', () => {
  it('is the state that the call had, with everything in flight', () => {
    const call = new FoldDriver(
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

  it('shows a prompt under the node that says it, though another one plays it', () => {
    const asked = turn('t1') as Extract<ReturnType<typeof turn>, { type: 'turn.start' }>
    const [own] = asked.prompts
    const prompts = own === undefined ? [] : [{ ...own, promptId: 'p0', nodeId: 'greeting' }, own]
    const call = new FoldDriver(scripted('v1', { 'call.started': [{ ...asked, prompts }] }))
    call.fact(connected)
    call.fact({ type: 'prompt.started', turnId: 't1', promptId: 'p0' })
    call.fact({ type: 'prompt.started', turnId: 't1', promptId: 'p' })

    expect(call.view().transcript.map(({ nodeId }) => nodeId)).toEqual(['greeting', 'node-t1'])
  })

  it('shows a key that means a key intent as what was pressed and meant, also where other keys are secret', () => {
    const asked = { ...turn('t1', true), expect: { intents: [], keyIntents: ['human'], keys: { '*': 'human' } } } as ReturnType<typeof turn>
    const call = new FoldDriver(scripted('v1', { 'call.started': [asked] }))
    call.fact(connected)
    call.fact({ type: 'digits', turnId: 't1', digits: '*', endedBy: 'max-count' })

    expect(call.view().transcript).toContainEqual(expect.objectContaining({ who: 'caller', text: '*', intent: 'human' }))
    expect(call.entries).toContainEqual(expect.objectContaining({ kind: 'event', body: expect.objectContaining({ type: 'key-intent.heard', turnId: 't1', keyIntent: 'human', key: '*' }) as object }))
  })

  it('forgets what was answered, cancelled or settled', () => {
    const call = new FoldDriver(
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
    const call = new FoldDriver(
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
    const call = new FoldDriver(scripted('v1', { 'call.started': [transfer] }))
    call.fact(connected)

    call.event(event)

    expect(call.view().transfer).toEqual({ target: 'cards', outcome })
    expect(call.state.transfer === undefined).toBe(!['ringing', 'requested'].includes(outcome))
  })

  it('shows where a caller stands in the queue, until they do no more', () => {
    const call = new FoldDriver(scripted('v1', { 'call.started': [transfer] }))
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
    const call = new FoldDriver(scripted('v1', { 'call.started': [{ ...transfer, mode }] }))
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
    const call = new FoldDriver(
      scripted('v1', { 'call.started': [transfer], 'timer.elapsed': [{ type: 'transfer.cancel', transferId: 'x1', reason }] }),
    )
    call.fact(connected)

    call.event({ type: 'timer.elapsed', timerId: 'w1' })

    expect(call.view().transfer?.outcome).toBe(outcome)
    expect(call.view().effects[0]).toMatchObject({ type: 'transfer.start', status: 'settled', outcome })
  })

  it('lets a leg of an earlier transfer say nothing of the next', () => {
    const call = new FoldDriver(
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
    const call = new FoldDriver(scripted('v1', { 'call.started': [turn('t1', true)] }))
    call.fact(connected)
    call.fact({ type: 'listening.started', turnId: 't1' })

    call.fact(utterance('t1', 'blue whale'), value('blue whale'))

    const view = call.view()
    expect(view.transcript).toEqual([expect.objectContaining({ text: '••••', why: { by: 'reader', losing: [] } })])
    expect(view.variables).toEqual({ secret: '••••', copy: '••••', empty: '', plain: 'seen' })
  })

  it('ends when all legs are closed, whoever goes first', () => {
    const call = new FoldDriver(scripted('v1', { 'call.started': [transfer] }))
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
    const call = new FoldDriver(
      scripted('v1', { 'call.started': [turn('t1'), { type: 'flow.failed', code: 'FLOW_STEP_FAILED', message: 'no' }] }),
    )
    call.fact(connected)

    expect(call.fact({ type: 'turn.finished', turnId: 't1' })).toBeUndefined()
    expect(call.fact({ type: 'turn.finished', turnId: 'apology' })).toBeUndefined()
    expect(call.state.failure).toEqual({ code: 'FLOW_STEP_FAILED', apology: 'over' })
    expect(call.fact({ type: 'caller.hung-up', cause: 'normal' })).toMatchObject({ type: 'caller.hung-up' })
    expect(call.view()).toMatchObject({ disposition: 'failed' })
  })

  it('shows both intents of an utterance that may mean either, and counts neither as meant', () => {
    const call = new FoldDriver(scripted('v1', { 'call.started': [turn('t1')] }))
    const losing = [{ intent: 'block', confidence: 0.4 }, { intent: 'replace', confidence: 0.3 }]
    call.fact(connected)
    call.fact(utterance('t1', 'my card'), {
      ...value('my card'),
      type: 'ambiguous',
      confidence: 0.4,
      intents: ['block', 'replace'],
      slotsByIntent: { block: {}, replace: {} },
      why: { by: 'classifier', losing },
    })

    const view = call.view()
    expect(view.transcript.at(-1)).toMatchObject({ text: 'my card', ambiguous: ['block', 'replace'], confidence: 0.4, why: { losing } })
    expect(view.transcript.at(-1)).not.toHaveProperty('intent')
    expect(view.cdr[0]?.intents).toEqual([])
    expect(call.again()).toEqual(call.state)
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
      [
        utterance('t1', 'my card'),
        { ...value('my card'), type: 'ambiguous', intents: ['block', 'replace'], slotsByIntent: { block: {}, replace: { count: 2 } } },
        { type: 'utterance.ambiguous', turnId: 't1', text: 'my card', intents: ['block', 'replace'], confidence: 1, slotsByIntent: { block: {}, replace: { count: 2 } } },
      ],
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
      const call = new FoldDriver(scripted('v1', { 'call.started': [turn('t1')] }))
      call.fact(connected)
      expect(call.fact(fact, interpretation)).toEqual(event)
      expect(call.state.turns.size).toBe(0)
    }
  })
})
