import { describe, expect, it } from 'vitest'
import { checkFlow } from '../../check/check-flow.js'
import type { FlowDocument, FlowDocumentInput } from '../../document/schema.js'
import { DrivenChart, flowOf, say } from '../../fixtures/driven-chart.js'

type TransferInput = Extract<FlowDocumentInput['nodes'][number], { kind: 'transfer' }>

const ways = ['after', 'busy', 'noAnswer', 'declined', 'failed'] as const
const document = (rest: Partial<TransferInput>): FlowDocument =>
  flowOf(
    [
      { id: 'human', kind: 'transfer', name: 'Human', next: 'after', busy: 'busy', noAnswer: 'noAnswer', declined: 'declined', failed: 'failed', ...rest },
      ...ways.map((id) => ({ id, kind: 'hangup' as const, name: id })),
    ],
    { variables: { manager: { type: 'string', initial: '' } } },
  )
const started = (rest: Partial<TransferInput>, manager = ''): DrivenChart => new DrivenChart(document(rest)).start({ manager })
const transferId = 'x1'

describe('where the switch takes a caller', () => {
  it.each([
    [{ extension: '2001' }, { type: 'extension', extension: '2001' }],
    [{ sip: 'sip:help@desk.example' }, { type: 'sip', address: 'sip:help@desk.example' }],
    [{ number: '+86 (21) 1234-5678', shows: '95588' }, { type: 'number', number: '+862112345678', shows: '95588' }],
    [{ number: '+862112345678', shows: '{{ call.dnis }}' }, { type: 'number', number: '+862112345678', shows: '+15550100' }],
  ] as const)('is told as %j says', (place, target) => {
    expect(started(place).effect('transfer.start')).toMatchObject({ target, mode: 'attended' })
  })

  it('may be what the call knows', () => {
    expect(started({ extension: '{{ manager }}' }, '2001').effect('transfer.start').target).toEqual({ type: 'extension', extension: '2001' })
  })

  it.each(['', 'no such one!', 'sip:x', '2001\r\nX-Header: 1'])('is a failure where the call knows nothing that can be called: %j', (manager) => {
    const call = started({ extension: '{{ manager }}' }, manager)

    expect(call.done).not.toContain('transfer.start')
    expect(call.path).toBe('failed.hangingUp')
  })

  it('is a failure where its expression fails', () => {
    const call = started({ number: '+86{{ size(manager) / 0 }}', shows: '95588' })

    expect(call.path).toBe('failed.hangingUp')
    expect(call.done).not.toContain('flow.failed')
  })

  it.each([
    [{ type: 'transfer.ended', transferId }, 'after'],
    [{ type: 'transfer.busy', transferId }, 'busy'],
    [{ type: 'transfer.no-answer', transferId }, 'noAnswer'],
    [{ type: 'transfer.declined', transferId }, 'declined'],
    [{ type: 'transfer.failed', transferId, cause: 'no-switch' }, 'failed'],
  ] as const)('is rung, and the flow goes on after %j', (event, way) => {
    const call = started({ extension: '2001' })

    expect(call.take({ type: 'transfer.ringing', transferId }).path).toBe('human.ringing')
    expect(call.take({ type: 'transfer.connected', transferId, agentId: '2001' }).path).toBe('human.connected')
    if (way !== 'after') call.take({ type: 'transfer.ended', transferId: 'x9' })
    const other = way === 'after' || way === 'failed' ? call : started({ extension: '2001' })

    expect(other.take(event).path).toBe(`${way}.hangingUp`)
  })
})

describe('a referral', () => {
  it('ends the call with the caller who was taken there', () => {
    const call = started({ extension: '2001', mode: 'refer' })
    expect(call.effect('transfer.start')).toMatchObject({ mode: 'refer', target: { type: 'extension' } })

    expect(call.take({ type: 'transfer.ringing', transferId }).path).toBe('human.dialling')
    expect(call.hangsUp().path).toBe('ended')
  })

  it('goes on where it is refused, and needs no way but that', () => {
    const refused = { next: undefined, busy: undefined, noAnswer: undefined, declined: undefined }
    const call = started({ extension: '2001', mode: 'refer', ...refused })

    expect(call.take({ type: 'transfer.declined', transferId }).path).toBe('failed.hangingUp')
  })
})

describe('the check of a target', () => {
  const found = (rest: Partial<TransferInput>): string[] =>
    checkFlow(document(rest))
      .filter(({ code }) => code !== 'FLOW_NODE_UNREACHABLE')
      .map(({ code, path = '', severity }) => `${severity} ${code} ${path}`)

  it.each([
    [{ extension: '2001' }, []],
    [{}, ['error FLOW_TRANSFER_TARGET queue']],
    [{ queue: 'care', extension: '2001' }, ['error FLOW_TRANSFER_TARGET extension']],
    [{ extension: 'two thousand' }, ['error FLOW_TRANSFER_ADDRESS extension']],
    [{ sip: 'help@desk' }, ['error FLOW_TRANSFER_ADDRESS sip']],
    [{ number: '021-12345678', shows: 'us' }, ['error FLOW_TRANSFER_ADDRESS number', 'error FLOW_TRANSFER_ADDRESS shows']],
    [{ number: '+862112345678' }, ['warning FLOW_NUMBER_SHOWN_MISSING shows']],
    [{ queue: 'care', shows: '95588' }, ['warning FLOW_TRANSFER_UNUSED shows']],
    [{ extension: '2001', maxWaiting: 3 }, ['warning FLOW_TRANSFER_UNUSED maxWaiting', 'error FLOW_FAILURE_WAY_MISSING overflow']],
    [{ queue: 'care', mode: 'refer' }, ['error FLOW_TRANSFER_MODE mode']],
    [{ extension: '2001', mode: 'blind', whisper: say('For you.') }, ['warning FLOW_PROMPT_UNHEARD whisper']],
    [{ extension: '{{ nobody }}' }, ['error FLOW_VARIABLE_UNKNOWN extension']],
  ] as const)('of %j', (rest, expected) => {
    expect(new Set(found(rest as Partial<TransferInput>))).toEqual(new Set(expected))
  })

  it('finds the ways that a referred caller never takes', () => {
    expect(found({ extension: '2001', mode: 'refer' })).toEqual(['next', 'busy', 'noAnswer'].map((way) => `warning FLOW_TRANSFER_UNUSED ${way}`))
  })
})

describe('a second outside hop', () => {
  const outside = (id: string, next: string) => ({ id, kind: 'transfer' as const, name: id, number: '+862112345678', shows: '95588', next, busy: 'goodbye', noAnswer: 'goodbye', failed: 'goodbye' })
  const hops = (nodes: readonly ReturnType<typeof outside>[]) => checkFlow(flowOf(nodes)).filter(({ code }) => code === 'FLOW_OUTSIDE_HOP_SECOND')

  it('is found with the call that shows it', () => {
    const [problem, ...more] = hops([outside('first', 'second'), outside('second', 'goodbye')])

    expect(more).toEqual([])
    expect(problem).toMatchObject({ severity: 'warning', nodeId: 'second', counterExample: { confirmed: true, path: ['start', 'first', 'second'] } })
  })

  it('is none where nobody answered the first', () => {
    expect(hops([{ ...outside('first', 'goodbye'), busy: 'second', failed: 'goodbye' }, outside('second', 'goodbye')])).toEqual([])
  })
})
