import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest'
import { commandKinds } from '../../packages/designer/src/document/command.js'
import { TestSystem } from '../driver/system.js'
import { TestBrowser } from './driver/browser.js'
import { Designer } from './driver/designer.js'
import { Scribbler } from './driver/scribbler.js'

const there = new TestSystem([])
let browser: TestBrowser | undefined
const chromium = (): TestBrowser => browser ?? expect.unreachable('Chromium was not started')

beforeAll(async () => {
  await there.start()
  browser = await TestBrowser.launch()
})
afterAll(async () => {
  await browser?.close()
  await there.close()
})

const leastOfEachKind = 5
const roundCount = 6
/** No page renames a queue: the name of one is typed where it is used. */
const kindsOfPages = commandKinds.filter((kind) => kind !== 'renameQueue')

it('200 random changes of every kind are undone to the first document, and done again to the last', async () => {
  const page = await chromium().page({ author: 'Lena', width: 1_920, height: 1_080 })
  onTestFailed(() => chromium().shoot(page, 'scribbling-failed'))
  const designer = new Designer(page)
  const scribbler = new Scribbler(designer, 20_261_126)
  const saved = async (): Promise<unknown> => {
    await designer.isSaved()
    return ((await (await fetch(`${there.system.url}/v1/drafts/scribbled`)).json()) as { document: unknown }).document
  }

  await designer.begins(there.system.url, 'Empty', 'Scribbled')
  const first = await saved()
  // While the chart is small: in the picture of a large one the lines have no room for what is dropped.
  for (let time = 0; time < leastOfEachKind; time += 1) await scribbler.intoLine()
  for (let round = 0; round < roundCount; round += 1) {
    await scribbler.onChart()
    await scribbler.notes()
    await designer.looksAt('settings')
    await scribbler.settings()
    await designer.looksAt('intents')
    await scribbler.intents()
    await designer.looksAt('prompts')
    await scribbler.prompts()
    await designer.looksAt('canvas')
    await designer.showsVariables()
    await scribbler.variables()
    await page.getByRole('button', { name: designer.words.text('editor', 'lower.close') }).click()
    await designer.chart.showsAll()
  }
  await chromium().shoot(page, 'scribbled')
  const last = await saved()
  await designer.takesBackAll()
  const undone = await saved()
  await designer.doesAllAgain()
  const redone = await saved()

  expect(kindsOfPages.filter((kind) => (scribbler.counts.get(kind) ?? 0) < leastOfEachKind)).toEqual([])
  expect(scribbler.count).toBeGreaterThanOrEqual(200)
  expect(last).not.toEqual(first)
  expect(undone).toEqual(first)
  expect(redone).toEqual(last)
}, 400_000)
