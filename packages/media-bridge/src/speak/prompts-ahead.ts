import type { PlayedPrompt } from '@callchart/protocol'
import type { AheadResult, PromptStore } from './prompt-store.js'

/**
 * What the calls of a bridge may say next, spoken while no caller waits for an engine: one prompt at a time, each call in its turn. The newest that a
 * call expects replaces what it expected before, so what waits is bounded by the calls.
 */
export class PromptsAhead {
  /** By call, those that waited longest first. */
  private readonly expected = new Map<object, PlayedPrompt[]>()
  private isSpeaking = false

  constructor(
    private readonly store: Pick<PromptStore, 'busy' | 'speakAhead' | 'watchRest'>,
    private readonly noted: (result: Exclude<AheadResult, 'known'>) => void,
  ) {
    store.watchRest(() => void this.speak())
  }

  expect(call: object, prompts: readonly PlayedPrompt[]): void {
    this.expected.delete(call)
    if (prompts.length > 0) this.expected.set(call, [...prompts])
    void this.speak()
  }

  /** The call is over. */
  forget(call: object): void {
    this.expected.delete(call)
  }

  private async speak(): Promise<void> {
    if (this.isSpeaking) return
    this.isSpeaking = true
    while (!this.store.busy) {
      const [next] = this.expected
      if (next === undefined) break
      await this.speakOne(...next)
    }
    this.isSpeaking = false
  }

  private async speakOne(call: object, prompts: PlayedPrompt[]): Promise<void> {
    const [prompt] = prompts
    if (prompt === undefined) return
    const result = await this.store.speakAhead(prompt)
    if (result !== 'known') this.noted(result)
    if (this.expected.get(call) !== prompts) return
    if (result !== 'gave-way') prompts.shift()
    // The next one of this call comes after those of the others.
    this.expected.delete(call)
    if (prompts.length > 0) this.expected.set(call, prompts)
  }
}
