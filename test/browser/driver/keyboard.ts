import type { Locator, Page } from 'playwright-core'
import { startingWith, type Words } from './words.js'

/** More stops than any page has between two of its parts. */
const mostStops = 150

/** Somebody who draws without a mouse: what is reached is reached as such a person reaches it. */
export class Keyboard {
  constructor(
    private readonly page: Page,
    private readonly words: Words,
  ) {}

  async presses(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  async types(text: string): Promise<void> {
    await this.page.keyboard.type(text)
  }

  /** Goes on, or back, until the thing has the focus. */
  async goesTo(thing: Locator, key: 'Tab' | 'Shift+Tab' | 'ArrowDown' | 'ArrowRight' = 'Tab'): Promise<void> {
    await thing.first().waitFor({ state: 'attached' })
    for (let stops = 0; stops < mostStops; stops += 1) {
      if (await thing.first().evaluate((element) => element === document.activeElement)) return
      await this.page.keyboard.press(key)
    }
    throw new Error(`No key leads to ${thing.toString()}.`)
  }

  async activates(thing: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.goesTo(thing, key)
    await this.page.keyboard.press('Enter')
  }

  /** Chooses one of several that stand beside each other, of which the Tab key reaches the chosen one. */
  async chooses(choice: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const group = choice.locator('xpath=ancestor::*[@role="radiogroup"]')
    await this.goesTo(group.locator(':checked'), key)
    await this.goesTo(choice, 'ArrowRight')
  }

  /** Opens the list behind a field, looks for a text, and takes what it finds first. */
  async picks(field: Locator, wanted: string): Promise<void> {
    await this.activates(field)
    await this.isIn(this.page.getByRole('textbox', { name: this.words.text('inspector', 'search') }))
    await this.types(wanted)
    await this.presses('Enter')
    await field.filter({ hasText: wanted }).and(this.page.locator(':focus')).waitFor()
  }

  /** Finds a node by its name; the keyboard is on its card then. */
  async selects(name: string): Promise<void> {
    await this.page.keyboard.press('Control+f')
    await this.isIn(this.page.getByRole('combobox', { name: this.words.text('canvas', 'search.box') }))
    await this.types(name)
    await this.page.getByRole('option', { name }).first().waitFor()
    await this.page.keyboard.press('Enter')
    await this.page.getByRole('dialog').waitFor({ state: 'hidden' })
    await this.isInForm()
    await this.leavesForm(name)
  }

  /** From the card of a node into its form. */
  async opensForm(): Promise<void> {
    await this.page.keyboard.press('Enter')
    await this.isInForm()
  }

  /** What opens takes the keyboard a moment later. */
  private async isIn(field: Locator): Promise<void> {
    await field.and(this.page.locator(':focus')).waitFor()
  }

  private async isInForm(): Promise<void> {
    await this.page.locator('[data-field] :focus').first().waitFor()
  }

  /** From the form of a node back to its card. */
  async leavesForm(name: string): Promise<void> {
    await this.page.keyboard.press('Escape')
    await this.isOn(name)
  }

  async isOn(name: string): Promise<void> {
    await this.page.locator('.react-flow__node-card:focus').filter({ hasText: name }).waitFor()
  }

  /** Behind the node that the keyboard is on. */
  async adds(kind: string): Promise<void> {
    await this.page.keyboard.press('/')
    await this.isIn(this.page.getByRole('combobox', { name: this.words.text('canvas', 'palette.search') }))
    await this.types(kind)
    await this.page.keyboard.press('Enter')
    await this.isOn(kind)
  }

  /** Beside everything: nothing leads to it yet. */
  async addsLoose(kind: string): Promise<void> {
    await this.page.keyboard.press('Escape')
    await this.adds(kind)
  }

  /** Into the line of a way of the node that the keyboard is on. */
  async inserts(kind: string, way: string): Promise<void> {
    await this.opensWay(way, 'port.insert')
    await this.isIn(this.page.getByRole('combobox', { name: this.words.text('canvas', 'palette.search') }))
    await this.types(kind)
    await this.page.keyboard.press('Enter')
    await this.isOn(kind)
  }

  /** Leads a way of the node that the keyboard is on to another node. */
  async leads(node: string, way: string, target: string): Promise<void> {
    await this.opensWay(way, 'port.connect', 'port.reconnect')
    await this.isIn(this.page.getByRole('combobox', { name: this.words.text('canvas', 'picker.searchNodes') }))
    await this.types(target)
    await this.page.keyboard.press('Enter')
    await this.isOn(node)
  }

  /** Takes a way of the node that the keyboard is on away from where it leads. */
  async disconnects(way: string): Promise<void> {
    await this.opensWay(way, 'port.disconnect')
  }

  private async opensWay(way: string, ...choices: readonly ('port.insert' | 'port.connect' | 'port.reconnect' | 'port.disconnect')[]): Promise<void> {
    await this.page.keyboard.press('c')
    await this.page.locator('[data-port-button]:focus').waitFor()
    for (let ports = 0; ports < 12; ports += 1) await this.page.keyboard.press('ArrowUp')
    await this.goesTo(this.page.locator('.react-flow__node-card.selected').getByRole('button', { name: new RegExp(`${startingWith(way).source}[:：]`) }), 'ArrowDown')
    await this.page.keyboard.press('Enter')
    await this.goesTo(this.page.getByRole('menuitem', { name: new RegExp(choices.map((choice) => startingWith(this.words.text('canvas', choice)).source).join('|')) }), 'ArrowDown')
    await this.page.keyboard.press('Enter')
  }
}
