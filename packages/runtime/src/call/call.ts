import type { Interpretation, MediaFact, NumberedFact } from '@callchart/protocol'
import { perform, type PerformParts } from '../perform/perform.js'
import { becomeEvent } from './become-event.js'
import type { CallLog } from './call-log.js'
import type { CallMeters } from './call-meters.js'
import type { CallNote, LineBody, NewEvent } from './entries.js'
import type { CallWatch } from '../watch/call-watch.js'
import { lineEvent } from './line-event.js'
import { settledNote } from './settled-note.js'
import { chartTurnId, type CallState } from './state.js'
import { understand, type UnderstandingParts } from './understand.js'
import { keptRow, mayKeep, type KeepingRule } from './unrecognised.js'

/** The parts that a call is wired from. */
export interface CallStages {
  readonly state: CallState
  readonly log: CallLog
  readonly performing: PerformParts
  readonly understanding: UnderstandingParts
  readonly keepUnrecognised: KeepingRule
  readonly meters: Pick<CallMeters, 'understood'>
  readonly watch: Pick<CallWatch, 'timed'>
  ack(factNumber: number): void
}

/**
 * The map of a call, stages 4 to 7 of the voice path in their order; it holds the wiring only.
 * A fact is in the journal before it is acknowledged, and acknowledged before anything is done about it.
 */
export async function takeFact(call: CallStages, { number, atMs, fact }: NumberedFact): Promise<void> {
  const { state, log, performing, watch } = call

  const interpretation = await meaningOf(call, fact) //                                4 understand
  const event = becomeEvent(state, fact, interpretation) //                            5 become an event
  const entries = await log.write(notesOf(call, { number, atMs, fact }, interpretation, event))
  call.ack(number)
  const effects = log.apply(entries) //                                                6 decide
  const kept = keptRow(state)
  await watch.timed('perform', () => perform(performing, effects)) //                  7 perform
  if (kept !== undefined) performing.rows.start(kept)
  performing.recordings.noteFact(fact)
  performing.expected.noteFact(fact)
  await performing.transfers.noteFact(fact)
  await performing.lineTransfers.noteFact(fact)
  performing.lineRecordings.follow()
}

/** One fact of the switch that has the caller's line. @param journaled called once it is in the journal */
export async function takeLineFact(call: CallStages, body: LineBody, journaled: () => void): Promise<void> {
  const { state, log, performing } = call

  const { fact } = body
  const event = lineEvent(state, fact) //                                              5 become an event
  const entries = await log.write([{ kind: 'line', body }, ...toldNotes(state, event)])
  journaled()
  const effects = log.apply(entries) //                                                6 decide
  await perform(performing, effects) //                                                7 perform
  await performing.lineTransfers.noteLine(fact)
  performing.lineRecordings.noteLine(fact)
  performing.lineRecordings.follow()
  if (fact.type === 'line.left') await performing.transfers.dropAll('caller-gone')
}

/** An event that no fact of the bridge brought: a timer, an answer, a queue, the API. */
export async function takeEvent(call: CallStages, event: NewEvent): Promise<void> {
  const { state, log, performing } = call

  const entries = await log.write([...settledNote(state, event), { kind: 'event', step: state.step + 1, body: event }])
  const effects = log.apply(entries) //                                                6 decide
  await perform(performing, effects) //                                                7 perform
  performing.lineRecordings.follow()
}

async function meaningOf({ state, understanding, meters, watch }: CallStages, fact: MediaFact): Promise<Interpretation | undefined> {
  if (fact.type !== 'utterance') return undefined
  const turnId = chartTurnId(state, fact.turnId)
  const turn = turnId === undefined ? undefined : state.turns.get(turnId)
  if (turn === undefined) return undefined
  const interpretation = await watch.timed('understand', () => understand(fact, turn, state, understanding))
  meters.understood(interpretation)
  return interpretation
}

function notesOf(
  { state, keepUnrecognised }: CallStages,
  numbered: NumberedFact,
  interpretation: Interpretation | undefined,
  event: NewEvent | undefined,
): CallNote[] {
  const heard: CallNote[] =
    interpretation !== undefined && numbered.fact.type === 'utterance'
      ? [
          {
            kind: 'interpretation',
            body: {
              turnId: numbered.fact.turnId,
              interpretation,
              ...(event !== undefined && mayKeep(state, numbered.fact.turnId, interpretation, keepUnrecognised) && { keep: true }),
            },
          },
        ]
      : []
  return [...heard, { kind: 'fact', body: numbered }, ...toldNotes(state, event)]
}

const toldNotes = (state: CallState, event: NewEvent | undefined): CallNote[] =>
  event === undefined ? [] : [...settledNote(state, event), ...[event, ...answeredAlready(state, event)].map((body, index): CallNote => ({ kind: 'event', step: state.step + 1 + index, body }))]

/** Who has answered may be known before the call begins: it is told in the same breath, and a human's prompt is not begun for a machine. */
function answeredAlready({ line }: CallState, { type }: NewEvent): NewEvent[] {
  return type === 'call.started' && line?.answeredBy?.isTold === false ? [{ type: 'call.answered-by', who: line.answeredBy.who }] : []
}
