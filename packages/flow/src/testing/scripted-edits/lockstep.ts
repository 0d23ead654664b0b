import { beginCall, contextOf, make, type ExploredCall } from '../../explore/explored-call.js'
import type { ExploredFlow } from '../../explore/explored-flow.js'
import type { Move, UntimedEvent } from '../../explore/move.js'
import { movesOf } from '../../explore/moves.js'
import { startsOf } from '../../explore/starts.js'
import type { CallStart, Explored } from '../../explore/explored-call.js'
import { statePath } from '../../step/step.js'
import { randomOf } from '../random-call.js'
import { observedEffects, type Renamed } from './observed.js'

const mostSteps = 24

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

/** How often each thing was done where the call was. */
class Habits {
  private readonly counts = new Map<string, number>()

  private keyOf({ snapshot }: ExploredCall, { deed }: Move): string {
    return `${statePath(snapshot).join('.')} ${JSON.stringify(deed)}`
  }

  /** Most calls go on, where few have gone: what ends them comes seldom. */
  next(call: ExploredCall, moves: readonly Move[], random: () => number): Move | undefined {
    const usual = moves.filter((move) => !isRare(move))
    const open = usual.length === 0 || random() < 0.03 ? moves : usual
    const counted = open.map((move) => this.counts.get(this.keyOf(call, move)) ?? 0)
    const move = random() < 0.4 ? picked(random, open) : picked(random, open.filter((_, index) => counted[index] === Math.min(...counted)))
    if (move !== undefined) this.counts.set(this.keyOf(call, move), (this.counts.get(this.keyOf(call, move)) ?? 0) + 1)
    return move
  }
}

const enteredBy = ({ effects }: Explored): string[] => effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : []))

const recordCall = (flow: ExploredFlow, starts: readonly CallStart[], habits: Habits, seed: number): RecordedCall => {
  const random = randomOf(seed)
  const start = picked(random, starts) ?? { direction: 'inbound', variables: {} }
  const begun = beginCall(flow, start)
  const entered = new Set(enteredBy(begun))
  const steps: RecordedStep[] = []
  let { call } = begun
  for (let count = 0; count < mostSteps; count += 1) {
    const move = habits.next(call, movesOf(flow, call), random)
    if (move === undefined) break
    const explored = make(flow, call, move)
    steps.push({ before: call, move, observed: observedEffects(explored.effects), over: explored.call.over })
    enteredBy(explored).forEach((node) => entered.add(node))
    call = explored.call
  }
  return { start, began: observedEffects(begun.effects), steps, entered }
}

export const recordCalls = (flow: ExploredFlow, count: number): RecordedCall[] => {
  const starts = startsOf(flow)
  const habits = new Habits()
  return Array.from({ length: count }, (_, seed) => recordCall(flow, starts, habits, seed))
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
  return { ...known, ...ids } as UntimedEvent
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
