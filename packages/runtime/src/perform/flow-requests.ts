import { sendRequest } from './request/send-request.js'
import type { RequestSettings } from './request/outcome.js'
import type { SendRequest } from './request.js'

/** Requests of flows over HTTP, answered in the chart's words. @param noted of a failure: for the operator, without values of the call */
export const createSendRequest =
  (settings: RequestSettings, noted: (fields: { callId: string; key: string; cause: string; detail: string }) => void): SendRequest =>
  async (effect, key, signal) => {
    const outcome = await sendRequest(effect, key, settings, signal)
    const { requestId } = effect
    const callId = key.split('/')[0] ?? ''
    switch (outcome.type) {
      case 'succeeded':
        return { type: 'request.succeeded', requestId, status: outcome.status, body: outcome.body }
      case 'failed':
        noted({ callId, key, cause: outcome.cause, detail: outcome.detail })
        return {
          type: 'request.failed',
          requestId,
          cause: outcome.cause,
          ...(outcome.status === undefined ? {} : { status: outcome.status }),
        }
      case 'outcome-unknown':
        noted({ callId, key, cause: 'outcome-unknown', detail: outcome.detail })
        return { type: 'request.outcome-unknown', requestId }
    }
  }
