import type { JoinQueueAnswer, SeatCommand } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { createActor, fromCallback, fromPromise, SimulatedClock } from 'xstate'
import { ApiError } from '../api/request.js'
import type { LineInput, LineOrder } from '../telephone/line-actor.js'
import type { MicrophoneAnswer } from '../telephone/microphone.js'
import { ownAddress, type SeatWanted } from './seat-link.js'
import { seatMachine, type SeatMachineEvent } from './seat-machine.js'

const answer: JoinQueueAnswer = { agentId: 'a1', controlUrl: 'ws://127.0.0.1:1/v1/seats?token=t', expiresAt: '' }
const offered: SeatMachineEvent = { type: 'seat.offered', offerId: 'o1', callId: 'c1', flow: { flow: 'cards', name: 'Cards', version: 'v' }, ani: '+15550100', summary: 'A lost card', transcript: [], whisper: [], answerWithinMs: 20_000 }

class Sound {
  isClosed = false
  close(): void {
    this.isClosed = true
  }
}

/** A seat whose server, microphone and line do what a test says. */
function seat({ join = async () => answer }: { join?: () => Promise<JoinQueueAnswer> } = {}) {
  const told: SeatCommand[] = []
  const lines: LineInput[] = []
  const ordered: LineOrder[] = []
  const clock = new SimulatedClock()
  const machine = seatMachine.provide({
    actors: {
      microphone: fromPromise<MicrophoneAnswer>(async () => ({ stream: { getTracks: () => [] } as unknown as MediaStream })),
      join: fromPromise<JoinQueueAnswer, SeatWanted>(join),
      seat: fromCallback<SeatCommand, { readonly controlUrl: string }>(({ receive }) => receive((command) => told.push(command))),
      line: fromCallback<LineOrder, LineInput>(({ input, receive }) => {
        lines.push(input)
        receive((order) => ordered.push(order))
      }),
      sound: fromPromise(async () => new Sound() as unknown as AudioContext),
    },
  })
  const actor = createActor(machine, { clock }).start()
  const sound = new Sound()
  const send = (...events: SeatMachineEvent[]): void => events.forEach((event) => actor.send(event))
  const state = (): string => JSON.stringify(actor.getSnapshot().value)
  const reaches = (name: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (state().includes(name)) resolve()
      }
      actor.subscribe(look)
      look()
    })
  const sits = async (): Promise<void> => {
    send({ type: 'take', name: 'Anna', queue: 'cards' })
    await reaches('seated')
    send({ type: 'seat.seated', agentId: 'a1', queue: 'cards' })
  }
  const talks = async (): Promise<void> => {
    await sits()
    send(offered, { type: 'answer', sound: sound as unknown as AudioContext })
    await reaches('accepting')
    send({ type: 'seat.accepted', offerId: 'o1', callId: 'c1', mediaUrl: 'ws://bridge.test/m' }, { type: 'line.opened' }, { type: 'seat.joined', callId: 'c1' })
  }
  return { actor, told, lines, ordered, clock, sound, send, state, reaches, sits, talks, context: () => actor.getSnapshot().context }
}

it('sends a caller on to another queue, with a note', async () => {
  const desk = seat()
  await desk.talks()

  desk.send({ type: 'forward', queue: 'claims', note: 'Lost abroad' }, { type: 'line.closed', end: 'far-side' }, { type: 'seat.ended', callId: 'c1', by: 'agent' })

  expect(desk.told.at(-1)).toEqual({ type: 'forward', callId: 'c1', queue: 'claims', note: 'Lost abroad' })
  expect(desk.state()).toContain('wrappingUp')
})

it('answers a caller who rings, hears the whisper, talks, and works on the call afterwards', async () => {
  const desk = seat()
  await desk.talks()
  expect(desk.told).toEqual([{ type: 'accept', offerId: 'o1' }])
  expect(desk.lines[0]?.mediaUrl).toBe('ws://bridge.test/m')
  expect(desk.state()).toContain('talking')

  desk.send({ type: 'hold' }, { type: 'seat.held', callId: 'c1' })
  expect(desk.state()).toContain('held')
  desk.send({ type: 'resume' }, { type: 'seat.resumed', callId: 'c1' }, { type: 'give back' }, { type: 'line.closed', end: 'far-side' }, { type: 'seat.ended', callId: 'c1', by: 'agent' })
  desk.send({ type: 'seat.wrapping-up', callId: 'c1' }, { type: 'wrap up', code: 'resolved', note: 'n' }, { type: 'seat.ready' })

  expect(desk.told.slice(1)).toEqual([
    { type: 'hold', callId: 'c1' },
    { type: 'resume', callId: 'c1' },
    { type: 'end', callId: 'c1' },
    { type: 'wrap-up', callId: 'c1', code: 'resolved', note: 'n' },
  ])
  expect(desk.state()).toBe('{"seated":"free"}')
})

