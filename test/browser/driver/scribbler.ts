import type { Locator } from 'playwright-core'
import type { CommandKind } from '../../../packages/designer/src/document/command.js'
import type { Designer } from './designer.js'
import { Keyboard } from './keyboard.js'

const arrangements = [
  { side: 'left', axis: 'acrossY' },
  { side: 'right', axis: 'acrossY' },
  { side: 'top', axis: 'acrossX' },
  { side: 'bottom', axis: 'acrossX' },
] as const

type Gesture = () => Promise<void>

/** The same numbers for the same seed, 0 up to 1. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Somebody who changes a flow at random, by every way that the page has. What was done is told by the button that would take it back. */
export class Scribbler {
  /** How often each kind of change was made. */
  readonly counts = new Map<CommandKind, number>()
  private readonly keyboard: Keyboard
  private readonly random: () => number
  private made = 0

  constructor(
    private readonly designer: Designer,
    seed: number,
  ) {
    this.keyboard = new Keyboard(designer.page, designer.words)
    this.random = numbersFrom(seed)
  }

  get count(): number {
    return [...this.counts.values()].reduce((sum, each) => sum + each, 0)
  }

  /** A new node, everything that can be done with one, in a random order, and at last something with all of them. */
  async onChart(): Promise<void> {
    await this.addsNode()
    await this.inAnyOrder([
      () => this.does('addNodeAfter', () => this.keyboard.adds('Say')),
      async () => {
        await this.addsNode()
        await this.does('connect', () => this.keyboard.leads('Say', 'Next', 'Goodbye'))
        await this.does('insertNode', () => this.keyboard.inserts('Say', 'Next'))
        await this.does('disconnect', () => this.keyboard.disconnects('Next'))
      },
      () => this.does('moveNodes', () => this.keyboard.presses(this.oneOf(['Shift+ArrowUp', 'Shift+ArrowDown', 'Shift+ArrowLeft', 'Shift+ArrowRight']))),
      () => this.does('disableNodes', () => this.keyboard.presses('x')),
      () => this.does('renameNode', () => this.keyboard.presses('F2', 'Control+a', ...`Say ${this.fresh()}`, 'Enter')),
      () => this.does('editNode', () => this.designer.inspector.says(`Said ${this.fresh()}`), 'Escape'),
      () => this.does('duplicateNodes', () => this.keyboard.presses('Control+d')),
      () => this.does('paste', () => this.keyboard.presses('Control+c', 'Control+v')),
    ])
    await this.keyboard.presses('Control+a', 'Shift+ArrowUp')
    // What stands in one column has nothing to be distributed from left to right.
    const { side, axis } = this.oneOf(arrangements)
    await this.inAnyOrder([
      () => this.does('alignNodes', () => this.button('canvas', `selection.${side}`).click()),
      () => this.does('distributeNodes', () => this.button('canvas', `selection.${axis}`).click()),
    ])
    await this.does('arrangeNodes', () => this.arranges())
    await this.addsNode()
    await this.does('removeNodes', () => this.keyboard.presses('Delete'))
  }

  /** A node that nothing leads to, put onto a line. */
  async intoLine(): Promise<void> {
    const { page } = this.designer
    await this.addsNode()
    const id = (await page.locator('.react-flow__node-card.selected').getAttribute('data-id')) ?? ''
    await this.arranges()
    await this.designer.chart.showsAll()
    const [card, line] = [page.locator(`.react-flow__node-card[data-id="${id}"]`), page.locator('.react-flow__edge [data-insert]').first()]
    const [isIn, isBeside] = [this.undoOf('spliceNode'), this.undoOf('moveNodes')]
    await this.does('spliceNode', async () => {
      await this.designer.chart.drops(card, line)
      await isIn.or(isBeside).waitFor()
      if (await isIn.isVisible()) return
      // The chart was still being fitted into the page: it stands where it will stay now.
      await page.keyboard.press('Control+z')
      await isBeside.waitFor({ state: 'hidden' })
      await this.designer.chart.drops(card, line)
    })
    await page.keyboard.press('Escape')
  }

  async notes(): Promise<void> {
    const { page, words } = this.designer
    const note = page.locator('.react-flow__node.selected').filter({ has: page.getByRole('button', { name: words.text('canvas', 'note.remove') }) })
    await this.does('addNote', () => this.button('canvas', 'tools.note').click())
    await this.does('editNote', () => page.getByRole('textbox', { name: words.text('canvas', 'note.edit') }).fill(`Why ${this.fresh()}?`), 'Escape')
    await this.does('moveNote', () => this.designer.chart.pulls(note, { x: 40, y: 30 }))
    await this.does('removeNote', () => this.button('canvas', 'note.remove').click())
  }

