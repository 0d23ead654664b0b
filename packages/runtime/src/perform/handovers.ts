import type { VariableValue } from '@callchart/flow'
import { shownVariables } from '../call/call-view.js'
import type { CallNote } from '../call/entries.js'
import { settled } from '../call/settled-note.js'
import { effectKey, type CallState, type OpenHandover } from '../call/state.js'
import { masked } from '../call/transcript.js'
import type { CallHands } from './hands.js'
import type { PushHandover } from './handover-push.js'

/** Not an effect of the step's own: those are counted from 0. */
const pushIndex = -2

export interface Handovers {
  /** The note that the transfer of this step is told to whoever takes callers over; none where nobody wants to know. */
  dispatched(step: number): CallNote[]
  /** It is journaled as dispatched by now; the transfer does not wait for it. */
  start(step: number): void
  /** Those of which nobody knows whether they were sent: the receiver knows them by their key. */
  rearm(): void
  abortAll(): void
}

/** Tells the receiver of the settings what goes with each caller whom the flow brings to a human. */
export function createHandovers({ state, log, post, record }: CallHands, push: PushHandover | undefined, outcomes: (type: string, outcome: string) => void): Handovers {
  /** Few calls have any. */
  let abort: AbortController | undefined

  const send = (open: OpenHandover): void => {
    if (push === undefined) return
    const settle = (outcome: string): void =>
      post(async () => {
        if (!state.handovers.has(effectKey(open)) || outcome === 'cancelled') return
        await record([settled(open, 'handover.push', outcome)])
        outcomes('handover.push', outcome)
        if (outcome !== 'sent') log.warn({ transferId: open.transfer.transferId, outcome }, 'handover not told')
      })
    abort ??= new AbortController()
    void push(handoverOf(state, open), `${state.origin.callId}/${open.transfer.transferId}`, abort.signal).then(settle)
  }

  return {
    dispatched: (step) => (push === undefined ? [] : [{ kind: 'effect.dispatched', step, body: { index: pushIndex, type: 'handover.push' } }]),
    start(step) {
      const open = state.handovers.get(effectKey({ step, index: pushIndex }))
      if (open !== undefined) send(open)
    },
    rearm: () => [...state.handovers.values()].forEach(send),
    abortAll: () => abort?.abort(),
  }
}

/** Plain JSON; nothing that is sensitive stands in it. */
function handoverOf(state: CallState, { transfer, at }: OpenHandover): VariableValue {
  const { origin, ready, shown } = state
  const { callId, direction, ani, dnis } = origin
  const { transferId, target, mode, summary } = transfer
  const body = {
    callId,
    transferId,
    at: new Date(at).toISOString(),
    flow: ready.manifest.flow,
    version: ready.version,
    direction,
    ...(ani !== undefined && { ani }),
    ...(dnis !== undefined && { dnis }),
    target,
    mode,
    summary: masked(summary, shown.secrets),
    variables: shownVariables(state),
    transcript: shown.transcript.map(({ who, text, startMs, endMs }) => ({ who, text, startMs, endMs })),
  }
  return JSON.parse(JSON.stringify(body)) as VariableValue
}
