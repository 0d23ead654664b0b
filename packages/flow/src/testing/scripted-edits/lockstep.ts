import { coverTransitions, type Trace } from '../../explore/cover.js'
import { beginCall, contextOf, make, type CallStart, type Explored, type ExploredCall } from '../../explore/explored-call.js'
import type { ExploredFlow } from '../../explore/explored-flow.js'
import type { Move, UntimedEvent } from '../../explore/move.js'
import { movesOf } from '../../explore/moves.js'
import { randomOf } from '../random-call.js'
import { observedEffects, type Renamed } from './observed.js'

/** After the place that a call is led to. */
const furtherSteps = 6
/** So many find a way to nearly every place of the largest example. */
const triedSteps = 1_500

/** Where a call is after a move, and what was observed of it; calls that begin alike share their beginning. */
interface RecordedPlace {
  readonly start: CallStart
  /** Absent for the beginning. */
  readonly last?: { readonly before: RecordedPlace; readonly move: Move }
  readonly call: ExploredCall
  readonly observed: string
  readonly entered: readonly string[]
}

/** A call, by the place that it comes to at last. */
export type RecordedCall = RecordedPlace

const isRare = ({ deed, quiet }: Move): boolean =>
  quiet !== true && (deed.type === 'hangs-up' || deed.type === 'operator-ends' || deed.type === 'sound-fails' || (deed.type === 'time-passes' && deed.of === 'call'))

const picked = <Item>(random: () => number, items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]

/** Most calls go on: what ends them comes seldom. */
const nextMove = (moves: readonly Move[], random: () => number): Move | undefined => {
  const usual = moves.filter((move) => !isRare(move))
  return picked(random, usual.length === 0 || random() < 0.05 ? moves : usual)
}

const recorded = (start: CallStart, { call, effects }: Explored, last?: RecordedPlace['last']): RecordedPlace => ({
  start, call, observed: observedEffects(effects), entered: effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : [])), ...(last === undefined ? {} : { last }),
})

const placesOf = (flow: ExploredFlow): ((trace: Trace) => RecordedPlace) => {
  const known = new Map<Trace, RecordedPlace>()
  const placeAt = (trace: Trace): RecordedPlace => {
    const { before, move } = trace
    const found = known.get(trace)
    if (found !== undefined) return found
    const place = before === undefined || move === undefined ? recorded(trace.start, beginCall(flow, trace.start)) : after(flow, placeAt(before), move)
    known.set(trace, place)
    return place
  }
  return placeAt
}

const after = (flow: ExploredFlow, before: RecordedPlace, move: Move): RecordedPlace => recorded(before.start, make(flow, before.call, move), { before, move })

/** Calls that come to each place of the chart in turn, and go on from there at random. */
export const recordCalls = (flow: ExploredFlow, count: number): RecordedCall[] => {
  const traces = [...new Set(coverTransitions(flow, { mostSteps: triedSteps }).traces.values())]
  const placeAt = placesOf(flow)
  return Array.from({ length: count }, (_, seed) => traces[seed % traces.length]).flatMap((trace, seed) => {
    if (trace === undefined) return []
    const random = randomOf(seed)
    let place = placeAt(trace)
    for (let step = 0; step < furtherSteps; step += 1) {
      const move = nextMove(movesOf(flow, place.call), random)
      if (move === undefined) break
      place = after(flow, place, move)
    }
    return [place]
  })
}

/** Whether a call comes to the node. */
export const comesTo = (node: string, { entered, last }: RecordedCall): boolean => entered.includes(node) || (last !== undefined && comesTo(node, last.before))

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

/** Where the newer version first does otherwise in each of the calls; nothing where it never does. */
export const differencesIn = (newer: ExploredFlow, calls: readonly RecordedCall[], renamed: Renamed = {}): string[] => {
  const followed = new Map<RecordedPlace, ExploredCall | string>()
  const compared = ({ observed, call: { over }, last }: RecordedPlace, explored: Explored): ExploredCall | string => {
    const now = observedEffects(explored.effects, renamed)
    return now === observed && explored.call.over === over ? explored.call : `${JSON.stringify(last?.move.deed ?? 'the call begins')}: ${observed} -> ${now}`
  }
  const follow = (place: RecordedPlace): ExploredCall | string => {
    const { last } = place
    if (last === undefined) return compared(place, beginCall(newer, place.start))
    const before = callAt(last.before)
    return typeof before === 'string' ? before : compared(place, make(newer, before, { ...last.move, event: inOther(last.move.event, last.before.call, before, renamed) }))
  }
  const callAt = (place: RecordedPlace): ExploredCall | string => {
    const call = followed.get(place) ?? follow(place)
    followed.set(place, call)
    return call
  }
  return calls.map(callAt).filter((call) => typeof call === 'string')
}
