import type { PlayOrder, PlayReport, SoundOrder, SoundReport } from './line-messages.js'
import { LineSound } from './line-sound.js'

/** What the scope of a worklet has, of what we use. @see https://www.w3.org/TR/webaudio/#AudioWorkletGlobalScope */
declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

/** Runs on the thread of the sound card; frames come from and go to the thread of the connection, the page between them is asked nothing. */
class LineProcessor extends AudioWorkletProcessor {
  private connection: MessagePort | undefined
  private readonly sound = new LineSound(sampleRate, {
    frame: (codes) => this.connection?.postMessage(codes, [codes.buffer]),
    played: (marks) => this.connection?.postMessage({ type: 'played', marks } satisfies PlayReport),
    levels: (levels) => this.port.postMessage({ type: 'levels', levels } satisfies SoundReport),
  })

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<SoundOrder>) => this.obey(data)
  }

  process([input]: readonly (readonly Float32Array[])[], [output]: readonly (readonly Float32Array[])[]): boolean {
    const [loudspeaker, ...others] = output ?? []
    if (loudspeaker === undefined) return true
    this.sound.pass(input?.[0], loudspeaker)
    for (const other of others) other.set(loudspeaker)
    return true
  }

  private obey(order: SoundOrder): void {
    switch (order.type) {
      case 'connect':
        this.connection = order.port
        this.connection.onmessage = ({ data }: MessageEvent<Uint8Array | PlayOrder>) => this.play(data)
        return
      case 'mute':
        this.sound.isMuted = order.on
        return
      case 'hold':
        this.sound.isHeld = order.on
        return
    }
  }

  private play(order: Uint8Array | PlayOrder): void {
    const { queue } = this.sound
    if (order instanceof Uint8Array) queue.take(order)
    else if (order.type === 'mark') queue.mark(order.id)
    else queue.flush()
  }
}

registerProcessor('callchart-line', LineProcessor)
