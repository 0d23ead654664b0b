import type { JoinQueueAnswer } from '@callchart/protocol'
import { assign, fromPromise, sendTo, setup } from 'xstate'
import { faultText } from '../api/fault-text.js'
import { ApiError } from '../api/request.js'
import { lineActor, type LineEvent } from '../telephone/line-actor.js'
import { openSound } from '../telephone/line.js'
import { createLevelStore, type LevelStore } from '../telephone/levels.js'
import { microphoneActor } from '../telephone/microphone-actor.js'
import type { MicrophoneAnswer, MicrophoneLack } from '../telephone/microphone.js'
import { joinActor, seatLinkActor, type SeatLinkEvent, type SeatWanted } from './seat-link.js'

type OfferedEvent = Extract<SeatLinkEvent, { type: 'seat.offered' }>

/** A caller who is offered to this seat. */
export interface Offer extends Omit<OfferedEvent, 'type'> {
  /** When the offer came, milliseconds since the epoch. */
  readonly at: number
}

/** A caller who rang here and was not answered. */
export interface MissedCall {
  readonly callId: string
  readonly ani: string | undefined
  /** Name of the flow that sent them. */
  readonly flow: string
  readonly summary: string
  readonly at: number
  readonly cause: Extract<SeatLinkEvent, { type: 'seat.withdrawn' }>['cause'] | 'declined'
}

/** Why there is no seat. */
export type SeatFailure = { readonly why: 'unreachable' } | { readonly why: 'refused'; readonly detail: string }

export interface SeatContext {
  readonly levels: LevelStore
  readonly wanted: SeatWanted
  readonly failure: SeatFailure | undefined
  readonly seat: JoinQueueAnswer | undefined
  /** Callers would not hear the human. */
  readonly lack: MicrophoneLack | undefined
  readonly offer: Offer | undefined
  /** Made while the button was pressed; closed with the line. */
  readonly sound: AudioContext | undefined
  readonly microphone: MediaStream | undefined
  readonly mediaUrl: string | undefined
  readonly isMuted: boolean
  /** A pause was asked for while there is a caller. */
  readonly pausesNext: boolean
  /** The pause is the server's: a caller rang here and nobody answered. */
  readonly isPausedForMissed: boolean
  /** Milliseconds since the epoch. */
  readonly joinedAt: number | undefined
  readonly endedAt: number | undefined
  readonly endedBy: 'caller' | 'agent' | 'system' | undefined
  /** The connection broke while somebody was on the line: the talk goes on without it. */
  readonly isLost: boolean
  /** The latest first. */
  readonly missed: readonly MissedCall[]
}

export type SeatMachineEvent =
  | ({ readonly type: 'take' } & SeatWanted)
  | { readonly type: 'answer'; readonly sound: AudioContext }
  | { readonly type: 'decline' }
  | { readonly type: 'mute'; readonly on: boolean }
  | { readonly type: 'hold' }
  | { readonly type: 'resume' }
  /** The caller goes back to the bot. */
  | { readonly type: 'give back' }
  /** The caller goes on to humans of another queue. */
  | { readonly type: 'forward'; readonly queue: string; readonly note: string }
  | { readonly type: 'wrap up'; readonly code: string; readonly note: string }
  | { readonly type: 'pause' }
  | { readonly type: 'ready' }
  | { readonly type: 'leave' }
  | SeatLinkEvent
  | LineEvent

const noCall = { offer: undefined, sound: undefined, microphone: undefined, mediaUrl: undefined, isMuted: false, joinedAt: undefined, endedAt: undefined, endedBy: undefined } as const
/** Those that a person looks back at. */
const missedCount = 20
const retryMs = 3_000

const callIdOf = (context: SeatContext): string => context.offer?.callId ?? ''

