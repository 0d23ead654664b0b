import { nodeKinds } from '@callchart/flow'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Draft } from '../driver/draft.js'
import { exampleFlow, type FlowFile } from '../driver/flows.js'
import { ScriptedRecogniser } from '../driver/scripted-recogniser.js'
import { TestSystem } from '../driver/system.js'
import { seriousFindings } from './driver/accessibility.js'
import { TestBrowser, type UiLanguage } from './driver/browser.js'
import { Designer } from './driver/designer.js'
import { Keyboard } from './driver/keyboard.js'
import { startingWith } from './driver/words.js'

/** A flow with an earlier version, a copy that was kept, and a draft that was begun before somebody published. */
const desk = (greeting: string): FlowFile => ({
  schemaVersion: 1,
  id: 'desk',
  name: 'Desk',
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'hello' },
    { id: 'hello', kind: 'say', name: 'Hello', prompt: { 'en-US': [greeting] }, next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Goodbye', prompt: { 'en-US': ['Goodbye.'] } },
  ],
})

const there = new TestSystem([exampleFlow('card-services'), desk('Good morning.')])
const chromium = { started: undefined as TestBrowser | undefined }
const browser = (): TestBrowser => chromium.started ?? expect.unreachable('Chromium was not started')
let callId = ''
/** No branch of the flow takes it. */
const oddSentence = 'purple elephants dance on the roof'
let recogniser: ScriptedRecogniser | undefined

beforeAll(async () => {
  // What nobody understood is there to be looked at: the embedded recogniser hears only what a question enables.
  const hears = await ScriptedRecogniser.start()
  recogniser = hears
  const engine = { name: 'scripted', address: hears.address, tls: false, languages: ['en'], deadlineMs: 3_000 }
  await there.start({ asrEngines: [engine], unrecognised: { keep: 'always', days: 1 } })
  for (const line of [oddSentence, 'no']) hears.knows(line, await there.speech(line))
  chromium.started = await TestBrowser.launch()
  const caller = await there.calls('card-services')
  callId = caller.callId
  await caller.isAsked('question')
  await caller.says(oddSentence)
  await caller.isAsked('question')
  await caller.says('no')
  await caller.isHungUpOn()
  await begins('every-kind', everyKind)
  await leavesTraces()
})
afterAll(async () => {
  await chromium.started?.close()
  await there.close()
  recogniser?.close()
})

/** A draft with one node of each kind, none of them finished. */
const everyKind = { nodes: nodeKinds.map((kind) => ({ id: kind, kind, name: `The ${kind}` })) }

/** Somebody published while somebody else drew on, whose side was kept. */
async function leavesTraces(): Promise<void> {
  const draft = new Draft(there, 'desk')
  const { liveVersion } = await draft.reads()
  await draft.changes((document) => ({ ...document, nodes: document.nodes.map((node) => (node.id === 'hello' ? { ...node, prompt: { 'en-US': ['Good afternoon.'] } } : node)) }))
  await draft.publishes('A better greeting')
  await posts('/v1/drafts/desk/copies', { name: 'My side', reason: 'conflict', document: desk('Good evening.') }, 201)
  await posts('/v1/drafts', { document: desk('Good night.'), baseVersion: liveVersion, replace: true }, 201)
}

async function begins(id: string, rest: object): Promise<void> {
  const document = { schemaVersion: 1, id, name: id, languages: ['en-US', 'zh-CN'], ...rest }
  await posts('/v1/drafts', { document }, 201)
}

