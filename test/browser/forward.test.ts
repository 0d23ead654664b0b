import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cardServices, exampleFlow } from '../driver/flows.js'
import { TestSystem } from '../driver/system.js'
import { seriousFindings } from './driver/accessibility.js'
import { TestBrowser } from './driver/browser.js'
import { writeMicrophone } from './driver/microphone.js'

const there = new TestSystem([exampleFlow('card-services'), cardServices('fraud', { toHuman: { queue: 'fraud' } })])
let started: TestBrowser | undefined
const browser = (): TestBrowser => started ?? expect.unreachable('Chromium was not started')

beforeAll(async () => {
  await there.start()
  const microphone = join(there.folder, 'agent.wav')
  await writeMicrophone(microphone, [{ afterMs: 500, speech: await there.speech('hello how can i help you today', 'en-gb') }], 1_500)
  started = await TestBrowser.launch({ microphone })
})
afterAll(async () => {
  await started?.close()
  await there.close()
})

async function sits(author: string, queue: string): Promise<Page> {
  const page = await browser().page({ author })
  await page.goto(`${there.system.url}/seat?queue=${queue}`)
  await page.getByRole('button', { name: 'Take the seat' }).click()
  await page.getByText('Ready for calls').waitFor()
  return page
}

it('sends a caller on to another queue, whose human reads the note and talks with them', async () => {
  const [anna, bo] = [await sits('Anna', 'cards'), await sits('Bo', 'fraud')]
  const caller = await there.calls('card-services', { request: { ani: '+15550100' } })
  await caller.isAsked('question')
  await caller.says('speak to an agent')
  await anna.getByRole('button', { name: 'Answer' }).click()
  await anna.getByText('Connected', { exact: true }).waitFor()

  await anna.getByRole('button', { name: 'Transfer …' }).click()
  await anna.getByRole('combobox', { name: 'Queue' }).click()
  await anna.getByRole('option', { name: /fraud/ }).click()
  await anna.getByText('Somebody is free there.').waitFor()
  await anna.getByLabel('Note for your colleague').fill('Card 4012 was used abroad')
  await browser().shoot(anna, 'seat-forward')
  expect(await seriousFindings(anna)).toEqual([])
  await anna.getByRole('button', { name: 'Transfer', exact: true }).click()

  await anna.getByText('What came of the call?').waitFor()
  await bo.getByText('Transferred by Anna: “Card 4012 was used abroad”').waitFor()
  await browser().shoot(bo, 'seat-forwarded')
  await bo.getByRole('button', { name: 'Answer' }).click()
  await bo.getByText('Connected', { exact: true }).waitFor()
  const talked = await there.api.call(caller.callId)
  expect(talked).toMatchObject({ transfer: { target: 'fraud', outcome: 'connected' } })

  await bo.getByRole('button', { name: 'Back to the bot' }).click()
  const { disposition, cdr } = await there.ended(caller.callId)
  expect(disposition).toBe('transferred')
  expect(cdr.map(({ hungUpBy }) => hungUpBy)).toEqual(['bot', 'agent', 'agent'])
})
