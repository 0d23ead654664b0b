import { assign, fromCallback, fromPromise, sendTo, setup } from 'xstate'

/** Why nothing can be recorded. */
export type MicrophoneFault = 'denied' | 'none' | 'unable'

export type MicrophoneEvent =
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  | { readonly type: 'cancel' }
  | { readonly type: 'ticked'; readonly elapsedMs: number }
  | { readonly type: 'recorded'; readonly file: Blob }
  | { readonly type: 'failed' }

interface MicrophoneContext {
  readonly stream: MediaStream | undefined
  readonly elapsedMs: number
  readonly fault: MicrophoneFault | undefined
  readonly recorded: (file: Blob) => void
}

const longestMs = 300_000
const tickMs = 200

function faultOf(error: unknown): MicrophoneFault {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' ? 'none' : 'unable'
}

const close = (stream: MediaStream | undefined): void => {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** Records from the microphone: asks for it, records until it is told to stop, and lets go of it whatever happens. */
export const microphoneMachine = setup({
  types: { context: {} as MicrophoneContext, events: {} as MicrophoneEvent, input: {} as { readonly recorded: (file: Blob) => void } },
  actors: {
    open: fromPromise<MediaStream>(async ({ signal }) => {
      if (!('mediaDevices' in navigator) || typeof MediaRecorder === 'undefined') throw new Error('unable')
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true, autoGainControl: true } })
      if (signal.aborted) close(stream)
      return stream
    }),
    record: fromCallback<MicrophoneEvent, { readonly stream: MediaStream }, MicrophoneEvent>(({ input: { stream }, sendBack, receive }) => {
      const recorder = new MediaRecorder(stream)
      const chunks: Blob[] = []
      const since = performance.now()
      const timer = setInterval(() => {
        const elapsedMs = performance.now() - since
        sendBack({ type: 'ticked', elapsedMs })
        if (elapsedMs > longestMs && recorder.state === 'recording') recorder.stop()
      }, tickMs)
      recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data))
      recorder.addEventListener('stop', () => sendBack({ type: 'recorded', file: new Blob(chunks, { type: recorder.mimeType }) }))
      recorder.addEventListener('error', () => sendBack({ type: 'failed' }))
      receive(() => recorder.state === 'recording' && recorder.stop())
      recorder.start()
      return () => {
        clearInterval(timer)
        close(stream)
      }
    }),
  },
}).createMachine({
  id: 'microphone',
  initial: 'idle',
  context: ({ input }) => ({ stream: undefined, elapsedMs: 0, fault: undefined, recorded: input.recorded }),
  states: {
    idle: { on: { start: 'opening' } },
    opening: {
      entry: assign({ elapsedMs: 0, fault: undefined }),
      invoke: {
        src: 'open',
        onDone: { target: 'recording', actions: assign(({ event }) => ({ stream: event.output })) },
        onError: { target: 'idle', actions: assign(({ event }) => ({ fault: faultOf(event.error) })) },
      },
      on: { cancel: 'idle' },
    },
    recording: {
      invoke: { id: 'recorder', src: 'record', input: ({ context }) => ({ stream: context.stream ?? new MediaStream() }) },
      on: {
        ticked: { actions: assign(({ event }) => ({ elapsedMs: event.elapsedMs })) },
        stop: { actions: sendTo('recorder', { type: 'stop' }) },
        recorded: { target: 'idle', actions: ({ context, event }) => context.recorded(event.file) },
        failed: { target: 'idle', actions: assign({ fault: 'unable' as const }) },
        cancel: 'idle',
      },
    },
  },
})
