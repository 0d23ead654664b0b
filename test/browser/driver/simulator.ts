import type { Locator, Page } from 'playwright-core'
import type { Words } from './words.js'

/** The panel in which a flow is talked to by text and keys. */
export class Simulator {
  constructor(
    private readonly page: Page,
    private readonly side: Locator,
    private readonly words: Words,
  ) {}

  get conversation(): Locator {
    return this.side.getByRole('log', { name: this.words.text('simulator', 'log') })
  }

  async begins(): Promise<void> {
    await this.page.getByRole('button', { name: this.words.text('editor', 'simulate'), exact: true }).click()
    await this.side.getByRole('button', { name: this.words.text('simulator', 'start.begin'), exact: true }).click()
  }

  async says(text: string): Promise<void> {
    const field = this.side.getByRole('textbox', { name: this.words.text('simulator', 'say.label') })
    await field.fill(text)
    await field.press('Enter')
  }

  async presses(keys: string): Promise<void> {
    await this.side.getByRole('button', { name: this.words.text('simulator', 'say.key', { key: keys }), exact: true }).click()
  }

  /** What the flow asked of another system is answered with what stands there. */
  async isAnswered(): Promise<void> {
    await this.side.getByRole('button', { name: this.words.text('simulator', 'request.succeed') }).click()
  }

  async hears(text: string): Promise<void> {
    await this.conversation.getByText(text).last().waitFor()
  }
}