  async variables(): Promise<void> {
    const { page, words } = this.designer
    const [first, second] = [`made${this.fresh()}`, `made${this.fresh()}`]
    const field = (key: string, name: string): Locator => page.getByRole('textbox', { name: words.text('inspector', `variables.${key}`, { name }), exact: true })
    await this.does('addVariable', () => field('newName', '').fill(first), 'Enter')
    await this.does('editVariable', () => field('descriptionOf', first).fill('What it is'))
    await this.does('renameVariable', () => field('nameOf', first).fill(second), 'Enter')
    await this.does('removeVariable', () => page.getByRole('button', { name: words.text('inspector', 'variables.remove', { name: second }), exact: true }).click())
  }

  async intents(): Promise<void> {
    const { page, words } = this.designer
    const field = (key: string): Locator => page.getByRole('textbox', { name: words.text('intents', key), exact: true })
    await this.does('addIntent', () => field('newName').fill(`Wish ${this.fresh()}`), 'Enter')
    await this.does('editIntent', () => field('name').fill(`Wish ${this.fresh()}`))
    await this.does('renameIntent', () => field('id').fill(`wish${this.fresh()}`), 'Enter')
    await this.does('removeIntent', () => this.button('intents', 'remove.action').click())
  }

  async prompts(): Promise<void> {
    await this.does('editPrompts', () => this.designer.page.getByRole('table').locator('td').getByRole('textbox').first().fill(`Hello ${this.fresh()}`))
  }

  async settings(): Promise<void> {
    const { page, words } = this.designer
    await this.does('editKeyIntent', () => this.designer.setting('keyIntents.complaint').turnsOn(words.text('fields', 'flow.keyIntents.complaint.label')))
    await this.does('editFlow', () => page.locator('[data-field="name"]').getByRole('textbox').fill(`Flow ${this.fresh()}`))
    await this.does('addLanguage', async () => {
      await page.getByPlaceholder(words.text('inspector', 'language.add')).fill('Chinese')
      await page.getByRole('option').first().click()
    })
    await this.does('removeLanguage', async () => {
      await page.locator('[data-field="languages"]').getByRole('button', { name: new RegExp(`^${words.text('inspector', 'remove')}: `) }).last().click()
      await page.getByRole('dialog').getByRole('button', { name: words.text('inspector', 'remove'), exact: true }).click()
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    })
  }

  private async addsNode(): Promise<void> {
    await this.keyboard.presses('Escape')
    await this.does('addNode', () => this.keyboard.adds('Say'))
  }

  private async arranges(): Promise<void> {
    await this.button('canvas', 'tools.arrange').click()
    await this.designer.page.getByRole('menuitem', { name: this.designer.words.text('canvas', 'tools.arrangeAll') }).click()
    await this.isDone('arrangeNodes')
  }

  /** @param last key that ends it, where it has one */
  private async does(kind: CommandKind, gesture: Gesture, last?: string): Promise<void> {
    await gesture()
    if (last !== undefined) await this.designer.page.keyboard.press(last)
    await this.isDone(kind)
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1)
  }

  private async isDone(kind: CommandKind): Promise<void> {
    await this.undoOf(kind).waitFor()
  }

  private undoOf(kind: CommandKind): Locator {
    return this.button('editor', 'undoWhat', { what: this.designer.words.text('editor', `done.${kind}`) })
  }

  private button(area: 'canvas' | 'editor' | 'intents', key: string, values: Readonly<Record<string, string>> = {}): Locator {
    return this.designer.page.getByRole('button', { name: this.designer.words.text(area, key, values), exact: true })
  }

  private async inAnyOrder(gestures: readonly Gesture[]): Promise<void> {
    const left = [...gestures]
    while (left.length > 0) for (const gesture of left.splice(Math.floor(this.random() * left.length), 1)) await gesture()
  }

  private oneOf<Choice>(choices: readonly Choice[]): Choice {
    const choice = choices[Math.floor(this.random() * choices.length)]
    if (choice === undefined) throw new Error('There is nothing to choose from.')
    return choice
  }

  private fresh(): number {
    this.made += 1
    return this.made
  }
}
