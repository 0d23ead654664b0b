import { describe, expect, it } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import type { CallEvent } from '../contract/events.js'
import { FlowError } from '../errors.js'
import { DrivenChart, flowOf, say } from '../fixtures/driven-chart.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { randomCall } from '../fixtures/random-call.js'
import { createFlowMachine } from './machine.js'
import { isOver, persistSnapshot, restoreSnapshot, startSnapshot, statePath, step, variablesOf } from './step.js'

const machine = createFlowMachine(compileFlow(everyKind(), everyKindResources()))
const seeds = Array.from({ length: 60 }, (_, seed) => seed)

const frozen = <Value>(value: Value): Value => {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}

/** Everything that JSON would lose or refuse. */
const strangers = (value: unknown): unknown[] => {
  if (
    value === undefined ||
    typeof value === 'function' ||
    typeof value === 'bigint' ||
    typeof value === 'symbol' ||
    (typeof value === 'number' && !Number.isFinite(value))
  )
    return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(strangers) : []
}

describe('on random calls', () => {
  it.each(seeds)('snapshots and effects are plain JSON, and a restored call goes on as the live one (seed %i)', (seed) => {
    const { events, steps } = randomCall(machine, seed, 40, ['order', 'pay', 'tea'])
    let snapshot = startSnapshot(machine)

    events.forEach((event, index) => {
      const stored = JSON.stringify(persistSnapshot(machine, snapshot))
      const restored = restoreSnapshot(machine, JSON.parse(stored))
      const result = step(machine, restored, event)
      expect(JSON.stringify(persistSnapshot(machine, restored))).toBe(stored)
      expect(strangers(persistSnapshot(machine, result.snapshot))).toEqual([])
      expect(strangers(result.effects)).toEqual([])
      expect(result.effects).toEqual(steps[index]?.effects)
      expect(statePath(result.snapshot)).toEqual(statePath(steps[index]?.snapshot ?? snapshot))
      snapshot = result.snapshot
    })
  })

  it('changes neither the snapshot nor the event that it is given', () => {
    const { events } = randomCall(machine, 7, 40, ['order', 'pay', 'tea'])
    let snapshot = startSnapshot(machine)

    for (const event of events) {
      frozen((snapshot as unknown as { context: unknown }).context)
      snapshot = step(machine, snapshot, frozen(event)).snapshot
    }
    expect(snapshot.status).toBeDefined()
  })

  it('gives the same for the same, whatever other calls the machine serves meanwhile', () => {
    const alone = randomCall(machine, 3, 40, ['order']).steps.map(({ effects }) => effects)
    const { events } = randomCall(machine, 3, 40, ['order'])
    let snapshot = startSnapshot(machine)
    const mixed = events.map((event, index) => {
      randomCall(machine, index, 3, ['pay'])
      const result = step(machine, snapshot, event)
      snapshot = result.snapshot
      return result.effects
    })

    expect(mixed).toEqual(alone)
  })
})

