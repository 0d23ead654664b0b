import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeEntry, exampleFlow } from '../driver/flows.js'
import { TestSystem } from '../driver/system.js'
import { seriousFindings } from './driver/accessibility.js'
import type { UiLanguage } from './driver/browser.js'
import { brings, fileOf, importButton, smallFlow } from './driver/imports.js'
import { people } from './driver/people.js'

const there = new TestSystem([exampleFlow('card-services'), codeEntry('code')])
let url = ''

beforeAll(async () => {
  await there.start()
  url = there.system.url
})
afterAll(async () => {
  await there.close()
})

const { browser, person, opens } = people(() => url)
const languages: readonly UiLanguage[] = ['en', 'zh-CN']

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
      url,
      lena,
      fileOf('text.flow.json', 'This is a letter, and no flow.'),
      fileOf('package.json', JSON.stringify({ name: 'package', version: '1.0.0' })),
      fileOf('newer.flow.json', JSON.stringify(smallFlow('newer', { schemaVersion: 2 }))),
      fileOf('kind.flow.json', JSON.stringify(smallFlow('kind', { nodes: [{ id: 'start', kind: 'explode', name: 'Start' }] }))),
      fileOf('hostile.flow.json', JSON.stringify(smallFlow('hostile')).replace('"name"', '"__proto__": {"polluted": true}, "name"')),
      fileOf('long.flow.json', JSON.stringify(smallFlow('long', { name: 'long '.repeat(60) }))),
      huge,
      fileOf(`${good}.flow.json`, JSON.stringify(smallFlow(good))),
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
const hostile = smallFlow('hostile', {
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

  const importing = await brings(url, lena, fileOf('hostile.flow.json', JSON.stringify(hostile)))
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
  const flow = smallFlow(id, { name })
  const nodes = (flow['nodes'] as readonly { readonly id: string }[]).map((node) => (node.id === 'bye' ? { ...node, name } : node))
  const importing = await brings(url, lena, fileOf(`${id}.flow.json`, JSON.stringify({ ...flow, nodes })))

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
  expect(await seriousFindings(page)).toEqual([])
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
