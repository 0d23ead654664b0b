import { describe, expect, it } from 'vitest'
import type { FlowDocumentInput } from '../../document/schema.js'
import { DrivenChart, flowOf, say } from '../../fixtures/driven-chart.js'

type NodeInput = FlowDocumentInput['nodes'][number]
type RequestInput = Extract<NodeInput, { kind: 'request' }>

const variables: NonNullable<FlowDocumentInput['variables']> = {
  name: { type: 'string', initial: 'Ann' },
  balance: { type: 'number', initial: -1 },
  due: { type: 'date' },
  code: { type: 'number' },
  open: { type: 'boolean' },
  tags: { type: 'list' },
}
const flow = (rest: Partial<RequestInput> = {}, before: NodeInput[] = []): DrivenChart =>
  new DrivenChart(
    flowOf(
      [
        ...before,
        {
          id: 'fetch',
          kind: 'request',
          name: 'Fetch',
          url: 'endpoint://bank/{{ name }}/balance',
          save: { balance: 'body.balance', due: 'body.dates[0].due' },
          saveStatus: 'code',
          next: 'known',
          failure: 'failed',
          outcomeUnknown: 'unknown',
          ...rest,
        },
        ...['known', 'failed', 'unknown'].map((id) => ({ id, kind: 'hangup' as const, name: id })),
      ],
      { variables },
    ),
  )
const body = { balance: 12.5, dates: [{ due: '2026-12-05' }] }
const succeeded = { type: 'request.succeeded', requestId: 'r1', status: 200, body } as const

describe('sending', () => {
  it('sends once, on the edge into waiting, with everything filled in', () => {
    const call = flow({
      method: 'POST',
      headers: { 'X-Name': '{{ name }}' },
      auth: { type: 'basic', user: 'bot', secret: 'bank' },
      timeoutMs: 900,
      retryCount: 3,
      idempotent: true,
      body: {
        who: '{{ name }}',
        owes: '{{ balance }}',
        note: 'for {{ name }}: {{ balance }}',
        list: [1, true, null, '{{ tags }}'],
        open: '{{ open }}',
      },
    }).start()

    expect(call.done.filter((type) => type === 'request.send')).toHaveLength(1)
    expect(call.effect('request.send')).toEqual({
      type: 'request.send',
      requestId: 'r1',
      method: 'POST',
      url: 'endpoint://bank/Ann/balance',
      headers: { 'X-Name': 'Ann' },
      auth: { type: 'basic', user: 'bot', secret: 'bank' },
      timeoutMs: 900,
      retryCount: 3,
      idempotent: true,
      body: { who: 'Ann', owes: -1, note: 'for Ann: -1', list: [1, true, null, []], open: false },
    })
    expect(call.path).toBe('fetch.pending')
  })

  it('keeps a value within its part of the URL and of a header', () => {
    const call = flow({ headers: { 'X-Name': '{{ name }}' } }).start({ name: 'a/../b?c#d\r\nX: y' })

    expect(call.effect('request.send').url).toBe('endpoint://bank/a%2F..%2Fb%3Fc%23d%0D%0AX%3A%20y/balance')
    expect(call.effect('request.send').headers).toEqual({ 'X-Name': 'a/../b?c#d  X: y' })
  })

  it('refuses a value that would climb out of the path', () => {
    const call = flow()

    expect(call.start({ name: '..' }).effect('flow.failed').code).toBe('FLOW_EXPRESSION_FAILED')
    expect(call.path).toBe('idle')
  })

  it('goes on at once where it does not wait', () => {
    const call = flow({ wait: false }).start()

    expect(call.path).toBe('known.hangingUp')
    expect(call.done).toEqual(['node.entered', 'node.entered', 'request.send', 'node.entered', 'call.hang-up'])
    expect(call.take(succeeded).effects).toEqual([])
  })

  it('keeps what a late answer brings, wherever the call is by then, and leaves it there', () => {
    const question: NodeInput = {
      id: 'question',
      kind: 'ask',
      name: 'Question',
      prompt: say('Well?'),
      branches: [{ on: 'affirm', to: 'fetch' }],
      noInput: { to: 'goodbye' },
      noMatch: { to: 'goodbye' },
    }
    const call = flow({ wait: false, next: 'question', defaults: { balance: 7 } }, [question]).start().says('affirm').says('affirm')
    expect(call.path).toBe('question.asking')

    call.take({ ...succeeded, requestId: 'r2' })
    expect(call.effects).toEqual([])
    expect(call.path).toBe('question.asking')
    expect(call.variables).toMatchObject({ balance: 12.5, due: '2026-12-05', code: 200 })

    expect(call.take({ type: 'request.failed', requestId: 'r1', cause: 'status', status: 404 }).variables).toMatchObject({ balance: 7, code: 404 })
    expect(call.take(succeeded).variables.balance).toBe(7)
  })

  it('sends on without an answer that nobody wants', () => {
    const call = flow({ wait: false, save: {}, saveStatus: undefined }).start()

    expect(call.take(succeeded).variables).toEqual(flow().start().variables)
  })

  it('does not go on in another request for a late answer', () => {
    const late: NodeInput = {
      id: 'late',
      kind: 'request',
      name: 'Late',
      url: 'https://a.example/',
      wait: false,
      save: { name: 'body.name' },
      next: 'fetch',
    }
    const call = flow({}, [late]).start()

    expect(call.take({ type: 'request.succeeded', requestId: 'r1', status: 200, body: { name: 'Bob' } }).path).toBe('fetch.pending')
    expect(call.variables.name).toBe('Bob')
    expect(call.take({ ...succeeded, requestId: 'r2' }).path).toBe('known.hangingUp')
  })
})

