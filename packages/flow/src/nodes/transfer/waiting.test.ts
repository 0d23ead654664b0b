import { describe, expect, it } from 'vitest'
import { checkFlow } from '../../check/check-flow.js'
import type { FlowDocument, FlowDocumentInput } from '../../document/schema.js'
import { DrivenChart, flowOf, say } from '../../fixtures/driven-chart.js'

type TransferInput = Extract<FlowDocumentInput['nodes'][number], { kind: 'transfer' }>

const ways = ['after', 'busy', 'noAnswer', 'declined', 'failed', 'closed', 'overflow', 'left', 'backLater', 'message'] as const
const document = (rest: Partial<TransferInput> = {}): FlowDocument =>
  flowOf([
    {
      id: 'human',
      kind: 'transfer',
      name: 'Human',
      queue: 'cards',
      summary: 'About a card',
      calendar: 'office',
      maxWaiting: 4,
      positionPrompt: say('Number {{ queue.position }}, {{ queue.waitMinutes }} minutes.', 'Now number {{ queue.position }}.'),
      positionEveryMs: 20_000,
      offer: say('Press 2 to be called back.'),
      keys: [
        { digit: '1', to: 'left' },
        { digit: '2', type: 'call-back', to: 'backLater' },
        { digit: '3', type: 'voicemail', to: 'message' },
      ],
      next: 'after',
      busy: 'busy',
      noAnswer: 'noAnswer',
      declined: 'declined',
      failed: 'failed',
      closed: 'closed',
      overflow: 'overflow',
      ...rest,
    },
    ...ways.map((id) => ({ id, kind: 'hangup' as const, name: id })),
  ])
const transferId = 'x1'
const started = (rest: Partial<TransferInput> = {}): DrivenChart => new DrivenChart(document(rest)).start()
const moves = (call: DrivenChart, position: number, estimatedWaitMs = position * 61_000): DrivenChart =>
  call.take({ type: 'transfer.queued', transferId, position, estimatedWaitMs })
const waiting = (rest: Partial<TransferInput> = {}): DrivenChart => moves(started(rest), 3)
/** Lets call time pass: every event is a tenth of a second. */
const later = (call: DrivenChart, ms: number): DrivenChart => {
  for (let passed = 0; passed < ms; passed += 100) call.take({ type: 'timer.elapsed', timerId: 'stale' })
  return call
}

describe('a caller who waits', () => {
  it('asks for the hours of the queue and a place in it', () => {
    expect(started().effect('transfer.start')).toMatchObject({ calendar: 'office', maxWaiting: 4, mode: 'attended' })
    expect(started({ mode: 'blind', whisper: say('For you.') }).effect('transfer.start')).toMatchObject({ mode: 'blind', whisper: [] })
  })

  it('is no failure of the flow when somebody ends the call', () => {
    const call = waiting()
    const { turnId } = call.effect('turn.start')

    expect(call.take({ type: 'call.ended', cause: 'operator' }).done).toEqual(['call.hang-up', 'transfer.cancel'])
    expect(call.take({ type: 'turn.cancelled', turnId }).effects).toEqual([])
  })

  it('is told the position over the music, and is listened to for keys only', () => {
    const call = waiting()

    expect(call.path).toBe('human.queued.telling')
    expect(call.spoken).toEqual(['Number 3, 4 minutes.'])
    expect(call.effect('turn.start').listen).toMatchObject({ speech: false, noInputTimeoutMs: 20_000, digits: { minCount: 1, maxCount: 1 } })
    expect(call.effect('turn.start').clearTypeAhead).toBe(true)
  })

  it('is told again when the time has come, by the next variant', () => {
    const call = later(waiting(), 20_000)

    expect(call.keepsSilent().spoken).toEqual(['Now number 3.'])
  })

  it('is told of a new position at once, unless they were told of another just before', () => {
    const call = waiting()

    expect(moves(call, 2).effects).toEqual([])
    expect(call.path).toBe('human.queued.telling')
    later(call, 15_000)
    expect(moves(call, 1).spoken).toEqual(['Now number 1.'])
  })

  it('hears the offer once, when its time has come, and not the position again', () => {
    const call = started()
    const { timerId, ms } = call.effect('timer.start')
    expect(ms).toBe(60_000)
    moves(call, 1)

    call.take({ type: 'timer.elapsed', timerId })
    expect(call.spoken).toEqual(['Press 2 to be called back.'])
    later(call, 20_000)
    expect(call.keepsSilent().spoken).toEqual(['Now number 1.'])
  })

  it('hears an offer that came due while a human was asked when they are back in the queue', () => {
    const call = started()
    const { timerId } = call.effect('timer.start')
    moves(call, 1)
    call.take({ type: 'transfer.ringing', transferId })

    expect(call.take({ type: 'timer.elapsed', timerId }).effects).toEqual([])

    expect(moves(call, 1).spoken).toEqual(['Press 2 to be called back.'])
  })

  it('may press any other key without leaving', () => {
    const call = waiting()

    expect(call.presses('9').path).toBe('human.queued.listening')
    expect(call.spoken).toEqual([])
    expect(call.presses('1').path).toBe('left.hangingUp')
  })

  it('waits on without turns where turns fail, until the queue has news', () => {
    const call = waiting()

    expect(call.turnFails().path).toBe('human.queued.listening')
    expect(call.turnFails().path).toBe('human.queued.deaf')
    expect(call.effects).toEqual([])
    later(call, 15_000)
    expect(moves(call, 1).spoken).toEqual(['Now number 1.'])
  })

  it('is not dropped by any number of failed turns', () => {
    const call = waiting()
    for (let round = 0; round < 12; round += 1) {
      call.turnFails().turnFails()
      later(call, 15_000)
      moves(call, 20 - round)
    }

    expect(call.path).toBe('human.queued.telling')
  })
})

