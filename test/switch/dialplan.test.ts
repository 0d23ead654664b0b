import { expect, it } from 'vitest'
import { exampleFlow } from '../driver/flows.js'
import { aSwitchWorld } from './driver/switch-world.js'

const world = aSwitchWorld({ flows: [exampleFlow('card-services')], asterisk: { entry: 'callchart-ask-in' } })

it('a caller through a dialplan that asks hears every prompt, speaks and presses keys', async () => {
  const caller = await world.telephone()

  caller.dials('+15550100')
  await world.listensIn('question')
  await caller.says(await world.there.speech('check my balance'))
  await world.listensIn('balanceCard')
  await caller.presses('4321#')
  await world.listensIn('question', 2)
  caller.hangsUp()
  const view = await world.isOver()

  expect(view.path.slice(0, 8)).toEqual(['start', 'welcome', 'question', 'setBalanceTopic', 'balanceCard', 'fetchBalance', 'sayBalance', 'question'])
  const prompts = await world.promptsHeard(view, caller.heard())
  expect(prompts.length).toBe(5)
  expect(prompts.filter(({ likeness }) => likeness < 0.9)).toEqual([])
})
