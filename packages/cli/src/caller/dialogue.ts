import type { CallReport } from './call-report.js'
import type { CallProgress } from './place-call.js'

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2).padStart(7)} s`

/** Prints the dialogue while it happens, with times on the call's clock. */
export function printDialogue(print: (line: string) => void): CallProgress {
  return {
    onSaid: ({ who, text, intent, ambiguous, confidence, startMs }) => {
      const meant = intent ?? ambiguous?.join(' or ')
      const understood = meant === undefined ? '' : `  [${meant}${confidence === undefined ? '' : ` ${confidence.toFixed(2)}`}]`
      print(`${seconds(startMs)}  ${who.padEnd(6)}  ${text}${understood}`)
    },
    onEntered: (nodeId) => print(`           ·       -> ${nodeId}`),
    onNote: (note) => print(`           ·       ${note}`),
  }
}

/** What a person wants to know of a call that is over. */
export function summaryOf(report: CallReport): string {
  const { latencyMs, transfer } = report
  const replies = latencyMs.replies.map(
    ({ ms, endpointSilenceMs }) => `${ms}${endpointSilenceMs === null ? '' : ` (${endpointSilenceMs} of it endpoint silence)`}`,
  )
  return [
    `call         ${report.callId} of flow ${report.flow}, version ${report.version.slice(0, 12)}: ${report.disposition}`,
    `path         ${report.path.join(' -> ')}`,
    ...(transfer === null
      ? []
      : [`transfer     ${transfer.outcome}; agent heard ${transfer.agentHeard ?? '-'}, caller heard ${transfer.callerHeard ?? '-'}`]),
    `greeting     ${latencyMs.greeting ?? '-'} ms after MEDIA_START`,
    ...(replies.length === 0 ? [] : [`replies      ${replies.join(', ')} ms`]),
    ...(latencyMs.bargeInStop.length === 0
      ? []
      : [`barge-in     prompt stopped after ${latencyMs.bargeInStop.map((ms) => ms ?? 'never').join(', ')} ms`]),
    ...report.problems.map(({ code, message }) => `problem      ${code}: ${message}`),
    '',
  ].join('\n')
}
