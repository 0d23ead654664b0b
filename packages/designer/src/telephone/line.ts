import type { ConnectionOrder, ConnectionReport, LineEnd, SoundOrder, SoundReport } from './line-messages.js'
import type { Levels } from './line-sound.js'
import workletUrl from './line.worklet.ts?worker&url'

export interface LineSink {
  /** The bridge has the line. */
  readonly opened: () => void
  /** About 15 times a second while the line stands. */
  readonly levels: (levels: Levels) => void
  /** Once and last. */
  readonly closed: (end: LineEnd) => void
}

/** One telephone line between this page and the bridge. */
export interface Line {
  readonly press: (digit: string) => void
  /** The far side hears nothing of us. */
  readonly mute: (on: boolean) => void
  /** Nor do we of them. */
  readonly hold: (on: boolean) => void
  readonly hangUp: () => void
}

/** What was heard last still leaves the loudspeaker. */
const lastSoundMs = 300

/** Must be made while a key or a button is pressed: browsers start no sound by themselves. */
export function openSound(): AudioContext {
  const context = new AudioContext({ latencyHint: 'interactive' })
  void context.resume()
  return context
}

export interface LineOptions {
  readonly mediaUrl: string
  /** Closed with the line. */
  readonly context: AudioContext
  /** Absent: the far side hears silence. Its tracks are stopped with the line. */
  readonly microphone?: MediaStream | undefined
  readonly sink: LineSink
}

/** Opens a line with the one-use address of its media. */
export async function openLine({ mediaUrl, context, microphone, sink }: LineOptions): Promise<Line> {
  await context.audioWorklet.addModule(workletUrl)
  const node = new AudioWorkletNode(context, 'callchart-line', { numberOfInputs: 1, numberOfOutputs: 1, outputChannelCount: [1], channelCount: 1, channelCountMode: 'explicit' })
  if (microphone !== undefined) context.createMediaStreamSource(microphone).connect(node)
  node.connect(context.destination)
  const worker = new Worker(new URL('./line.worker.ts', import.meta.url), { type: 'module' })
  const order = (to: ConnectionOrder, transfer: Transferable[] = []): void => worker.postMessage(to, transfer)
  const orderSound = (to: SoundOrder, transfer: Transferable[] = []): void => node.port.postMessage(to, transfer)

  let isOver = false
  const end = (how: LineEnd): void => {
    if (isOver) return
    isOver = true
    worker.terminate()
    for (const track of microphone?.getTracks() ?? []) track.stop()
    setTimeout(() => {
      node.disconnect()
      void context.close()
    }, lastSoundMs)
    sink.closed(how)
  }

  node.port.onmessage = ({ data }: MessageEvent<SoundReport>) => {
    if (!isOver) sink.levels(data.levels)
  }
  worker.onmessage = ({ data: report }: MessageEvent<ConnectionReport>) => {
    if (report.type === 'opened') sink.opened()
    else end(report.end)
  }
  worker.onerror = () => end('refused')

  const { port1, port2 } = new MessageChannel()
  orderSound({ type: 'connect', port: port1 }, [port1])
  order({ type: 'open', mediaUrl, channelId: `web-${crypto.randomUUID()}`, sound: port2 }, [port2])
  return {
    press: (digit) => order({ type: 'press', digit }),
    mute: (on) => orderSound({ type: 'mute', on }),
    hold: (on) => orderSound({ type: 'hold', on }),
    hangUp: () => order({ type: 'hang-up' }),
  }
}
