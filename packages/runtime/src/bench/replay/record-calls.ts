import { compileFlow, randomOf, versionIdentity, type FlowDocument, type FlowResources } from '@callchart/flow'
import { trainUnderstanding } from '@callchart/nlu'
import { makeReady } from '../../call/make-ready.js'
import { isCallOver } from '../../call/state.js'
import { listeningTurn } from '../../replay/occasion.js'
import type { RecordedChart } from '../../replay/journal-file.js'
import type { RecordedCall } from '../../replay/recorded-call.js'
import { pick } from '../fenced-llm/pick.js'
import { CallRecorder } from './call-recorder.js'

export interface RecordedCalls {
  readonly chart: RecordedChart
  /** As many as are taken. */
  readonly calls: Iterable<RecordedCall>
}

const mostTurns = 12
const secondMs = 1_000

/** Calls of a flow whose callers say what it expects, or something else, press keys, keep silent and hang up; equal seeds give equal calls. */
export function recordCalls(document: FlowDocument, resources: FlowResources, seed: number): RecordedCalls {
  const compiled = compileFlow(document, resources)
  const ready = makeReady({ version: versionIdentity(document, resources), document, compiled, models: compiled.manifest.understanding.map((source) => trainUnderstanding(source)) })
  const random = randomOf(seed)
  const phrases = (intents: readonly string[]): string[] =>
    compiled.manifest.understanding.flatMap((source) => source.intents.filter(({ id }) => intents.includes(id)).flatMap((intent) => [...intent.phrases, ...intent.keywords]))

  function act(call: CallRecorder): void {
    const turn = listeningTurn(call.state)
    if (turn === undefined) {
      if (call.state.transfer === undefined || call.state.transfer.connected) call.hangsUp()
      else if (random() < 0.7) call.humanJoins().humanLeaves()
      else call.waits(90 * secondMs)
      return
    }
    const { expect, listen, record } = turn.effect
    if (record !== undefined) call.leavesMessage(4 * secondMs)
    else if (random() < 0.06) call.hangsUp()
    else if (random() < 0.1) call.staysSilent()
    else if (listen?.digits !== undefined) call.presses('4321987650'.slice(0, listen.digits.maxCount))
    else call.says(pick(random, ['well', 'speak to an agent', 'yes', 'no', ...phrases([...(expect?.intents ?? []), ...(expect?.auxiliary ?? [])])]))
  }

  function* calls(): Generator<RecordedCall> {
    for (let number = 1; ; number += 1) {
      const startedAt = 1_764_000_000_000 + number * 60 * secondMs
      const origin = { callId: `call-${String(number).padStart(6, '0')}`, direction: 'inbound', ani: '+15550123', variables: {}, startedAt } as const
      const call = new CallRecorder(ready, origin, { request: () => ({ status: 200, body: { balance: Math.floor(random() * 1_000) } }), isOpen: () => random() < 0.8 }).begins()
      for (let count = 0; count < mostTurns && call.state.caller === 'connected' && !isCallOver(call.state); count += 1) act(call)
      if (call.state.caller === 'connected') call.hangsUp()
      yield call.recorded()
    }
  }
  return { chart: { version: ready.version, compiled, sensitive: [...ready.sensitiveVariables] }, calls: { [Symbol.iterator]: calls } }
}
