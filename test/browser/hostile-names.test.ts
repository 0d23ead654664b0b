import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleFlow } from '../driver/flows.js'
import { TestSystem } from '../driver/system.js'
import { TestBrowser } from './driver/browser.js'

/** Markup that runs a script wherever it is taken for more than text. */
const markup = (mark: string): string => `<img src=x onerror="window.harmed='${mark}'">`

interface Named {
  readonly id: string
  name: string
}
const hostileFlow = () => {
  const flow = structuredClone(exampleFlow('card-services')) as ReturnType<typeof exampleFlow> & { name: string; nodes: Named[]; intents: Record<string, Named> }
  flow.name = `Cards ${markup('flow')}`
  for (const node of flow.nodes) if (node.id !== 'start') node.name = `${node.name.slice(0, 20)} ${markup('node')}`
  for (const intent of Object.values(flow.intents)) intent.name = `${intent.name} ${markup('intent')}`
  return flow
}

const there = new TestSystem([hostileFlow()])
let started: TestBrowser | undefined
const browser = (): TestBrowser => started ?? expect.unreachable('Chromium was not started')

beforeAll(async () => {
  await there.start()
  started = await TestBrowser.launch()
})
afterAll(async () => {
  await started?.close()
  await there.close()
})

const opened = async (path: string): Promise<Page> => {
  const page = await browser().page({ author: `Anna ${markup('author')}` })
  await page.goto(`${there.system.url}${path}`)
  return page
}

/** The page shows the markup as the text that it is. Whatever the policy for content keeps back is an error of the page, which fails the file. */
async function isUnharmed(page: Page, shown: string): Promise<void> {
  await page.getByText(shown).first().waitFor()
  expect(await page.evaluate(() => [(window as { harmed?: string }).harmed, document.querySelectorAll('img[src="x"]').length])).toEqual([undefined, 0])
  await page.context().close()
}

const ani = `<script>harmed=1</script>${markup('a')}`.slice(0, 64)

it('names of flows, nodes and callers are text on every page', async () => {
  await isUnharmed(await opened('/flows'), markup('flow'))
  await isUnharmed(await opened('/flows/card-services'), markup('node'))

  const seat = await opened('/seat?queue=cards')
  await seat.getByRole('button', { name: 'Take the seat' }).click()
  await seat.getByText('Ready for calls').waitFor()
  const caller = await there.calls('card-services', { request: { ani, variables: { [`x${markup('variable')}`]: markup('value') } } })
  await caller.isAsked('question')
  await caller.says('speak to an agent')
  await seat.getByRole('button', { name: 'Answer' }).waitFor()
  await isUnharmed(seat, ani)
  caller.hangsUp()
  await there.ended(caller.callId)

  await isUnharmed(await opened('/calls'), ani)
  await isUnharmed(await opened(`/calls/${caller.callId}`), markup('node'))
})
