import type { CallEffect } from '@callchart/flow'
import type { FinishedSpan, SpanAttribute } from '@callchart/protocol'

/** What a span may tell of an effect that leaves the system: names of the settings and of the flow, never an address, a number or a text of the call. */
export function effectSpan(effect: CallEffect): { name: string; kind: FinishedSpan['kind']; attributes: Record<string, SpanAttribute> } | undefined {
  switch (effect.type) {
    case 'request.send':
      return {
        name: 'request',
        kind: 'client',
        attributes: { 'request.id': effect.requestId, 'http.request.method': effect.method, 'callchart.endpoint': endpointOf(effect.url) },
      }
    case 'transfer.start':
      return {
        name: 'transfer',
        kind: 'client',
        attributes: {
          'transfer.id': effect.transferId,
          'callchart.transfer.target': effect.target.type,
          'callchart.transfer.mode': effect.mode,
          ...(effect.target.type === 'queue' && { 'callchart.queue': effect.target.queue }),
        },
      }
    case 'knowledge.ask':
      return { name: 'question', kind: 'client', attributes: { 'callchart.question.source': effect.source, 'callchart.node.id': effect.nodeId } }
    case 'do-not-call.add':
    case 'voicemail.keep':
    case 'call-back.request':
      return { name: effect.type, kind: 'internal', attributes: {} }
    default:
      return undefined
  }
}

/** The name under which the settings have it; a host may come from a variable of the call. */
export const endpointOf = (url: string): string => /^endpoint:\/\/([a-z][a-z0-9-]*)(?:[/?#]|$)/.exec(url)?.[1] ?? 'other'
