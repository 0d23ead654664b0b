import type { Locator, Page } from 'playwright-core'
import { Chart } from './chart.js'
import { Simulator } from './simulator.js'
import { Softphone } from './softphone.js'
import { startingWith, Words } from './words.js'
import type { UiLanguage } from './browser.js'

/** The editor of a flow, as one who draws sees it. */
export class Designer {
  readonly words: Words
  readonly chart: Chart

  constructor(
    readonly page: Page,
    language: UiLanguage = 'en',
  ) {
    this.words = new Words(language)
    this.chart = new Chart(page, this.words)
  }

  async opens(url: string, flow: string): Promise<void> {
    await this.page.goto(`${url}/flows/${flow}`)
    await this.isOpen()
  }

  async isOpen(): Promise<void> {
    await this.page.locator('.react-flow__node-card').first().waitFor()
  }

  /** Begins a flow from a template. */
  async begins(url: string, template: string, name: string): Promise<void> {
    await this.page.goto(`${url}/flows`)
    await this.page.getByRole('button', { name: this.words.text('library', 'new') }).first().click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('radio', { name: template }).click()
    await dialog.getByRole('textbox', { name: this.words.text('library', 'form.name') }).fill(name)
    await dialog.getByRole('button', { name: this.words.text('library', 'form.create') }).click()
    await this.isOpen()
  }

  /** Everything is on the server. */
  async isSaved(): Promise<void> {
    await this.page.getByText(this.words.text('editor', 'save.saved'), { exact: true }).waitFor()
  }

  /** The server cannot be reached: what was done is kept in the browser. */
  async isKeptHere(): Promise<void> {
    await this.page.getByText(this.words.text('editor', 'save.kept'), { exact: true }).waitFor()
  }

  async looksAt(view: 'canvas' | 'prompts' | 'intents' | 'settings'): Promise<void> {
    const name = this.words.text('editor', `views.${view}`)
    await this.page.getByRole('radiogroup', { name: this.words.text('editor', 'views.label') }).getByText(name, { exact: true }).click()
    await this.page.getByRole('region', { name, exact: true }).waitFor()
  }

  get side(): Locator {
    return this.page.getByRole('complementary', { name: this.words.text('editor', 'side.label') })
  }

  get simulator(): Simulator {
    return new Simulator(this.page, this.side, this.words)
  }

  get softphone(): Softphone {
    return new Softphone(this.page, this.words)
  }

  /** An intent, while intents are looked at. */
  intent(name: string): { hears(keyword: string): Promise<void> } {
    return {
      hears: async (keyword) => {
        await this.page.getByRole('navigation').getByRole('button', { name: startingWith(name) }).click()
        const keywords = this.page.getByRole('group', { name: startingWith(this.words.text('intents', 'keywords.title')) })
        await keywords.getByRole('textbox').first().fill(keyword)
        await keywords.getByRole('button', { name: this.words.text('intents', 'add'), exact: true }).click()
      },
    }
  }

  /** Opens the table of variables under the chart. */
  async showsVariables(): Promise<void> {
    const table = this.page.getByRole('textbox', { name: this.words.text('inspector', 'variables.newName') })
    if (!(await table.isVisible())) await this.page.getByRole('group', { name: this.words.text('editor', 'lower.label') }).getByRole('button', { name: this.words.text('editor', 'lower.variables') }).click()
    await table.waitFor()
  }

  async takesBackAll(): Promise<void> {
    await this.pressesUntil('Control+z', this.words.text('editor', 'undo'))
  }

  async doesAllAgain(): Promise<void> {
    await this.pressesUntil('Control+Shift+z', this.words.text('editor', 'redo'))
  }

  /** The button names what it would do, as long as there is something. */
  private async pressesUntil(key: string, idle: string): Promise<void> {
    await this.chart.showsAll()
    const done = this.page.getByRole('button', { name: idle, exact: true })
    for (let presses = 0; presses < 1_000 && !(await done.isVisible()); presses += 1) await this.page.keyboard.press(key)
    await done.waitFor()
  }

  /** Makes what was drawn live. */
  async publishes(note: string): Promise<void> {
    await this.page.getByRole('button', { name: this.words.text('editor', 'publish'), exact: true }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: this.words.text('versions', 'publish.note') }).fill(note)
    await dialog.getByRole('button', { name: this.words.text('versions', 'publish.go'), exact: true }).click()
    await dialog.getByRole('button', { name: this.words.text('versions', 'publish.live.done'), exact: true }).click({ timeout: 60_000 })
    await dialog.waitFor({ state: 'hidden' })
    await this.isLive()
  }

  /** What is drawn is what callers meet. */
  async isLive(): Promise<void> {
    await this.page.getByRole('link', { name: this.words.text('editor', 'live.live'), exact: true }).waitFor()
  }

  /** The form of the selected node. */
  get inspector(): Fields {
    return new Fields(this.page, this.side, this.words)
  }

  /** The settings that are in sight, or one part of them. */
  setting(field: string): Fields {
    return new Fields(this.page, this.page.locator(`[data-field="${field}"]`), this.words)
  }
}

/** Fields by the names that stand over them. */
export class Fields {
  constructor(
    private readonly page: Page,
    readonly within: Locator,
    private readonly words: Words,
  ) {}

  async fill(label: string, text: string): Promise<void> {
    await this.within.getByRole('textbox', { name: startingWith(label) }).or(this.within.getByRole('combobox', { name: startingWith(label) })).first().fill(text)
  }

  /** What a node says: the first prompt of its form, or the one of that name. */
  async says(text: string, label = this.words.text('fields', 'any.prompt.label')): Promise<void> {
    await this.within.getByRole('group', { name: label, exact: true }).getByRole('textbox').first().fill(text)
  }

  async names(name: string): Promise<void> {
    await this.within.getByRole('textbox', { name: this.words.text('fields', 'any.name.label'), exact: true }).first().fill(name)
  }

  /** Sends the request that is described, keeps the answer as its example, and one value of it in a variable. */
  async triesAndKeeps(value: string): Promise<void> {
    await this.within.getByRole('button', { name: this.words.text('inspector', 'try.open'), exact: true }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('button', { name: this.words.text('inspector', 'try.send') }).click()
    await dialog.getByRole('button', { name: this.words.text('inspector', 'try.keep') }).click()
    await dialog.waitFor({ state: 'hidden' })
    await this.within.getByRole('button', { name: this.words.text('inspector', 'answer.keep', { path: `body.${value}` }) }).click()
  }

  async turnsOn(label: string): Promise<void> {
    await this.within.getByRole('switch', { name: startingWith(label) }).click()
  }

  /** Opens the list behind a field, looks for a text, and takes what it finds first. */
  async picks(label: string, wanted: string): Promise<void> {
    await this.within.getByRole('button', { name: startingWith(label) }).and(this.within.locator('[aria-haspopup="listbox"]')).first().click()
    await this.page.getByRole('textbox', { name: this.words.text('inspector', 'search') }).fill(wanted)
    await this.page.getByRole('option', { name: wanted }).first().click()
  }
}
