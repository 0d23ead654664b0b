import { runTransferMatrix, transferMatrixFiles } from '@callchart/cli'
import { expect, it } from 'vitest'
import { aSystemWith } from './driver/system.js'

const { 'never.calendar.json': calendar, ...flows } = transferMatrixFiles()
const there = aSystemWith(...Object.values(flows).map((flow) => flow as { id: string }))
there.writeFile('never.calendar.json', JSON.stringify(calendar))

it('every way of a transfer, attended and blind: right event, right words, no orphan leg', async () => {
  const results = await runTransferMatrix({
    url: there.system.url,
    agentWords: await there.speech('hello this is anna how can i help you today', 'en-gb'),
    callerWords: await there.speech('yes i can hear you very well thank you for taking my call'),
    patienceMs: 40_000,
    rounds: 1,
    concurrency: 9,
  })

  expect(results.filter(({ faults }) => faults.length > 0)).toEqual([])
  expect(results).toHaveLength(26)
  expect(await (await fetch(`${there.system.url}/metrics`)).text()).toMatch(/^callchart_calls_active 0$/m)
})
