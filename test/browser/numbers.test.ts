import type { NumberList } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleFlow } from '../driver/flows.js'
import { TestSystem } from '../driver/system.js'
import { seriousFindings } from './driver/accessibility.js'
import { TestBrowser, type UiLanguage } from './driver/browser.js'
import { Designer } from './driver/designer.js'

const there = new TestSystem([exampleFlow('card-services')])
const chromium = { started: undefined as TestBrowser | undefined }
const browser = (): TestBrowser => chromium.started ?? expect.unreachable('Chromium was not started')
const claimed = '+15550100'

beforeAll(async () => {
  await there.start()
  chromium.started = await TestBrowser.launch()
})
afterAll(async () => {
  await chromium.started?.close()
  await there.close()
})

/** Who answers, as a switch finds it. */
const answering = async (dnis: string): Promise<string> => {
  const response = await fetch(`${there.system.url}/v1/calls`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ dnis }) })
  const { flow, code } = (await response.json()) as { readonly flow?: string; readonly code?: string }
  return flow ?? code ?? ''
}
const numbers = async (): Promise<NumberList> => (await fetch(`${there.system.url}/v1/numbers`)).json() as Promise<NumberList>

const languages: readonly UiLanguage[] = ['en', 'zh-CN']

describe.each(languages)('numbers in %s', (language) => {
  let lena: Designer
  const text = (key: string): string => lena.words.text('numbers', key)

  beforeAll(async () => {
    lena = new Designer(await browser().page({ language, author: 'Lena' }), language)
    await lena.page.goto(`${there.system.url}/numbers`)
  })
  afterAll(() => lena.page.context().close())

  it('are closed in an emergency by one confirmation, and answered again by another', async () => {
    const { page } = lena
    await page.getByRole('row', { name: claimed }).getByRole('button', { name: text('override.open') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(text('override.way.reject')).click()
    expect(await seriousFindings(page, (theme) => browser().shoot(page, `numbers-emergency-${language}-${theme}`))).toEqual([])
    await dialog.getByRole('button', { name: text('override.confirm') }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText(text('override.rejects'), { exact: true }).waitFor()

    expect(await answering(claimed)).toBe('RUNTIME_NUMBER_CLOSED')
    expect((await numbers()).numbers).toMatchObject([{ number: claimed, overriddenBy: 'Lena' }])

    await page.getByRole('row', { name: claimed }).getByRole('button', { name: text('override.end') }).click()
    await page.getByRole('dialog').getByRole('button', { name: text('override.end') }).click()
    await page.getByRole('row', { name: claimed }).getByRole('button', { name: text('override.open') }).waitFor()

    expect(await answering(claimed)).toBe('card-services')
  })

  it('are led to a flow by a route, which the page tries', async () => {
    const { page } = lena
    await page.getByRole('button', { name: text('routes.add') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(text('kind.prefix'), { exact: true }).click()
    await dialog.getByRole('textbox', { name: text('routes.value.prefix') }).fill('+8621')
    await dialog.getByRole('combobox', { name: text('routes.flow') }).click()
    await page.getByRole('option', { name: 'Card services' }).click()
    expect(await seriousFindings(page, (theme) => browser().shoot(page, `numbers-route-${language}-${theme}`))).toEqual([])
    await dialog.getByRole('button', { name: text('save'), exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })

    await page.getByRole('textbox', { name: text('try.label') }).fill('+862155551234')
    await page.getByRole('button', { name: text('try.ask') }).click()
    await page.getByText(text('by.route'), { exact: true }).waitFor()

    expect(await answering('+862155551234')).toBe('card-services')
    const [route] = (await numbers()).routes
    expect(route).toMatchObject({ kind: 'prefix', value: '+8621', flow: 'card-services', author: 'Lena' })
    await fetch(`${there.system.url}/v1/numbers/routes/${route?.routeId ?? ''}`, { method: 'DELETE' })
  })
})
