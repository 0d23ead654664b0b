import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest'
import { TestSystem } from '../driver/system.js'
import { balanceLine, writeBalanceCaller } from './driver/balance-line.js'
import { TestBrowser } from './driver/browser.js'
import { Designer } from './driver/designer.js'
import { Keyboard } from './driver/keyboard.js'
import { startingWith } from './driver/words.js'

const there = new TestSystem([])
let browser: TestBrowser | undefined
const chromium = (): TestBrowser => browser ?? expect.unreachable('Chromium was not started')

beforeAll(async () => {
  await there.start()
  browser = await TestBrowser.launch({ microphone: await writeBalanceCaller(there) })
})
afterAll(async () => {
  await browser?.close()
  await there.close()
})

it('a flow is drawn from an empty chart, tried, published, called, and its caller taken by a human, all by keyboard alone', async () => {
  const page = await chromium().page({ language: 'zh-CN', author: '小林' })
  onTestFailed(() => chromium().shoot(page, 'keyboard-failed'))
  const designer = new Designer(page, 'zh-CN')
  const { words, side, simulator, softphone } = designer
  const keyboard = new Keyboard(page, words)
  const dialog = page.getByRole('dialog')
  const button = (name: string, within: Locator = page.locator('body')): Locator => within.getByRole('button', { name, exact: true })
  const writes = async (name: string, said: string): Promise<void> => {
    await keyboard.opensForm()
    await keyboard.goesTo(side.getByRole('group', { name: words.text('fields', 'any.prompt.label'), exact: true }).getByRole('textbox').first())
    await keyboard.presses('Control+a')
    await keyboard.types(said)
    await keyboard.leavesForm(name)
  }
  const looksAt = (view: 'canvas' | 'intents' | 'settings'): Promise<void> => keyboard.chooses(page.getByRole('radiogroup', { name: words.text('editor', 'views.label') }).getByRole('radio', { name: words.text('editor', `views.${view}`) }), 'Shift+Tab')
  const [greeting, menu, request, say, transfer, goodbye] = ['问候', ...(['menu', 'request', 'say', 'transfer'] as const).map((kind) => words.text('kinds', `${kind}.name`)), '道别'] as [string, string, string, string, string, string]
  const way = (name: string): string => words.text('canvas', `ways.${name}`)

  await page.goto(`${there.system.url}/flows`)
  await keyboard.activates(page.getByRole('button', { name: words.text('library', 'new') }).first())
  await keyboard.goesTo(dialog.getByRole('textbox', { name: words.text('library', 'form.name') }))
  await keyboard.types('余额查询')
  for (const language of ['en-US', 'zh-CN']) {
    await keyboard.goesTo(dialog.getByRole('checkbox', { name: words.text('library', `languages.${language}`) }))
    await keyboard.presses('Space')
  }
  await keyboard.goesTo(dialog.getByRole('radio', { checked: true }), 'Shift+Tab')
  await keyboard.goesTo(dialog.getByRole('radio', { name: words.text('library', 'templates.empty.name') }), 'ArrowDown')
  await keyboard.activates(dialog.getByRole('button', { name: words.text('library', 'form.create') }))
  await designer.isOpen()

  await keyboard.presses('ArrowRight', 'ArrowRight')
  await keyboard.isOn(greeting)
  await writes(greeting, balanceLine.greeting)
  await keyboard.adds(menu)
  await writes(menu, balanceLine.menu)
  await keyboard.opensForm()
  await keyboard.picks(side.getByRole('button', { name: startingWith(words.text('fields', 'menu.choices.on.label')) }).first(), 'Balance')
  await keyboard.leavesForm(menu)
  await keyboard.leads(menu, `2 · ${way('key')}`, goodbye)
  await keyboard.leads(menu, way('noInput'), goodbye)
  await keyboard.leads(menu, way('noMatch'), goodbye)
  await keyboard.inserts(request, '1 · Balance')
  await keyboard.opensForm()
  await keyboard.goesTo(side.getByRole('textbox', { name: startingWith(words.text('fields', 'request.url.label')) }))
  await keyboard.types('endpoint://cards/cards/4321/balance')
  await keyboard.activates(button(words.text('inspector', 'try.open'), side))
  await keyboard.activates(dialog.getByRole('button', { name: words.text('inspector', 'try.send') }))
  await keyboard.activates(dialog.getByRole('button', { name: words.text('inspector', 'try.keep') }))
  await dialog.waitFor({ state: 'hidden' })
  await keyboard.activates(side.getByRole('button', { name: words.text('inspector', 'answer.keep', { path: 'body.balance' }) }))
  await keyboard.leavesForm(request)
  await keyboard.leads(request, way('failure'), goodbye)
  await keyboard.inserts(say, way('success'))
  await writes(say, balanceLine.balance)
  await keyboard.leads(say, way('next'), menu)
  await keyboard.addsLoose(transfer)
  await keyboard.opensForm()
  await keyboard.goesTo(side.getByRole('textbox', { name: startingWith(words.text('fields', 'transfer.queue.label')) }).or(side.getByRole('combobox', { name: startingWith(words.text('fields', 'transfer.queue.label')) })))
  await keyboard.types('balances')
  await keyboard.leavesForm(transfer)
  for (const outcome of ['humanLeft', 'busy', 'noAnswer', 'transferFailed']) await keyboard.leads(transfer, way(outcome), goodbye)
  await looksAt('settings')
  const human = page.locator('[data-field="keyIntents.human"]')
  await keyboard.goesTo(human.getByRole('switch', { name: startingWith(words.text('fields', 'flow.keyIntents.human.label')) }))
  await keyboard.presses('Space')
  await keyboard.picks(human.getByRole('button', { name: startingWith(words.text('fields', 'flow.keyIntents.any.to.label')) }).first(), transfer)
  await looksAt('intents')
  await keyboard.activates(page.getByRole('navigation').getByRole('button', { name: startingWith('Balance') }))
  await keyboard.goesTo(page.getByRole('group', { name: startingWith(words.text('intents', 'keywords.title')) }).getByRole('textbox').first())
  await keyboard.types('balance')
  await keyboard.presses('Enter')
  await looksAt('canvas')
  await designer.isSaved()
  await chromium().shoot(page, 'drawn-by-keyboard')

  await keyboard.activates(button(words.text('editor', 'simulate')))
  await keyboard.activates(button(words.text('simulator', 'start.begin'), side))
  await simulator.hears(balanceLine.menu)
  await keyboard.goesTo(side.getByRole('textbox', { name: words.text('simulator', 'say.label') }))
  await keyboard.types('what is my balance')
  await keyboard.presses('Enter')
  await keyboard.activates(side.getByRole('button', { name: words.text('simulator', 'request.succeed') }), 'Shift+Tab')
  await simulator.hears(balanceLine.filled)
  await chromium().shoot(page, 'tried-by-keyboard')

  await keyboard.activates(button(words.text('editor', 'publish')), 'Shift+Tab')
  await keyboard.goesTo(dialog.getByRole('textbox', { name: words.text('versions', 'publish.note') }))
  await keyboard.types('第一版')
  await keyboard.activates(button(words.text('versions', 'publish.go'), dialog))
  await keyboard.activates(button(words.text('versions', 'publish.live.done'), dialog))
  await dialog.waitFor({ state: 'hidden' })
  await designer.isLive()

  await keyboard.activates(button(words.text('editor', 'call')), 'Shift+Tab')
  await keyboard.activates(button(words.text('softphone', 'setup.call')))
  await softphone.transcript.getByText('balance', { exact: true }).waitFor()
  await softphone.transcript.getByText(balanceLine.filled).waitFor()
  // Not earlier: the microphones of one browser hear one file, from the first of them on.
  const seat = await chromium().page({ language: 'zh-CN', author: '小安' })
  const agent = new Keyboard(seat, words)
  await seat.goto(`${there.system.url}/seat`)
  await agent.activates(button(words.text('seat', 'take.take'), seat.locator('body')))
  await softphone.transcript.getByText('speak to an agent').waitFor()
  await seat.getByText(words.text('seat', 'ringing.keys')).waitFor()
  await agent.presses('Enter')
  await page.getByText(words.text('softphone', 'status.human')).waitFor()
  await chromium().shoot(page, 'called-by-keyboard')
  await keyboard.activates(button(words.text('softphone', 'controls.hangUp')))
  const record = page.getByRole('link', { name: words.text('softphone', 'ending.toCall') })
  await keyboard.goesTo(record)
  const callId = ((await record.getAttribute('href')) ?? '').split('/').at(-1) ?? ''
  await agent.goesTo(seat.getByRole('radio').first())
  await agent.presses('Space')
  await agent.goesTo(seat.getByRole('textbox', { name: words.text('seat', 'wrapUp.note') }))
  await agent.types('已告知余额')
  await chromium().shoot(seat, 'answered-by-keyboard')
  await agent.activates(button(words.text('seat', 'wrapUp.done'), seat.locator('body')))
  await seat.getByText(words.text('seat', 'idle.ready'), { exact: true }).waitFor()

  const { path, transfer: transferred, wrapUps } = await there.ended(callId)
  expect(path).toEqual(['start', 'greeting', 'menu1', 'request1', 'say1', 'menu1', 'transfer1'])
  expect(transferred?.outcome).toBe('connected')
  expect(wrapUps).toMatchObject([{ agent: '小安', queue: 'balances', note: '已告知余额' }])
}, 300_000)
