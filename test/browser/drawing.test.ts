import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest'
import { likenessIn, promptsHeard } from '../driver/prompts-heard.js'
import { TestSystem } from '../driver/system.js'
import { TestBrowser } from './driver/browser.js'
import { Designer } from './driver/designer.js'
import { Keyboard } from './driver/keyboard.js'
import { heardFrom, tapLoudspeaker } from './driver/loudspeaker.js'
import { writeMicrophone } from './driver/microphone.js'
import { startingWith } from './driver/words.js'

const there = new TestSystem([])
let browser: TestBrowser | undefined
const chromium = (): TestBrowser => browser ?? expect.unreachable('Chromium was not started')

const greeting = 'Welcome to the balance line of the northern bank.'

beforeAll(async () => {
  await there.start()
  const microphone = join(there.folder, 'caller.wav')
  const spoken = [
    // Between the end of the menu's prompt and the end of the patience with who says nothing, however long dialling takes.
    { afterMs: 10_500, speech: await there.speech('balance') },
    { afterMs: 14_000, speech: await there.speech('speak to an agent') },
  ]
  await writeMicrophone(microphone, spoken, 60_000)
  browser = await TestBrowser.launch({ microphone })
})
afterAll(async () => {
  await browser?.close()
  await there.close()
})

it('a flow is drawn by mouse from an empty chart, tried, published, called, and leads its caller to a human', async () => {
  const page = await chromium().page({ author: 'Lena', isTapped: true, width: 1_920, height: 1_080 })
  onTestFailed(() => chromium().shoot(page, 'drawing-failed'))
  await tapLoudspeaker(page)
  const designer = new Designer(page)
  const { chart, inspector, simulator, softphone } = designer

  await designer.begins(there.system.url, 'Empty', 'Balance line')
  await chart.selects('Greeting')
  await inspector.says(greeting)
  await chart.adds('Menu').after('Greeting')
  await inspector.says('Say balance, or press 1. To end, press 2.')
  await inspector.picks('Or the caller says', 'Balance')
  await chart.adds('Request').behind('Menu', '1 · Balance')
  await inspector.fill('Address', 'endpoint://cards/cards/4321/balance')
  await inspector.triesAndKeeps('balance')
  await chart.adds('Say').onLine('Request', 'Success')
  await inspector.names('Balance')
  await inspector.says('You have {{ balance }} dollars.')
  await chart.leads('Menu', '2 · Key').to('Goodbye')
  await chart.leads('Menu', 'No input').to('Goodbye')
  await chart.leads('Menu', 'Not understood').to('Goodbye')
  await chart.leads('Request', 'Failed').to('Goodbye')
  await chart.leads('Balance', 'Next').to('Menu')
  await chart.adds('Transfer').below('Request')
  await inspector.names('Human')
  await inspector.fill('Queue', 'balances')
  for (const way of ['When the agent hangs up', 'When all are busy', 'When nobody answers', 'When it fails']) await inspector.picks(way, 'Goodbye')
  await designer.looksAt('settings')
  const human = designer.setting('keyIntents.human')
  await human.turnsOn('Wants a human')
  await human.picks('Go to', 'Human')
  await designer.looksAt('intents')
  await designer.intent('Balance').hears('balance')
  await designer.isSaved()
  await chromium().shoot(page, 'drawn-by-mouse')

  await simulator.begins()
  await simulator.says('what is my balance')
  await simulator.isAnswered()
  await simulator.hears('You have 1250.4 dollars.')
  await simulator.presses('2')
  await simulator.hears('Goodbye.')
  await chromium().shoot(page, 'drawn-and-tried')

  await designer.publishes('The first version')
  await softphone.calls()
  await softphone.transcript.getByText('balance', { exact: true }).waitFor()
  await softphone.transcript.getByText(/You have .* dollars/).waitFor()
  // Not earlier: the microphones of one browser hear one file, from the first of them on.
  const seat = await chromium().page({ author: 'Anna' })
  await seat.goto(`${there.system.url}/seat`)
  await seat.getByRole('button', { name: 'Take the seat' }).click()
  await softphone.transcript.getByText('speak to an agent').waitFor()
  await seat.getByRole('button', { name: 'Answer' }).click()
  await page.getByText('Connected to a human').waitFor()
  await chromium().shoot(page, 'drawn-and-called')
  const callId = await softphone.hangsUp()

  const call = await there.ended(callId)
  expect(call.path).toEqual(['start', 'greeting', 'menu1', 'request1', 'say1', 'menu1', 'transfer1'])
  expect(call.transfer?.outcome).toBe('connected')
  const heard = await heardFrom(page)
  const prompts = await promptsHeard(call, { system: there.system, heard })
  expect(prompts.map(({ text }) => text)).toEqual(expect.arrayContaining([greeting, 'Say balance, or press 1. To end, press 2.', 'You have 1250.4 dollars.']))
  expect(prompts.filter(({ likeness }) => likeness < 0.9)).toEqual([])
  expect(likenessIn(heard, await there.speech('the quick brown fox jumps over the lazy dog'))).toBeLessThan(0.5)
}, 300_000)