async function posts(path: string, body: object, expected: number): Promise<void> {
  const response = await fetch(`${there.system.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ author: 'Lena', ...body }) })
  expect(response.status).toBe(expected)
}

const languages: readonly UiLanguage[] = ['en', 'zh-CN']
const pages: readonly (readonly [string, () => string])[] = [
  ['flows', () => '/flows'],
  ['editor', () => '/flows/card-services'],
  ['versions', () => '/flows/card-services/versions'],
  ['version', () => '/flows/card-services'],
  ['heat', () => '/flows/card-services/heat'],
  ['calls', () => '/calls'],
  ['call', () => `/calls/${callId}`],
  ['copies', () => '/flows/desk/versions'],
  ['inbox', () => '/inbox?flow=card-services'],
  ['empty inbox', () => '/inbox?flow=every-kind'],
  ['calendars', () => '/calendars'],
  ['numbers', () => '/numbers'],
  ['seat', () => '/seat'],
  ['nowhere', () => '/nowhere'],
]

describe.each(languages)('in %s', (language) => {
  /** One person looks at everything: what was loaded once is there. */
  let lena: Designer
  beforeAll(async () => {
    lena = new Designer(await browser().page({ language, author: 'Lena' }), language)
  })
  afterAll(() => lena.page.context().close())

  it.each(pages)('the page "%s" speaks its language, shows its content and has no serious accessibility finding', async (name, path) => {
    const { page } = lena
    await page.goto(`${there.system.url}${path()}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')
    if (name === 'version') await opensVersion(lena)
    if (name === 'inbox') await page.getByText(oddSentence).first().waitFor()

    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect(await seriousFindings(page, (theme) => browser().shoot(page, `page-${name}-${language}-${theme}`))).toEqual([])
  })

  /** Every opened thing is looked at as it stands. */
  async function looksGood(what: string): Promise<void> {
    expect(await seriousFindings(lena.page, (theme) => browser().shoot(lena.page, `open-${what}-${language}-${theme}`)), what).toEqual([])
  }

  /** A dialog that somebody opened, looked at and left by the keyboard. */
  async function dialogLooksGood(what: string, ready: (dialog: Locator) => Locator): Promise<void> {
    const { page } = lena
    const dialog = page.getByRole('dialog')
    await ready(dialog).first().waitFor()
    await looksGood(what)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  }

  it('the panels of the editor have no serious accessibility finding', async () => {
    await lena.opens(there.system.url, 'card-services')
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
  })

  it('the dialogs of the editor and of the list have no serious accessibility finding', async () => {
    await lena.opens(there.system.url, 'card-services')
    const { page, words } = lena
    await page.getByRole('button', { name: words.text('editor', 'publish'), exact: true }).click()
    await dialogLooksGood('publish', (dialog) => dialog.getByRole('textbox', { name: words.text('versions', 'publish.note') }))
    await lena.chart.selects('Start')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await dialogLooksGood('shortcuts', (dialog) => dialog.getByText(words.text('canvas', 'shortcuts.moving')))
    await page.keyboard.press('Control+f')
    await dialogLooksGood('search', (dialog) => dialog.getByRole('combobox'))
    await new Keyboard(page, words).selects('Fetch the balance')
    await lena.inspector.within.getByRole('button', { name: words.text('inspector', 'try.open'), exact: true }).click()
    await dialogLooksGood('try-request', (dialog) => dialog.getByRole('button', { name: words.text('inspector', 'try.send') }).or(dialog.getByText(words.text('inspector', 'try.values'))))
    await lena.looksAt('prompts')
    await page.getByRole('button', { name: startingWith(words.text('prompts', 'sheet.open').replace('{{where}}', '')) }).first().click()
    await dialogLooksGood('prompt-drawer', (dialog) => dialog.getByRole('textbox'))
    await page.getByRole('button', { name: words.text('prompts', 'sheet.import'), exact: true }).click()
    await dialogLooksGood('prompt-import', (dialog) => dialog.getByText(words.text('prompts', 'sheet.drop')))
    await page.getByRole('button', { name: words.text('versions', 'export.menu'), exact: true }).click()
    await page.getByRole('menuitem', { name: words.text('library', 'actions.heat') }).waitFor()
    await looksGood('flow-menu')

    await page.goto(`${there.system.url}/flows`)
    await page.getByRole('button', { name: words.text('library', 'new') }).first().click()
    await dialogLooksGood('new-flow', (dialog) => dialog.getByRole('radio'))
    await page.getByRole('button', { name: words.text('library', 'import'), exact: true }).click()
    await dialogLooksGood('import', (dialog) => dialog.getByText(words.text('library', 'importing.help')))
    await page.getByRole('button', { name: startingWith(words.text('library', 'actions.menu').split('{{')[0] ?? '') }).first().click()
    await page.getByRole('menuitem', { name: words.text('library', 'actions.duplicate') }).click()
    await dialogLooksGood('duplicate', (dialog) => dialog.getByRole('textbox'))
    await page.goto(`${there.system.url}/calls/${callId}`)
    await page.getByRole('button', { name: words.text('calls', 'replay.button') }).click()
    await dialogLooksGood('replay', (dialog) => dialog.locator('.react-flow__node-card'))
  })

  it('what became of several versions and sides has no serious accessibility finding', async () => {
    const { page, words } = lena
    const inVersions = (key: string, values: Readonly<Record<string, string>> = {}): string => words.text('versions', key, values)
    await page.goto(`${there.system.url}/flows/desk/versions`)
    for (const version of ['v1', 'v2']) await page.getByRole('checkbox', { name: inVersions('select', { version }) }).check()
    await page.getByRole('button', { name: inVersions('compare'), exact: true }).click()
    await dialogLooksGood('compare', (dialog) => dialog.getByText(/Good afternoon/))
    await page.getByRole('button', { name: inVersions('more', { version: 'v1' }) }).click()
    await page.getByRole('menuitem', { name: inVersions('rollBack') }).click()
    await dialogLooksGood('roll-back', (dialog) => dialog.getByText(/Good afternoon/))
    await page.getByRole('button', { name: inVersions('copies.restore', { name: 'My side' }) }).click()
    await dialogLooksGood('restore-copy', (dialog) => dialog.getByText(inVersions('restoring.keepsDraft')))
    await lena.opens(there.system.url, 'desk')
    await page.getByRole('button', { name: words.text('editor', 'publish'), exact: true }).click()
    await dialogLooksGood('publish-behind', (dialog) => dialog.getByRole('button', { name: inVersions('publish.behind.takeIn') }))
  })
})

async function opensVersion({ page, words }: Designer): Promise<void> {
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
