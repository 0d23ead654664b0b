import type { CallEffect } from '@callchart/flow'
import type { MediaFact } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { FoldDriver, connected, request } from '../testing/fold-driver.js'
import { scripted } from '../testing/scripted-version.js'

describe('what a call leaves behind', () => {
  const keep: CallEffect = { type: 'voicemail.keep', mailbox: 'office', turnId: 't1', durationMs: 1_200.6 }
  const add: CallEffect = { type: 'do-not-call.add', number: '+1', reason: 'flow' }

  it('waits to be written, and is shown at once', () => {
    const call = new FoldDriver(scripted('v1', { 'call.started': [keep, add] }))
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
    [[], 'none'],
    [['start'], 'on'],
    [['start', 'pause'], 'paused'],
    [['start', 'pause', 'resume'], 'on'],
    [['start', 'stop'], 'stopped'],
    [['start', 'stop', 'resume'], 'stopped'],
    [['start', 'stop', 'start'], 'on'],
    [['pause', 'resume', 'stop'], 'none'],
  ] as const)('shows a recording after %j as %s', (actions, recording) => {
    const call = new FoldDriver(scripted('v1', { 'call.started': actions.map((action) => ({ type: 'recording.set', action })) }))
    call.fact(connected)

    expect(call.view()).toMatchObject({ recording, cdr: [{ recorded: false }] })
  })

  it('is a recording only once the bridge has begun it, with its gaps and its end', () => {
    const call = new FoldDriver(scripted('v1', { 'call.started': [{ type: 'recording.set', action: 'start' }] }))
    call.fact(connected)
    const [recordingId = ''] = call.state.recordings.keys()
    expect(call.view()).not.toHaveProperty('recordings')

    call.fact({ type: 'recording.started', recordingId })
    const fromMs = call.state.clockMs
    call.fact({ type: 'recording.paused', recordingId, by: 'sensitive' })
    const pausedMs = call.state.clockMs
    expect(call.view()).toMatchObject({ cdr: [{ recorded: true }], recordings: [{ recordingId, fromMs, state: 'running', gaps: [{ fromMs: pausedMs, by: 'sensitive' }] }] })
    call.fact({ type: 'recording.resumed', recordingId })
    call.fact({ type: 'recording.ended', recordingId, durationMs: 1_000, bytes: 500, digest: 'ab' })

    expect(call.again().recordings.get(recordingId)).toEqual(call.state.recordings.get(recordingId))
    expect(call.view().recordings).toEqual([{ recordingId, fromMs, toMs: fromMs + 1_000, gaps: [{ fromMs: pausedMs, toMs: call.state.recordings.get(recordingId)?.gaps[0]?.toMs, by: 'sensitive' }], state: 'ended' }])
  })

  it.each<[string, MediaFact[], string]>([
    ['its disk failed', [{ type: 'recording.failed', recordingId: 'c1.r1.0', cause: 'ENOSPC' }], 'ENOSPC'],
    ['the bridge was lost with it', [{ type: 'caller.hung-up', cause: 'media-error' }], 'media-lost'],
  ])('says that a recording was cut where %s', (_, facts, fault) => {
    const call = new FoldDriver(scripted('v1', { 'call.started': [{ type: 'recording.set', action: 'start' }] }))
    call.fact(connected)
    const [recordingId = ''] = call.state.recordings.keys()
    call.fact({ type: 'recording.started', recordingId })
    for (const fact of facts) call.fact('recordingId' in fact ? { ...fact, recordingId } : fact)

    expect(call.view().recordings).toMatchObject([{ state: 'cut', fault }])
  })

  it('goes on in another file on a further bot leg, a message too', () => {
    const record = { maxMs: 60_000, endSilenceMs: 3_000, endKey: '#', beep: true }
    const message: CallEffect = { type: 'turn.start', turnId: 't1', nodeId: 'message', prompts: [], record, clearTypeAhead: true, dropDigits: false, sensitive: false }
    const call = new FoldDriver(scripted('v1', { 'call.started': [{ type: 'recording.set', action: 'start' }, message] }))
    call.fact(connected)
    const [first = '', firstMessage = ''] = call.state.recordings.keys()
    call.fact({ type: 'recording.started', recordingId: first })
    call.fact({ type: 'recording.started', recordingId: firstMessage })
    call.notes({ kind: 'leg.began', body: { leg: 2, fromMs: 9_000 } })

    const { recordings, callRecordingId } = call.again()
    expect([...recordings.keys()]).toEqual([first, firstMessage, `${call.state.origin.callId}.r.l2`, `${firstMessage}.l2`])
    expect(callRecordingId).toBe(`${call.state.origin.callId}.r.l2`)
    expect(call.view().recordings).toMatchObject([{ recordingId: first, state: 'cut', fault: 'media-lost' }])
  })

  it('says that nothing is recorded where it could not be', () => {
    const call = new FoldDriver(scripted('v1', { 'call.started': [{ type: 'recording.set', action: 'start' }] }))
    call.fact(connected)
    call.notes({ kind: 'effect.settled', step: 1, body: { index: 0, type: 'recording.set', outcome: 'no-storage' } })

    expect(call.view()).toMatchObject({ cdr: [{ recorded: false }], recordings: [{ state: 'cut', fault: 'no-storage' }] })
  })

  it('asks a calendar until it is answered', () => {
    const call = new FoldDriver(scripted('v1', { 'call.started': [{ type: 'hours.check', checkId: 'h1', calendar: 'office' }] }))
    call.fact(connected)
    expect([...call.again().checks.values()]).toEqual([{ effect: { type: 'hours.check', checkId: 'h1', calendar: 'office' }, at: 3_000 }])

    call.event({ type: 'hours.closed', checkId: 'h1', reason: 'hours' })

    expect(call.state.checks.size).toBe(0)
  })
})

