import type { Locator, Page } from 'playwright-core'
import type { Words } from './words.js'

/** The telephone beside the chart. */
export class Softphone {
  constructor(
    private readonly page: Page,
    private readonly words: Words,
  ) {}

  get transcript(): Locator {
    return this.page.getByRole('log', { name: this.words.text('softphone', 'transcript.label') })
  }

  async calls(): Promise<void> {
    await this.page.getByRole('button', { name: this.words.text('editor', 'call'), exact: true }).click()
    await this.page.getByRole('button', { name: this.words.text('softphone', 'setup.call'), exact: true }).click()
  }

  /** Gives the id of the call. */
  async hangsUp(): Promise<string> {
    await this.page.getByRole('button', { name: this.words.text('softphone', 'controls.hangUp'), exact: true }).click()
    const record = this.page.getByRole('link', { name: this.words.text('softphone', 'ending.toCall') })
    return ((await record.getAttribute('href')) ?? '').split('/').at(-1) ?? ''
  }
}