/** A human's seat in a queue: rings, talks, wraps up, rests. */
export const seatMachine = setup({
  types: { context: {} as SeatContext, events: {} as SeatMachineEvent },
  actors: { microphone: microphoneActor, join: joinActor, seat: seatLinkActor, line: lineActor, sound: fromPromise(async () => openSound()) },
  delays: { retry: retryMs },
  guards: { isLost: ({ context }) => context.isLost },
  actions: {
    want: assign((_, { name, queue }: SeatWanted) => ({ wanted: { name, queue }, failure: undefined, isLost: false, ...noCall })),
    noteLack: assign((_, { output }: { readonly output: MicrophoneAnswer }) => {
      if ('stream' in output) for (const track of output.stream.getTracks()) track.stop()
      return { lack: 'lack' in output ? output.lack : undefined }
    }),
    noteMicrophone: assign((_, { output }: { readonly output: MicrophoneAnswer }) => ('stream' in output ? { microphone: output.stream, lack: undefined } : { microphone: undefined, lack: output.lack })),
    noteSeat: assign((_, { output }: { readonly output: JoinQueueAnswer }) => ({ seat: output })),
    noteFailure: assign((_, { error }: { readonly error: unknown }) => ({ failure: failureOf(error) })),
    noteOffer: assign((_, { type: _type, ...offer }: OfferedEvent) => ({ ...noCall, offer: { ...offer, at: Date.now() } })),
    noteMissed: assign(({ context }, cause: MissedCall['cause']) => ({ ...noCall, missed: withMissed(context, cause) })),
    forgetCall: assign(noCall),
    letGo: ({ context: { sound, microphone } }) => {
      for (const track of microphone?.getTracks() ?? []) track.stop()
      void sound?.close()
    },
  },
}).createMachine({
  id: 'seatMachine',
  initial: 'away',
  context: () => ({ ...noCall, levels: createLevelStore(), wanted: { name: '', queue: '' }, failure: undefined, seat: undefined, lack: undefined, pausesNext: false, isPausedForMissed: false, isLost: false, missed: [] }),
  states: {
    away: { on: { take: { target: 'trying', actions: { type: 'want', params: ({ event }) => event } } } },
    /** The browser asks for the microphone now, not when the first caller rings. */
    trying: {
      invoke: {
        src: 'microphone',
        onDone: { target: 'joining', actions: { type: 'noteLack', params: ({ event }) => event } },
        onError: { target: 'joining', actions: assign({ lack: 'busy' }) },
      },
      on: { leave: 'away' },
    },
    joining: {
      invoke: {
        src: 'join',
        input: ({ context }) => context.wanted,
        onDone: { target: 'seated', actions: { type: 'noteSeat', params: ({ event }) => event } },
        onError: { target: 'away', actions: { type: 'noteFailure', params: ({ event }) => event } },
      },
      on: { leave: 'away' },
    },
    seated: {
      initial: 'connecting',
      invoke: { id: 'seat', src: 'seat', input: ({ context }) => ({ controlUrl: context.seat?.controlUrl ?? '' }) },
      on: {
        'seat.closed': 'lost',
        leave: { target: 'away', actions: [sendTo('seat', { type: 'leave' }), 'forgetCall'] },
        pause: { actions: sendTo('seat', { type: 'pause' }) },
      },
      states: {
        connecting: { on: { 'seat.seated': 'free' } },
        free: {
          entry: assign({ pausesNext: false }),
          on: {
            'seat.offered': { target: 'ringing', actions: { type: 'noteOffer', params: ({ event }) => event } },
            'seat.paused': { target: 'paused', actions: assign({ isPausedForMissed: ({ event }) => event.cause === 'missed' }) },
          },
        },
        paused: {
          entry: assign({ pausesNext: false }),
          exit: assign({ isPausedForMissed: false }),
          on: { ready: { actions: sendTo('seat', { type: 'ready' }) }, 'seat.ready': 'free', 'seat.offered': { target: 'ringing', actions: { type: 'noteOffer', params: ({ event }) => event } } },
        },
        ringing: {
          on: {
            answer: { target: 'answering', actions: assign({ sound: ({ event }) => event.sound }) },
            decline: {
              target: 'free',
              actions: [sendTo('seat', ({ context }) => ({ type: 'decline', offerId: context.offer?.offerId ?? '', cause: 'declined' })), { type: 'noteMissed', params: 'declined' }],
            },
            'seat.withdrawn': { target: 'free', actions: { type: 'noteMissed', params: ({ event }) => event.cause } },
          },
        },
        answering: {
          initial: 'askingMicrophone',
          on: { 'seat.withdrawn': { target: 'free', actions: ['letGo', { type: 'noteMissed', params: ({ event }) => event.cause }] } },
          states: {
            askingMicrophone: {
              invoke: {
                src: 'microphone',
                onDone: { target: 'accepting', actions: { type: 'noteMicrophone', params: ({ event }) => event } },
                onError: { target: 'accepting', actions: assign({ lack: 'busy' }) },
              },
            },
            accepting: {
              entry: sendTo('seat', ({ context }) => ({ type: 'accept', offerId: context.offer?.offerId ?? '' })),
              on: {
                'seat.accepted': { target: '#seatMachine.seated.onCall', actions: assign({ mediaUrl: ({ event }) => event.mediaUrl }) },
                'seat.error': { target: '#seatMachine.seated.free', actions: ['letGo', { type: 'noteMissed', params: 'failed' }] },
              },
            },
          },
        },
        onCall: {
          initial: 'whisper',
          invoke: { id: 'line', src: 'line', input: ({ context }) => lineInputOf(context) },
          on: {
            mute: { actions: [sendTo('line', ({ event }) => event), assign({ isMuted: ({ event }) => event.on })] },
            pause: { actions: [sendTo('seat', { type: 'pause' }), assign({ pausesNext: true })] },
            ready: { actions: [sendTo('seat', { type: 'ready' }), assign({ pausesNext: false })] },
            forward: { actions: sendTo('seat', ({ context, event }) => ({ type: 'forward', callId: callIdOf(context), queue: event.queue, note: event.note })) },
            'give back': { actions: sendTo('seat', ({ context }) => ({ type: 'end', callId: callIdOf(context) })) },
            'seat.closed': { actions: assign({ isLost: true }) },
            'seat.ended': { target: 'wrappingUp', actions: assign({ endedBy: ({ event }) => event.by, endedAt: () => Date.now() }) },
            'seat.withdrawn': { target: 'free', actions: { type: 'noteMissed', params: ({ event }) => event.cause } },
            'seat.accepted': { target: 'returning', actions: assign({ mediaUrl: ({ event }) => event.mediaUrl }) },
            'line.closed': [{ guard: 'isLost', target: '#seatMachine.lost' }, { target: '.closing' }],
          },
          states: {
            /** The human alone hears what the call is about. */
            whisper: {
              entry: sendTo('line', ({ context }) => ({ type: 'mute', on: context.isMuted })),
              on: { 'seat.joined': { target: 'talking', actions: assign({ joinedAt: ({ context }) => context.joinedAt ?? Date.now() }) } },
            },
            talking: { on: { hold: { actions: sendTo('seat', ({ context }) => ({ type: 'hold', callId: callIdOf(context) })) }, 'seat.held': 'held' } },
            held: { on: { resume: { actions: sendTo('seat', ({ context }) => ({ type: 'resume', callId: callIdOf(context) })) }, 'seat.resumed': 'talking' } },
            /** The line is over; the server says by whom in a moment. */
            closing: {},
          },
        },
        /** The caller's media are elsewhere by now: the human follows them. */
        returning: {
          initial: 'askingMicrophone',
          on: {
            'seat.closed': { target: '#seatMachine.lost', actions: 'letGo' },
            'seat.accepted': { actions: assign({ mediaUrl: ({ event }) => event.mediaUrl }) },
            'seat.ended': { target: 'wrappingUp', actions: ['letGo', assign({ endedBy: ({ event }) => event.by, endedAt: () => Date.now() })] },
            'seat.withdrawn': { target: 'free', actions: ['letGo', { type: 'noteMissed', params: ({ event }) => event.cause }] },
          },
          states: {
            askingMicrophone: {
              invoke: {
                src: 'microphone',
                onDone: { target: 'openingSound', actions: { type: 'noteMicrophone', params: ({ event }) => event } },
                onError: { target: 'openingSound', actions: assign({ lack: 'busy', microphone: undefined }) },
              },
            },
            openingSound: {
              invoke: {
                src: 'sound',
                onDone: { target: '#seatMachine.seated.onCall', actions: assign({ sound: ({ event }) => event.output }) },
                onError: { target: '#seatMachine.seated.free', actions: ['letGo', { type: 'noteMissed', params: 'failed' }] },
              },
            },
          },
        },
        wrappingUp: {
          initial: 'working',
          on: {
            pause: { actions: [sendTo('seat', { type: 'pause' }), assign({ pausesNext: true })] },
            /** Without a result. */
            ready: { actions: sendTo('seat', { type: 'ready' }) },
            'seat.ready': { target: 'free', actions: 'forgetCall' },
          },
          states: {
            working: {
              on: {
                'wrap up': { target: 'told', actions: sendTo('seat', ({ context, event }) => ({ type: 'wrap-up', callId: callIdOf(context), code: event.code, note: event.note })) },
              },
            },
            /** What is told to a pause that was asked for meanwhile is told again after the work. */
            told: { on: { 'seat.paused': { target: '#seatMachine.seated.paused', actions: 'forgetCall' }, 'seat.error': 'working' } },
          },
        },
      },
    },
    /** The server or the network is gone: the seat is taken again as soon as there is one. */
    lost: {
      after: { retry: 'rejoining' },
      on: { take: { target: 'joining', actions: { type: 'want', params: ({ event }) => event } }, leave: { target: 'away', actions: 'forgetCall' } },
    },
    rejoining: {
      entry: assign({ ...noCall, isLost: false }),
      invoke: { src: 'join', input: ({ context }) => context.wanted, onDone: { target: 'seated', actions: { type: 'noteSeat', params: ({ event }) => event } }, onError: 'lost' },
      on: { leave: 'away' },
    },
  },
})

function withMissed({ offer, missed }: SeatContext, cause: MissedCall['cause']): readonly MissedCall[] {
  if (offer === undefined) return missed
  return [{ callId: offer.callId, ani: offer.ani, flow: offer.flow.name, summary: offer.summary, at: Date.now(), cause }, ...missed].slice(0, missedCount)
}

function lineInputOf({ mediaUrl, sound, microphone, levels }: SeatContext) {
  if (mediaUrl === undefined || sound === undefined) throw new Error('A call is answered with its address and its sound.')
  return { mediaUrl, context: sound, microphone, levels }
}

const failureOf = (error: unknown): SeatFailure =>
  error instanceof ApiError && error.status !== 0 ? { why: 'refused', detail: faultText(error) } : { why: 'unreachable' }
