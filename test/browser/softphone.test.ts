import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleFlow } from '../driver/flows.js'
import { likenessIn, promptsHeard } from '../driver/prompts-heard.js'
import { TestSystem } from '../driver/system.js'
import { seriousFindings } from './driver/accessibility.js'
import { TestBrowser } from './driver/browser.js'
import { Designer } from './driver/designer.js'
import { heardFrom, tapLoudspeaker } from './driver/loudspeaker.js'
import { writeMicrophone } from './driver/microphone.js'

const there = new TestSystem([exampleFlow('card-services')])
let browser: TestBrowser | undefined
const chromium = (): TestBrowser => browser ?? expect.unreachable('Chromium was not started')

beforeAll(async () => {
  await there.start()
  const microphone = join(there.folder, 'caller.wav')
  const spoken = [
    // Between the end of the greeting and the end of the patience with who says nothing, however long dialling takes.
    { afterMs: 10_500, speech: await there.speech('check my balance') },
    { afterMs: 20_000, speech: await there.speech('speak to an agent') },
  ]
  await writeMicrophone(microphone, spoken, 60_000)
  browser = await TestBrowser.launch({ microphone })
})
afterAll(async () => {
  await browser?.close()
  await there.close()
})

it('calls the draft from the editor: hears, is heard, takes keys, and comes to a human in another browser', async () => {
  const page = await chromium().page({ isTapped: true })
  await tapLoudspeaker(page)
  await page.goto(`${there.system.url}/flows/card-services`)
  await page.getByRole('button', { name: 'Call it' }).click()
  await page.getByText('Draft', { exact: true }).click()
  await page.getByRole('button', { name: 'Call', exact: true }).click()
  const said = page.getByRole('log')

  await said.getByText('check my balance').waitFor()
  await said.getByText(/enter the last four digits/).waitFor()
  // The prompt still plays: a key cuts it.
  await page.keyboard.type('4321#')
  await said.getByText(/The balance of your card/).waitFor()
  await chromium().shoot(page, 'softphone-balance')
  expect(await seriousFindings(page)).toEqual([])
  // Not earlier: the microphones of one browser hear one file, from the first of them on.
  const seat = await chromium().page({ author: 'Anna' })
  await seat.goto(`${there.system.url}/seat`)
  await seat.getByRole('button', { name: 'Take the seat' }).click()
  await said.getByText('speak to an agent').waitFor()
  await seat.getByRole('button', { name: 'Answer' }).click()
  await seat.getByText('Connected', { exact: true }).waitFor()
  await page.getByText('Connected to a human').waitFor()
  await chromium().shoot(page, 'softphone-human')
  const callId = await new Designer(page).softphone.hangsUp()

  await page.getByText('You hung up').waitFor()
  await seat.getByText('The caller hung up.').waitFor()
  await chromium().shoot(page, 'softphone-ended')
  const heard = await heardFrom(page)
  const prompts = await promptsHeard(await there.ended(callId), { system: there.system, heard, behindMask: '4 3 2 1' })
  expect(prompts.map(({ text }) => text)).toEqual(expect.arrayContaining(['Welcome to card services.', expect.stringContaining('The balance of your card'), 'I am connecting you with a colleague. One moment, please.']))
  expect(prompts.filter(({ likeness }) => likeness < 0.9)).toEqual([])
  expect(await likenessIn(heard, await there.speech('the quick brown fox jumps over the lazy dog'))).toBeLessThan(0.5)
}, 240_000)