it('the same is drawn and tried by keyboard alone', async () => {
  const page = await chromium().page({ language: 'zh-CN', author: '小林' })
  onTestFailed(() => chromium().shoot(page, 'keyboard-failed'))
  const designer = new Designer(page, 'zh-CN')
  const { words, side, simulator } = designer
  const keyboard = new Keyboard(page, words)
  const dialog = page.getByRole('dialog')
  const writes = async (name: string, said: string): Promise<void> => {
    await keyboard.opensForm()
    await keyboard.goesTo(side.getByRole('group', { name: words.text('fields', 'any.prompt.label'), exact: true }).getByRole('textbox').first())
    await keyboard.presses('Control+a')
    await keyboard.types(said)
    await keyboard.leavesForm(name)
  }

  await page.goto(`${there.system.url}/flows`)
  await keyboard.activates(page.getByRole('button', { name: words.text('library', 'new') }).first())
  await keyboard.goesTo(dialog.getByRole('textbox', { name: words.text('library', 'form.name') }))
  await keyboard.types('余额查询')
  await keyboard.goesTo(dialog.getByRole('radio', { name: words.text('library', 'templates.empty.name') }), 'Shift+Tab')
  await keyboard.presses('Space')
  await keyboard.activates(dialog.getByRole('button', { name: words.text('library', 'form.create') }))
  await designer.isOpen()

  await keyboard.presses('ArrowRight', 'ArrowRight')
  await keyboard.isOn('问候')
  await writes('问候', '您好，这里是余额查询热线。')
  await keyboard.adds('按键导航')
  await writes('按键导航', '查询余额请按1，结束请按2。')
  await keyboard.leads('按键导航', '2 · 按键', '道别')
  await keyboard.leads('按键导航', words.text('canvas', 'ways.noInput'), '道别')
  await keyboard.leads('按键导航', words.text('canvas', 'ways.noMatch'), '道别')
  await keyboard.inserts('接口调用', '1 · 按键')
  await keyboard.opensForm()
  await keyboard.goesTo(side.getByRole('textbox', { name: startingWith(words.text('fields', 'request.url.label')) }))
  await keyboard.types('endpoint://cards/cards/4321/balance')
  await keyboard.activates(side.getByRole('button', { name: words.text('inspector', 'try.open'), exact: true }))
  await keyboard.activates(dialog.getByRole('button', { name: words.text('inspector', 'try.send') }))
  await keyboard.activates(dialog.getByRole('button', { name: words.text('inspector', 'try.keep') }))
  await dialog.waitFor({ state: 'hidden' })
  await keyboard.activates(side.getByRole('button', { name: words.text('inspector', 'answer.keep', { path: 'body.balance' }) }))
  await keyboard.leavesForm('接口调用')
  await keyboard.leads('接口调用', words.text('canvas', 'ways.failure'), '道别')
  await keyboard.inserts('播报', words.text('canvas', 'ways.success'))
  await writes('播报', '您的余额是{{ balance }}元。')
  await designer.isSaved()
  await chromium().shoot(page, 'drawn-by-keyboard')

  await keyboard.activates(page.getByRole('button', { name: words.text('editor', 'simulate'), exact: true }), 'Shift+Tab')
  await keyboard.activates(side.getByRole('button', { name: words.text('simulator', 'start.begin'), exact: true }))
  await simulator.hears('查询余额请按1，结束请按2。')
  await keyboard.goesTo(side.getByRole('textbox', { name: words.text('simulator', 'say.label') }))
  await keyboard.types('1')
  await keyboard.presses('Enter')
  await keyboard.activates(side.getByRole('button', { name: words.text('simulator', 'request.succeed') }), 'Shift+Tab')
  await simulator.hears('您的余额是1250.4元。')
  await chromium().shoot(page, 'tried-by-keyboard')
}, 300_000)