describe('the answer', () => {
  it('fills the variables in their types', () => {
    const call = flow().start().take(succeeded)

    expect(call.path).toBe('known.hangingUp')
    expect(call.variables).toMatchObject({ balance: 12.5, due: '2026-12-05', code: 200 })
  })

  it.each([
    ['lacks a field', { balance: 1 }],
    ['holds another type', { balance: 'much', dates: [{ due: '2026-12-05' }] }],
    ['holds no date', { balance: 1, dates: [{ due: 'soon' }] }],
    ['is no object', 'oops'],
    ['is empty', null],
  ])('is a failure where it %s', (_, wrong) => {
    const call = flow({ defaults: { balance: 0 } })
      .start()
      .take({ ...succeeded, body: wrong })

    expect(call.path).toBe('failed.hangingUp')
    expect(call.variables).toMatchObject({ balance: 0, due: '', code: 200 })
  })

  it('has ways out for failure and for an outcome that nobody can tell, with the defaults', () => {
    const failed = flow({ defaults: { balance: 0, due: '2026-01-01' } })
      .start()
      .take({ type: 'request.failed', requestId: 'r1', cause: 'status', status: 404 })
    const unknown = flow({ defaults: { balance: 0 } })
      .start()
      .take({ type: 'request.outcome-unknown', requestId: 'r1' })

    expect(failed.path).toBe('failed.hangingUp')
    expect(failed.variables).toMatchObject({ balance: 0, due: '2026-01-01', code: 404 })
    expect(unknown.path).toBe('unknown.hangingUp')
    expect(unknown.variables).toMatchObject({ balance: 0, code: 0 })
  })

  it('is ignored where it belongs to another request', () => {
    const call = flow()
      .start()
      .take({ ...succeeded, requestId: 'r0' })

    expect(call.effects).toEqual([])
    expect(call.path).toBe('fetch.pending')
  })

  it('is taken once', () => {
    const call = flow({}, []).start().take(succeeded)

    expect(call.take({ ...succeeded, body: { ...body, balance: 99 } }).effects).toEqual([])
    expect(call.variables.balance).toBe(12.5)
  })
})

describe('the filler', () => {
  const slow = (): DrivenChart => flow({ filler: say('One moment.'), fillerAfterMs: 800 }).start()

  it('is timed, and the timer is cancelled by a quick answer', () => {
    const call = slow()

    expect(call.effect('timer.start')).toEqual({ type: 'timer.start', timerId: 'w1', ms: 800 })
    expect(call.take(succeeded).done).toEqual(['timer.cancel', 'node.entered', 'call.hang-up'])
    expect(call.take({ type: 'timer.elapsed', timerId: 'w1' }).effects).toEqual([])
  })

  it('is said when the answer is slow, once, and heard to its end before the call goes on', () => {
    const call = slow().take({ type: 'timer.elapsed', timerId: 'w1' })

    expect(call.spoken).toEqual(['One moment.'])
    expect(call.take(succeeded).effects).toEqual([])
    expect(call.path).toBe('fetch.filler')
    expect(call.hears().path).toBe('known.hangingUp')
    expect(call.done).toEqual(['node.entered', 'call.hang-up'])
  })

  it('may end before the answer comes', () => {
    const call = slow().take({ type: 'timer.elapsed', timerId: 'w1' }).hears()

    expect(call.path).toBe('fetch.pending')
    expect(call.done).toEqual([])
    expect(call.take(succeeded).path).toBe('known.hangingUp')
  })

  it('goes on where its turn fails', () => {
    expect(slow().take({ type: 'timer.elapsed', timerId: 'w1' }).take(succeeded).turnFails().path).toBe('known.hangingUp')
  })

  it('takes its delay from the flow, and is off at 0', () => {
    expect(
      flow({ filler: say('One moment.') })
        .start()
        .effect('timer.start').ms,
    ).toBe(1_500)
    expect(flow({ filler: say('One moment.'), fillerAfterMs: 0 }).start().done).not.toContain('timer.start')
  })
})

describe('what is queued', () => {
  const announced = (): DrivenChart =>
    flow({ filler: say('One moment.') }, [{ id: 'tell', kind: 'say', name: 'Tell', prompt: say('I look it up.'), next: 'fetch' }]).start()

  it('is said while the answer is awaited', () => {
    const call = announced()

    expect(call.done).toEqual(['node.entered', 'node.entered', 'node.entered', 'request.send', 'timer.start', 'turn.start'])
    expect(call.spoken).toEqual(['I look it up.'])
    expect(call.take(succeeded).path).toBe('fetch.speaking')
    expect(call.hears().done).toEqual(['timer.cancel', 'node.entered', 'call.hang-up'])
  })

  it('takes the place of the filler while it plays', () => {
    const call = announced().take({ type: 'timer.elapsed', timerId: 'w1' })

    expect(call.effects).toEqual([])
    expect(call.hears().path).toBe('fetch.pending')
    expect(call.take(succeeded).done).toEqual(['node.entered', 'call.hang-up'])
  })
})

it('takes the way of a failure for an unknown outcome that has none of its own', () => {
  const call = new DrivenChart(
    flowOf([
      { id: 'fetch', kind: 'request', name: 'Fetch', url: 'https://a.example/', next: 'goodbye', failure: 'failed' },
      { id: 'failed', kind: 'hangup', name: 'Failed' },
    ]),
  ).start()

  expect(call.take({ type: 'request.outcome-unknown', requestId: 'r1' }).path).toBe('failed.hangingUp')
})