describe('the life of a call', () => {
  it('waits for the call, and is over when the call is', () => {
    const call = new DrivenChart(everyKind(), everyKindResources())
    expect(call.path).toBe('idle')
    expect(variablesOf(call.snapshot).name).toBe('Ann')

    call.start().take({ type: 'caller.hung-up', cause: 'normal' })
    expect(call.path).toBe('note.pending')
    expect(isOver(call.snapshot)).toBe(false)

    call.take({ type: 'request.failed', requestId: 'r1', cause: 'away' })
    expect(call.path).toBe('ended')
    expect(isOver(call.snapshot)).toBe(true)
  })

  it('hangs up where somebody ends the call from outside', () => {
    const call = new DrivenChart({ ...everyKind(), onHangup: undefined }, everyKindResources()).start().take({ type: 'call.ended', cause: 'max-duration' })

    expect(call.effects).toEqual([{ type: 'call.hang-up', cause: 'max-duration' }])
    expect(isOver(call.snapshot)).toBe(true)
  })

  it('takes no event after its end, restored or not', () => {
    const call = new DrivenChart({ ...everyKind(), onHangup: undefined }, everyKindResources()).start().take({ type: 'caller.hung-up', cause: 'normal' })
    const late = { type: 'key-intent.heard', turnId: 't1', text: 'agent', keyIntent: 'human', confidence: 1, at: 1 } as CallEvent
    const restored = restoreSnapshot(call.machine, JSON.parse(JSON.stringify(persistSnapshot(call.machine, call.snapshot))))

    expect(step(call.machine, call.snapshot, late)).toEqual({ snapshot: call.snapshot, effects: [] })
    expect(step(call.machine, restored, late)).toEqual({ snapshot: restored, effects: [] })
  })

  it('passes through nodes that are seen one by one', () => {
    const call = new DrivenChart(everyKind(), everyKindResources()).start().says('order').presses('2')

    expect(call.effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : []))).toEqual([
      'count',
      'check',
      'mark',
      'back',
      'main',
    ])
  })

  it('renders each effect with the context of its own action, not of the end of the step', () => {
    const call = new DrivenChart(
      flowOf(
        [
          { id: 'first', kind: 'request', name: 'First', url: 'https://a.example/{{ step }}', wait: false, next: 'change' },
          { id: 'change', kind: 'set', name: 'Change', assign: [{ variable: 'step', value: 'step + 1' }], next: 'second' },
          { id: 'second', kind: 'request', name: 'Second', url: 'https://a.example/{{ step }}', wait: false, next: 'goodbye' },
        ],
        { variables: { step: { type: 'number', initial: 1 } } },
      ),
    ).start()

    expect(call.effects.flatMap((effect) => (effect.type === 'request.send' ? [[effect.requestId, effect.url]] : []))).toEqual([
      ['r1', 'https://a.example/1'],
      ['r2', 'https://a.example/2'],
    ])
  })
})

describe('what the chart cannot take', () => {
  it('stops a loop without a wait and stays where it was', () => {
    const call = new DrivenChart(
      flowOf([
        {
          id: 'main',
          kind: 'ask',
          name: 'Main',
          prompt: say('Well?'),
          branches: [{ on: 'affirm', to: 'left' }],
          noInput: { to: 'goodbye' },
          noMatch: { to: 'goodbye' },
        },
        { id: 'left', kind: 'jump', name: 'Left', to: 'right' },
        { id: 'right', kind: 'jump', name: 'Right', to: 'left' },
      ]),
    ).start()
    const before = call.snapshot

    expect(call.says('affirm').effects).toMatchObject([{ type: 'flow.failed', code: 'FLOW_LOOP_WITHOUT_WAIT' }])
    expect(call.snapshot).toBe(before)
    expect(call.keepsSilent().path).toBe('main.asking')
  })

  it('fails with a code where a prompt cannot be made, and does nothing else of that step', () => {
    const call = new DrivenChart(
      flowOf(
        [
          { id: 'send', kind: 'request', name: 'Send', url: 'https://a.example/', wait: false, next: 'tell' },
          { id: 'tell', kind: 'say', name: 'Tell', prompt: say('Due {{ date(due) }}.'), interruptible: false, next: 'goodbye' },
        ],
        { variables: { due: { type: 'string', initial: 'soon' } } },
      ),
    ).start()

    expect(call.effects).toMatchObject([{ type: 'flow.failed', code: 'FLOW_EXPRESSION_FAILED' }])
    expect(call.path).toBe('idle')
  })

  it('is any broken machine', () => {
    const broken = createFlowMachine({
      manifest: compileFlow(everyKind(), everyKindResources()).manifest,
      config: { id: 'call', initial: 'idle', context: {}, states: { idle: { on: { 'call.started': [{ guard: { type: 'nowhere' } }] } } } },
    })
    const started = { type: 'call.started', at: 0, call: { callId: 'c', direction: 'inbound', variables: {} } } as const

    expect(step(broken, startSnapshot(broken), started).effects).toMatchObject([{ type: 'flow.failed', code: 'FLOW_STEP_FAILED' }])
  })
})

describe('restoring', () => {
  it.each([
    null,
    {},
    { value: 'nowhere', context: {} },
    { value: { main: 'nowhere' }, context: {} },
    { value: 'main' },
    'text',
    { value: { idle: 'x' }, context: {} },
    { value: 'idle', context: null },
  ])('refuses %j', (json) => {
    expect(() => restoreSnapshot(machine, json)).toThrow(FlowError)
  })
})
