import { assign, fromCallback, fromPromise, setup } from 'xstate'
import { ApiError } from '../../api/request.js'

/** Gets the sound; it may have to be spoken first. */
export type LoadSound = (signal: AbortSignal) => Promise<Blob>

export interface PlayerContext {
  /** What is asked for, as whoever asked names it. */
  readonly key: string
  readonly load: LoadSound
  readonly sound: Blob | undefined
  /** 0..1 */
  readonly progress: number
  readonly error: ApiError | undefined
}

export type PlayerEvent =
  | { readonly type: 'play'; readonly key: string; readonly load: LoadSound }
  | { readonly type: 'stop' }
  | { readonly type: 'progressed'; readonly share: number }
  | { readonly type: 'ended' }
  | { readonly type: 'broken'; readonly message: string }

const nothing: LoadSound = () => Promise.reject(new Error('nothing to play'))

const errorOf = (error: unknown): ApiError => (error instanceof ApiError ? error : new ApiError(0, 'UNPLAYABLE', error instanceof Error ? error.message : String(error)))

/** Plays one sound at a time: who asks for another ends the one before. */
export const playerMachine = setup({
  types: { context: {} as PlayerContext, events: {} as PlayerEvent },
  actors: {
    load: fromPromise<Blob, { readonly load: LoadSound }>(({ input, signal }) => input.load(signal)),
    sound: fromCallback<PlayerEvent, Blob>(({ input, sendBack }) => {
      const url = URL.createObjectURL(input)
      const audio = new Audio(url)
      audio.addEventListener('timeupdate', () => {
        if (audio.duration > 0) sendBack({ type: 'progressed', share: audio.currentTime / audio.duration })
      })
      audio.addEventListener('ended', () => sendBack({ type: 'ended' }))
      audio.addEventListener('error', () => sendBack({ type: 'broken', message: audio.error?.message ?? '' }))
      audio.play().catch((error: unknown) => sendBack({ type: 'broken', message: String(error) }))
      return () => {
        audio.pause()
        URL.revokeObjectURL(url)
      }
    }),
  },
}).createMachine({
  id: 'player',
  initial: 'idle',
  context: { key: '', load: nothing, sound: undefined, progress: 0, error: undefined },
  on: {
    play: {
      target: '.loading',
      actions: assign(({ event }) => ({ key: event.key, load: event.load, sound: undefined, progress: 0, error: undefined })),
      reenter: true,
    },
    stop: '.idle',
  },
  states: {
    idle: {},
    loading: {
      invoke: {
        src: 'load',
        input: ({ context }) => ({ load: context.load }),
        onDone: { target: 'playing', actions: assign(({ event }) => ({ sound: event.output })) },
        onError: { target: 'failed', actions: assign(({ event }) => ({ error: errorOf(event.error) })) },
      },
    },
    playing: {
      invoke: { src: 'sound', input: ({ context }) => context.sound ?? new Blob() },
      on: {
        progressed: { actions: assign(({ event }) => ({ progress: event.share })) },
        ended: 'idle',
        broken: { target: 'failed', actions: assign(({ event }) => ({ error: new ApiError(0, 'UNPLAYABLE', event.message) })) },
      },
    },
    failed: {},
  },
})
