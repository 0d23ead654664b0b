import type { CreateCallResponse } from '@callchart/protocol'
import { assign, fromPromise, sendTo, setup } from 'xstate'
import { lineActor, type LineEvent } from '../telephone/line-actor.js'
import type { LineEnd } from '../telephone/line-messages.js'
import { createLevelStore, type LevelStore } from '../telephone/levels.js'
import { microphoneActor } from '../telephone/microphone-actor.js'
import type { MicrophoneLack } from '../telephone/microphone.js'
import { failureOf, placeCall, type CallFailure, type CallOrder } from './place-call.js'

export interface SoftphoneContext {
  readonly levels: LevelStore
  readonly order: CallOrder | undefined
  /** Made while the button was pressed. */
  readonly sound: AudioContext | undefined
  readonly microphone: MediaStream | undefined
  /** Why the call goes on without a microphone. */
  readonly lack: MicrophoneLack | undefined
  readonly call: CreateCallResponse | undefined
  readonly isMuted: boolean
  readonly isHeld: boolean
  /** Keys that were pressed, in their order. */
  readonly pressed: string
  /** Milliseconds since the epoch. */
  readonly answeredAt: number | undefined
  readonly end: LineEnd | undefined
  readonly failure: CallFailure | undefined
}

export type SoftphoneEvent =
  | { readonly type: 'call'; readonly order: CallOrder; readonly sound: AudioContext }
  | { readonly type: 'hang up' }
  | { readonly type: 'press'; readonly digit: string }
  | { readonly type: 'mute'; readonly on: boolean }
  | { readonly type: 'hold'; readonly on: boolean }
  /** What the last call left on the screen is put away. */
  | { readonly type: 'clear' }
  | LineEvent

const beforeCall = { microphone: undefined, lack: undefined, call: undefined, isMuted: false, isHeld: false, pressed: '', answeredAt: undefined, end: undefined, failure: undefined } as const

/** A telephone in the page: one call at a time, to what callers get or to the draft as it stands. */
export const softphoneMachine = setup({
  types: { context: {} as SoftphoneContext, events: {} as SoftphoneEvent },
  actors: {
    microphone: microphoneActor,
    place: fromPromise<CreateCallResponse, CallOrder>(({ input, signal }) => placeCall(input, signal)),
    line: lineActor,
  },
  actions: {
    begin: assign((_, { order, sound }: { readonly order: CallOrder; readonly sound: AudioContext }) => ({ ...beforeCall, order, sound })),
    noteCall: assign((_, { output }: { readonly output: CreateCallResponse }) => ({ call: output })),
    noteFailure: assign((_, { error }: { readonly error: unknown }) => ({ failure: failureOf(error) })),
    /** Nobody got as far as a line, which else lets go of both. */
    letGo: ({ context: { sound, microphone } }) => {
      for (const track of microphone?.getTracks() ?? []) track.stop()
      void sound?.close()
    },
  },
}).createMachine({
  id: 'softphone',
  initial: 'idle',
  context: () => ({ ...beforeCall, levels: createLevelStore(), order: undefined, sound: undefined }),
  states: {
    idle: { on: { call: { target: 'askingMicrophone', actions: { type: 'begin', params: ({ event }) => event } } } },
    askingMicrophone: {
      invoke: {
        src: 'microphone',
        onDone: {
          target: 'dialling',
          actions: assign({
            microphone: ({ event: { output } }) => ('stream' in output ? output.stream : undefined),
            lack: ({ event: { output } }) => ('lack' in output ? output.lack : undefined),
          }),
        },
        onError: { target: 'dialling', actions: assign({ lack: 'busy' }) },
      },
      on: { 'hang up': { target: 'idle', actions: 'letGo' } },
    },
    dialling: {
      invoke: {
        src: 'place',
        input: ({ context }) => required(context.order),
        onDone: { target: 'onTheLine', actions: { type: 'noteCall', params: ({ event }) => event } },
        onError: { target: 'failed', actions: ['letGo', { type: 'noteFailure', params: ({ event }: { readonly event: { readonly error: unknown } }) => event }] },
      },
      on: { 'hang up': { target: 'idle', actions: 'letGo' } },
    },
    onTheLine: {
      initial: 'connecting',
      invoke: {
        id: 'line',
        src: 'line',
        input: ({ context }) => ({ mediaUrl: required(context.call).mediaUrl, context: required(context.sound), microphone: context.microphone, levels: context.levels }),
      },
      on: {
        'hang up': { actions: sendTo('line', { type: 'hang up' }) },
        'line.closed': { target: 'ended', actions: assign({ end: ({ event }) => event.end }) },
      },
      states: {
        connecting: {
          on: {
            'line.opened': { target: 'talking', actions: assign({ answeredAt: () => Date.now() }) },
            'line.closed': [
              { guard: ({ event }) => event.end === 'near-side', target: '#softphone.idle' },
              { target: '#softphone.failed', actions: assign({ failure: { why: 'line' } }) },
            ],
          },
        },
        talking: {
          on: {
            press: { actions: [sendTo('line', ({ event }) => event), assign({ pressed: ({ context, event }) => context.pressed + event.digit })] },
            mute: { actions: [sendTo('line', ({ event }) => event), assign({ isMuted: ({ event }) => event.on })] },
            hold: { actions: [sendTo('line', ({ event }) => event), assign({ isHeld: ({ event }) => event.on })] },
          },
        },
      },
    },
    ended: { on: { call: { target: 'askingMicrophone', actions: { type: 'begin', params: ({ event }) => event } }, clear: 'idle' } },
    failed: { on: { call: { target: 'askingMicrophone', actions: { type: 'begin', params: ({ event }) => event } }, clear: 'idle' } },
  },
})

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The softphone lacks what the state before this one sets.')
  return value
}
