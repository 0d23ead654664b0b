import { test } from 'vitest'
import { noResources, parseFlow } from '@callchart/flow'
import { readyOf } from '../../packages/runtime/src/bench/fenced-llm/walked-call.js'
import { lineFlow } from './call/line-flow.js'
import { CallWorld } from './call/call-world.js'
import { finishCall } from './call/finish.js'

test('try', async () => {
  const parsed = parseFlow(lineFlow)
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  const t0 = performance.now()
  const ready = readyOf(parsed.document, noResources)
  const t1 = performance.now()
  console.log('ready', t1 - t0)
  for (let i = 0; i < 3; i++) {
    const t = performance.now()
    const world = await CallWorld.open(ready)
    const found = await finishCall(world)
    console.log(performance.now() - t, found, world.watch.facts.map((f) => f.type).join(' '), world.watch.commands.map((c) => c.type).join(' '))
  }
})
