import { beginCall, make, type CallStart, type ExploredCall } from './explored-call.js'
import type { ExploredFlow } from './explored-flow.js'
import type { Move, UntimedEvent } from './move.js'
import { movesOf } from './moves.js'

const pick = <Item>(random: () => number, items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]

const endsCall = ({ deed }: Move): boolean => deed.type === 'hangs-up' || deed.type === 'operator-ends' || (deed.type === 'time-passes' && deed.of === 'call')

/** Of ends, which are always possible, one in so many is taken. */
const endsOneIn = 40
/** One event in so many comes a second time, for a turn, request or transfer that is over. */
const lateOneIn = 12
const longest = 80

const ids = ['turnId', 'requestId', 'transferId', 'checkId', 'questionId', 'timerId'] as const

/** The same for something that no longer runs. */
const late = (event: UntimedEvent): UntimedEvent => {
  const named = ids.find((id) => id in event)
  return named === undefined ? event : ({ ...event, [named]: 'x0' })
}

const nextMove = (moves: readonly Move[], random: () => number): Move | undefined => {
  const kept = random() * endsOneIn < 1 ? moves : moves.filter((move) => !endsCall(move))
  return pick(random, kept.length === 0 ? moves : kept)
}

/**
 * A call in which anything happens, late and doubled events too.
 * @returns ids of the transitions that it took
 */
export const walkAtRandom = (flow: ExploredFlow, starts: readonly CallStart[], random: () => number): string[] => {
  const start = pick(random, starts)
  if (start === undefined) return []
  const begun = beginCall(flow, start, true)
  const taken = begun.taken.map(({ id }) => id)
  const go = (call: ExploredCall, move: Move): ExploredCall => {
    const explored = make(flow, call, move, true)
    for (const { id } of explored.taken) taken.push(id)
    return explored.call
  }
  let { call } = begun
  for (let count = 0; count < longest; count += 1) {
    const move = nextMove(movesOf(flow, call), random)
    if (move === undefined) break
    if (random() * lateOneIn < 1) {
      const { snapshot } = go(call, { ...move, event: late(move.event) })
      call = { ...call, snapshot }
    }
    call = go(call, move)
  }
  return taken
}
