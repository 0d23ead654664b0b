import { join } from 'node:path'
import { correlation, writeMonoWav } from '@callchart/cli'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleFlow } from '../driver/flows.js'
import { TestSystem } from '../driver/system.js'
import { TestBrowser } from './driver/browser.js'
import { heardFrom, tapLoudspeaker } from './driver/loudspeaker.js'
import { writeMicrophone } from './driver/microphone.js'

const there = new TestSystem([exampleFlow('card-services')])
let browser: TestBrowser

beforeAll(async () => {
  await there.start()
  const microphone = join(there.folder, 'caller.wav')
  const spoken = [
    { afterMs: 2_000, speech: await there.speech('check my balance') },
    { afterMs: 16_000, speech: await there.speech('speak to an agent') },
  ]
  await writeMicrophone(microphone, spoken, 60_000)
  browser = await TestBrowser.launch({ microphone })
})
afterAll(async () => {
  await browser.close()
  await there.close()
})

it('calls the flow from the editor: it hears, is heard, takes keys, and brings a human', async () => {
  const seat = await there.seat('cards')
  const page = await browser.page()
  await tapLoudspeaker(page)
  await page.goto(`${there.system.url}/flows/card-services`)
  await page.getByRole('button', { name: 'Call it' }).click()
  await page.getByRole('button', { name: 'Call', exact: true }).click()
  const said = page.getByRole('log')

  await said.getByText('check my balance').waitFor()
  await said.getByText(/enter the last four digits/).waitFor()
  await browser.shoot(page, 'softphone-asked')
  await page.keyboard.type('4321#')
  await said.getByText(/The balance of your card/).waitFor()
  await browser.shoot(page, 'softphone-balance')
  await said.getByText('speak to an agent').waitFor()
  expect(await seat.next('offered')).toMatchObject({ summary: expect.stringContaining('balance') as string })
  await browser.shoot(page, 'softphone-waiting')
  await page.getByRole('button', { name: 'Hang up' }).click()

  expect(await seat.next('withdrawn')).toMatchObject({ cause: 'caller-gone' })
  await page.getByText('You hung up').waitFor()
  await browser.shoot(page, 'softphone-ended')
  const heard = await heardFrom(page)
  await writeMonoWav('/tmp/heard.wav', heard)
  for (const t of ['Welcome to card services.', 'Please say or enter the last four digits of your card.', 'Is there anything else I can help you with?', 'I am connecting you with a colleague. One moment, please.']) console.log(t, correlation(await there.speech(t), heard))
  expect(correlation(await there.speech('Welcome to card services.'), heard)).toBeGreaterThan(0.8)
  expect(correlation(await there.speech('the quick brown fox jumps over the lazy dog'), heard)).toBeLessThan(0.4)
})
