import { describe, expect, it } from 'vitest'
import type { FlowDocumentInput } from '../../document/schema.js'
import { DrivenChart, flowOf, say } from '../../fixtures/driven-chart.js'

type NodeInput = FlowDocumentInput['nodes'][number]
type TransferInput = Extract<NodeInput, { kind: 'transfer' }>

const flow = (rest: Partial<TransferInput> = {}, before: NodeInput[] = []): DrivenChart =>
  new DrivenChart(
    flowOf(
      [
        ...before,
        {
          id: 'human',
          kind: 'transfer',
          name: 'Human',
          queue: 'cards',
          announcement: say('Connecting you.'),
          interruptible: false,
          whisper: say('About {{ topic }}.'),
          summary: 'Topic: {{ topic }}',
          maxWaitMs: 60_000,
          ringMs: 15_000,
          music: 'jazz',
          next: 'after',
          busy: 'busy',
          noAnswer: 'noAnswer',
          failed: 'failed',
          ...rest,
        },
        ...['after', 'busy', 'noAnswer', 'failed'].map((id) => ({ id, kind: 'hangup' as const, name: id })),
      ],
      { variables: { topic: { type: 'string', initial: 'a card' } } },
    ),
  ).start()
const transferId = 'x1'

it('announces first, and transfers when that has been heard', () => {
  const call = flow()

  expect(call.path).toBe('human.announcing')
  expect(call.effect('turn.start')).not.toHaveProperty('listen')
  expect(call.effect('turn.start').prompts).toMatchObject([{ text: 'Connecting you.', interruptible: false }])
  expect(call.hears().effect('transfer.start')).toEqual({
    type: 'transfer.start',
    transferId,
    target: { type: 'queue', queue: 'cards' },
    mode: 'attended',
    maxWaitMs: 60_000,
    ringMs: 15_000,
    summary: 'Topic: a card',
    music: 'jazz',
    whisper: [{ promptId: 'x1p1', text: 'About a card.', language: 'en-US', interruptible: false }],
  })
})

it('transfers even where the announcement fails', () => {
  expect(flow().turnFails().done).toEqual(['transfer.start'])
  expect(flow().take({ type: 'turn.cancelled', turnId: 't1' }).done).toEqual(['transfer.start'])
})

it('transfers at once without an announcement, but says first what is queued', () => {
  const tell: NodeInput = { id: 'tell', kind: 'say', name: 'Tell', prompt: say('Sorry.'), next: 'human' }
  const silent = (before: NodeInput[]): DrivenChart =>
    new DrivenChart(
      flowOf([
        ...before,
        {
          id: 'human',
          kind: 'transfer',
          name: 'Human',
          queue: 'cards',
          next: 'goodbye',
          busy: 'goodbye',
          noAnswer: 'goodbye',
          failed: 'goodbye',
        },
      ]),
    ).start()

  expect(silent([]).path).toBe('human.dialling')
  expect(silent([]).effect('transfer.start').whisper).toEqual([])
  expect(silent([tell]).spoken).toEqual(['Sorry.'])
  expect(silent([tell]).hears().done).toEqual(['transfer.start'])
  expect(flow({}, [tell]).spoken).toEqual(['Sorry.', 'Connecting you.'])
})

it('follows the transfer through queue and ringing, and back', () => {
  const call = flow().hears()

  expect(call.take({ type: 'transfer.queued', transferId, position: 2, estimatedWaitMs: 0 }).path).toBe('human.queued')
  expect(call.take({ type: 'transfer.ringing', transferId }).path).toBe('human.ringing')
  expect(call.take({ type: 'transfer.queued', transferId, position: 1, estimatedWaitMs: 0 }).path).toBe('human.queued')
  expect(call.take({ type: 'transfer.connected', transferId, agentId: 'anna' }).path).toBe('human.connected')
  expect(call.take({ type: 'transfer.ended', transferId }).path).toBe('after.hangingUp')
})

it.each([
  [{ type: 'transfer.busy', transferId }, 'busy'],
  [{ type: 'transfer.no-answer', transferId }, 'noAnswer'],
  [{ type: 'transfer.failed', transferId, cause: 'agent-gone' }, 'failed'],
  [{ type: 'transfer.declined', transferId }, 'failed'],
  [{ type: 'transfer.closed', transferId }, 'failed'],
  [{ type: 'transfer.overflow', transferId }, 'failed'],
] as const)('has a way out for %o', (event, way) => {
  const call = flow().hears().take(event)

  expect(call.path).toBe(`${way}.hangingUp`)
  expect(call.done).not.toContain('transfer.cancel')
  expect(call.take({ type: 'transfer.connected', transferId, agentId: 'late' }).effects).toEqual([])
})

describe('leaving early', () => {
  it.each(['dialling', 'connected'])('cancels the transfer when the caller hangs up while %s', (state) => {
    const call = flow().hears()
    if (state === 'connected') call.take({ type: 'transfer.connected', transferId, agentId: 'anna' })

    call.take({ type: 'caller.hung-up', cause: 'normal' })

    expect(call.effects).toEqual([{ type: 'transfer.cancel', transferId, reason: 'caller-gone' }])
    expect(call.path).toBe('ended')
  })

  it('cancels the transfer and hangs up when the call is ended from outside', () => {
    expect(flow().hears().take({ type: 'call.ended', cause: 'operator' }).effects).toEqual([
      { type: 'call.hang-up', cause: 'operator' },
      { type: 'transfer.cancel', transferId, reason: 'ended' },
    ])
  })

  it('cancels nothing before the transfer began', () => {
    expect(flow().take({ type: 'caller.hung-up', cause: 'normal' }).effects).toEqual([])
  })
})

it('numbers a second transfer anew and ignores facts of the first', () => {
  const call = new DrivenChart(
    flowOf([
      {
        id: 'human',
        kind: 'transfer',
        name: 'Human',
        queue: 'cards',
        next: 'goodbye',
        busy: 'human',
        noAnswer: 'goodbye',
        failed: 'goodbye',
      },
    ]),
  ).start()

  call.take({ type: 'transfer.busy', transferId })

  expect(call.effect('transfer.start').transferId).toBe('x2')
  expect(call.take({ type: 'transfer.connected', transferId, agentId: 'late' }).path).toBe('human.dialling')
})
