import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleFlow } from '../driver/flows.js'
import { TestSystem } from '../driver/system.js'
import { seriousFindings } from './driver/accessibility.js'
import { TestBrowser, type Theme, type UiLanguage } from './driver/browser.js'

const there = new TestSystem([exampleFlow('card-services')])
let browser: TestBrowser

beforeAll(async () => {
  await there.start()
  browser = await TestBrowser.launch()
})
afterAll(async () => {
  await browser.close()
  await there.close()
})

const looks: readonly (readonly [UiLanguage, Theme])[] = [
  ['en', 'light'],
  ['zh-CN', 'dark'],
  ['en', 'dark'],
  ['zh-CN', 'light'],
]
const pages = ['/flows', '/flows/card-services', '/flows/card-services/versions', '/calls', '/inbox', '/seat'] as const

describe.each(looks)('in %s, %s', (language, theme) => {
  it.each(pages)('%s speaks its language, shows its content and has no serious accessibility finding', async (path) => {
    const page = await browser.page({ language, theme })
    await page.goto(`${there.system.url}${path}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')

    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await browser.shoot(page, `${path.slice(1).replaceAll('/', '-')}-${language}-${theme}`)
    expect(await seriousFindings(page)).toEqual([])
    await page.context().close()
  })
})
