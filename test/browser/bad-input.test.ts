import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Download, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, startElsewhere, type SystemElsewhere } from '../driver/elsewhere.js'
import { codeEntry, exampleFlow, type FlowFile } from '../driver/flows.js'
import { TestSystem } from '../driver/system.js'
import { TestBrowser, type UiLanguage } from './driver/browser.js'
import { Designer } from './driver/designer.js'
import { serverIsGone, serverIsSlow } from './driver/trouble.js'

const there = new TestSystem([exampleFlow('card-services'), codeEntry('code')])
const chromium = { started: undefined as TestBrowser | undefined }
let url = ''
let server: SystemElsewhere | undefined

beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${String(port)}`
  server = await startElsewhere(there, port)
  chromium.started = await TestBrowser.launch({ refuseMicrophone: true })
})
afterAll(async () => {
  await chromium.started?.close()
  await server?.kill()
  // Takes over the PostgreSQL that the killed process left, and ends it.
  await there.start()
  await there.close()
})

const browser = (): TestBrowser => chromium.started ?? expect.unreachable('Chromium was not started')
const languages: readonly UiLanguage[] = ['en', 'zh-CN']

async function person(language: UiLanguage): Promise<Designer> {
  return new Designer(await browser().page({ language, author: 'Lena' }), language)
}

async function opens(flow: string, language: UiLanguage = 'en'): Promise<Designer> {
  const lena = await person(language)
  await lena.opens(url, flow)
  return lena
}

/** A small flow that says a greeting and ends. */
const small = (id: string, rest: object = {}): FlowFile => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'hello' },
    { id: 'hello', kind: 'say', name: 'Hello', prompt: { 'en-US': ['Good morning.'] }, next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Goodbye', prompt: { 'en-US': ['Goodbye.'] } },
  ],
  ...rest,
})

const fileOf = (name: string, text: string | Buffer, mimeType = 'application/json') => ({ name, mimeType, buffer: Buffer.from(text) })

/** Chooses files in the dialog for imports. */
async function brings({ page, words }: Designer, ...files: readonly (string | ReturnType<typeof fileOf>)[]): Promise<Locator> {
  await page.goto(`${url}/flows`)
  await page.getByRole('button', { name: words.text('library', 'import'), exact: true }).click()
  const dialog = page.getByRole('dialog')
  for (const file of files) await dialog.locator('input[type=file]').setInputFiles(typeof file === 'string' ? file : { ...file })
  return dialog
}

const importButton = (dialog: Locator, words: Designer['words'], count: number): Locator => dialog.getByRole('button', { name: words.text('library', words.language === 'en' && count === 1 ? 'importing.confirm_one' : 'importing.confirm_other', { count: String(count) }) })

describe.each(languages)('a file that is no flow, in %s', (language) => {
  it('is refused with its reason, while the good one beside it comes in', async () => {
    const lena = await person(language)
    const huge = join(there.folder, 'huge.flow.json')
    writeFileSync(huge, '{}')
    truncateSync(huge, 50_000_000)
    const refusals: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
      ['text.flow.json', 'not-json', {}],
      ['package.json', 'not-a-flow', {}],
      ['newer.flow.json', 'newer', {}],
      ['kind.flow.json', 'kind', { named: 'explode' }],
      ['hostile.flow.json', 'forbidden-field', {}],
      ['long.flow.json', 'name', { count: '100' }],
      ['huge.flow.json', 'too-large', { size: '10' }],
    ]
    const good = `good-${language.toLowerCase()}`

    const dialog = await brings(
      lena,
      fileOf('text.flow.json', 'This is a letter, and no flow.'),
      fileOf('package.json', JSON.stringify({ name: 'package', version: '1.0.0' })),
      fileOf('newer.flow.json', JSON.stringify(small('newer', { schemaVersion: 2 }))),
      fileOf('kind.flow.json', JSON.stringify(small('kind', { nodes: [{ id: 'start', kind: 'explode', name: 'Start' }] }))),
      fileOf('hostile.flow.json', JSON.stringify(small('hostile')).replace('"name"', '"__proto__": {"polluted": true}, "name"')),
      fileOf('long.flow.json', JSON.stringify(small('long', { name: 'long '.repeat(60) }))),
      huge,
      fileOf(`${good}.flow.json`, JSON.stringify(small(good))),
    )

    for (const [file, reason, values] of refusals) {
      const line = dialog.getByRole('listitem').filter({ hasText: file })
      const [said = ''] = lena.words.text('library', `importing.refusal.${reason}`, values).split('{{')
      expect(await line.getByRole('alert').textContent(), file).toContain(said.trim().replace(/[：:]$/, ''))
    }
    await browser().shoot(lena.page, `bad-import-${language}`)
    await importButton(dialog, lena.words, 1).click()
    await lena.isOpen()
    expect(await lena.page.evaluate(() => 'polluted' in {})).toBe(false)
    await lena.page.context().close()
  })
})

const hostileText = `<img src=x onerror="window.hostile=1"><script>window.hostile=1</script>`
const hostile = small('hostile', {
  name: `Flow ${hostileText}`.slice(0, 100),
  dnis: [],
  variables: { balance: { type: 'string', description: hostileText } },
  intents: { topic: { name: hostileText.slice(0, 60), keywords: { 'en-US': [hostileText] } } },
  notes: { n1: { text: hostileText, x: 0, y: 400, width: 240, height: 120 } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'hello' },
    { id: 'hello', kind: 'say', name: hostileText.slice(0, 90), note: hostileText, prompt: { 'en-US': [`Good morning. ${hostileText}`] }, next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Goodbye', prompt: { 'en-US': [`Goodbye. ${hostileText} javascript:alert(1)`] } },
  ],
})

const savedText = async (download: Download): Promise<string> => readFileSync(await download.path(), 'utf8')

it('what looks like a program is shown as the text that it is, wherever it stands', async () => {
  const lena = await person('en')
  const { page, words } = lena
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  const isHarmless = async (where: string, shown: Page = page): Promise<void> => {
    const found = await shown.evaluate(() => ({ ran: 'hostile' in window, images: document.querySelectorAll('img[src="x"]').length, scripts: [...document.scripts].filter(({ text }) => text.includes('hostile')).length }))
    expect(found, where).toEqual({ ran: false, images: 0, scripts: 0 })
  }

  const importing = await brings(lena, fileOf('hostile.flow.json', JSON.stringify(hostile)))
  await importing.getByText('<img src=x').first().waitFor()
  await isHarmless('import')
  await importButton(importing, words, 1).click()
  await lena.isOpen()
  await lena.chart.node('Goodbye').getByText('<script>').first().waitFor()
  await page.locator('.react-flow__node-card').nth(1).click()
  await browser().shoot(page, 'hostile-canvas')
  await isHarmless('canvas and inspector')

  for (const view of ['intents', 'settings', 'prompts'] as const) {
    await lena.looksAt(view)
    await browser().shoot(page, `hostile-${view}`)
    await isHarmless(view)
  }
  await page.getByRole('button', { name: words.text('prompts', 'sheet.script') }).click()
  const [script] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: words.text('prompts', 'sheet.save') }).click()])
  expect(script.suggestedFilename()).toBe('hostile-script.html')
  const printed = await page.context().newPage()
  await printed.setContent(await savedText(script))
  await printed.getByText('<script>').first().waitFor()
  await isHarmless('script', printed)
  await browser().shoot(printed, 'hostile-script')
  await printed.close()

  await page.getByRole('button', { name: words.text('editor', 'publish'), exact: true }).click()
  await page.getByRole('dialog').getByText('<img src=x').first().waitFor()
  await page.getByRole('dialog').getByRole('textbox', { name: words.text('versions', 'publish.note') }).waitFor()
  await browser().shoot(page, 'hostile-publish')
  await isHarmless('publish dialog')
  await page.goto(`${url}/flows`)
  await page.getByText('<img src=x').first().waitFor()
  await browser().shoot(page, 'hostile-list')
  await page.getByRole('button', { name: words.text('library', 'actions.menu', { name: String(hostile['name']) }) }).click()
  await page.getByRole('menuitem', { name: words.text('library', 'actions.delete') }).click()
  await page.getByRole('dialog').getByText('<img src=x').first().waitFor()
  await isHarmless('list and dialog')
  expect(dialogs).toEqual([])
  await page.context().close()
})

/** Names as people of all the world, and programs that lose half a character, write them. */
const names = {
  arabic: 'خدمة البطاقات \u202e123',
  emoji: '👩‍👩‍👧‍👦 家庭 🏳️‍🌈',
  zeroWidth: 'Card\u200b\u200d\ufeffs\u2028desk',
  lone: 'Half \ud83d a smile',
  path: '..\\..\\etc/passwd: "cards"?*|<>',
} as const

it.each(Object.entries(names))('a name of any characters is kept, shown and exported: %s', async (key, name) => {
  const lena = await person('zh-CN')
  const { page, words } = lena
  const id = `named${key}`
  const flow = small(id, { name })
  const nodes = (flow['nodes'] as readonly { readonly id: string }[]).map((node) => (node.id === 'bye' ? { ...node, name } : node))
  const importing = await brings(lena, fileOf(`${id}.flow.json`, JSON.stringify({ ...flow, nodes })))

  await importButton(importing, words, 1).click()

  await lena.isOpen()
  await lena.isSaved()
  await lena.chart.selects('Hello')
  await lena.inspector.says(`Hello, ${name}`)
  await lena.isSaved()
  await browser().shoot(page, `name-${key}`)
  await page.getByRole('button', { name: words.text('versions', 'export.menu'), exact: true }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: words.text('library', 'actions.flow') }).click()])
  expect(download.suggestedFilename()).toBe(`${id}.flow.json`)
  const shown = key === 'lone' ? name.replace('\ud83d', '\ufffd') : name
  expect(JSON.parse(await savedText(download))).toMatchObject({ name: shown, nodes: [{}, { prompt: { 'en-US': [`Hello, ${shown}`] } }, { name: shown }] })
  await page.context().close()
})

it('a prompt of 200 lines is kept whole, and its node stays as small as any', async () => {
  const lena = await opens('card-services')
  const lines = Array.from({ length: 200 }, (_, index) => `This is line ${String(index + 1)} of the terms.`).join('\n')
  await lena.chart.selects('Welcome')

  await lena.inspector.says(lines)
  await lena.isSaved()

  await browser().shoot(lena.page, 'prompt-of-200-lines')
  const box = await lena.chart.node('Welcome').boundingBox()
  expect(box?.height).toBeLessThan(220)
  expect((await lena.inspector.within.getByRole('group', { name: lena.words.text('fields', 'any.prompt.label'), exact: true }).getByRole('textbox').first().boundingBox())?.height).toBeLessThan(500)
  await lena.page.reload()
  await lena.chart.selects('Welcome')
  expect(await lena.inspector.within.getByRole('group', { name: lena.words.text('fields', 'any.prompt.label'), exact: true }).getByRole('textbox').first().inputValue()).toBe(lines)
  await lena.page.context().close()
})

it.each(languages)('a recording that is none is refused with its reason, and the words of the prompt stay: %s', async (language) => {
  const lena = await opens('card-services', language)
  const { page, words } = lena
  await lena.chart.selects('How can I help?')
  const prompt = lena.inspector.within.getByRole('group', { name: words.text('fields', 'any.prompt.label'), exact: true })
  const said = await prompt.getByRole('textbox').first().inputValue()
  await prompt.getByRole('button', { name: new RegExp(`^${words.text('prompts', 'more').replace('{{when}}', '')}`) }).first().click()
  await page.getByRole('menuitem', { name: words.text('prompts', 'types.audio') }).click()
  const upload = prompt.locator('input[type=file]').first()
  const faults = { notAudio: fileOf('letter.mp3', 'Dear caller', 'audio/mpeg'), empty: fileOf('empty.wav', '', 'audio/wav'), tooLarge: fileOf('large.wav', Buffer.alloc(11_000_000), 'audio/wav') }

  for (const [fault, file] of Object.entries(faults)) {
    await upload.setInputFiles(file)
    await prompt.getByText(words.text('prompts', `recording.refused.${fault}`)).waitFor()
    await browser().shoot(page, `recording-${fault}-${language}`)
  }

  expect(await prompt.getByRole('textbox').first().inputValue()).toBe(said)
  await page.keyboard.press('Control+z')
  await page.context().close()
})

it.each(languages)('a microphone that is refused leaves the keys: %s', async (language) => {
  const lena = await opens('code', language)
  const { page, words, softphone } = lena
  await softphone.calls()

  await page.getByText(words.text('softphone', 'lack.refused.help')).waitFor()
  await browser().shoot(page, `microphone-refused-${language}`)
  await softphone.transcript.getByText('Please enter your code.').waitFor()
  await page.keyboard.type('1234')
  await softphone.transcript.getByText(/Press one to end the call/).waitFor()
  await page.keyboard.type('1')

  await page.getByText(words.text('softphone', 'ending.bot.title')).waitFor()
  await page.context().close()
})

it.each(languages)('a sheet of prompts that is broken is refused with its reason, and nothing changes: %s', async (language) => {
  const lena = await opens('card-services', language)
  const { page, words } = lena
  await lena.looksAt('prompts')
  await page.getByRole('button', { name: words.text('prompts', 'sheet.import'), exact: true }).click()
  const dialog = page.getByRole('dialog')
  const upload = dialog.locator('input[type=file]')

  for (const [reason, content] of [
    ['empty', ''],
    ['columns', 'a;b;c\n1;2;3'],
    ['columns', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0xff, 0x0a, 0x01, 0x0a])],
    ['broken', 'node,field,number,en-US\nwelcome,prompt,1,"Never closed\nhours,prompt,1,Open'],
  ] as const) {
    await upload.setInputFiles(fileOf('prompts.csv', content, 'text/csv'))
    await dialog.getByText(words.text('prompts', `sheet.refused.${reason}`)).waitFor()
  }
  await browser().shoot(page, `sheet-refused-${language}`)
  expect(await dialog.getByRole('button', { name: words.text('prompts', 'sheet.apply') }).isDisabled()).toBe(true)
  await upload.setInputFiles(fileOf('prompts.csv', 'node,field,number,en-US\nnobody,prompt,1,Hello\nwelcome,prompt,x,Hello', 'text/csv'))
  await dialog.getByText(words.text('prompts', 'sheet.noChanges')).waitFor()
  await dialog.getByText(words.text('prompts', 'sheet.unknownLine', { line: '2', node: 'nobody', field: 'prompt', number: '1' })).waitFor()
  await dialog.getByRole('button', { name: words.text('prompts', 'sheet.cancel') }).click()
  await dialog.waitFor({ state: 'hidden' })
  await lena.isSaved()
  await page.context().close()
})

describe.each(languages)('a server that is slow, in %s', (language) => {
  it('shows that it works while a flow opens and is made, and makes one of two clicks', async () => {
    const lena = await person(language)
    const { page, words } = lena
    const opening = await serverIsSlow(page, 'GET', /\/drafts\/card-services$/)
    await page.goto(`${url}/flows/card-services`)
    await page.getByText(words.text('editor', 'loading')).waitFor()
    opening.ends()
    await lena.isOpen()

    await page.goto(`${url}/flows`)
    const making = await serverIsSlow(page, 'POST', /\/drafts$/)
    await page.getByRole('button', { name: words.text('library', 'new') }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: words.text('library', 'form.name') }).fill(`Slow ${language}`)
    const create = dialog.getByRole('button', { name: words.text('library', 'form.create') })
    await create.click()
    await create.click({ force: true })
    await dialog.locator('button[data-loading]').waitFor()
    await page.keyboard.press('Enter')
    await browser().shoot(page, `slow-making-${language}`)
    making.ends()
    await lena.isOpen()
    expect(making.count).toBe(1)
    await page.context().close()
  })

  it('shows that it works while a flow is saved and published, and publishes once', async () => {
    const lena = await opens('code', language)
    const { page, words } = lena
    const saving = await serverIsSlow(page, 'PATCH', /\/drafts\/code$/)
    await lena.chart.selects('notice')
    await lena.inspector.says(`Thank you for waiting (${language}).`)
    await page.getByText(words.text('editor', 'save.saving'), { exact: true }).waitFor()
    saving.ends()
    await lena.isSaved()

    const publishing = await serverIsSlow(page, 'POST', /\/drafts\/code\/publish$/)
    await page.getByRole('button', { name: words.text('editor', 'publish'), exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: words.text('versions', 'publish.go'), exact: true }).click()
    await dialog.getByText(words.text('versions', 'publish.steps.publish')).and(dialog.locator('[aria-current]')).waitFor()
    await browser().shoot(page, `slow-publishing-${language}`)
    await page.keyboard.press('Enter')
    publishing.ends()
    await dialog.getByRole('button', { name: words.text('versions', 'publish.live.done'), exact: true }).click()
    expect(publishing.count).toBe(1)
    await page.context().close()
  })
})

describe.each(languages)('a server that goes away, in %s', (language) => {
  it('while a flow opens: it says so, and opens it when it is back', async () => {
    const lena = await person(language)
    const { page, words } = lena
    const opening = await serverIsGone(page, 'GET', /\/drafts\/card-services$/)
    await page.goto(`${url}/flows/card-services`)

    await page.getByRole('alert').getByText(words.text('app', 'fault.unreachable')).waitFor()
    await browser().shoot(page, `gone-opening-${language}`)
    opening.ends()
    await page.getByRole('button', { name: words.text('editor', 'again') }).click()

    await lena.isOpen()
    await page.goto(`${url}/flows/nowhere`)
    await page.getByText(words.text('editor', 'unknown', { flow: 'nowhere' })).waitFor()
    await page.getByRole('main').getByRole('link', { name: words.text('editor', 'back') }).click()
    await page.getByRole('heading', { level: 1, name: words.text('library', 'title') }).waitFor()
    await page.context().close()
  })

  it('while files come in: it says which did not, keeps it, and takes it when it is back', async () => {
    const lena = await person(language)
    const { page, words } = lena
    const [one, two] = ['one', 'two'].map((name) => `gone-${name}-${language.toLowerCase()}`) as [string, string]
    const dialog = await brings(lena, fileOf('one.flow.json', JSON.stringify(small(one))), fileOf('two.flow.json', JSON.stringify(small(two))))
    const importing = await serverIsGone(page, 'POST', /\/drafts$/)
    await importButton(dialog, words, 2).click()

    await page.getByText(words.text('library', 'importing.failed', { name: one })).waitFor()
    expect(await page.getByText(words.text('app', 'fault.unreachable')).count()).toBe(2)
    await browser().shoot(page, `gone-importing-${language}`)
    importing.ends()
    await importButton(dialog, words, 2).click()

    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: one }).first().waitFor()
    await page.getByRole('link', { name: two }).first().waitFor()
    await page.context().close()
  })

  it('while a change is saved: it is kept here, and sent when it is back', async () => {
    const lena = await opens('card-services', language)
    const { page } = lena
    const saving = await serverIsGone(page, 'PATCH', /\/drafts\/card-services$/)
    await lena.chart.selects('Welcome')
    await lena.inspector.says(`Written while it was gone (${language}).`)
    await lena.isKeptHere()
    await browser().shoot(page, `gone-saving-${language}`)

    saving.ends()
    await lena.isSaved()

    await page.reload()
    await lena.chart.node('Welcome').getByText(`Written while it was gone (${language}).`).waitFor()
    await page.context().close()
  })

  it('while a flow is published: it does not claim what it does not know, and publishes when it is back', async () => {
    const lena = await opens('code', language)
    const { page, words } = lena
    await lena.chart.selects('notice')
    await lena.inspector.says(`Published when it is back (${language}).`)
    await lena.isSaved()
    const publishing = await serverIsGone(page, 'POST', /\/drafts\/code\/publish$/)
    await page.getByRole('button', { name: words.text('editor', 'publish'), exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: words.text('versions', 'publish.note') }).fill('A note')
    await dialog.getByRole('button', { name: words.text('versions', 'publish.go'), exact: true }).click()

    await dialog.getByText(words.text('versions', 'publish.unsure.title')).waitFor()
    await browser().shoot(page, `gone-publishing-${language}`)
    publishing.ends()
    await dialog.getByRole('button', { name: words.text('versions', 'retry') }).click()
    const note = dialog.getByRole('textbox', { name: words.text('versions', 'publish.note') })
    await note.waitFor()
    expect(await note.inputValue()).toBe('A note')
    await dialog.getByRole('button', { name: words.text('versions', 'publish.go'), exact: true }).click()

    await dialog.getByRole('button', { name: words.text('versions', 'publish.live.done'), exact: true }).click()
    await page.context().close()
  })

  it('while it is called: it says so, and calls when it is back', async () => {
    const lena = await opens('code', language)
    const { page, words, softphone } = lena
    const calling = await serverIsGone(page, 'POST', /\/drafts\/code\/calls$/)
    await softphone.calls()

    await page.getByText(words.text('softphone', 'failure.unreachable.title')).waitFor()
    await browser().shoot(page, `gone-calling-${language}`)
    calling.ends()
    await page.getByRole('button', { name: words.text('softphone', 'ending.again'), exact: true }).click()

    await softphone.transcript.getByText('Please enter your code.').waitFor()
    await softphone.hangsUp()
    await page.context().close()
  })
})

it('a server that dies in the middle of a call: the call ends with its reason, and the chart stays', async () => {
  const lena = await opens('code')
  const { page, words, softphone } = lena
  await softphone.calls()
  await softphone.transcript.getByText('Please enter your code.').waitFor()

  await server?.kill()

  await page.getByText(words.text('softphone', 'ending.lost.title')).waitFor()
  await browser().shoot(page, 'gone-in-call')
  await lena.chart.selects('notice')
  await lena.inspector.says('Drawn without a server.')
  await lena.isKeptHere()
  await page.context().close()
})