describe('a question for what the flow knows', () => {
  const open: CallEffect = { type: 'turn.start', turnId: 't1', nodeId: 'help', prompts: [], open: true, clearTypeAhead: false, dropDigits: false, sensitive: false }
  const ask: CallEffect = { type: 'knowledge.ask', questionId: 'k1', turnId: 't1', nodeId: 'help', language: 'en-US', text: 'why', source: 'llm', leastConfidence: 0.5 }
  const prompt = { promptId: 't1p1', text: 'Because.', language: 'en-US', interruptible: true }
  const append = (then?: 'listen' | 'finish'): CallEffect => ({ type: 'turn.append', turnId: 't1', nodeId: 'help', prompts: [prompt], ...(then === undefined ? {} : { then }) })
  const asked = (script: Parameters<typeof scripted>[1] = {}): FoldDriver => {
    const call = new FoldDriver(scripted('v1', { 'call.started': [open, ask], ...script }))
    call.fact(connected)
    return call
  }

  it('leaves the system with a model alone, counts its sentences, and ends with its answer', () => {
    const call = asked({ 'knowledge.sentence': [append()] })
    expect(call.view().effects.map(({ status }) => status)).toEqual(['performed', 'dispatched'])
    call.event({ type: 'knowledge.sentence', questionId: 'k1', index: 0, text: 'Because.' })

    expect([...call.again().questions.values()]).toEqual([{ step: 1, index: 1, effect: ask, sentenceCount: 1 }])
    expect(call.state.turns.get('t1')).toMatchObject({ appended: [prompt] })
    call.event({ type: 'knowledge.answered', questionId: 'k1', source: 'llm', model: 'small' })
    expect(call.state.questions.size).toBe(0)
    expect(call.view().effects[1]).toMatchObject({ status: 'settled', outcome: 'model small' })
  })

  it.each([
    ['its turn takes no more', (call: FoldDriver) => call.event({ type: 'timer.elapsed', timerId: 'w1' })],
    ['its turn is over', (call: FoldDriver) => call.fact({ type: 'no-input', turnId: 't1' })],
    ['its turn is cancelled', (call: FoldDriver) => call.event({ type: 'call.ended', cause: 'operator' })],
  ])('is dropped where %s', (_when, happens) => {
    const call = asked({ 'timer.elapsed': [append('finish')], 'call.ended': [{ type: 'turn.cancel', turnId: 't1' }] })
    happens(call)

    expect(call.again().questions.size).toBe(0)
    expect(call.view().effects.find(({ type }) => type === 'knowledge.ask')).toMatchObject({ status: 'settled', outcome: 'dropped' })
  })
})

describe('a call whose chart goes on after the hang-up', () => {
  const afterwards = (): FoldDriver => {
    const call = new FoldDriver(scripted('v1', { 'caller.hung-up': [{ type: 'call.hang-up', cause: 'normal' }, request] }, 'request.succeeded'))
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
    const call = new FoldDriver(scripted('v1', {}))
    call.fact({ type: 'caller.hung-up', cause: 'normal' })

    expect(call.view()).toMatchObject({ status: 'ended', disposition: 'never-connected' })
  })
})
