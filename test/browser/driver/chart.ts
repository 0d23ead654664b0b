import type { Locator, Page } from 'playwright-core'
import { startingWith, type Words } from './words.js'

interface Point {
  readonly x: number
  readonly y: number
}

async function middleOf(locator: Locator): Promise<Point> {
  await locator.scrollIntoViewIfNeeded()
  const box = await locator.boundingBox()
  if (box === null) throw new Error(`not in sight: ${locator.toString()}`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** The chart and the palette, by mouse. */
export class Chart {
  constructor(
    private readonly page: Page,
    private readonly words: Words,
  ) {}

  /** A node by its name. */
  node(name: string): Locator {
    return this.page.locator('.react-flow__node-card').filter({ has: this.page.locator(`span[title="${name}"]`) })
  }

  /** A way out of a node, as the chart calls it. */
  way(node: string, way: string): Locator {
    return this.node(node).getByRole('button', { name: new RegExp(`${startingWith(way).source}[:：]`) })
  }

  async selects(name: string): Promise<void> {
    await this.node(name).locator(`span[title="${name}"]`).last().click()
  }

  /** Adds a node of a kind that the palette offers. */
  adds(kind: string): { after(node: string): Promise<void>; onLine(node: string, way: string): Promise<void>; behind(node: string, way: string): Promise<void>; below(node: string): Promise<void> } {
    return {
      /** By a click in the palette while a node is selected. */
      after: (node) =>
        this.becomesOneMore(async () => {
          await this.selects(node)
          await this.inPalette(kind).click()
        }),
      /** By dragging it from the palette onto the line of a way. */
      onLine: (node, way) =>
        this.becomesOneMore(async () => {
          const id = (await this.node(node).getAttribute('data-id')) ?? ''
          const port = (await this.way(node, way).locator('xpath=ancestor::*[@data-port]').getAttribute('data-port')) ?? ''
          await this.drags(this.inPalette(kind), await middleOf(this.page.locator(`.react-flow__edge[data-id="${id} ${port}"] [data-insert]`)))
        }),
      /** By what the port of a way offers. */
      behind: (node, way) =>
        this.becomesOneMore(async () => {
          await this.way(node, way).click()
          const insert = this.page.getByRole('menuitem', { name: this.words.text('canvas', 'port.insert') })
          const search = this.page.getByRole('combobox', { name: this.words.text('canvas', 'palette.search') })
          await insert.or(search).waitFor()
          if (await insert.isVisible()) await insert.click()
          await search.fill(kind)
          await search.press('Enter')
        }),
      /** By dragging it from the palette onto an empty place. */
      below: (node) =>
        this.becomesOneMore(async () => {
          const box = await this.node(node).boundingBox()
          await this.drags(this.inPalette(kind), { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + (box?.height ?? 0) + 120 })
        }),
    }
  }

  /** Leads a way to a node by drawing its line. */
  leads(node: string, way: string): { to(target: string): Promise<void> } {
    return {
      to: async (target) => {
        await this.showsAll()
        const port = this.way(node, way)
        await this.node(node).hover()
        await this.node(node).locator('.react-flow__handle-right').first().waitFor({ state: 'attached' })
        await this.drags(port, await middleOf(this.node(target)))
        await this.node(node).getByRole('button', { name: this.words.text('canvas', 'port.connected', { way, target }) }).waitFor()
      },
    }
  }

  async showsAll(): Promise<void> {
    await this.page.getByRole('button', { name: this.words.text('canvas', 'tools.fit') }).click()
  }

  /** Drags something onto another thing of the chart. */
  async drops(what: Locator, onto: Locator): Promise<void> {
    await this.drags(what, await middleOf(onto), () => middleOf(onto))
  }

  /** Drags something a way. */
  async pulls(what: Locator, by: Point): Promise<void> {
    const { x, y } = await middleOf(what)
    await this.drags(what, { x: x + by.x, y: y + by.y })
  }

  private inPalette(kind: string): Locator {
    return this.page.getByRole('complementary', { name: this.words.text('editor', 'left.label') }).getByRole('button', { name: startingWith(kind) })
  }

  /** @param whereNow asked at the end of the way: the chart moves on by itself where something is dragged near its border */
  private async drags(what: Locator, to: Point, whereNow: () => Promise<Point> = async () => to): Promise<void> {
    const from = await middleOf(what)
    await this.page.mouse.move(from.x, from.y)
    await this.page.mouse.down()
    await this.page.mouse.move(to.x - 30, to.y - 30, { steps: 4 })
    const { x, y } = await whereNow()
    await this.page.mouse.move(x, y, { steps: 4 })
    await this.page.mouse.up()
  }

  /** What is added is selected; nodes out of sight are not drawn. */
  private async becomesOneMore(gesture: () => Promise<void>): Promise<void> {
    await this.showsAll()
    const known = await this.page.locator('.react-flow__node-card').evaluateAll((nodes) => nodes.map((node) => `:not([data-id="${node.getAttribute('data-id') ?? ''}"])`))
    await gesture()
    await this.page.locator(`.react-flow__node-card.selected${known.join('')}`).waitFor()
  }
}
