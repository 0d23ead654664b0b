import { noResources, parseFlow } from '@callchart/flow'
import { readyOf } from '../../../packages/runtime/src/bench/fenced-llm/walked-call.js'
import type { ReadyVersion } from '../../../packages/runtime/src/call/ready-version.js'
import type { Open } from '../search.js'
import { CallWorld } from './call-world.js'
import { finishCall } from './finish.js'
import { lineFlow } from './line-flow.js'

/** The flow, compiled and trained. */
export function readyForCalls(): ReadyVersion {
  const parsed = parseFlow(lineFlow)
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return readyOf(parsed.document, noResources)
}

/** Prepares the flow once; each call is a new one. */
export function prepareCalls(): Open {
  const ready = readyForCalls()
  return async () => {
    const world = await CallWorld.open(ready)
    return {
      choices: () => world.choices(),
      take: (step) => world.take(step),
      fingerprint: () => world.fingerprint(),
      finish: () => finishCall(world),
    }
  }
}
