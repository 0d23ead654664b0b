import { wireTurnId, type OpenTurn } from '../call/state.js'
import { apologise, perform, type PerformParts } from './perform.js'

/** Everything that an earlier runtime of the call had under way goes on; its turns first, for the caller waits for them. */
export async function rearm(performing: PerformParts, startAgain: (turn: OpenTurn) => Promise<void>): Promise<void> {
  const { hands } = performing
  const { state } = hands
  await performing.recordings.rearm()
  for (const [turnId, turn] of state.turns) {
    if (turn.cancelled === true) hands.command({ type: 'turn.cancel', turnId: wireTurnId(state.chapter, turnId) })
    else await startAgain(turn)
  }
  performing.timers.rearm()
  await perform(performing, performing.requests.rearm())
  await performing.transfers.rearm()
  await performing.lineTransfers.rearm()
  performing.lineRecordings.rearm()
  performing.rows.rearm()
  performing.handovers.rearm()
  performing.questions.rearm()
  for (const open of state.checks.values()) performing.askHours(open)
  if (state.chapter > 1) performing.limitCall(state.ready.manifest.maxCallMs)
  if (state.failure?.apology === 'due') apologise(hands)
}

/** Nothing more is done here for the call; another runtime may go on with it. */
export function letGo(performing: PerformParts): void {
  performing.timers.cancelAll()
  performing.requests.abortAll()
  performing.rows.cancelAll()
  performing.handovers.abortAll()
  performing.recordings.cancelAll()
  performing.lineRecordings.cancelAll()
  performing.questions.abortAll()
}
