import type { CallView } from '@callchart/protocol'
import { heardBy, type Conversation } from './agent.js'
import { measureLatency, type CallSound, type LatencyMs } from './latency.js'

export interface ReportedEntry {
  readonly who: 'bot' | 'caller' | 'agent' | 'system'
  readonly text: string
  readonly intent?: string
  readonly confidence?: number
  readonly startMs: number
  readonly endMs: number
}

export interface ReportedProblem {
  readonly code: string
  readonly message: string
}

/** What `callchart call --json` prints. */
export interface CallReport {
  readonly callId: string
  readonly flow: string
  readonly version: string
  readonly disposition: string
  readonly path: readonly string[]
  readonly transcript: readonly ReportedEntry[]
  /** Correlations are 0..1, null where nobody spoke; the whole is null without a transfer. */
  readonly transfer: { readonly outcome: string; readonly agentHeard: number | null; readonly callerHeard: number | null } | null
  readonly latencyMs: LatencyMs
  /** What kept the script from being acted out: empty when all went as written. */
  readonly problems: readonly ReportedProblem[]
}

export async function makeCallReport(
  view: CallView,
  sound: CallSound,
  conversation: Conversation | undefined,
  problems: readonly ReportedProblem[],
): Promise<CallReport> {
  return {
    callId: view.callId,
    flow: view.flow,
    version: view.version,
    disposition: view.disposition ?? view.status,
    path: view.path,
    transcript: view.transcript.map(({ who, text, intent, confidence, startMs, endMs }) => ({
      who,
      text,
      ...(intent === undefined ? {} : { intent }),
      ...(confidence === undefined ? {} : { confidence }),
      startMs,
      endMs,
    })),
    transfer:
      view.transfer === null
        ? null
        : {
            outcome: view.transfer.outcome,
            agentHeard: conversation === undefined ? null : await heardBy(conversation.byCaller),
            callerHeard: conversation === undefined ? null : await heardBy(conversation.byAgent),
          },
    latencyMs: measureLatency(sound, view.transcript),
    problems,
  }
}
