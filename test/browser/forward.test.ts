import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cardServices, exampleFlow } from '../driver/flows.js'
import { TestSystem } from '../driver/system.js'
import { seriousFindings } from './driver/accessibility.js'
import { TestBrowser } from './driver/browser.js'
import { writeMicrophone } from './driver/microphone.js'
import { Words } from './driver/words.js'

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

async function sits(author: string, queue: string, words: Words): Promise<Page> {
  const page = await browser().page({ author, language: words.language })
  await page.goto(`${there.system.url}/seat?queue=${queue}`)
  await page.getByRole('button', { name: words.text('seat', 'take.take'), exact: true }).click()
  await page.getByText(words.text('seat', 'idle.ready')).waitFor()
  return page
}

it('sends a caller on to another queue, whose human reads the note and talks with them', async () => {
  const chinese = new Words('zh-CN')
  const [anna, bo] = [await sits('Anna', 'cards', new Words('en')), await sits('Bo', 'fraud', chinese)]
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
  await bo.getByText(chinese.text('seat', 'forward.fromWithNote', { name: 'Anna', note: 'Card 4012 was used abroad' })).waitFor()
  await bo.getByText(`${chinese.text('seat', 'last.voice', { text: 'speak to an agent' })} ·`).waitFor()
  expect(await seriousFindings(bo, (theme) => browser().shoot(bo, `seat-forwarded-${theme}`))).toEqual([])
  await bo.getByRole('button', { name: chinese.text('seat', 'ringing.answer') }).click()
  await bo.getByText(chinese.text('seat', 'call.talking'), { exact: true }).waitFor()
  expect(await seriousFindings(bo, (theme) => browser().shoot(bo, `seat-talking-zh-${theme}`))).toEqual([])
  const talked = await there.api.call(caller.callId)
  expect(talked).toMatchObject({ transfer: { target: 'fraud', outcome: 'connected' } })

  await bo.getByRole('button', { name: chinese.text('seat', 'controls.giveBack') }).click()
  await bo.getByText(chinese.text('seat', 'wrapUp.title')).waitFor()
  expect(await seriousFindings(bo, (theme) => browser().shoot(bo, `seat-wrap-up-zh-${theme}`))).toEqual([])
  const { disposition, cdr } = await there.ended(caller.callId)
  expect(disposition).toBe('transferred')
  expect(cdr.map(({ hungUpBy }) => hungUpBy)).toEqual(['bot', 'agent', 'agent'])
})
