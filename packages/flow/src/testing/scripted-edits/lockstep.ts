import { coverTransitions, tracesTo, type Trace } from '../../explore/cover.js'
import { beginCall, contextOf, make, type ExploredCall } from '../../explore/explored-call.js'
import type { ExploredFlow } from '../../explore/explored-flow.js'
import type { Move, UntimedEvent } from '../../explore/move.js'
import { movesOf } from '../../explore/moves.js'
import type { CallStart, Explored } from '../../explore/explored-call.js'
import { randomOf } from '../random-call.js'
import { observedEffects, type Renamed } from './observed.js'

/** After the place that a call is led to. */
const furtherSteps = 8
/** So many find a way to nearly every place of the largest example. */
const triedSteps = 2_000

interface RecordedStep {
  readonly before: ExploredCall
  readonly move: Move
  readonly observed: string
  readonly over: boolean
}

/** A random call, and what was observed of it. */
export interface RecordedCall {
  readonly start: CallStart
  readonly began: string
  readonly steps: readonly RecordedStep[]
  readonly entered: ReadonlySet<string>
}

const isRare = ({ deed, quiet }: Move): boolean =>
  quiet !== true && (deed.type === 'hangs-up' || deed.type === 'operator-ends' || deed.type === 'sound-fails' || (deed.type === 'time-passes' && deed.of === 'call'))

const picked = <Item>(random: () => number, items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]

/** Most calls go on: what ends them comes seldom. */
const nextMove = (moves: readonly Move[], random: () => number): Move | undefined => {
  const usual = moves.filter((move) => !isRare(move))
  return picked(random, usual.length === 0 || random() < 0.05 ? moves : usual)
}

const enteredBy = ({ effects }: Explored): string[] => effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : []))

const recordCall = (flow: ExploredFlow, trace: Trace, seed: number): RecordedCall => {
  const random = randomOf(seed)
  const known = tracesTo(trace).flatMap(({ move }) => move ?? [])
  const begun = beginCall(flow, trace.start)
  const entered = new Set(enteredBy(begun))
  const steps: RecordedStep[] = []
  let { call } = begun
  while (steps.length < known.length + furtherSteps) {
    const move = known[steps.length] ?? nextMove(movesOf(flow, call), random)
    if (move === undefined) break
    const explored = make(flow, call, move)
    steps.push({ before: call, move, observed: observedEffects(explored.effects), over: explored.call.over })
    enteredBy(explored).forEach((node) => entered.add(node))
    call = explored.call
  }
  return { start: trace.start, began: observedEffects(begun.effects), steps, entered }
}

/** Calls that come to each place of the chart in turn, and go on from there at random. */
export const recordCalls = (flow: ExploredFlow, count: number): RecordedCall[] => {
  const traces = [...new Set(coverTransitions(flow, { mostSteps: triedSteps }).traces.values())]
  return Array.from({ length: count }, (_, seed) => traces[seed % traces.length]).flatMap((trace, seed) => (trace === undefined ? [] : [recordCall(flow, trace, seed)]))
}

const placeOf = <Item>(items: readonly Item[], item: Item, others: readonly Item[]): Item | undefined => others[items.indexOf(item)]

/** The same thing happening to the other call: under its names of what runs. */
const inOther = (event: UntimedEvent, call: ExploredCall, other: ExploredCall, toOlder: Renamed): UntimedEvent => {
  const toNewer = Object.fromEntries(Object.entries(toOlder).map(([newer, older]) => [older, newer]))
  const renamed = (name: string): string => toNewer[name] ?? name
  const named = JSON.parse(JSON.stringify(event), (key, value: unknown) => (key === 'intent' && typeof value === 'string' ? renamed(value) : value)) as UntimedEvent
  const known = named.type === 'utterance.ambiguous' ? { ...named, intents: [renamed(named.intents[0]), renamed(named.intents[1])] as const, slotsByIntent: Object.fromEntries(Object.entries(named.slotsByIntent).map(([intent, slots]) => [renamed(intent), slots])) } : named
  const ids = {
    ...('turnId' in known ? { turnId: other.turn?.turnId ?? 'none' } : {}),
    ...('transferId' in known ? { transferId: other.transfer?.transferId ?? 'none' } : {}),
    ...('checkId' in known ? { checkId: other.checkId ?? 'none' } : {}),
    ...('questionId' in known ? { questionId: other.question?.questionId ?? 'none' } : {}),
    ...('timerId' in known ? { timerId: placeOf(Object.keys(call.timers), known.timerId, Object.keys(other.timers)) ?? 'none' } : {}),
    ...('requestId' in known ? { requestId: placeOf(Object.keys(contextOf(call).requests), known.requestId, Object.keys(contextOf(other).requests)) ?? 'none' } : {}),
  }
  return { ...known, ...ids }
}

/** Where the newer version first does otherwise in a recorded call; undefined where it never does. */
export const firstDifference = (newer: ExploredFlow, recorded: RecordedCall, renamed: Renamed = {}): string | undefined => {
  const begun = beginCall(newer, recorded.start)
  const began = observedEffects(begun.effects, renamed)
  if (began !== recorded.began) return `begins: ${recorded.began} -> ${began}`
  let { call } = begun
  for (const { before, move, observed, over } of recorded.steps) {
    const explored = make(newer, call, { ...move, event: inOther(move.event, before, call, renamed) })
    const now = observedEffects(explored.effects, renamed)
    if (now !== observed || explored.call.over !== over) return `${JSON.stringify(move.deed)}: ${observed} -> ${now}`
    call = explored.call
  }
  return undefined
}
