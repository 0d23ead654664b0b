import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest'
import { likenessIn, promptsHeard } from '../driver/prompts-heard.js'
import { TestSystem } from '../driver/system.js'
import { balanceLine, writeBalanceCaller } from './driver/balance-line.js'
import { TestBrowser } from './driver/browser.js'
import { Designer } from './driver/designer.js'
import { heardFrom, tapLoudspeaker } from './driver/loudspeaker.js'

const there = new TestSystem([])
let browser: TestBrowser | undefined
const chromium = (): TestBrowser => browser ?? expect.unreachable('Chromium was not started')

beforeAll(async () => {
  await there.start()
  const microphone = await writeBalanceCaller(there)
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
  await inspector.says(balanceLine.greeting)
  await chart.adds('Menu').after('Greeting')
  await inspector.says(balanceLine.menu)
  await inspector.picks('Or the caller says', 'Balance')
  await chart.adds('Request').behind('Menu', '1 · Balance')
  await inspector.fill('Address', 'endpoint://cards/cards/4321/balance')
  await inspector.triesAndKeeps('balance')
  await chart.adds('Say').onLine('Request', 'Success')
  await inspector.names('Balance')
  await inspector.says(balanceLine.balance)
  await chart.leads('Menu', '2 · Key').to('Goodbye')
  await chart.leads('Menu', 'No input').to('Goodbye')
  await chart.leads('Menu', 'Not understood').to('Goodbye')
  await chart.leads('Request', 'Failed').to('Goodbye')
  await chart.leads('Balance', 'Next').to('Menu')
  await chart.adds('Transfer').below('Request')
  await inspector.names('Human')
  await inspector.fill('Queue', 'balances')
  for (const way of ['When the human hangs up', 'When busy', 'When nobody answers', 'When it fails']) await inspector.picks(way, 'Goodbye')
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
  await simulator.hears(balanceLine.filled)
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
  expect(prompts.map(({ text }) => text)).toEqual(expect.arrayContaining([balanceLine.greeting, balanceLine.menu, balanceLine.filled]))
  expect(prompts.filter(({ likeness }) => likeness < 0.9)).toEqual([])
  expect(await likenessIn(heard, await there.speech('the quick brown fox jumps over the lazy dog'))).toBeLessThan(0.5)
}, 300_000)
