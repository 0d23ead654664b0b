import type { Page } from 'playwright-core'

declare global {
  interface Window {
    /** What the page gave to the loudspeaker, mono at 8 kHz, as it came. */
    heardByTest?: number[]
  }
}

/** Listens to everything that the page plays, from its next opening on. */
export async function tapLoudspeaker(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: number[] = []
    window.heardByTest = heard
    const taps = new WeakMap<BaseAudioContext, AudioNode>()
    // The methods of every node, to be called with the node itself.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode
    const tapOf = (context: BaseAudioContext): AudioNode => {
      const known = taps.get(context)
      if (known !== undefined) return known
      const tap = (context as AudioContext).createScriptProcessor(16_384, 1, 1)
      const step = context.sampleRate / 8_000
      let at = 0
      let sum = 0
      let count = 0
      tap.onaudioprocess = ({ inputBuffer }) => {
        for (const sample of inputBuffer.getChannelData(0)) {
          sum += sample
          count += 1
          at += 1
          if (at < step) continue
          at -= step
          heard.push(Math.round((sum / count) * 32_767))
          sum = 0
          count = 0
        }
      }
      connect.call(tap, context.destination)
      taps.set(context, tap)
      return tap
    }
    AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
      if (to[0] instanceof AudioDestinationNode) connect.call(this, tapOf(this.context))
      return (connect as (...args: unknown[]) => AudioNode).apply(this, to)
    }
  })
}

/** Mono PCM16 at 8 kHz. */
export const heardFrom = async (page: Page): Promise<Int16Array> => Int16Array.from(await page.evaluate(() => window.heardByTest ?? []))
