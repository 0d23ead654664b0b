import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleFlow } from '../driver/flows.js'
import { TestSystem } from '../driver/system.js'
import { seriousFindings } from './driver/accessibility.js'
import { TestBrowser } from './driver/browser.js'
import { writeMicrophone } from './driver/microphone.js'

const there = new TestSystem([exampleFlow('card-services')])
let started: TestBrowser | undefined
const browser = {
  page: (...look: Parameters<TestBrowser['page']>) => (started ?? expect.unreachable('Chromium was not started')).page(...look),
  shoot: (...what: Parameters<TestBrowser['shoot']>) => started?.shoot(...what),
}

beforeAll(async () => {
  await there.start()
  const microphone = join(there.folder, 'agent.wav')
  await writeMicrophone(microphone, [{ afterMs: 500, speech: await there.speech('hello this is anna how can i help you today', 'en-gb') }], 1_500)
  started = await TestBrowser.launch({ microphone })
})
afterAll(async () => {
  await started?.close()
  await there.close()
})

async function sits(): Promise<Page> {
  const page = await browser.page({ author: 'Anna' })
  await page.goto(`${there.system.url}/seat`)
  await page.getByRole('button', { name: 'Take the seat' }).click()
  await page.getByText('Ready for calls').waitFor()
  return page
}

/** A caller who has asked for a human. */
async function callerForHuman() {
  const caller = await there.calls('card-services', { request: { ani: '+15550100' } })
  await caller.isAsked('question')
  await caller.says('speak to an agent')
  return caller
}

describe('a seat in the browser', () => {
  it('rings, talks, holds, gives the caller back to the flow, and keeps what came of it', async () => {
    const page = await sits()
    const caller = await callerForHuman()

    await page.getByRole('heading', { name: '+15550100' }).waitFor()
    await page.getByText('speak to an agent', { exact: true }).waitFor()
    await browser.shoot(page, 'seat-ringing')
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByText('Connected', { exact: true }).waitFor()
    await browser.shoot(page, 'seat-talking')
    expect(await seriousFindings(page)).toEqual([])

    await page.getByRole('button', { name: 'Hold' }).click()
    await page.getByText('Caller on hold').waitFor()
    await there.until('a call on hold', async () => (await there.api.call(caller.callId)).transfer?.held === true)
    await browser.shoot(page, 'seat-held')
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByText('Connected', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Back to the bot' }).click()

    await page.getByText('What came of the call?').waitFor()
    await page.getByText('Resolved').click()
    await page.getByLabel('Note').fill('New card is on its way')
    await browser.shoot(page, 'seat-wrap-up')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Done, ready for calls' }).click()
    await page.getByText('Ready for calls').waitFor()
    const { transcript, wrapUps, transfer } = await there.ended(caller.callId)
    expect(transfer?.outcome).toBe('connected')
    expect(transcript.at(-1)?.who).toBe('bot')
    expect(wrapUps).toMatchObject([{ agent: 'Anna', queue: 'cards', code: 'resolved', note: 'New card is on its way' }])
    await page.context().close()
  })

  it('keeps a caller in sight who hung up while ringing, and says so when the page was loaded anew', async () => {
    const page = await sits()
    const caller = await callerForHuman()
    await page.getByRole('button', { name: 'Answer' }).waitFor()

    caller.hangsUp()

    await page.getByText('hung up while ringing').waitFor()
    await browser.shoot(page, 'seat-missed')
    await page.reload()
    await page.getByText('Your seat was given up').waitFor()
    await browser.shoot(page, 'seat-reloaded')
    await page.getByRole('button', { name: 'Take the seat again' }).click()
    await page.getByText('Ready for calls').waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('You are on a pause').waitFor()
    await page.context().close()
  })

  it('rings on whichever page its human is, who comes back to a seat that was never given up', async () => {
    const page = await sits()
    await page.getByRole('link', { name: 'Flows', exact: true }).click()
    await page.getByRole('link', { name: /^Seat\s*Ready$/ }).waitFor()
    await callerForHuman()

    const bell = page.getByRole('alertdialog', { name: /is calling/ })
    await bell.getByRole('heading', { name: '+15550100' }).waitFor()
    await browser.shoot(page, 'seat-rings-elsewhere')
    expect(await seriousFindings(page)).toEqual([])
    await bell.getByRole('button', { name: 'Answer' }).click()

    await page.waitForURL('**/seat')
    await page.getByText('Connected', { exact: true }).waitFor()
    await page.context().close()
  })

  it('is taken in the page that calls a draft, whose call goes on meanwhile', async () => {
    const page = await browser.page({ author: 'Lena' })
    await page.goto(`${there.system.url}/flows/card-services`)
    await page.getByRole('button', { name: 'Call it' }).click()
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    await page.getByRole('log').getByText('Welcome to card services.').waitFor()
    const chip = page.getByRole('group', { name: 'Your call to "Card services"' })

    await page.getByRole('link', { name: 'Seat', exact: true }).click()
    await page.getByRole('button', { name: 'Take the seat' }).click()
    await page.getByText('Ready for calls').waitFor()
    await chip.waitFor()
    await browser.shoot(page, 'call-goes-on')
    await chip.getByRole('link').click()
    await page.getByRole('log').getByText('Welcome to card services.').waitFor()
    await page.getByRole('link', { name: 'Flows', exact: true }).click()
    await chip.getByRole('button', { name: 'Hang up your call' }).click()

    await chip.waitFor({ state: 'detached' })
    await page.context().close()
  })
})
