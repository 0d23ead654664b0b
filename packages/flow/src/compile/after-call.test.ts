import { describe, expect, it } from 'vitest'
import type { FlowDocumentInput } from '../document/schema.js'
import { DrivenChart, flowOf, say } from '../fixtures/driven-chart.js'

type NodeInput = FlowDocumentInput['nodes'][number]

const nodes: NodeInput[] = [
  { id: 'welcome', kind: 'say', name: 'Welcome', prompt: say('Welcome.'), next: 'main' },
  {
    id: 'main',
    kind: 'ask',
    name: 'Main',
    prompt: say('What can I do?'),
    branches: [
      { on: 'order', to: 'human' },
      { on: 'deny', to: 'bye' },
    ],
    noInput: { to: 'bye' },
    noMatch: { to: 'bye' },
  },
  { id: 'human', kind: 'transfer', name: 'Human', queue: 'shop', next: 'bye', busy: 'bye', noAnswer: 'bye', failed: 'bye' },
  { id: 'bye', kind: 'hangup', name: 'Bye', prompt: say('Bye.'), cause: 'served' },
  { id: 'note', kind: 'tag', name: 'Note', tag: 'over', next: 'report' },
  {
    id: 'report',
    kind: 'request',
    name: 'Report',
    url: 'https://shop.example/ended',
    saveStatus: 'status2',
    filler: say('One moment.'),
    fillerAfterMs: 500,
    next: 'end',
    failure: 'end',
  },
  { id: 'end', kind: 'hangup', name: 'End' },
]
const flow = (rest: Partial<FlowDocumentInput> = {}): DrivenChart =>
  new DrivenChart(
    flowOf(nodes, {
      intents: { order: { name: 'Order' } },
      variables: { status2: { type: 'number' } },
      onHangup: 'note',
      ...rest,
    }),
  ).start()
const answered = { type: 'request.succeeded', requestId: 'r1', status: 200, body: {} } as const

describe('the branch after the call', () => {
  it('runs when the caller hangs up, and the chart is over when it is', () => {
    const call = flow().hangsUp()

    expect(call.done).toEqual(['node.entered', 'call.tag', 'node.entered', 'request.send', 'timer.start'])
    expect(call.path).toBe('report.pending')
    expect(call.take(answered).path).toBe('ended')
    expect(call.done).toEqual(['timer.cancel', 'node.entered'])
    expect(call.variables.status2).toBe(200)
  })

  it('runs when we hang up, and when somebody else does', () => {
    expect(flow().says('deny').hears().done).toEqual(['call.hang-up'])
    expect(flow().says('deny').hears().hangsUp().path).toBe('report.pending')
    expect(flow().take({ type: 'call.ended', cause: 'operator' }).done).toEqual([
      'call.hang-up',
      'node.entered',
      'call.tag',
      'node.entered',
      'request.send',
      'timer.start',
    ])
  })

  it('runs once, however often the call ends', () => {
    const call = flow().take({ type: 'call.ended', cause: 'operator' })

    expect(call.hangsUp().effects).toEqual([])
    expect(call.take({ type: 'call.ended', cause: 'again' }).effects).toEqual([])
    expect(call.path).toBe('report.pending')
  })

  it('says nothing of what was still to be said', () => {
    const waiting = new DrivenChart(
      flowOf(
        [
          { id: 'welcome', kind: 'say', name: 'Welcome', prompt: say('Welcome.'), next: 'office' },
          { id: 'office', kind: 'hours', name: 'Office', calendar: 'office', open: 'goodbye', closed: 'goodbye' },
          ...nodes.slice(4),
        ],
        { variables: { status2: { type: 'number' } }, onHangup: 'note' },
      ),
    ).start()
    expect(waiting.path).toBe('office')

    expect(waiting.hangsUp().done).not.toContain('turn.start')
    expect(waiting.path).toBe('report.pending')
  })

  it('says no filler', () => {
    const call = flow().hangsUp().take({ type: 'timer.elapsed', timerId: 'w1' })

    expect(call.done).not.toContain('turn.start')
    expect(call.take(answered).path).toBe('ended')
  })

  it('hears nothing: a late outcome of the last turn changes nothing', () => {
    const call = flow().hangsUp()
    const before = JSON.stringify(call.snapshot)

    call.take({ type: 'utterance.understood', turnId: 't1', text: 'order', intent: 'order', confidence: 1, slots: {} })
    call.take({ type: 'key-intent.heard', turnId: 't1', text: 'agent', keyIntent: 'human', confidence: 1 })

    expect(JSON.stringify(call.snapshot)).toBe(before)
  })

  it('cancels a transfer under way first', () => {
    const call = flow().says('order').hangsUp()

    expect(call.done.slice(0, 2)).toEqual(['transfer.cancel', 'node.entered'])
    expect(call.path).toBe('report.pending')
  })

  it('does not run before the call began', () => {
    const document = flowOf(nodes, { onHangup: 'note', intents: { order: { name: 'Order' } }, variables: { status2: { type: 'number' } } })

    expect(new DrivenChart(document).hangsUp().path).toBe('ended')
    expect(new DrivenChart(document).take({ type: 'call.ended', cause: 'x' }).done).toEqual(['call.hang-up'])
  })
})

it('a hang-up ends the branch at once, without its prompt', () => {
  const call = flow({ onHangup: 'bye' }).hangsUp()

  expect(call.done).toEqual(['node.entered'])
  expect(call.path).toBe('ended')
})
