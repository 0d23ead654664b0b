import { nodeKinds } from '@callchart/flow'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleFlow } from '../driver/flows.js'
import { TestSystem } from '../driver/system.js'
import { seriousFindings } from './driver/accessibility.js'
import { TestBrowser, type Theme, type UiLanguage } from './driver/browser.js'
import { Designer } from './driver/designer.js'
import { Keyboard } from './driver/keyboard.js'
import { startingWith } from './driver/words.js'

const there = new TestSystem([exampleFlow('card-services')])
const chromium = { started: undefined as TestBrowser | undefined }
const browser = (): TestBrowser => chromium.started ?? expect.unreachable('Chromium was not started')
let callId = ''

beforeAll(async () => {
  await there.start()
  chromium.started = await TestBrowser.launch()
  const caller = await there.calls('card-services')
  callId = caller.callId
  await caller.isAsked('question')
  await caller.says('purple elephants dance on the roof')
  await caller.isAsked('question')
  await caller.says('no')
  await caller.isHungUpOn()
  await begins('every-kind', everyKind)
})
afterAll(async () => {
  await chromium.started?.close()
  await there.close()
})

/** A draft with one node of each kind, none of them finished. */
const everyKind = { nodes: nodeKinds.map((kind) => ({ id: kind, kind, name: `The ${kind}` })) }

