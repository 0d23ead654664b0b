import type { CallView } from '@callchart/protocol'
import { ApiClient } from '../../caller/api-client.js'
import type { CallReport } from '../../caller/call-report.js'
import { placeCall } from '../../caller/place-call.js'
import { announcement, matrixFlowId, positionWords } from './matrix-flow.js'
import { endings, type MatrixCell, type TransferMode } from './cells.js'

/** Least correlation of what was said and what the other heard; words of somebody else have less than 0.3. */
const heardWell = 0.7

export interface CellParts {
  readonly url: string
  readonly agentWords: Int16Array
  readonly callerWords: Int16Array
  readonly patienceMs: number
}

export interface CellResult {
  readonly cell: string
  readonly mode: TransferMode
  /** Empty: right event, right words, no orphan. */
  readonly faults: readonly string[]
}

/** Places one call that goes the cell's way, and says what was not as it must be. */
export async function runCell(cell: MatrixCell, mode: TransferMode, parts: CellParts): Promise<CellResult> {
  const flow = matrixFlowId(cell, mode)
  const { conduct, steps } = cell
  const report = await placeCall({
    url: parts.url,
    request: { flow },
    steps,
    patienceMs: parts.patienceMs,
    ...(conduct === undefined ? {} : { agent: { queues: [flow], conduct, agentWords: parts.agentWords, callerWords: parts.callerWords } }),
  })
  const view = await new ApiClient(parts.url).call(report.callId)
  return { cell: cell.name, mode, faults: [...actedOut(report), ...rightEvent(cell, view), ...rightWords(cell, view), ...noOrphan(view), ...talked(cell, report)] }
}

const actedOut = ({ problems }: CallReport): string[] => problems.map(({ code, message }) => `${code}: ${message}`)

const differs = (what: string, found: string | undefined, expected: string): string[] =>
  found === expected ? [] : [`${what} is ${found ?? 'none'} instead of ${expected}`]

const rightEvent = (cell: MatrixCell, view: CallView): string[] => [
  ...differs('the transfer', view.transfer?.outcome ?? 'none', cell.outcome),
  ...differs('its effect', view.effects.find(({ type }) => type === 'transfer.start')?.outcome ?? 'none', cell.settled),
  ...differs('the path', view.path.join(' '), ['start', 'human', ...(cell.ending === undefined ? [] : [cell.ending])].join(' ')),
]

function rightWords(cell: MatrixCell, view: CallView): string[] {
  const spoken = view.transcript.filter(({ who }) => who === 'bot')
  const last = spoken.at(-1)
  const heard = cell.ending === undefined ? [] : differs('the last words', last?.text, endings[cell.ending])
  const cut = cell.ending !== undefined && last !== undefined && last.endMs - last.startMs < 800 ? ['the last words were cut'] : []
  const told = cell.isTold === true && !spoken.some(({ text }) => text === positionWords) ? ['the caller was not told their position'] : []
  const heardByBot = view.transcript.some(({ who, text }) => who === 'caller' && text !== '1') ? ['the bot heard something while the caller waited'] : []
  return [...differs('the announcement', spoken[0]?.text, announcement), ...heard, ...cut, ...told, ...heardByBot]
}

const noOrphan = (view: CallView): string[] => [
  ...differs('the call', view.status, 'ended'),
  ...view.cdr.filter(({ endedAt }) => endedAt === undefined).map(({ legId }) => `the leg ${legId} is an orphan`),
]

function talked(cell: MatrixCell, { transfer }: CallReport): string[] {
  if (cell.talk !== true) return []
  return [
    ...((transfer?.agentHeard ?? 0) >= heardWell ? [] : [`the agent heard the caller only to ${transfer?.agentHeard ?? 0}`]),
    ...((transfer?.callerHeard ?? 0) >= heardWell ? [] : [`the caller heard the agent only to ${transfer?.callerHeard ?? 0}`]),
  ]
}