describe('a turn while a caller waits', () => {
  it.each([
    [{ type: 'transfer.ringing', transferId }, 'human.ringing'],
    [{ type: 'transfer.connected', transferId, agentId: 'anna' }, 'human.connected'],
  ] as const)('ends by %j', (event, path) => {
    const call = waiting()
    const { turnId } = call.effect('turn.start')

    call.take(event)

    expect(call.effects).toEqual([{ type: 'turn.cancel', turnId }])
    expect(call.path).toBe(path)
    expect(call.take({ type: 'digits.entered', turnId, digits: '1', endedBy: 'max-count' }).effects).toEqual([])
    expect(call.take({ type: 'turn.cancelled', turnId }).effects).toEqual([])
  })

  it('is not cancelled where none runs', () => {
    expect(started().take({ type: 'transfer.ringing', transferId }).effects).toEqual([])
  })
})

describe('the end of a transfer', () => {
  it.each([
    [{ type: 'transfer.ended', transferId }, 'after'],
    [{ type: 'transfer.busy', transferId }, 'busy'],
    [{ type: 'transfer.no-answer', transferId }, 'noAnswer'],
    [{ type: 'transfer.declined', transferId }, 'declined'],
    [{ type: 'transfer.failed', transferId, cause: 'agent-gone' }, 'failed'],
    [{ type: 'transfer.closed', transferId }, 'closed'],
    [{ type: 'transfer.overflow', transferId }, 'overflow'],
  ] as const)('by %j stops the turn and the timer of the offer, and goes its way', (event, way) => {
    const call = waiting()

    call.take(event)

    expect(call.done.slice(0, 2)).toEqual(['turn.cancel', 'timer.cancel'])
    expect(call.path).toBe(`${way}.hangingUp`)
    expect(call.done).not.toContain('transfer.cancel')
  })

  it.each([
    ['1', 'left', 'left', []],
    ['2', 'call-back', 'backLater', [{ type: 'call-back.request', queue: 'cards', number: '+15550123', summary: 'About a card' }]],
    ['3', 'voicemail', 'message', []],
  ] as const)('by key %s is one of %s', (key, reason, way, before) => {
    const call = waiting().presses(key)

    expect(call.effects.slice(0, before.length + 2)).toEqual([
      ...before,
      { type: 'transfer.cancel', transferId, reason },
      { type: 'timer.cancel', timerId: 'w1' },
    ])
    expect(call.path).toBe(`${way}.hangingUp`)
  })

  it('asks for a call-back of the person who was called', () => {
    const call = new DrivenChart(document()).take({
      type: 'call.started',
      call: { callId: 'c', direction: 'outbound', ani: '+15550100', dnis: '+15550777', variables: {} },
    })

    expect(moves(call, 1).presses('2').effect('call-back.request').number).toBe('+15550777')
  })

  it('leaves no expression a queue to speak of', () => {
    const call = waiting().presses('1')

    expect((call.snapshot as unknown as { context: { queue: unknown } }).context.queue).toBeNull()
  })
})

describe('the check of a transfer', () => {
  const codes = (rest: Partial<TransferInput>): string[] =>
    checkFlow(document(rest))
      .map(({ code }) => code)
      .filter((code) => code !== 'FLOW_NODE_UNREACHABLE' && !code.startsWith('FLOW_CALENDAR'))

  it.each([
    ['nothing wrong', {}, []],
    ['a calendar without a way', { closed: undefined }, ['FLOW_FAILURE_WAY_MISSING']],
    ['a full queue without a way', { overflow: undefined }, ['FLOW_FAILURE_WAY_MISSING']],
    ['a key without a way', { keys: [{ digit: '1' }] }, ['FLOW_TARGET_MISSING', 'FLOW_SPOKEN_KEY_UNKNOWN']],
    [
      'a key twice',
      {
        keys: [
          { digit: '1', to: 'left' },
          { digit: '1', to: 'after' },
        ],
      },
      ['FLOW_DIGIT_DUPLICATE', 'FLOW_SPOKEN_KEY_UNKNOWN'],
    ],
    ['a whisper that nobody hears', { mode: 'blind', whisper: say('For you.') }, ['FLOW_PROMPT_UNHEARD']],
    ['an offer after the end', { offerAfterMs: 120_000 }, ['FLOW_PROMPT_UNHEARD']],
    ['a queue where none is known', { announcement: say('Number {{ queue.position }}.') }, ['FLOW_VARIABLE_UNKNOWN']],
    ['no way for who declines', { declined: undefined }, []],
  ] as const)('finds %s', (_, rest, expected) => {
    expect(codes(rest as Partial<TransferInput>)).toEqual(expected)
  })
})
