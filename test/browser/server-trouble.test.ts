import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startElsewhere, type SystemElsewhere } from '../driver/elsewhere.js'
import { freePorts } from '../driver/free-ports.js'
import { codeEntry, exampleFlow } from '../driver/flows.js'
import { TestSystem } from '../driver/system.js'
import type { UiLanguage } from './driver/browser.js'
import { brings, fileOf, importButton, smallFlow } from './driver/imports.js'
import { people } from './driver/people.js'
import { serverIsGone, serverIsSlow } from './driver/trouble.js'

const there = new TestSystem([exampleFlow('card-services'), codeEntry('code')])
let url = ''
let server: SystemElsewhere | undefined

beforeAll(async () => {
  const [port = 0] = await freePorts(1)
  url = `http://127.0.0.1:${String(port)}`
  server = await startElsewhere(there, port)
})
afterAll(async () => {
  await server?.kill()
  // Takes over the PostgreSQL that the killed process left, and ends it.
  await there.start()
  await there.close()
})

const { browser, person, opens } = people(() => url)
const languages: readonly UiLanguage[] = ['en', 'zh-CN']

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
    const dialog = await brings(url, lena, fileOf('one.flow.json', JSON.stringify(smallFlow(one))), fileOf('two.flow.json', JSON.stringify(smallFlow(two))))
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
    const calling = await serverIsGone(page, 'POST', /\/calls$/)
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
