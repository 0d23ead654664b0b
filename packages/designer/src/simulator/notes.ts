import { targetName, type CallEffect, type CallEvent } from '@callchart/flow'
import { unconnectedId, unfinishedCause } from './playable-ids.js'
import type { Note } from './moment.js'

/** What an event says to whoever looks on; the caller's own deeds are told as theirs. */
export function noteOfEvent(event: CallEvent, nodeOf: (requestId: string) => string): Note | undefined {
  switch (event.type) {
    case 'request.succeeded':
      return { about: 'answer', node: nodeOf(event.requestId), outcome: 'succeeded', status: event.status }
    case 'request.failed':
      return { about: 'answer', node: nodeOf(event.requestId), outcome: 'failed', ...(event.status !== undefined && { status: event.status }) }
    case 'request.outcome-unknown':
      return { about: 'answer', node: nodeOf(event.requestId), outcome: 'outcome-unknown' }
    case 'hours.open':
      return { about: 'hours', outcome: 'open' }
    case 'hours.closed':
      return { about: 'hours', outcome: 'closed' }
    case 'hours.failed':
      return { about: 'hours', outcome: 'failed' }
    case 'knowledge.answered':
      return { about: 'knowledge', outcome: 'answered', ...(event.confidence !== undefined && { confidence: event.confidence }) }
    case 'knowledge.failed':
      return { about: 'knowledge', outcome: event.cause === 'no-answer' ? 'no-answer' : 'failed' }
    default:
      return undefined
  }
}

/** What an effect says to whoever looks on. */
export function noteOfEffect(effect: CallEffect, node: string): Note | undefined {
  switch (effect.type) {
    case 'request.send':
      return { about: 'request', node, method: effect.method, url: effect.url }
    case 'transfer.start':
      return effect.target.type === 'queue' ? { about: 'transfer', queue: effect.target.queue } : { about: 'calls', target: targetName(effect.target) }
    case 'call.tag':
      return { about: 'tag', tag: effect.tag }
    case 'recording.set':
      return { about: 'recording', action: effect.action }
    case 'voicemail.keep':
      return { about: 'message', mailbox: effect.mailbox, seconds: Math.round(effect.durationMs / 1_000) }
    case 'call-back.request':
      return { about: 'call-back', queue: effect.queue }
    case 'do-not-call.add':
      return { about: 'do-not-call' }
    case 'call.continue-with':
      return { about: 'other-flow', flow: effect.flow }
    case 'flow.failed':
      return { about: 'failure', code: effect.code, message: effect.message }
    case 'call.hang-up':
      return effect.cause === unfinishedCause ? { about: 'gap', gap: node === unconnectedId ? 'unconnected' : 'unfinished', node } : undefined
    default:
      return undefined
  }
}