it('follows the caller to another bridge, as muted as before, and talks on', async () => {
  const desk = seat()
  await desk.talks()
  const { joinedAt } = desk.context()

  desk.send({ type: 'mute', on: true }, { type: 'line.closed', end: 'lost' }, { type: 'seat.accepted', offerId: 'o1', callId: 'c1', mediaUrl: 'ws://other.test/m' })
  expect(desk.state()).toContain('returning')
  await desk.reaches('onCall')
  desk.send({ type: 'seat.joined', callId: 'c1' })

  expect(desk.lines.map(({ mediaUrl }) => mediaUrl)).toEqual(['ws://bridge.test/m', 'ws://other.test/m'])
  expect(desk.ordered.at(-1)).toEqual({ type: 'mute', on: true })
  expect(desk.state()).toContain('talking')
  expect(desk.context().joinedAt).toBe(joinedAt)
})

it.each(['caller-gone', 'timeout'] as const)('keeps a caller who was not answered in sight: %s', async (cause) => {
  const desk = seat()
  await desk.sits()
  desk.send(offered, { type: 'seat.withdrawn', offerId: 'o1', cause })

  expect(desk.state()).toBe('{"seated":"free"}')
  expect(desk.context().missed).toEqual([expect.objectContaining({ callId: 'c1', flow: 'Cards', ani: '+15550100', summary: 'A lost card', cause })])
})

it('lets go of the sound when the caller hangs up while it is being answered', async () => {
  const desk = seat()
  await desk.sits()
  desk.send(offered, { type: 'answer', sound: desk.sound as unknown as AudioContext })
  await desk.reaches('accepting')
  desk.send({ type: 'seat.withdrawn', offerId: 'o1', cause: 'caller-gone' })

  expect(desk.sound.isClosed).toBe(true)
  expect(desk.context().missed).toHaveLength(1)
})

it('pauses after the talk and its work where that was asked for in between', async () => {
  const desk = seat()
  await desk.talks()
  desk.send({ type: 'pause' }, { type: 'seat.paused' })
  expect(desk.state()).toContain('talking')
  desk.send({ type: 'seat.ended', callId: 'c1', by: 'caller' }, { type: 'wrap up', code: 'other', note: '' }, { type: 'seat.paused' })

  expect(desk.state()).toBe('{"seated":"paused"}')
  desk.send({ type: 'ready' }, { type: 'seat.ready' })
  expect(desk.state()).toBe('{"seated":"free"}')
})

describe('a connection that breaks', () => {
  it('is made again after a moment', async () => {
    const desk = seat()
    await desk.sits()
    desk.send({ type: 'seat.closed' })
    expect(desk.state()).toBe('"lost"')

    desk.clock.increment(3_000)
    await desk.reaches('seated')
    desk.send({ type: 'seat.seated', agentId: 'a1', queue: 'cards' })

    expect(desk.state()).toBe('{"seated":"free"}')
  })

  it('does not end a talk, whose sound goes on', async () => {
    const desk = seat()
    await desk.talks()
    desk.send({ type: 'seat.closed' })
    expect(desk.state()).toContain('talking')

    desk.send({ type: 'line.closed', end: 'far-side' })
    expect(desk.state()).toBe('"lost"')
  })
})

it.each([
  [new ApiError(0, 'UNREACHABLE', 'x'), { why: 'unreachable' }],
  [new ApiError(400, 'RUNTIME_BODY_INVALID', 'No such queue'), { why: 'refused', detail: 'No such queue' }],
])('says why there is no seat: %s', async (error, failure) => {
  const desk = seat({ join: () => Promise.reject(error) })
  desk.send({ type: 'take', name: 'Anna', queue: 'cards' })
  await desk.reaches('joining')
  await desk.reaches('away')

  expect(desk.context().failure).toEqual(failure)
})

it('reaches the server under the name by which the page did', () => {
  expect(ownAddress('ws://127.0.0.1:8080/v1/seats?token=t', { protocol: 'https:', host: 'bot.example' })).toBe('wss://bot.example/v1/seats?token=t')
})
