import type { CounterExample } from '../contract/counter-example.js'
import type { CallEvent } from '../contract/events.js'
import { tracesTo, type Trace } from './cover.js'
import { beginCall, make, type CallStart, type Explored } from './explored-call.js'
import type { ExploredFlow } from './explored-flow.js'
import { tellMove, type Told } from './tell-move.js'

const tellStart = ({ direction, variables, ani, dnis }: CallStart): Told => {
  const hidden = ani === undefined && dnis === undefined
  const brings = Object.keys(variables).length === 0 ? '' : ` ${JSON.stringify(variables)}`
  return direction === 'outbound'
    ? { en: `We place the call${brings}`, zh: `呼出电话接通${brings}` }
    : { en: `A caller comes in${hidden ? ' from a hidden number' : ''}${brings}`, zh: `来电接入${hidden ? '（号码未知）' : ''}${brings}` }
}

/** The same call once more, for what it told. */
const again = (flow: ExploredFlow, trace: Trace): Explored[] => {
  const [, ...rest] = tracesTo(trace)
  const all = [beginCall(flow, trace.start)]
  for (const { move } of rest) {
    const last = all.at(-1)
    if (move !== undefined && last !== undefined) all.push(make(flow, last.call, move))
  }
  return all
}

/** A call that was found, as it is told to people. */
export const counterExampleOf = (flow: ExploredFlow, trace: Trace): CounterExample => {
  const made = again(flow, trace)
  const moves = tracesTo(trace).flatMap(({ move }) => (move === undefined || move.quiet === true ? [] : [tellMove(move)]))
  const told = [tellStart(trace.start), ...moves]
  return {
    steps: made.map(({ event }): CallEvent => event),
    path: made.flatMap(({ effects }) => effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : []))),
    text: { en: told.map(({ en }) => en), zh: told.map(({ zh }) => zh) },
    confirmed: true,
  }
}