async function begins(id: string, rest: object): Promise<void> {
  const document = { schemaVersion: 1, id, name: id, languages: ['en-US', 'zh-CN'], ...rest }
  const response = await fetch(`${there.system.url}/v1/drafts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ author: 'Lena', document }) })
  expect(response.status).toBe(201)
}

const looks: readonly (readonly [UiLanguage, Theme])[] = [
  ['en', 'light'],
  ['zh-CN', 'dark'],
  ['en', 'dark'],
  ['zh-CN', 'light'],
]
const pages: readonly (readonly [string, () => string])[] = [
  ['flows', () => '/flows'],
  ['editor', () => '/flows/card-services'],
  ['versions', () => '/flows/card-services/versions'],
  ['version', () => '/flows/card-services'],
  ['heat', () => '/flows/card-services/heat'],
  ['calls', () => '/calls'],
  ['call', () => `/calls/${callId}`],
  ['inbox', () => '/inbox'],
  ['seat', () => '/seat'],
  ['nowhere', () => '/nowhere'],
]

describe.each(looks)('in %s, %s', (language, theme) => {
  it.each(pages)('the page "%s" speaks its language, shows its content and has no serious accessibility finding', async (name, path) => {
    const page = await browser().page({ language, theme })
    await page.goto(`${there.system.url}${path()}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')
    if (name === 'version') await opensVersion(page, language)

    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await browser().shoot(page, `page-${name}-${language}-${theme}`)
    expect(await seriousFindings(page)).toEqual([])
    await page.context().close()
  })

  /** Every opened thing of the editor is looked at as it stands. */
  async function opensEditor(): Promise<{ readonly lena: Designer; readonly looksGood: (what: string) => Promise<void> }> {
    const page = await browser().page({ language, theme, author: 'Lena' })
    const lena = new Designer(page, language)
    await lena.opens(there.system.url, 'card-services')
    return { lena, looksGood: goodLook(page) }
  }

  const goodLook = (page: Page) => async (what: string): Promise<void> => {
    await browser().shoot(page, `open-${what}-${language}-${theme}`)
    expect(await seriousFindings(page), what).toEqual([])
  }

  /** A dialog that somebody opened, looked at and left by the keyboard. */
  async function dialogLooksGood(page: Page, looksGood: (what: string) => Promise<void>, what: string, ready: (dialog: Locator) => Locator): Promise<void> {
    const dialog = page.getByRole('dialog')
    await ready(dialog).first().waitFor()
    await looksGood(what)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  }

  it('the panels of the editor have no serious accessibility finding', async () => {
    const { lena, looksGood } = await opensEditor()
    const { page, words } = lena
    for (const panel of ['problems', 'tests', 'variables'] as const) {
      await page.getByRole('group', { name: words.text('editor', 'lower.label') }).getByRole('button', { name: startingWith(words.text('editor', `lower.${panel}`)) }).click()
      await page.getByRole('region', { name: words.text('editor', `lower.${panel}`), exact: true }).waitFor()
      await looksGood(`lower-${panel}`)
    }
    await lena.simulator.begins()
    await lena.simulator.says('check my balance')
    await lena.simulator.hears('check my balance')
    await looksGood('simulator')
    await page.getByRole('button', { name: words.text('editor', 'call'), exact: true }).click()
    await page.getByRole('button', { name: words.text('softphone', 'setup.call'), exact: true }).waitFor()
    await looksGood('softphone')
    for (const view of ['prompts', 'intents', 'settings'] as const) {
      await lena.looksAt(view)
      await looksGood(`view-${view}`)
    }
    await page.context().close()
  })

  it('the dialogs of the editor and of the list have no serious accessibility finding', async () => {
    const { lena, looksGood } = await opensEditor()
    const { page, words } = lena
    await page.getByRole('button', { name: words.text('editor', 'publish'), exact: true }).click()
    await dialogLooksGood(page, looksGood, 'publish', (dialog) => dialog.getByRole('textbox', { name: words.text('versions', 'publish.note') }))
    await lena.chart.selects('Start')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await dialogLooksGood(page, looksGood, 'shortcuts', (dialog) => dialog.getByText(words.text('canvas', 'shortcuts.moving')))
    await page.keyboard.press('Control+f')
    await dialogLooksGood(page, looksGood, 'search', (dialog) => dialog.getByRole('combobox'))
    await new Keyboard(page, words).selects('Fetch the balance')
    await lena.inspector.within.getByRole('button', { name: words.text('inspector', 'try.open'), exact: true }).click()
    await dialogLooksGood(page, looksGood, 'try-request', (dialog) => dialog.getByRole('button', { name: words.text('inspector', 'try.send') }).or(dialog.getByText(words.text('inspector', 'try.values'))))
    await lena.looksAt('prompts')
    await page.getByRole('button', { name: startingWith(words.text('prompts', 'sheet.open').replace('{{where}}', '')) }).first().click()
    await dialogLooksGood(page, looksGood, 'prompt-drawer', (dialog) => dialog.getByRole('textbox'))
    await page.getByRole('button', { name: words.text('prompts', 'sheet.import'), exact: true }).click()
    await dialogLooksGood(page, looksGood, 'prompt-import', (dialog) => dialog.getByText(words.text('prompts', 'sheet.drop')))
    await page.getByRole('button', { name: words.text('versions', 'export.menu'), exact: true }).click()
    await page.getByRole('menuitem', { name: words.text('library', 'actions.heat') }).waitFor()
    await looksGood('flow-menu')

    await page.goto(`${there.system.url}/flows`)
    await page.getByRole('button', { name: words.text('library', 'new') }).first().click()
    await dialogLooksGood(page, looksGood, 'new-flow', (dialog) => dialog.getByRole('radio'))
    await page.getByRole('button', { name: words.text('library', 'import'), exact: true }).click()
    await dialogLooksGood(page, looksGood, 'import', (dialog) => dialog.getByText(words.text('library', 'importing.help')))
    await page.getByRole('button', { name: startingWith(words.text('library', 'actions.menu').split('{{')[0] ?? '') }).first().click()
    await page.getByRole('menuitem', { name: words.text('library', 'actions.duplicate') }).click()
    await dialogLooksGood(page, looksGood, 'duplicate', (dialog) => dialog.getByRole('textbox'))
    await page.goto(`${there.system.url}/calls/${callId}`)
    await page.getByRole('button', { name: words.text('calls', 'replay.button') }).click()
    await dialogLooksGood(page, looksGood, 'replay', (dialog) => dialog.locator('.react-flow__node-card'))
    await page.context().close()
  })
})

async function opensVersion(page: Page, language: UiLanguage): Promise<void> {
  const { words } = new Designer(page, language)
  await page.goto(`${there.system.url}/flows/card-services/versions`)
  await page.getByRole('link', { name: words.text('versions', 'open'), exact: true }).first().click()
  await page.getByText(words.text('versions', 'view.readOnly')).waitFor()
  await page.locator('.react-flow__node-card').first().waitFor()
}

it('the form of a node of any kind has no serious accessibility finding', async () => {
  const page = await browser().page({ author: 'Lena' })
  const lena = new Designer(page)
  await lena.opens(there.system.url, 'every-kind')
  const keyboard = new Keyboard(page, lena.words)
  const findings: Record<string, string[]> = {}

  for (const kind of nodeKinds) {
    await keyboard.selects(`The ${kind}`)
    await lena.side.getByRole('textbox', { name: lena.words.text('fields', 'any.name.label'), exact: true }).and(page.locator(`[value="The ${kind}"]`)).waitFor()
    const found = await seriousFindings(page)
    if (found.length > 0) findings[kind] = found
  }

  expect(findings).toEqual({})
  await page.context().close()
})
