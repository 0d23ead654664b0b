import type { CreateCallResponse } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { createActor, fromCallback, fromPromise, type ActorRefFrom } from 'xstate'
import { ApiError } from '../api/request.js'
import type { LineInput, LineOrder } from '../telephone/line-actor.js'
import type { MicrophoneAnswer } from '../telephone/microphone.js'
import type { CallFailure, CallOrder } from './place-call.js'
import { softphoneMachine } from './softphone-machine.js'

const order: CallOrder = { flow: 'desk', name: 'Desk', callee: 'draft', caller: { variables: {} }, document: { id: 'desk', name: 'Desk', languages: ['en'], nodes: [] } }
const answer: CreateCallResponse = { callId: 'c1', mediaUrl: 'ws://bridge.test/media?token=t', flow: 'desk', version: 'v', expiresAt: '' }

/** A browser's sound that a test sees closed. */
class Sound {
  isClosed = false
  close(): void {
    this.isClosed = true
  }
}

/** A softphone whose microphone, server and line do what a test says. */
function softphone({ microphone = { stream: { getTracks: () => [] } as unknown as MediaStream }, place = async () => answer }: { microphone?: MicrophoneAnswer; place?: () => Promise<CreateCallResponse> } = {}) {
  const orders: LineOrder[] = []
  const lines: LineInput[] = []
  let isLeft = false
  const machine = softphoneMachine.provide({
    actors: {
      microphone: fromPromise(async () => microphone),
      place: fromPromise<CreateCallResponse, CallOrder>(place),
      line: fromCallback<LineOrder, LineInput>(({ input, receive }) => {
        lines.push(input)
        receive((order) => orders.push(order))
        return () => (isLeft = true)
      }),
    },
  })
  const actor: ActorRefFrom<typeof softphoneMachine> = createActor(machine).start()
  const sound = new Sound()
  const calls = (): void => actor.send({ type: 'call', order, sound: sound as unknown as AudioContext })
  const reaches = (state: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (JSON.stringify(actor.getSnapshot().value).includes(state)) resolve()
      }
      actor.subscribe(look)
      look()
    })
  return { actor, orders, lines, sound, calls, reaches, isLeft: () => isLeft }
}

it('asks for the microphone, dials, and talks when the bridge has the line', async () => {
  const phone = softphone()
  phone.calls()
  await phone.reaches('connecting')
  expect(phone.lines[0]?.mediaUrl).toBe(answer.mediaUrl)

  phone.actor.send({ type: 'line.opened' })
  phone.actor.send({ type: 'press', digit: '4' })
  phone.actor.send({ type: 'mute', on: true })

  expect(phone.orders).toEqual([
    { type: 'press', digit: '4' },
    { type: 'mute', on: true },
  ])
  expect(phone.actor.getSnapshot().context).toMatchObject({ pressed: '4', isMuted: true, lack: undefined })
})

it.each(['refused', 'none', 'busy', 'insecure'] as const)('goes on with keys where the microphone is %s', async (lack) => {
  const phone = softphone({ microphone: { lack } })
  phone.calls()
  await phone.reaches('connecting')

  expect(phone.lines[0]?.microphone).toBeUndefined()
  expect(phone.actor.getSnapshot().context.lack).toBe(lack)
})

it.each(['far-side', 'near-side', 'lost'] as const)('is over when the line ends by the %s, and calls again afresh', async (end) => {
  const phone = softphone()
  phone.calls()
  await phone.reaches('connecting')
  phone.actor.send({ type: 'line.opened' })
  phone.actor.send({ type: 'press', digit: '1' })
  phone.actor.send({ type: 'line.closed', end })
  expect(phone.actor.getSnapshot()).toMatchObject({ value: 'ended', context: { end } })
  expect(phone.isLeft()).toBe(true)

  phone.calls()

  expect(phone.actor.getSnapshot()).toMatchObject({ value: 'askingMicrophone', context: { end: undefined, pressed: '', call: undefined } })
})

describe('a call that does not come about', () => {
  const problem = { code: 'FLOW_DEAD_END', severity: 'error', message: 'm', wayOut: 'w', zh: { message: 'm', wayOut: 'w' } } as const

  it.each<[string, Error, CallFailure]>([
    ['the server is not there', new ApiError(0, 'UNREACHABLE', 'x'), { why: 'unreachable' }],
    ['the bridge is full', new ApiError(503, 'RUNTIME_MEDIA_URL_UNKNOWN', 'x'), { why: 'busy' }],
    [
      'the draft has errors',
      new ApiError(422, 'UNKNOWN', 'x', { problems: [problem, { ...problem, severity: 'warning' }] }),
      { why: 'problems', problems: [problem] },
    ],
    ['anything else', new ApiError(400, 'RUNTIME_BODY_INVALID', 'Too long'), { why: 'refused', detail: 'Too long' }],
  ])('says why: %s', async (_name, error, failure) => {
    const phone = softphone({ place: () => Promise.reject(error) })
    phone.calls()
    await phone.reaches('failed')

    expect(phone.actor.getSnapshot().context.failure).toEqual(failure)
    expect(phone.sound.isClosed).toBe(true)
  })

  it('says so where the line was refused', async () => {
    const phone = softphone()
    phone.calls()
    await phone.reaches('connecting')
    phone.actor.send({ type: 'line.closed', end: 'refused' })

    expect(phone.actor.getSnapshot()).toMatchObject({ value: 'failed', context: { failure: { why: 'line' } } })
  })

  it('is put back on the hook while it dials', () => {
    const phone = softphone({ place: () => new Promise(() => undefined) })
    phone.calls()
    phone.actor.send({ type: 'hang up' })

    expect(phone.actor.getSnapshot().value).toBe('idle')
    expect(phone.sound.isClosed).toBe(true)
  })
})
