import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recorded, recordedMessage } from '../driver/recorded-flows.js'
import { TestSystem } from '../driver/system.js'
import { seriousFindings } from './driver/accessibility.js'
import { TestBrowser, type UiLanguage } from './driver/browser.js'
import { Words } from './driver/words.js'

const there = new TestSystem([recorded('recorded'), recordedMessage('mailbox')])
const chromium = { started: undefined as TestBrowser | undefined }
const browser = (): TestBrowser => chromium.started ?? expect.unreachable('Chromium was not started')
let callId = ''

beforeAll(async () => {
  await there.start({ recordings: { days: 90 } })
  chromium.started = await TestBrowser.launch()
  const caller = await there.calls('recorded')
  callId = caller.callId
  await caller.isAsked('consent')
  await caller.says('yes')
  await caller.isAsked('code')
  await caller.presses('4711')
  await caller.isAsked('question')
  await caller.says('i would like to know the balance of my account please')
  await caller.isAsked('private')
  caller.hangsUp()
  await there.ended(callId)
  const leaver = await there.calls('mailbox')
  await leaver.until('the tone being over', ({ listening }) => listening !== null)
  await leaver.says('please call me back tomorrow')
  await leaver.isHungUpOn()
})
afterAll(async () => {
  await chromium.started?.close()
  await there.close()
})

const looks: readonly UiLanguage[] = ['en', 'zh-CN']

const ofPlayer = (page: Page, property: 'currentTime' | 'playbackRate'): Promise<number> => page.evaluate<number>(`document.querySelector('section audio').${property}`)
/** Seconds into the recording. */
const place = (page: Page): Promise<number> => ofPlayer(page, 'currentTime')

describe.each(looks)('in %s the recording of a call', (language) => {
  const words = new Words(language)
  const text = (key: string): string => words.text('calls', key)

  it('is played, moves the cursor of the page, and goes where somebody looks', async () => {
    const page = await browser().page({ language })
    await page.goto(`${there.system.url}/calls/${callId}`)
    const moment = page.getByRole('slider', { name: text('recording.moment') })
    await moment.waitFor()
    await page.locator('.react-flow__node-card').first().waitFor()
    expect(await seriousFindings(page)).toEqual([])

    // A line of the transcript, and a step by the keyboard, are places of the recording.
    await page.getByRole('log').getByRole('button', { name: 'Thank you. What can I do for you today?' }).click()
    const atLine = await place(page)
    expect(atLine).toBeGreaterThan(1)
    await page.getByRole('listbox', { name: text('steps.label') }).press('Home')
    expect(await place(page)).toBe(0)

    // The keyboard moves the recording, and with it the page.
    await moment.focus()
    await page.keyboard.press('End')
    const selected = page.getByRole('listbox', { name: text('steps.label') }).getByRole('option', { selected: true })
    expect(await selected.getAttribute('id')).not.toBe('call-step-0')
    await page.keyboard.press('Home')
    expect(await place(page)).toBe(0)

    await page.getByRole('combobox', { name: text('recording.speed') }).selectOption('2')
    await page.getByRole('button', { name: text('recording.play') }).click()
    await there.until('sound that goes on', async () => (await place(page)) > 1)
    await page.getByRole('button', { name: text('recording.pause') }).click()
    expect(await ofPlayer(page, 'playbackRate')).toBe(2)
    await page.close()
  })

  it('goes with all that was said where the caller asks for it', async () => {
    const caller = await there.calls('recorded')
    await caller.isAsked('consent')
    await caller.says('yes')
    await caller.isAsked('code')
    caller.hangsUp()
    await there.ended(caller.callId)
    const page = await browser().page({ language })
    await page.goto(`${there.system.url}/calls/${caller.callId}`)
    const deletion = page.getByRole('button', { name: text('contentDeleted.delete') })
    const dialog = page.getByRole('dialog', { name: text('contentDeleted.askTitle') })
    const said = page.getByRole('log').getByRole('button', { name: 'Do you agree that this call is recorded?' })
    await said.waitFor()

    await deletion.click()
    await dialog.getByRole('button', { name: text('contentDeleted.keep') }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect((await there.api.call(caller.callId)).contentDeleted).toBeUndefined()
    await deletion.click()
    await dialog.waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await browser().shoot(page, `delete-content-${language}`)
    await dialog.getByRole('button', { name: text('contentDeleted.delete') }).click()
    await page.getByText(text('contentDeleted.title')).waitFor()

    expect(await said.count()).toBe(0)
    expect(await deletion.count()).toBe(0)
    expect(await page.getByRole('slider', { name: text('recording.moment') }).count()).toBe(0)
    expect((await there.api.call(caller.callId)).contentDeleted).toMatchObject({ by: 'api' })
    await browser().shoot(page, `content-deleted-${language}`)
    await page.close()
  })

  it('of a message stands in the list of messages', async () => {
    const page = await browser().page({ language })
    await page.goto(`${there.system.url}/voicemails`)
    await page.getByRole('cell', { name: 'sales', exact: true }).waitFor()

    expect(await page.locator('audio').count()).toBe(1)
    expect(await seriousFindings(page)).toEqual([])
    await page.close()
  })
})
